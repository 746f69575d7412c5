"""Where people get help, and when somebody is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """On each of `weekdays` (0 is Monday) from `opens` to `closes`, local time; `closes` 00:00 is midnight."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Ways to reach a desk; at least one is given."""

    email: str = ""
    phone: str = ""
    url: str = ""
    chat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A place where people get help. `hours` None: always open. `timezone` is an IANA name that `hours` are in."""

    id: str
    name: str
    purpose: str
    contact: Contact
    hours: tuple[OpeningHours, ...] | None = None
    timezone: str = "UTC"
    languages: tuple[str, ...] = ()
    reply_within: str = ""
    bring: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class ReplyTime:
    """How soon a desk answers: `length` of clock time, or of working time where `working` is true."""

    length: timedelta
    working: bool = False
