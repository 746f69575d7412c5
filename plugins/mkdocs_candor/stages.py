"""Where a build spends its time: a stopwatch that is passed from stage to stage."""

from __future__ import annotations

from collections import defaultdict
from time import perf_counter


class Stages:
    """Seconds by stage, and the files and bytes that each stage gave. One stage runs at a time.

    `beside` are the seconds by stage that another process took at the same time.
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.files: defaultdict[str, int] = defaultdict(int)
        self.bytes: defaultdict[str, int] = defaultdict(int)
        self.beside: defaultdict[str, float] = defaultdict(float)
        self._stage = ""
        self._since = 0.0

    def enter(self, stage: str) -> str:
        """Begin `stage`, which ends the one before it; return the name of that. An empty name only ends it."""
        before, now = self._stage, perf_counter()
        if before:
            self.seconds[before] += now - self._since
        self._stage, self._since = stage, now
        return before

    def gave(self, stage: str, size: int, files: int = 1) -> None:
        """Note a file of `size` bytes, or several `files` of that many together."""
        self.files[stage] += files
        self.bytes[stage] += size

    def add_beside(self, other: Stages) -> None:
        """Note what another process did at the same time."""
        for stage, seconds in other.seconds.items():
            self.beside[stage] += seconds
        for stage, files in other.files.items():
            self.gave(stage, other.bytes[stage], files)
