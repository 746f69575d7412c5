"""`candor start`: a maintenance begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import click

from mkdocs_candor.cli.moments import in_words, past_moment
from mkdocs_candor.cli.now import Dated, Now, dated_post, read_now
from mkdocs_candor.cli.updating import Said, append_update, maintenance_only, update_options
from mkdocs_candor.cli.words import can_ask
from mkdocs_candor.model.post import Maintenance
from mkdocs_candor.model.status import Stage

# Work may begin a little before its window. Longer before, more likely the wrong command or the wrong post was typed.
_EARLY = timedelta(hours=1)


@click.command()
@click.argument("post", required=False)
@click.option("--yes", is_flag=True, help="It has begun, though its window begins more than an hour later.")
@update_options
def start(post: str | None, yes: bool, **said: Any) -> None:
    """Say that the maintenance POST has begun. Where one is ahead and not begun, it needs no name.

    It begins by the clock too, when its window does; this says that somebody is at work, and may come early. More than
    an hour early it asks first; a script must say --yes.

    \b
    Examples:
      candor start -m "We are restarting the name servers, one by one."
      candor start dns-software --next 1h
    """
    now = read_now()
    open_ones = [facts.post.id for facts in now.facts.maintenances if facts.is_open and not _is_begun(facts.post)]
    found = dated_post(now, post, open_ones, "maintenance is ahead", "Name the one you mean: candor start POST.")
    maintenance_only(found, Stage.IN_PROGRESS)
    if not yes:
        _confirm_early(now, found, past_moment(said["at"], now.as_of, now.timezone, "--at"))
    append_update(now, found, Stage.IN_PROGRESS, Said(**said), needs_words=False)


def _confirm_early(now: Now, post: Dated, at: datetime) -> None:
    """Ask whether work has begun long before its window. Raises ClickException where it has not, or nobody can say."""
    window = next((facts.window for facts in now.facts.maintenances if facts.post.id == post.id), None)
    if window is None or window.start - at <= _EARLY:
        return
    early = f"The window of '{post.id}' begins only at {in_words(window.start)}"
    if not can_ask():
        raise click.ClickException(f"{early}. If work has begun already: --yes. Nothing was written.")
    if not click.confirm(f"{early}. Has work begun already?", err=True):
        raise click.ClickException("Nothing was written.")


def _is_begun(post: Maintenance) -> bool:
    return any(update.stage is not Stage.SCHEDULED for update in post.updates)
