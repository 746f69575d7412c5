"""`candor update`: one more step of an incident or a maintenance."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.now import Now, dated_post, read_now
from mkdocs_candor.cli.updating import Said, append_update, stage_of, update_options


@click.command()
@click.argument("post", required=False)
@click.option("--stage", metavar="STAGE", help="investigating, identified, monitoring; for maintenance: verifying …")
@update_options
def update(post: str | None, stage: str | None, **said: Any) -> None:
    """Append an update to POST; while one post is open, it needs no name. POST is an id, a file or part of a title.

    Without --stage, the stage stays what it is. Nothing else in the file is touched.

    \b
    Examples:
      candor update -m "We found the cause and are changing the cable." --stage identified --next 30m
      candor update card-payments --components checkout=degraded_performance --do-now "Pay by card again."
      candor update --edit
    """
    now = read_now()
    found = dated_post(
        now, post, _open(now), "post is open", "Name one: candor update POST; or tell of something new: candor new."
    )
    append_update(now, found, stage_of(stage, found), Said(**said), needs_words=True)


def _open(now: Now) -> list[str]:
    """Return the incidents that are open, else the maintenances that are running."""
    incidents = [facts.post.id for facts in now.facts.open_incidents]
    return incidents or [facts.post.id for facts in now.facts.maintenances if facts.is_running]
