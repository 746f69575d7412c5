"""What calendars are made of, whatever their events (RFC 5545, 7986). Nothing in them comes from the clock.

icalendar folds lines and writes what stands around events. The lines of those are put together here, for its own events
take three times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from icalendar import Calendar, Timezone, TimezoneStandard, vDuration
from icalendar.parser import Contentline

from mkdocs_candor.publish.edition import Edition

PRODUCT = "-//Candor//Status page//EN"
REFRESH = timedelta(hours=1)

# RFC 5545 3.3.11 allows no control character in text but the tab; line breaks are written as "\n".
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEPARATORS = re.compile("[\u2028\u2029]")
_END = b"END:VCALENDAR\r\n"


def clean(text: str) -> str:
    """Return `text` without the characters that a calendar cannot hold."""
    return _SEPARATORS.sub(" ", _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def stamp(moment: datetime) -> str:
    """Return a moment as a calendar writes it: "20261118T140200Z"."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    r"""Return `text` as the value of a property. By hand: icalendar makes a line break of the `\N` in `C:\New`."""
    return clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def component(name: str, lines: Iterable[str]) -> str:
    """Return a component of these properties, each as `NAME:value`, its value escaped where it is text."""
    folded = (Contentline(line).to_ical() for line in (f"BEGIN:{name}", *lines, f"END:{name}"))  # type: ignore[no-untyped-call] # it has none
    return "".join(f"{line.decode()}\r\n" for line in folded)


def alone(event: bytes) -> bytes:
    """Return the file of one event, for the reader's own calendar: with a name it would be taken for a new one."""
    return _head_alone() + event + _END


def subscribed(name: str, page: str, path: str, events: Sequence[bytes], edition: Edition) -> bytes:
    """Return the calendar of these events that programs fetch from `path` again and again; `page` shows the same."""
    frame = _frame()
    frame.add("name", clean(name))
    frame.add("x-wr-calname", clean(name))
    frame.add("refresh-interval", vDuration(REFRESH), {"value": "DURATION"})
    frame.add("x-published-ttl", vDuration(REFRESH))
    if edition.links.site_url:
        frame.add("url", edition.links.absolute(page))
        frame.add("source", edition.links.absolute(path), {"value": "URI"})
    if not events:
        frame.add_component(_universal_time())
    return b"".join([_head(frame), *events, _END])


def _frame() -> Calendar:
    frame = Calendar()
    frame.add("prodid", PRODUCT)
    frame.add("version", "2.0")
    frame.add("calscale", "GREGORIAN")
    return frame


@cache
def _head_alone() -> bytes:
    return _head(_frame())


def _head(frame: Calendar) -> bytes:
    """Return a calendar up to where events go."""
    head: bytes = frame.to_ical(sorted=False).removesuffix(_END)
    return head


def _universal_time() -> Timezone:
    """Return what makes a calendar without events valid: RFC 5545 3.6 wants one component at least."""
    zone = Timezone()
    zone.add("tzid", "UTC")
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - local by its definition
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone
