"""Overlapping bad times laid flat: what was true in each stretch between two changes. One sweep, no nesting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

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
    steps.sort(key=lambda step: step[0])
    running = [0] * (2 * len(_STATUSES))
    since = life.start
    for at, key, step in steps:
        if at > since:
            if any(running):
                yield _stretch(Timespan(since, at), running)
            since = at
        running[key] += step


def _stretch(span: Timespan, running: list[int]) -> Stretch:
    unplanned, planned = running[: len(_STATUSES)], running[len(_STATUSES) :]
    statuses = tuple(s for s, one, other in zip(_STATUSES, unplanned, planned, strict=True) if one or other)
    return Stretch(span, statuses, any(planned))


def by_day(span: Timespan) -> Iterator[Timespan]:
    """Yield the parts of `span` that lie in each day, UTC, oldest first."""
    start = span.start
    while start < span.end:
        end = min(span.end, start.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY)
        yield Timespan(start, end)
        start = end
