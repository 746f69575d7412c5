"""Whether somebody is at a desk now, and when that next changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mkdocs_candor.derive.facts import DeskFacts
from mkdocs_candor.model.desk import Desk, OpeningHours
from mkdocs_candor.model.timespan import Timespan, merged

# Hours repeat weekly: who is open for longer than this at a stretch never closes.
_NEVER_CLOSES = timedelta(days=8)


def desk_facts(desk: Desk, as_of: datetime) -> DeskFacts:
    """Return the facts about a desk. It opens and closes by its own zone's clock, also when that is put forward."""
    if desk.hours is None:
        return DeskFacts(desk=desk, is_open=True, changes=None)
    for span in merged(_opening_times(desk.hours, ZoneInfo(desk.timezone), as_of)):
        if as_of in span:
            changes = span.end if span.end - as_of <= _NEVER_CLOSES else None
            return DeskFacts(desk=desk, is_open=True, changes=changes)
        if span.start > as_of:
            return DeskFacts(desk=desk, is_open=False, changes=span.start)
    return DeskFacts(desk=desk, is_open=False, changes=None)


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
