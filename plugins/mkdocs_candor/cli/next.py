"""`candor next`: the moment at which the site next changes by itself."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta

import click

from mkdocs_candor.cli.now import Now, read_now
from mkdocs_candor.derive.next_change import next_event
from mkdocs_candor.derive.policy import DEFAULT_POLICY
from mkdocs_candor.edit.post_files import format_time

_NEVER = "never"
_NOTHING_AHEAD = 3


@click.command(name="next")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "epoch", "seconds", "cron"]),
    default="text",
    show_default=True,
    help="epoch: seconds since 1970. seconds: from now. cron: a line's five fields, in UTC, rounded up to a minute.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all of these as JSON.")
@click.option("--no-midnight", is_flag=True, help="Leave out midnight, when each day only gets its cell in the bars.")
@click.pass_context
def next_(context: click.Context, format_: str, as_json: bool, no_midnight: bool) -> None:
    """Print the moment at which the site next changes though nobody writes: build it again then.

    A maintenance begins or ends, an embargo lifts, news bites or expires, a promised update is overdue, a desk opens
    or closes. Midnight, UTC, is such a moment too, so there always is one. Without it there may be none: then this
    prints "never", and exits with 3. It knows of embargoes, which the published build.json does not tell.

    \b
    Examples:
      candor next
      candor next --format cron
      sleep "$(candor next --format seconds)" && mkdocs build
    """
    now = read_now()
    facts = now.facts
    moment: datetime | None = facts.next_change
    if no_midnight:
        moment = next_event(now.history, facts.posts.values(), facts.desks.values(), facts.as_of, DEFAULT_POLICY.grace)
    told = {"text": format_time(moment), **_for_schedulers(now, moment)} if moment else {}
    if as_json:
        iso = f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None
        numbers = {key: told.get(key) for key in ("epoch", "seconds", "cron")}
        click.echo(json.dumps({"next_change": iso, **numbers}, indent=2))
    else:
        click.echo(told.get(format_, _NEVER))
    if moment is None:
        context.exit(_NOTHING_AHEAD)


def _for_schedulers(now: Now, moment: datetime) -> dict[str, int | str]:
    """Return the moment in numbers, never earlier than it is."""
    minute = moment.replace(second=0, microsecond=0)
    if minute < moment:
        minute += timedelta(minutes=1)
    return {
        "epoch": math.ceil(moment.timestamp()),
        "seconds": math.ceil((moment - now.as_of).total_seconds()),
        "cron": f"{minute.minute} {minute.hour} {minute.day} {minute.month} *",
    }
