"""What somebody probably meant by a time that is written in another way than ours."""

from __future__ import annotations

import re
from functools import cache

_DATE = r"(?P<y>[0-9]{4})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<d>[0-9]{1,2})"
_DATE_BACKWARDS = r"(?P<d>[0-9]{1,2})(?P<mark>[./-])(?P<m>[0-9]{1,2})[./-](?P<y>[0-9]{4}|[0-9]{2})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_TH = "(?:st|nd|rd|th)?"
_DATE_IN_WORDS = rf"(?:(?P<d>[0-9]{{1,2}}){_TH}\.? )?{_MONTH} (?:(?P<d2>[0-9]{{1,2}}){_TH},? )?(?P<y>[0-9]{{4}})"
_CLOCK = r"(?P<hh>[0-9]{1,2})(?:[:.h](?P<mm>[0-9]{2}))?(?P<ss>:[0-9]{2})? ?(?P<half>[ap]\.?m\.?)?"
_LOOKS_LIKE_TIME = (
    r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}"
    r"|[0-9]{1,2}[:.h][0-9]{2}(?![0-9.])"
    rf"|(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\.? )?(?:{'|'.join(_MONTHS)})[a-z]*\.? [0-9]{{1,4}}"
)


# As "03:1O" and "2O26": a letter among digits, and not of a word such as "21-Oct".
_LETTER_FOR_DIGIT = re.compile(r"(?<=[0-9:.-])[oOlI](?![a-zA-Z])")


def looks_like_time(text: str) -> bool:
    """Return whether `text` begins in a way that somebody may have meant as a time."""
    return re.match(_LOOKS_LIKE_TIME, text, re.IGNORECASE) is not None


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    days = (_DATE, _DATE_BACKWARDS, _DATE_IN_WORDS)
    return tuple(
        re.compile(rf"{day},?(?: at |[T ]| - ){_CLOCK}(?P<zone> ?[^0-9:. ].*)?", re.IGNORECASE) for day in days
    )


def mended_time(text: str) -> list[str]:
    """Return in our form what `text` was probably meant to say: nothing, one time, or two where it is a toss-up."""
    text = _LETTER_FOR_DIGIT.sub(lambda found: "0" if found[0] in "oO" else "1", text)
    for form in _forms():
        if match := form.fullmatch(text):
            found = match.groupdict()
            clock = _clock(found)
            zone = (found["zone"] or " UTC").strip()
            if sorted(zone.upper()) == sorted("UTC"):
                zone = "UTC"
            return [f"{day} {clock} {zone}" for day in _days(found)] if clock else []
    return []


def _clock(found: dict[str, str | None]) -> str | None:
    hour, minute = int(found["hh"] or 0), found["mm"]
    half = (found["half"] or "").replace(".", "").lower()
    if not half and minute is None:
        return None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute or '00'}{found['ss'] or ''}"


def _days(found: dict[str, str | None]) -> list[str]:
    year = found["y"] or ""
    if len(year) == 2:
        year = f"20{year}"
    if word := found.get("month"):
        day = found["d"] or found["d2"]
        return [f"{year}-{_MONTHS.index(word.lower()) + 1:02}-{int(day):02}"] if day else []
    day_first = f"{year}-{int(found['m'] or 0):02}-{int(found['d'] or 0):02}"
    if found.get("mark") != "/":
        return [day_first]
    return [day_first, f"{year}-{int(found['d'] or 0):02}-{int(found['m'] or 0):02}"]
