"""Half-open spans of time, and the little arithmetic on them that outages need.

Written by hand: merging and clipping are thirty lines, and the interval libraries bring a whole algebra for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from mkdocs_candor.model.frozen import frozen


@frozen(order=True)
class Timespan:
    """From `start` up to, not including, `end`, so spans can touch without overlapping. Aware, UTC."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def clipped(spans: Iterable[Timespan], window: Timespan) -> Iterator[Timespan]:
    """Yield the parts of `spans` that lie within `window`; empty parts are left out."""
    for span in spans:
        start, end = max(span.start, window.start), min(span.end, window.end)
        if start < end:
            yield Timespan(start, end)


def merged(spans: Iterable[Timespan]) -> list[Timespan]:
    """Return the same moments as spans that neither overlap nor touch, in order."""
    result: list[Timespan] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            if span.end > result[-1].end:
                result[-1] = Timespan(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def subtracted(spans: Iterable[Timespan], holes: Iterable[Timespan]) -> list[Timespan]:
    """Return the moments of `spans` that lie in none of `holes`, merged and in order."""
    result: list[Timespan] = []
    cuts = merged(holes)
    for span in merged(spans):
        start = span.start
        for cut in cuts:
            if cut.end <= start:
                continue
            if cut.start >= span.end:
                break
            if cut.start > start:
                result.append(Timespan(start, cut.start))
            start = max(start, cut.end)
        if start < span.end:
            result.append(Timespan(start, span.end))
    return result


def total(spans: Iterable[Timespan]) -> timedelta:
    """Return the length of the union of `spans`: overlapping ones count once."""
    return sum((span.length for span in merged(spans)), timedelta())
