"""`candor start`: a maintenance begins."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.now import dated_post, read_now
from mkdocs_candor.cli.updating import Said, append_update, maintenance_only, update_options
from mkdocs_candor.model.post import Maintenance
from mkdocs_candor.model.status import Stage


@click.command()
@click.argument("post", required=False)
@update_options
def start(post: str | None, **said: Any) -> None:
    """Say that the maintenance POST has begun. Where one is ahead and not begun, it needs no name.

    It begins by the clock too, when its window does; this says that somebody is at work, and may come early.

    \b
    Examples:
      candor start -m "We are restarting the name servers, one by one."
      candor start dns-software --next 1h
    """
    now = read_now()
    open_ones = [facts.post.id for facts in now.facts.maintenances if facts.is_open and not _is_begun(facts.post)]
    found = dated_post(now, post, open_ones, "maintenance is ahead", "Name the one you mean: candor start POST.")
    maintenance_only(found, Stage.IN_PROGRESS)
    append_update(now, found, Stage.IN_PROGRESS, Said(**said), needs_words=False)


def _is_begun(post: Maintenance) -> bool:
    return any(update.stage is not Stage.SCHEDULED for update in post.updates)
