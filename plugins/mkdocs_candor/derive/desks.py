"""Whether somebody is at a desk now, and when that next changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mkdocs_candor.derive.facts import DeskFacts, Turn
from mkdocs_candor.model.desk import Desk, OpeningHours
from mkdocs_candor.model.timespan import Timespan, merged

# Hours repeat weekly: who is open for longer than this at a stretch never closes.
_NEVER_CLOSES = timedelta(days=8)
# A page that is older says of itself that it may be out of date.
_TOLD_AHEAD = timedelta(days=2)


def desk_facts(desk: Desk, as_of: datetime) -> DeskFacts:
    """Return the facts about a desk. It opens and closes by its own zone's clock, also when that is put forward."""
    if desk.hours is None:
        return DeskFacts(desk=desk, is_open=True, changes=None)
    spans = [s for s in merged(_opening_times(desk.hours, ZoneInfo(desk.timezone), as_of)) if s.end > as_of]
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


def _opening_times(hours: tuple[OpeningHours, ...], zone: ZoneInfo, as_of: datetime) -> Iterator[Timespan]:
    yesterday = as_of.astimezone(zone).date() - timedelta(days=1)
    for day in (yesterday + timedelta(days=number) for number in range(11)):
        for opening in hours:
            if day.weekday() in opening.weekdays:
                is_past_midnight = opening.closes <= opening.opens
                last_day = day + timedelta(days=1) if is_past_midnight else day
                span = Timespan(
                    _moment(day, opening.opens, as_of, zone), _moment(last_day, opening.closes, as_of, zone)
                )
                if span.start < span.end:
                    yield span


def _moment(day: date, clock: time, as_of: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(as_of.tzinfo)
