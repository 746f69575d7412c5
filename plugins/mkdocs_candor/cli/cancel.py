"""`candor cancel`: a maintenance will not happen."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.now import dated_post, read_now
from mkdocs_candor.cli.updating import Said, append_update, last_update_options, maintenance_only
from mkdocs_candor.model.status import Stage


@click.command()
@click.argument("post", required=False)
@last_update_options
def cancel(post: str | None, **said: Any) -> None:
    """Say that the maintenance POST will not happen, and why. While one is open, it needs no name. It stays visible.

    \b
    Examples:
      candor cancel -m "The supplier is not ready. We will announce a new window."
      candor cancel dns-software --edit
    """
    now = read_now()
    open_ones = [facts.post.id for facts in now.facts.maintenances if facts.is_open]
    found = dated_post(now, post, open_ones, "maintenance is open", "Name the one you mean: candor cancel POST.")
    maintenance_only(found, Stage.CANCELLED)
    step = "then announce the new window: candor new maintenance"
    append_update(now, found, Stage.CANCELLED, Said(**said), needs_words=True, next_step=step)
