"""The cells of the bars: a component's last days, in UTC."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from functools import lru_cache

from mkdocs_candor.derive.facts import Day, StatusSpan
from mkdocs_candor.derive.stretches import Stretch, by_day
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Status, worst
from mkdocs_candor.model.timespan import Timespan, clipped


@frozen
class _Cell:
    outage: dict[Status, timedelta] = field(default_factory=dict)
    posts: dict[str, Status] = field(default_factory=dict)  # the worst each post made of the day

    def touch(self, post: str, status: Status) -> None:
        self.posts[post] = worst((status, self.posts.get(post, status)))

    def add(self, status: Status, length: timedelta) -> None:
        self.outage[status] = self.outage.get(status, timedelta()) + length


def exists_on(component: Component, day: date) -> bool:
    """Return whether there is data about the component for a day: from `since` on, and before `until`."""
    return (component.since is None or component.since <= day) and (component.until is None or day < component.until)


def day_cells(
    component: Component,
    spans: Iterable[StatusSpan],
    found: Iterable[Stretch],
    now: Mapping[str, Status],
    as_of: datetime,
    days_shown: int,
) -> tuple[Day, ...]:
    """Return the last `days_shown` days up to that of `as_of`, oldest first.

    `now` is what posts make of the component at `as_of`: it belongs to the last day also before any of it has passed.
    """
    today = as_of.date()
    first = today - timedelta(days=days_shown - 1)
    shown = Timespan(datetime(first.year, first.month, first.day, tzinfo=as_of.tzinfo), as_of)
    cells: defaultdict[date, _Cell] = defaultdict(_Cell)
    for span in spans:
        for piece in _by_day(span.span, shown):
            cells[piece.start.date()].touch(span.post, span.status)
    for stretch in found:
        for piece in _by_day(stretch.span, shown):
            cells[piece.start.date()].add(stretch.statuses[-1], piece.length)
    for post, status in now.items():
        if status is not Status.OPERATIONAL:
            cells[today].touch(post, status)
    days = _days(first, days_shown)
    return tuple([_day(day, cells.get(day), exists_on(component, day)) for day in days])


def _by_day(span: Timespan, shown: Timespan) -> Iterable[Timespan]:
    """Return the parts of `span` that lie in each day that is shown."""
    if span.end <= shown.start:  # as of most in a year
        return ()
    return (piece for part in clipped([span], shown) for piece in by_day(part))


@lru_cache(maxsize=4)  # of all components the same
def _days(first: date, number: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=later) for later in range(number))


def _day(day: date, cell: _Cell | None, exists: bool) -> Day:
    if not exists or cell is None:
        return _quiet_day(day, Status.OPERATIONAL if exists else None)
    return Day(
        date=day,
        status=worst(cell.posts.values()),
        outage={status: cell.outage[status] for status in reversed(Status) if status in cell.outage},
        posts=tuple(sorted(cell.posts, key=lambda post: (-cell.posts[post].rank, post))),
    )


# Nearly all days are like this, of every component.
@lru_cache(maxsize=1000)
def _quiet_day(day: date, status: Status | None) -> Day:
    return Day(date=day, status=status)
