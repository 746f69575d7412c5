"""What the linter says about one place: advice for its writer, not a verdict."""

from __future__ import annotations

from enum import StrEnum

from mkdocs_candor.model.frozen import frozen


class Level(StrEnum):
    """How much a finding matters. None of them ever stops a build; `candor check` fails on errors alone."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def weight(self) -> int:
        """Return 0 for hints, growing with harm."""
        return _WEIGHTS[self]

    @property
    def milder(self) -> Level:
        """Return the level below; a hint stays one."""
        return Level.WARNING if self is Level.ERROR else Level.HINT

    def capped(self, most: Level) -> Level:
        """Return this level, but never more than `most`."""
        return self if self.weight <= most.weight else most


_WEIGHTS = {Level.HINT: 0, Level.WARNING: 1, Level.ERROR: 2}


@frozen(order=True)
class Finding:
    """One known pattern at one place. Sorts by place. `line` and `column` count from 1."""

    path: str  # from the repository root, with "/"
    line: int
    column: int
    rule: str  # such as AP101
    name: str  # such as agentless-mistakes
    level: Level
    seen: str
    hears: str  # what a reader who was hurt will hear
    question: str  # for the writer
    pattern: str  # to rewrite by
    source: str  # where the evidence is from


@frozen(order=True)
class Waived:
    """A finding that the author has excused, with the reason given."""

    finding: Finding
    reason: str


@frozen
class Review:
    """What the linter found, by place, and what was waived. Empty means: no known pattern found, and no more."""

    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()

    def count(self, level: Level) -> int:
        return sum(finding.level is level for finding in self.findings)
