"""Whether somebody is at a desk now, and when that next changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mkdocs_candor.derive.facts import DeskFacts, Turn
from mkdocs_candor.model.desk import Desk
from mkdocs_candor.model.timespan import Timespan, merged

# Hours repeat weekly: who is open for longer than this at a stretch never closes.
_NEVER_CLOSES = timedelta(days=8)
# A page that is older says of itself that it may be out of date.
_TOLD_AHEAD = timedelta(days=2)


def desk_facts(desk: Desk, as_of: datetime) -> DeskFacts:
    """Return the facts about a desk. It opens and closes by its own zone's clock, also when that is put forward."""
    if desk.hours is None:
        return DeskFacts(desk=desk, is_open=True, changes=None)
    spans = [span for span in merged(desk.opening_times(as_of)) if span.end > as_of]
    turns = tuple(_turns(spans, as_of))
    return DeskFacts(desk=desk, is_open=turns[0].is_open, changes=turns[0].until, turns=turns)


def _turns(spans: list[Timespan], as_of: datetime) -> Iterator[Turn]:
    since: datetime | None = None
    for span in spans:
        if span.start > as_of:
            yield Turn(is_open=False, since=since, until=span.start)
            since = span.start
        if span.end - as_of > _TOLD_AHEAD:
            never_closes = span.end - as_of > _NEVER_CLOSES and span.start <= as_of
            yield Turn(is_open=True, since=since, until=None if never_closes else span.end)
            return
        yield Turn(is_open=True, since=since, until=span.end)
        since = span.end
    if not spans:
        yield Turn(is_open=False, since=None, until=None)
