"""Time zones as people write them, and local times that exist never or twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from mkdocs_candor.read.notes import Misread, did_you_mean, quoted, sentences
from mkdocs_candor.read.rules import Rule

_OFFSET = re.compile(r"([+-])([0-9]{2})(?::?([0-5][0-9]))?")
_UTC_OFFSET = re.compile(r"(?:UTC|GMT) ?([+-]) ?([0-9]{1,2})(?::?([0-5][0-9]))?", re.IGNORECASE)
_IANA = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}")
_WIDEST_OFFSET = timedelta(hours=14)

# Abbreviations that a colleague, a parser and a customer each read in their own way.
_ABBREVIATIONS = {
    "BST": ("+01:00", "Europe/London"),
    "CEST": ("+02:00", "Europe/Berlin"),
    "CET": ("+01:00", "Europe/Berlin"),
    "MEZ": ("+01:00", "Europe/Berlin"),
    "MESZ": ("+02:00", "Europe/Berlin"),
    "MET": ("+01:00", "Europe/Berlin"),
    "WET": ("+00:00", "Europe/Lisbon"),
    "WEST": ("+01:00", "Europe/Lisbon"),
    "EET": ("+02:00", "Europe/Helsinki"),
    "EEST": ("+03:00", "Europe/Helsinki"),
    "MSK": ("+03:00", "Europe/Moscow"),
    "EST": ("-05:00", "America/New_York"),
    "EDT": ("-04:00", "America/New_York"),
    "ET": ("-05:00 or -04:00", "America/New_York"),
    "CST": ("-06:00", "America/Chicago"),
    "CDT": ("-05:00", "America/Chicago"),
    "CT": ("-06:00 or -05:00", "America/Chicago"),
    "MST": ("-07:00", "America/Denver"),
    "MDT": ("-06:00", "America/Denver"),
    "PST": ("-08:00", "America/Los_Angeles"),
    "PDT": ("-07:00", "America/Los_Angeles"),
    "PT": ("-08:00 or -07:00", "America/Los_Angeles"),
    "HST": ("-10:00", "Pacific/Honolulu"),
    "BRT": ("-03:00", "America/Sao_Paulo"),
    "IST": ("+05:30", "Asia/Kolkata"),
    "SGT": ("+08:00", "Asia/Singapore"),
    "JST": ("+09:00", "Asia/Tokyo"),
    "KST": ("+09:00", "Asia/Seoul"),
    "AEST": ("+10:00", "Australia/Sydney"),
    "AEDT": ("+11:00", "Australia/Sydney"),
    "NZST": ("+12:00", "Pacific/Auckland"),
    "NZDT": ("+13:00", "Pacific/Auckland"),
}


def parse_zone(text: str) -> tzinfo:
    """Return the zone that `text` names: `UTC`, `Z`, an offset such as `+02:00`, or an IANA name.

    Raises Misread for anything else, abbreviations such as CET and EST among it.
    """
    if text.upper() in {"UTC", "Z", "GMT"}:
        return UTC
    if offset := _OFFSET.fullmatch(text):
        sign, hours, minutes = offset.groups()
        length = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if length > _WIDEST_OFFSET:
            raise Misread(Rule.UNKNOWN_ZONE, f"no zone is {quoted(text)} away from UTC", "Offsets go up to +14:00.")
        return timezone(length if sign == "+" else -length)
    if text.upper() in _ABBREVIATIONS:
        offset_form, name = _ABBREVIATIONS[text.upper()]
        raise Misread(
            Rule.AMBIGUOUS_ZONE,
            f"the zone {quoted(text)} means different times to different people",
            f"Write the offset ({offset_form}), the zone's full name (for example {name}), or the time in UTC.",
        )
    if _IANA.fullmatch(text):
        try:
            return ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise Misread(Rule.UNKNOWN_ZONE, f"unknown time zone {quoted(text)}", _zone_hint(text))


def _zone_hint(text: str) -> str:
    expected = "A zone is UTC, Z, an offset such as +02:00, or a name such as Europe/Berlin."
    if offset := _UTC_OFFSET.fullmatch(text):
        sign, hours, minutes = offset.groups()
        return f"Write the offset alone: {sign}{int(hours):02}:{minutes or '00'}."
    if "[" in text:
        return f"Write the offset or the name, not both. {expected}"
    names = available_timezones()
    by_city = next((name for name in sorted(names) if name.endswith("/" + text.title().replace(" ", "_"))), None)
    guess = f"Did you mean '{by_city}'?" if by_city else did_you_mean(text, {n for n in names if "/" in n} | {"UTC"})
    return sentences(guess, expected)


def in_utc(local: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which clocks in `zone` show the naive time `local`.

    Raises Misread where clocks skip that time, or show it twice.
    """
    first = local.replace(tzinfo=zone)
    if not isinstance(zone, ZoneInfo):
        return first.astimezone(UTC)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    moments = sorted(m.astimezone(UTC) for m in (first, second))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local:
        raise Misread(
            Rule.AMBIGUOUS_TIME,
            f"{local:%H:%M} happens twice in {zone.key} on {local:%Y-%m-%d}: clocks go back",
            f"Write {_in_words(moments[0])} for the first time, {_in_words(moments[1])} for the second.",
        )
    raise Misread(
        Rule.NO_SUCH_TIME,
        f"there is no {local:%H:%M} in {zone.key} on {local:%Y-%m-%d}: clocks go forward over it",
        f"Did you mean {_in_words(first.astimezone(UTC))}? "
        f"That is {first.astimezone(UTC).astimezone(zone):%H:%M} in {zone.key}.",
    )


def _in_words(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
