"""English as it is written in Britain, which most sites speak.

By hand what Babel does for the others: its data takes as long to load as what a commit has changed takes to make.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mkdocs_candor.publish.language.forms import Direction

SYMBOLS = {"hour": "h", "minute": "min", "second": "s"}
"""Those of the SI, which Babel's English has not."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = {"September": "Sept"}
_TO_HUNDREDTHS = Decimal("0.01")


class British:
    direction: Direction = "ltr"
    weekdays: Sequence[str] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

    def day(self, moment: date) -> str:
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"

    def short_day(self, moment: date) -> str:
        name = _MONTHS[moment.month - 1]
        return f"{moment.day} {_SHORT.get(name, name[:3])} {moment.year}"

    def month(self, moment: date) -> str:
        return f"{_MONTHS[moment.month - 1]} {moment.year}"

    def at(self, day: str, clock: str) -> str:
        return f"{day}, {clock}"

    def percent(self, share: float) -> str:
        return "100 %" if share == 1 else f"{Decimal(str(share)).scaleb(2).quantize(_TO_HUNDREDTHS)} %"

    def joined(self, names: Sequence[str]) -> str:
        return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)

    def unit(self, number: int, unit: str) -> str:
        return f"{number} {SYMBOLS[unit]}"
