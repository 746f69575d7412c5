"""`candor resolve`: the last update of an incident."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.now import dated_post, read_now
from mkdocs_candor.cli.updating import Said, append_update, last_update_options
from mkdocs_candor.model.post import Maintenance
from mkdocs_candor.model.status import Stage


@click.command()
@click.argument("post", required=False)
@last_update_options
def resolve(post: str | None, **said: Any) -> None:
    """Say that the incident POST is over; while one is open, it needs no name. Its components then work again.

    Say when it ended (--since, if that was earlier), whether data was lost, and what customers must still do.

    \b
    Examples:
      candor resolve -m "Cards work again since 15:10 UTC. No order was lost, and you need not do anything."
      candor resolve card-payments --since "10 min ago" --edit
    """
    now = read_now()
    open_ones = [facts.post.id for facts in now.facts.open_incidents]
    found = dated_post(now, post, open_ones, "incident is open", "Name the one you mean: candor resolve POST.")
    if isinstance(found, Maintenance):
        raise click.ClickException(f"'{found.id}' is a maintenance. End it with: candor complete {found.id}")
    if found.updates and found.updates[-1].stage is Stage.RESOLVED:
        raise click.ClickException(
            f"'{found.id}' is resolved already. To add a word: candor update {found.id} --stage resolved"
        )
    step = f"then, if people were hurt: candor apologise {found.id}"
    append_update(now, found, Stage.RESOLVED, Said(**said), needs_words=True, next_step=step)
