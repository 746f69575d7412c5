"""`candor next`: the moment at which the site next changes by itself."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta

import click

from mkdocs_candor.cli.now import Now, read_now
from mkdocs_candor.cli.published import Unreadable, built_at
from mkdocs_candor.derive.next_change import next_event
from mkdocs_candor.derive.policy import DEFAULT_POLICY
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.edit.post_files import format_time

_NEVER = "never"
_NOTHING_AHEAD = 3
STALE_PAGE_MINUTES = 60
"""What the plugin takes where mkdocs.yml does not set the option."""


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
@click.option(
    "--due",
    "published",
    metavar="SITE",
    help="Say whether SITE, the address or the folder of a published site, must be built again by now.",
)
@click.pass_context
def next_(context: click.Context, format_: str, as_json: bool, no_midnight: bool, published: str | None) -> None:
    """Print the moment at which the site next changes though nobody writes: build it again then.

    A maintenance begins or ends, an embargo lifts, news bites or expires, a promised update is overdue, a desk opens
    or closes. Midnight, UTC, is such a moment too, so there always is one. Without it there may be none: then this
    prints "never", and exits with 3. It knows of embargoes, which the published build.json does not tell.

    A scheduler that runs often asks with --due: that exits with 0 when SITE must be built again, and with 3 when not
    yet. It must be when such a moment has come since it was built, when it is older than half of `stale_page_minutes`,
    after which its pages would say that they may be out of date, and when it cannot be read.

    \b
    Examples:
      candor next
      candor next --format cron
      sleep "$(candor next --format seconds)" && mkdocs build
      candor next --due https://status.example.org/ && mkdocs build
    """
    now = read_now()
    if published is not None:
        is_due, why = _due(now, published)
        click.echo(json.dumps({"due": is_due, "why": why}, ensure_ascii=False, indent=2) if as_json else why)
        context.exit(0 if is_due else _NOTHING_AHEAD)
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


def _due(now: Now, published: str) -> tuple[bool, str]:
    """Return whether a published site must be built again, and why or until when not."""
    try:
        built = built_at(published)
    except Unreadable as reason:
        return True, f"Due: {reason}."
    moment, why = snapshot(now.history, built).next_change, "something changes then by itself"
    stale = now.place.options.get("stale_page_minutes", STALE_PAGE_MINUTES)
    if isinstance(stale, int | float) and stale > 0 and built + timedelta(minutes=stale / 2) < moment:
        moment, why = built + timedelta(minutes=stale / 2), "else its pages say that they may be out of date"
    is_due = moment <= now.as_of
    return is_due, f"{'Due since' if is_due else 'Not yet, but at'} {format_time(moment)}: {why}."


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
