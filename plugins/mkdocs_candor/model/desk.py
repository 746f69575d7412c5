"""Where people get help, and when somebody is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.timespan import Timespan


@frozen
class OpeningHours:
    """On each of `weekdays` (0 is Monday) from `opens` to `closes`, local time.

    Where `closes` is not after `opens`, it is on the day after: 00:00 is midnight.
    """

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@frozen(kw_only=True)
class Contact:
    """Ways to reach a desk; at least one is given."""

    email: str = ""
    phone: str = ""
    url: str = ""
    chat: str = ""


@frozen(kw_only=True)
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

    def opening_times(self, around: datetime) -> Iterator[Timespan]:
        """Yield when it is open, from the day before `around` for eleven days; nothing where it never closes.

        It opens and closes by its own zone's clock, also when that is put forward. The spans may touch and overlap.
        """
        zone = ZoneInfo(self.timezone)
        yesterday = around.astimezone(zone).date() - timedelta(days=1)
        for day in (yesterday + timedelta(days=number) for number in range(11)):
            for opening in self.hours or ():
                if day.weekday() in opening.weekdays:
                    is_past_midnight = opening.closes <= opening.opens
                    last_day = day + timedelta(days=1) if is_past_midnight else day
                    start, end = _moment(day, opening.opens, zone), _moment(last_day, opening.closes, zone)
                    if start < end:
                        yield Timespan(start, end)

    def is_open_at(self, moment: datetime) -> bool:
        return self.hours is None or any(span.start <= moment < span.end for span in self.opening_times(moment))


@frozen
class ReplyTime:
    """How soon a desk answers: `length` of clock time, or of working time where `working` is true."""

    length: timedelta
    working: bool = False


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
