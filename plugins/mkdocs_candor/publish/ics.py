r"""What calendars are made of, whatever their events (RFC 5545, 7986). Nothing in them comes from the clock.

Written by hand: lines of a name and a value, of which text has four signs to escape and long lines are folded. To load
icalendar takes as long as fifty posts, in every build, and it makes a line break of the `\N` in `C:\New`. Tests read
what is written here by that and by another parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from mkdocs_candor.publish.edition import Edition

PRODUCT = "-//Candor//Status page//EN"
REFRESH = "PT1H"
"""How often programs are to fetch a calendar: each hour."""

_LONGEST = 74  # bytes of a line, beside the blank that begins what goes on
# RFC 5545 3.3.11 allows no control character in text but the tab; line breaks are written as "\n".
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEPARATORS = re.compile("[\u2028\u2029]")
# What makes a calendar without events valid: RFC 5545 3.6 wants one component at least.
_UNIVERSAL_TIME = """\
BEGIN:VTIMEZONE
TZID:UTC
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def stamp(moment: datetime) -> str:
    """Return a moment as a calendar writes it: "20261118T140200Z"."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def clean(text: str) -> str:
    """Return `text` without the characters that a calendar cannot hold."""
    return _SEPARATORS.sub(" ", _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def escaped(text: str) -> str:
    """Return `text` as the value of a property."""
    return clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def component(name: str, lines: Iterable[str]) -> str:
    """Return a component of these properties, each as `NAME:value`, its value escaped where it is text."""
    return _folded((f"BEGIN:{name}", *lines, f"END:{name}"))


def alone(event: bytes) -> bytes:
    """Return the file of one event, for the reader's own calendar: with a name it would be taken for a new one."""
    return _calendar((), (event,))


def subscribed(name: str, page: str, path: str, events: Sequence[bytes], edition: Edition) -> bytes:
    """Return the calendar of these events that programs fetch from `path` again and again; `page` shows the same."""
    return _calendar(_about(name, page, path, edition), events or (_UNIVERSAL_TIME.encode(),))


def _about(name: str, page: str, path: str, edition: Edition) -> Iterator[str]:
    # Not escaped: of a name that could be a comma alone, and some programs show the sign before it.
    yield f"NAME:{clean(name)}"
    yield f"X-WR-CALNAME:{clean(name)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"
    if edition.links.site_url:
        yield f"URL:{edition.links.absolute(page)}"
        yield f"SOURCE;VALUE=URI:{edition.links.absolute(path)}"


def _calendar(about: Iterable[str], components: Iterable[bytes]) -> bytes:
    head = ("BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", "CALSCALE:GREGORIAN", *about)
    return b"".join((_folded(head).encode(), *components, b"END:VCALENDAR\r\n"))


def _folded(lines: Iterable[str]) -> str:
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _fold(line: str) -> str:
    """Return a line cut between characters, and not between a sign and what it escapes, which some programs need."""
    rest, parts = line.encode(), list[bytes]()
    while len(rest) > _LONGEST:
        end = _LONGEST
        while rest[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        if rest[end - 1] in b"\\^":
            end -= 1
        parts.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join((*parts, rest)).decode()
