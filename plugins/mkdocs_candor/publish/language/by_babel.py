"""How Babel writes days, shares, lists and lengths in a locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_percent
from babel.units import format_unit

from mkdocs_candor.publish.language.british import SYMBOLS
from mkdocs_candor.publish.language.forms import Direction


class ByBabel:
    """`is_english`: percentages and symbols are as in our other English."""

    def __init__(self, locale: Locale, *, is_english: bool) -> None:
        # Asked for with each word, and Babel puts them together each time.
        self._locale, self._name, self._is_english = locale, str(locale), is_english
        self._glue = str(locale.datetime_formats["medium"]).replace("'", "")
        self.direction: Direction = "rtl" if locale.text_direction == "rtl" else "ltr"

    @property
    def weekdays(self) -> Sequence[str]:
        known = self._locale.days["stand-alone"]["abbreviated"]
        return [known[day] for day in range(7)]

    def day(self, moment: date) -> str:
        return _day(moment, self._name)

    def short_day(self, moment: date) -> str:
        return _short_day(moment, self._name)

    def month(self, moment: date) -> str:
        return str(format_skeleton("yMMMM", moment, locale=self._locale))

    def at(self, day: str, clock: str) -> str:
        return self._glue.replace("{1}", day).replace("{0}", clock)

    def percent(self, share: float) -> str:
        pattern = "#,##0 %" if self._is_english else self._locale.percent_formats[None].pattern
        return format_percent(share, pattern if share == 1 else pattern.replace("#,##0", "0.00"), locale=self._locale)

    def joined(self, names: Sequence[str]) -> str:
        return format_list(names, locale=self._locale)

    def unit(self, number: int, unit: str) -> str:
        if self._is_english:
            return f"{number} {SYMBOLS[unit]}"
        # The short forms do not depend on the number, and of some numbers Babel knows the long one only.
        # Without a full stop of their own, which would stand beside that of a sentence: "nach 25 Min. Zu: ...".
        short = format_unit(2, f"duration-{unit}", "short", locale=self._locale).removesuffix(".")
        return short.replace("2", str(number))


@lru_cache(maxsize=4096)
def _day(moment: date, locale: str) -> str:
    return format_date(moment, "long", locale=locale)


@lru_cache(maxsize=4096)
def _short_day(moment: date, locale: str) -> str:
    return str(format_skeleton("yMMMd", moment, locale=locale))
