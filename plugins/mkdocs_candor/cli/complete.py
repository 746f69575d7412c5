"""`candor complete`: a maintenance is over."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.now import dated_post, read_now
from mkdocs_candor.cli.updating import Said, append_update, last_update_options, maintenance_only
from mkdocs_candor.model.status import Stage


@click.command()
@click.argument("post", required=False)
@last_update_options
def complete(post: str | None, **said: Any) -> None:
    """Say that the maintenance POST is over and its components work. While one is running, it needs no name.

    Until somebody says so, a window that is over is shown as not confirmed.

    \b
    Examples:
      candor complete -m "All name servers run the new version. You need not do anything."
      candor complete dns-software --at "5 min ago"
    """
    now = read_now()
    open_ones = [facts.post.id for facts in now.facts.maintenances if facts.is_running]
    found = dated_post(now, post, open_ones, "maintenance is running", "Name the one you mean: candor complete POST.")
    maintenance_only(found, Stage.COMPLETED)
    if any(facts.post.id == found.id and not facts.is_running for facts in now.facts.maintenances):
        raise click.ClickException(
            f"'{found.id}' has not begun. If it has: candor start {found.id} first. "
            f"If it will not happen: candor cancel {found.id}"
        )
    append_update(now, found, Stage.COMPLETED, Said(**said), needs_words=False, next_step="nothing more: it is over")
