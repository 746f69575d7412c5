"""One language of the interface: its words, and how it says times, spans, lists and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from gettext import NullTranslations
from itertools import pairwise
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_percent
from babel.units import format_unit
from markupsafe import Markup

from mkdocs_candor.derive.sentence import Phrases, phrases
from mkdocs_candor.model.desk import Desk
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.resource import Power
from mkdocs_candor.model.status import Severity
from mkdocs_candor.publish.language.catalogues import SOURCE, SPOKEN, translations
from mkdocs_candor.publish.words import POWER_ADVICE, SEVERITY_MEANING, WORDS

# Around a value in a sentence that runs the other way, so that neither turns parts of the other around (UAX #9).
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
_BRITISH = "en_GB"
_SECONDS = {"hour": "h", "minute": "min", "second": "s"}


@frozen
class Advice:
    """What a power means, and when it is the right one. Each ends with a full stop."""

    meaning: str
    when: str


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language of the interface. `tag` is that of its catalogue; `locale` may be narrower ("de-AT" speaks German)."""

    tag: str
    locale: Locale
    phrases: Phrases = field(init=False)
    """The words of the sentence that says how things are."""
    direction: Literal["ltr", "rtl"] = field(init=False)
    _name: str = field(init=False)
    _glue: str = field(init=False)
    _translations: NullTranslations = field(init=False)

    def __post_init__(self) -> None:
        # Asked for with each word, and Babel puts them together each time.
        translated = translations(self.tag)
        object.__setattr__(self, "direction", "rtl" if self.locale.text_direction == "rtl" else "ltr")
        object.__setattr__(self, "_name", str(self.locale))
        object.__setattr__(self, "_glue", str(self.locale.datetime_formats["medium"]).replace("'", ""))
        object.__setattr__(self, "_translations", translated)
        object.__setattr__(self, "phrases", phrases(translated.gettext, translated.ngettext, self.isolated))

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message, with `values` in its places: "As of %(moment)s"."""
        translated = self._translations.gettext(message)
        return self._filled(translated, values) if values else translated

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the form of a message for `number`, which stands at its place "%(count)s"."""
        return self._filled(self._translations.ngettext(one, many, number), {"count": number, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        return self._filled(self._translations.pgettext(context, message), values)

    def forms(self, one: str, many: str) -> list[str]:
        """Return every form of a message that depends on a number, in the order of `form`."""
        found: dict[int, str] = {}
        for number in range(200):
            found.setdefault(self.form(number), self._translations.ngettext(one, many, number))
        return [found[number] for number in sorted(found)]

    def form(self, number: int) -> int:
        """Return which of a message's forms a number takes."""
        plural = getattr(self._translations, "plural", None)
        return int(plural(number)) if plural else int(number != 1)

    def say(self, value: object) -> str:
        """Return the word for a member of a scale, or for its value as text: `Status.UNKNOWN`, "unknown"."""
        return _word(self, value)

    def within(self, word: str) -> str:
        """Return a word of a scale as it stands within a sentence: "In progress" becomes "in progress"."""
        return word[:1].lower() + word[1:]

    def advice(self, power: Power) -> Advice:
        meaning, when = POWER_ADVICE[power]
        return Advice(self.gettext(meaning), self.gettext(when))

    def meaning(self, severity: Severity) -> str:
        """Return what a severity means for customers, in a sentence."""
        return self.gettext(SEVERITY_MEANING[severity])

    def isolated(self, value: object) -> Any:
        """Return a value for the middle of a sentence: set apart in languages that run from right to left."""
        if self.direction == "ltr":
            return value
        if isinstance(value, Markup):
            return Markup("{}{}{}").format(ISOLATE, value, END_ISOLATE)
        return f"{ISOLATE}{value}{END_ISOLATE}"

    def day(self, moment: datetime | date) -> str:
        """Return "14 October 2026"."""
        return _day(moment, self._name)

    def short_day(self, moment: datetime | date) -> str:
        """Return "14 Oct 2026"."""
        return _short_day(moment, self._name)

    def month(self, moment: datetime | date | str) -> str:
        """Return "October 2026", also of "2026-10"."""
        if isinstance(moment, str):
            moment = date.fromisoformat(f"{moment}-01")
        return str(format_skeleton("yMMMM", moment, locale=self.locale))

    def clock(self, moment: datetime, zone: ZoneInfo | None = None) -> str:
        """Return "11:30", in UTC unless another zone is given."""
        there = moment.astimezone(zone or UTC)
        return f"{there.hour:02}:{there.minute:02}"

    def moment(self, moment: datetime) -> str:
        """Return "14 Oct 2026, 11:30 UTC": a date, a time and its zone. `moment` is in UTC."""
        return _moment(moment, self)

    def window(self, start: datetime, end: datetime) -> str:
        """Return "14 Oct 2026, 11:30 UTC to 14 Oct 2026, 12:30 UTC"."""
        return self.gettext("%(start)s to %(end)s", start=self.moment(start), end=self.moment(end))

    def span(self, length: timedelta) -> str:
        """Return a length as people say it, two units at most: "2 h 41 min", "3 days 4 h", "40 s".

        Babel's `format_timedelta` rounds to one unit, which is too coarse for an outage.
        """
        seconds = int(length.total_seconds())
        if seconds < 60:
            return self._unit(seconds, "second")
        days, rest = divmod(seconds // 60, 24 * 60)
        hours, minutes = divmod(rest, 60)
        if days:
            return f"{self._days(days)} {self._unit(hours, 'hour')}" if hours else self._days(days)
        if hours:
            return (
                f"{self._unit(hours, 'hour')} {self._unit(minutes, 'minute')}" if minutes else self._unit(hours, "hour")
            )
        return self._unit(minutes, "minute")

    def span_in_days(self, length: timedelta) -> str:
        return self._days(length.days) if length.days else self.span(length)

    def percent(self, share: float) -> str:
        """Return a share as a percentage that never rounds an outage up to 100: "99.98 %", "100 %"."""
        pattern = "#,##0 %" if self.tag == SOURCE else self.locale.percent_formats[None].pattern
        if share >= 1:
            return format_percent(1, pattern, locale=self.locale)
        return format_percent(min(share, 0.9999), pattern.replace("#,##0", "0.00"), locale=self.locale)

    def joined(self, names: Sequence[str]) -> str:
        """Return "a", "a and b", "a, b and c"."""
        return format_list([self.isolated(name) for name in names], locale=self.locale)

    def hours(self, desk: Desk) -> list[str]:
        """Return when a desk is open, a line for each part of the week: "Mon to Fri 08:00 to 18:00"."""
        if desk.hours is None:
            return [self.gettext("At every hour of every day")]
        return [
            self.gettext(
                "%(days)s %(opens)s to %(closes)s",
                days=self._weekdays(part.weekdays),
                opens=f"{part.opens:%H:%M}",
                closes=f"{part.closes:%H:%M}".replace("00:00", "24:00"),
            )
            for part in desk.hours
        ]

    def name_of(self, tag: str) -> str:
        """Return the name of a language in this one, and the tag itself where it is not known."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def _filled(self, message: str, values: dict[str, object]) -> str:
        if not values:
            return message
        if self.direction == "ltr":
            return message % values
        return message % {name: self.isolated(value) for name, value in values.items()}

    def _days(self, days: int) -> str:
        return self._translations.ngettext("%(count)s day", "%(count)s days", days) % {"count": days}

    def _unit(self, number: int, unit: str) -> str:
        if self.tag == SOURCE:  # the symbols of the SI, which Babel's English has not
            return f"{number} {_SECONDS[unit]}"
        # The short forms do not depend on the number, and of some numbers Babel knows the long one only.
        # Without a full stop of their own, which would stand beside that of a sentence: "nach 25 Min. Zu: ...".
        short = format_unit(2, f"duration-{unit}", "short", locale=self.locale).removesuffix(".")
        return short.replace("2", str(number))

    def _weekdays(self, days: Sequence[int]) -> str:
        """Return "Mon to Fri" for days that follow one another, else "Mon, Wed and Sat"."""
        known = self.locale.days["stand-alone"]["abbreviated"]
        names = [known[day] for day in days]
        follow = all(after - before == 1 for before, after in pairwise(days))
        if follow and len(days) > 2:
            return self.gettext("%(first)s to %(last)s", first=names[0], last=names[-1])
        return self.joined(names)


@cache
def language(tag: str) -> Language:
    """Return the language of the interface for a language tag: "de-AT" gets German; what we do not speak, English."""
    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(_BRITISH)
    if locale.language not in SPOKEN:
        locale = Locale.parse(_BRITISH)
    if str(locale) == SOURCE:
        locale = Locale.parse(_BRITISH)
    return Language(locale.language, locale)


def direction(tag: str) -> str:
    """Return which way the script of a language runs, "ltr" or "rtl"."""
    try:
        return str(Locale.parse(tag, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def is_spoken(tag: str) -> bool:
    """Return whether the interface has words in the language of a tag."""
    return tag.replace("_", "-").partition("-")[0].lower() in SPOKEN


@cache
def _word(language: Language, value: object) -> str:
    return language.pgettext(*WORDS[value])


@lru_cache(maxsize=4096)
def _day(moment: datetime | date, locale: str) -> str:
    return format_date(moment, "long", locale=locale)


@lru_cache(maxsize=4096)
def _short_day(moment: datetime | date, locale: str) -> str:
    return str(format_skeleton("yMMMd", moment, locale=locale))


@lru_cache(maxsize=4096)
def _moment(moment: datetime, language: Language) -> str:
    day = language._glue.replace("{1}", language.short_day(moment.date()))
    return day.replace("{0}", f"{moment.hour:02}:{moment.minute:02} UTC")
