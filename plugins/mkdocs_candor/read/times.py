"""Moments as people write them, read strictly: a time that could be meant in two ways is a problem, not a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from mkdocs_candor.read.mended_times import mended_time
from mkdocs_candor.read.notes import Misread, quoted, sentences
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.zones import in_utc, parse_zone

EXAMPLE = "2026-11-18 14:02 UTC"

_USUAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?"
_TIME = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:[Tt]| +){_CLOCK} *([^0-9:. ].*)?")
_CLOCK_ALONE = re.compile(rf"{_CLOCK} *([^0-9:. ].*)?")
# As texts, which are compiled when they are needed: many sites have no post, and few a time that cannot be read.
_AMOUNT = r"([0-9]{1,5}) ?([a-z]+)"
_RELATIVE = r"in ((?:[0-9]{1,5} ?[a-z]+[, ]*(?:and )?){1,3})"
_BARE_AMOUNT = rf"(?:(?:with)?in |about )*{_AMOUNT}"
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-"})
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), timedelta(days=1)),
}
_YEARS = range(1970, 3000)
_WHEN = (
    f"Write a full time ({EXAMPLE}), a time of day (14:30 UTC) or a distance (in 30 min). If you do not know, promise a"
)
_WHEN += " time to say at least that; or leave the line out."


def parse_time(text: str, timezone: ZoneInfo | None = None) -> datetime:
    """Return the moment that `text` names, in UTC and to the millisecond: `2026-11-18 14:02 UTC`, or ISO 8601.

    `timezone` is what a time without a zone means; None: it is a problem. Raises Misread.
    """
    if usual := usual_time(text):
        return usual
    tidy = _tidy(text)
    match = _TIME.fullmatch(tidy)
    if match is None:
        raise _unreadable(tidy, text, timezone)
    day, hour, minute, second, fraction, zone = match.groups()
    named = parse_date(day)
    return _moment(named, _clock(text, hour, minute, second, fraction, day=named), zone, text, timezone)


def usual_time(text: str) -> datetime | None:
    """Return what `parse_time` does of a text such as `2026-11-18 14:02 UTC`, in a fifth of its time.

    None for any other form, and where there is no such time.
    """
    if not _USUAL.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(f"{text[:16]}Z")
    except ValueError:
        return None
    return moment if moment.year in _YEARS else None


def parse_date(text: str) -> date:
    """Return the day that `text` names: `2026-11-18`. Raises Misread."""
    match = _DATE.fullmatch(text) or _DATE.fullmatch(_tidy(text))
    if match is None:
        repairs = [repair[:10] for repair in mended_time(f"{_tidy(text)} 12:00 UTC") if _is_time(repair, None)]
        hint = f"Write {' or '.join(repairs)}." if repairs else "Write a date as 2026-11-18."
        raise Misread(Rule.BAD_TIME, f"{quoted(text)} is not a date", hint)
    year, month, day = (int(number) for number in match.groups())
    if year not in _YEARS:
        raise Misread(Rule.NO_SUCH_TIME, f"the year {year} is out of range in {quoted(text)}", "Is there a typo in it?")
    if not 1 <= month <= 12:
        hint = f"Did you mean {year}-{day:02}-{month:02}? " if 1 <= day <= 12 and 1 <= month <= 31 else ""
        raise Misread(
            Rule.NO_SUCH_TIME, f"there is no month {month} in {quoted(text)}", hint + "Order: year, month, day."
        )
    try:
        return date(year, month, day)
    except ValueError:
        next_month = date(year + month // 12, month % 12 + 1, 1)
        last = (next_month - timedelta(days=1)).day
        raise Misread(
            Rule.NO_SUCH_TIME,
            f"there is no day {day} in {date(year, month, 1):%B %Y}: {quoted(text)}",
            f"That month ends on {year}-{month:02}-{last}.",
        ) from None


def parse_day_or_time(text: str, timezone: ZoneInfo | None = None, *, end: bool = False) -> datetime:
    """Return the moment that `text` names; of a day alone its start, or with `end` the midnight that ends it.

    `timezone` is where that day is, UTC unless given. Raises Misread.
    """
    if ":" in text:
        return parse_time(text, timezone)
    day = parse_date(text) + timedelta(days=1 if end else 0)
    return datetime.combine(day, time(), tzinfo=timezone or UTC).astimezone(UTC)


def parse_moment(text: str, *, after: datetime, timezone: ZoneInfo | None = None) -> datetime:
    """Return a moment written in full, as a bare `14:30 UTC` (the next one after `after`), or as `in 30 min`.

    Raises Misread.
    """
    distance = _distance(text)
    if distance is not None:
        return after + distance
    tidy = _tidy(text)
    if match := _CLOCK_ALONE.fullmatch(tidy):
        hour, minute, second, fraction, zone_name = match.groups()
        clock = _clock(text, hour, minute, second, fraction, day=None)
        zone = _zone(zone_name, text, timezone, example=f"{clock:%H:%M} UTC")
        day = after.astimezone(zone).date()
        moment = in_utc(datetime.combine(day, clock), zone)
        return moment if moment > after else in_utc(datetime.combine(day + timedelta(days=1), clock), zone)
    if not _TIME.fullmatch(tidy):
        amount = re.fullmatch(_BARE_AMOUNT, tidy.lower())
        if amount and amount[2] in _UNITS:
            raise Misread(Rule.BAD_TIME, f"{quoted(text)} is not a time", f"Did you mean 'in {amount[1]} {amount[2]}'?")
        if not any(character.isdigit() for character in tidy):
            raise Misread(Rule.BAD_TIME, f"{quoted(text)} is not a time", _WHEN)
    return parse_time(text, timezone)


def update_id(at: datetime) -> str:
    """Return the id of an update first published at `at`: `20261118T1402Z`; seconds only where there are some."""
    if at.microsecond:
        return f"{at:%Y%m%dT%H%M%S}{at.microsecond // 1000:03}Z"
    return f"{at:%Y%m%dT%H%M%SZ}" if at.second else f"{at:%Y%m%dT%H%MZ}"


def _tidy(text: str) -> str:
    return " ".join(text.translate(_DASHES).split())


def _moment(day: date, clock: time, zone_name: str | None, text: str, timezone: ZoneInfo | None) -> datetime:
    zone = _zone(zone_name, text, timezone, example=f"{day} {clock:%H:%M} UTC")
    return in_utc(datetime.combine(day, clock), zone)


def _zone(name: str | None, text: str, timezone: ZoneInfo | None, *, example: str) -> tzinfo:
    if name:
        return parse_zone(name)
    if timezone is None:
        raise Misread(
            Rule.NO_TIME_ZONE,
            f"{quoted(text)} has no time zone",
            f"Write {example} if that is what you mean, or an offset (+02:00), or a zone's name (Europe/Berlin).",
        )
    return timezone


def _clock(text: str, hour: str, minute: str, second: str | None, fraction: str | None, *, day: date | None) -> time:
    if int(hour) == 24 and int(minute) == 0:
        midnight = f"{day + timedelta(days=1)} 00:00" if day else "00:00"
        raise Misread(Rule.NO_SUCH_TIME, f"there is no hour 24 in {quoted(text)}", f"Midnight is {midnight}.")
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise Misread(
            Rule.NO_SUCH_TIME,
            f"there is no such time of day in {quoted(text)}",
            "Hours go from 00 to 23, minutes and seconds from 00 to 59.",
        )
    milliseconds = int((fraction or "0").ljust(3, "0")[:3])
    return time(int(hour), int(minute), int(second or 0), milliseconds * 1000)


@lru_cache(maxsize=100)  # the same few stand in most updates
def _distance(text: str) -> timedelta | None:
    """Return how far ahead `in 30 min` is; None for what names no distance. Raises Misread."""
    tidy = _tidy(text)
    if not re.fullmatch(_RELATIVE, tidy, re.IGNORECASE):
        return None
    total = timedelta()
    for number, unit in re.findall(_AMOUNT, tidy[3:], re.IGNORECASE):
        if unit.lower() == "and":
            continue
        if unit.lower() not in _UNITS:
            raise Misread(
                Rule.BAD_TIME,
                f"unknown unit {quoted(unit)} in {quoted(text)}",
                "Units are min, h and d: in 1 h 30 min.",
            )
        total += int(number) * _UNITS[unit.lower()]
    if not timedelta() < total <= timedelta(days=366):
        raise Misread(Rule.BAD_TIME, f"{quoted(text)} is not within a year from now", "Write the time in full.")
    return total


def _unreadable(tidy: str, text: str, timezone: ZoneInfo | None) -> Misread:
    """Return what is wrong with a text that does not have the form of a time, with the likely repair."""
    if not tidy:
        return Misread(Rule.BAD_TIME, "the time is empty", f"Write it as {EXAMPLE}.")
    if _DATE.fullmatch(tidy):
        parse_date(tidy)
        return Misread(Rule.BAD_TIME, f"{quoted(text)} has no time of day", f"Write it as {tidy} 14:02 UTC.")
    if clock := _CLOCK_ALONE.fullmatch(tidy):
        example = f"2026-11-18 {tidy}" if clock[5] else f"2026-11-18 {tidy} UTC"
        return Misread(Rule.BAD_TIME, f"{quoted(text)} has no date", f"Put the date before it: {example}.")
    repairs = [repair for repair in mended_time(tidy) if _is_time(repair, timezone)]
    hint = f"Write {' or '.join(repairs)}." if repairs else f"Write it as {EXAMPLE}: year-month-day, 24 hours, a zone."
    return Misread(Rule.BAD_TIME, sentences(quoted(text), "is not a time we can read"), hint)


def _is_time(text: str, timezone: ZoneInfo | None) -> bool:
    try:
        parse_time(text, timezone)
    except Misread:
        return False
    return True
