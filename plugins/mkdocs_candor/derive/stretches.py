"""Overlapping bad times laid flat: what was true in each stretch between two changes. One sweep, no nesting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from operator import itemgetter

from mkdocs_candor.derive.facts import StatusSpan
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Status
from mkdocs_candor.model.timespan import Timespan

_STATUSES = tuple(Status)
_DAY = timedelta(days=1)


@frozen
class Stretch:
    """A time in which the same statuses held at once. `is_planned`: some of them because of a maintenance."""

    span: Timespan
    statuses: tuple[Status, ...]  # mild to bad, each once
    is_planned: bool


def stretches(spans: Iterable[StatusSpan], life: Timespan, maintenances: Collection[str]) -> Iterator[Stretch]:
    """Yield what `spans` come to within `life`, oldest first and without overlaps; good times are left out.

    `maintenances` are the ids of the posts whose doings are planned. That they could not be read is not.
    """
    steps: list[tuple[datetime, int, int]] = []
    for span in spans:
        start, end = max(span.span.start, life.start), min(span.span.end, life.end)
        if start < end:
            is_planned = span.post in maintenances and span.status is not Status.UNKNOWN
            key = span.status.rank + (len(_STATUSES) if is_planned else 0)
            steps += (start, key, 1), (end, key, -1)
    steps.sort(key=itemgetter(0))
    running: dict[int, int] = {}  # how many spans of each key run at once
    since = life.start
    for at, key, step in steps:
        if at > since:
            if running:
                yield Stretch(Timespan(since, at), *_told_by(frozenset(running)))
            since = at
        count = running.pop(key, 0) + step
        if count:
            running[key] = count


@lru_cache(maxsize=256)
def _told_by(keys: frozenset[int]) -> tuple[tuple[Status, ...], bool]:
    """Return the statuses that run at once, mild to bad, and whether some of that is planned."""
    ranks = sorted({key % len(_STATUSES) for key in keys})
    return tuple(_STATUSES[rank] for rank in ranks), max(keys) >= len(_STATUSES)


def by_day(span: Timespan) -> Iterator[Timespan]:
    """Yield the parts of `span` that lie in each day, UTC, oldest first."""
    start = span.start
    if start < span.end and start.date() == span.end.date():  # as most are
        yield span
        return
    while start < span.end:
        end = min(span.end, start.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY)
        yield Timespan(start, end)
        start = end
