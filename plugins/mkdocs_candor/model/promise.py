"""Anything we said we would do by a time, as it was written down."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Source

REPORT_BACK = "Report back"
"""What a letter's `follow_up` promises."""


class PromiseKind(StrEnum):
    NEXT_UPDATE = "next_update"
    PREVENTION = "prevention"
    FOLLOW_UP = "follow_up"


class PromiseOutcome(StrEnum):
    """What its author says has become of a promise. `slipped`: still open, with a new date that was told."""

    OPEN = "open"
    DONE = "done"
    SLIPPED = "slipped"
    DROPPED = "dropped"


@frozen
class Slip:
    """We said at `on` that the promise will be kept by `due` instead, and why."""

    on: datetime
    due: datetime
    why: str


@frozen(kw_only=True)
class Promise:
    """A prevention item or a follow-up. `due` is the moment first promised and is never rewritten.

    A date without a time of day is due until the end of that day, UTC: `due` is then the midnight that follows.
    `id` is unique within its post.
    """

    id: str
    kind: PromiseKind
    what: str
    owner: str = ""
    due: datetime | None = None
    outcome: PromiseOutcome = PromiseOutcome.OPEN
    closed: datetime | None = None
    evidence: str = ""
    why: str = ""
    to: str = ""
    where: str = ""
    slips: tuple[Slip, ...] = ()
    source: Source = field(compare=False, repr=False)

    @property
    def is_report_back(self) -> bool:
        """Return whether its words are ours, and not its author's."""
        return self.what == REPORT_BACK
