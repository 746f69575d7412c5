"""Which share of a time a component was up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.stretches import Stretch, by_day
from mkdocs_candor.model.timespan import Timespan

MONTHS_SHOWN = 12


@dataclass(slots=True)
class Tally:
    """What happened in a day: how long work was planned, and how long it was down besides, weighted."""

    planned: timedelta = timedelta()
    down: timedelta = timedelta()


def tallies(found: Iterable[Stretch], policy: Policy) -> dict[datetime, Tally]:
    """Return the tally of each day, by its midnight; a day on which nothing happened has none.

    A moment counts once, at the heaviest of the statuses it had. A moment of maintenance is only that.
    """
    days: dict[datetime, Tally] = {}
    for stretch in found:
        weight = max(policy.uptime_weights.get(status, 0.0) for status in stretch.statuses)
        for part in by_day(stretch.span):
            midnight = part.start.replace(hour=0, minute=0, second=0, microsecond=0)
            tally = days.setdefault(midnight, Tally())
            if stretch.is_planned:
                tally.planned += part.length
            else:
                tally.down += part.length * weight
    return days


def uptime(days: Mapping[datetime, Tally], window: Timespan, life: Timespan) -> float | None:
    """Return the share of `window` spent up, from 0.0 to 1.0, of the part that lies in the component's `life`.

    Maintenance is taken out of both sides. When nothing is left there is no uptime: None, not a flattering 1.0.
    `window` starts at a midnight, and `days` lie within `life`.
    """
    return _share([tally for midnight, tally in days.items() if midnight in window], window, life)


def uptime_by_month(days: Mapping[datetime, Tally], life: Timespan, as_of: datetime) -> dict[str, float | None]:
    """Return the uptime of each of the last months with data, UTC, newest first, by its name: `2026-11`."""
    of_month: dict[datetime, list[Tally]] = {}
    for midnight, tally in days.items():
        of_month.setdefault(midnight.replace(day=1), []).append(tally)
    found: dict[str, float | None] = {}
    for month in months_until(as_of):
        share = _share(of_month.get(month.start, ()), month, life)
        if share is not None:
            found[f"{month.start:%Y-%m}"] = share
    return found


def _share(days: Iterable[Tally], window: Timespan, life: Timespan) -> float | None:
    left = min(window.end, life.end) - max(window.start, life.start)
    down = timedelta()
    for tally in days:
        left -= tally.planned
        down += tally.down
    return min(1.0, max(0.0, 1 - down / left)) if left > timedelta() else None


@lru_cache(maxsize=4)  # asked for each component, at the one moment of a build
def months_until(as_of: datetime) -> tuple[Timespan, ...]:
    """Return the last months up to that of `as_of`, newest first, each from its first midnight to the next one's."""
    start = as_of.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=32)).replace(day=1)
    found = []
    for _ in range(MONTHS_SHOWN):
        found.append(Timespan(start, end))
        start, end = (start - timedelta(days=1)).replace(day=1), start
    return tuple(found)
