"""The shapes of what became of promises at a moment (`facts.py` has the others)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.outline import MayBeOutline
from mkdocs_candor.model.promise import Promise, PromiseKind


class PromiseState(StrEnum):
    """What has become of a promise at `as_of`."""

    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    MISSED = "missed"  # a next update only: the incident ended, or went on, and the word never came
    SLIPPED = "slipped"  # open, with a new date that was told
    DROPPED = "dropped"
    OVERDUE = "overdue"  # open, and its newest due moment is past


_OPEN = frozenset({PromiseState.OPEN, PromiseState.SLIPPED, PromiseState.OVERDUE})


@frozen(kw_only=True)
class PromiseFacts(MayBeOutline):
    """A promise and what has become of it. `id` is unique over the site: `<post id>--<promise id>`.

    `due` is the newest date told, `first_due` the first. `late_by` is measured against `due` for overdue, against
    `first_due` for kept_late, and for missed where the word came at last. `kept` is when it was kept.
    """

    id: str
    post: str
    kind: PromiseKind
    state: PromiseState
    made: datetime | None
    due: datetime | None
    first_due: datetime | None
    kept: datetime | None = None
    late_by: timedelta | None = None
    update: str = ""  # next updates only: the id of the update that made the promise
    kept_by: str = ""  # next updates only: the id of the update that kept it
    promise: Promise | None = None  # prevention and follow-ups only: as written
    components: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN


@frozen(kw_only=True)
class PromiseSummary:
    """How well a set of promises was kept: counts by state, `on_time` of `settled` (settled: not open, not dropped)."""

    counts: Mapping[PromiseState, int]
    on_time: int
    settled: int
