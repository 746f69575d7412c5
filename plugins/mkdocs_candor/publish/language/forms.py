"""What a language decides beside its words: how days, shares, lists and short lengths are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]


class Forms(Protocol):
    """`weekdays` are short names from Monday on."""

    @property
    def direction(self) -> Direction: ...

    @property
    def weekdays(self) -> Sequence[str]: ...

    def day(self, moment: date) -> str:
        """Return "14 October 2026"."""

    def short_day(self, moment: date) -> str:
        """Return "14 Oct 2026"."""

    def month(self, moment: date) -> str:
        """Return "October 2026"."""

    def at(self, day: str, clock: str) -> str:
        """Return a day and a time of it: "14 Oct 2026, 11:30 UTC"."""

    def percent(self, share: float) -> str:
        """Return "99.98 %" of a share below one, and "100 %" of one."""

    def joined(self, names: Sequence[str]) -> str:
        """Return "a", "a and b", "a, b and c"."""

    def unit(self, number: int, unit: str) -> str:
        """Return "4 h"; `unit` is "hour", "minute" or "second"."""
