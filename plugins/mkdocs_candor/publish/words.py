"""The words for what the facts name, and how times, spans and lists are said. One place, so that they stay the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton

from mkdocs_candor.derive.facts import Phase, PromiseState
from mkdocs_candor.model.desk import Desk
from mkdocs_candor.model.post import Discloser, PostType, Responsibility, Topic
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.resource import Power, Trust
from mkdocs_candor.model.status import Severity, Stage, Status

STATUS = {
    Status.OPERATIONAL: "Works",
    Status.UNDER_MAINTENANCE: "Planned work",
    Status.UNKNOWN: "Unknown",
    Status.DEGRADED_PERFORMANCE: "Slow or limited",
    Status.PARTIAL_OUTAGE: "Partly down",
    Status.MAJOR_OUTAGE: "Down",
}
SEVERITY = {
    Severity.NONE: "No harm",
    Severity.MINOR: "Limited",
    Severity.MAJOR: "Major",
    Severity.CRITICAL: "Critical",
}
SEVERITY_MEANING = {
    Severity.CRITICAL: "Most people who use a part cannot use it at all, or data is in danger.",
    Severity.MAJOR: "Many people cannot do something important, and a way around is hard or missing.",
    Severity.MINOR: "Something is slow or fails now and then, or few people are hit, and there is a way around.",
    Severity.NONE: "You can use everything. We write because you may notice something.",
}
STAGE = {
    Stage.INVESTIGATING: "Investigating",
    Stage.IDENTIFIED: "Identified",
    Stage.MONITORING: "Monitoring",
    Stage.RESOLVED: "Resolved",
    Stage.SCHEDULED: "Scheduled",
    Stage.IN_PROGRESS: "In progress",
    Stage.VERIFYING: "Verifying",
    Stage.COMPLETED: "Completed",
    Stage.CANCELLED: "Cancelled",
}
PHASE = {
    Phase.SCHEDULED: "Scheduled",
    Phase.IN_PROGRESS: "In progress",
    Phase.VERIFYING: "Verifying",
    Phase.COMPLETED: "Completed",
    Phase.CANCELLED: "Cancelled",
    Phase.OVERDUE: "Overdue",
}
PROMISE_STATE = {
    PromiseState.OPEN: "Open",
    PromiseState.KEPT: "Kept",
    PromiseState.KEPT_LATE: "Kept late",
    PromiseState.MISSED: "Missed",
    PromiseState.SLIPPED: "Slipped",
    PromiseState.DROPPED: "Dropped",
    PromiseState.OVERDUE: "Overdue",
}
PROMISE_KIND = {
    PromiseKind.NEXT_UPDATE: "Next update",
    PromiseKind.PREVENTION: "Prevention",
    PromiseKind.FOLLOW_UP: "Follow-up",
}
POST_TYPE = {
    PostType.INCIDENT: "Incident",
    PostType.MAINTENANCE: "Maintenance",
    PostType.ANNOUNCEMENT: "Announcement",
    PostType.APOLOGY: "Apology",
    PostType.REPORT: "Report",
}
TOPIC = {
    Topic.PRICING: "Pricing",
    Topic.DEPRECATION: "End of life",
    Topic.POLICY: "Policy",
    Topic.SECURITY: "Security",
    Topic.FEATURE: "New",
    Topic.GENERAL: "News",
}
POWER = {
    Power.OBSERVE: "Observe",
    Power.WORK_AROUND: "Work around",
    Power.PROTECT: "Protect",
    Power.SUBSTITUTE: "Substitute",
    Power.HELP_ONE_ANOTHER: "Help one another",
    Power.DECIDE: "Decide",
    Power.HOLD_TO_ACCOUNT: "Hold to account",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """What a power means, and when it is the right one. Each ends with a full stop."""

    meaning: str
    when: str


POWER_ADVICE = {
    Power.OBSERVE: Advice(
        "See for yourself what works, and tell us what you see.",
        "You look from where it counts: what fails, where, and since when is what finds a fault.",
    ),
    Power.WORK_AROUND: Advice(
        "Go on working while something is broken.",
        "Look for another region, another program, or a way by hand, and try it once while all is well.",
    ),
    Power.PROTECT: Advice(
        "Keep what you have safe, and your own customers informed.",
        "Stop jobs that write or delete, keep a copy elsewhere, and have the words for your own customers ready.",
    ),
    Power.SUBSTITUTE: Advice(
        "Use something else, for a while or for good.",
        "Every other way costs something: know what before you need it.",
    ),
    Power.HELP_ONE_ANOTHER: Advice(
        "Ask, and answer one another.",
        "Somebody has met it before you. A script, a translation, an answer: we publish what helps, with your name.",
    ),
    Power.DECIDE: Advice(
        "Stay or go: it is your choice, and your data.",
        "We say how things stand, and guess no time for a repair, so that you can plan without us.",
    ),
    Power.HOLD_TO_ACCOUNT: Advice(
        "Check what we promised.",
        "What we said we would do is public, with what became of it.",
    ),
}
TRUST = {
    Trust.OFFICIAL: "Official",
    Trust.COMMUNITY_TESTED: "Tested by customers",
    Trust.UNTESTED: "Untested",
}
DISCLOSER = {
    Discloser.US: "We told of it first",
    Discloser.CUSTOMERS: "Customers told of it before we did",
    Discloser.PRESS: "The press told of it before we did",
}
RESPONSIBILITY = {
    Responsibility.OURS: "Ours",
    Responsibility.SHARED: "Shared: a supplier's, and ours",
    Responsibility.SUPPLIER: "A supplier's; the choice of it was ours",
    Responsibility.UNKNOWN: "Not known yet",
}

_SCALES: tuple[Mapping[Any, str], ...] = (
    DISCLOSER, RESPONSIBILITY, STATUS, SEVERITY, STAGE, PHASE, PROMISE_STATE, PROMISE_KIND, POST_TYPE, TOPIC, POWER,
    TRUST,
)  # fmt: skip

# Members compare as text, and scales share values ("unknown", "overdue"): of such doubles the last one here wins.
WORDS: dict[Any, str] = {value: word for scale in _SCALES for value, word in scale.items()}


def span_in_words(length: timedelta) -> str:
    """Return a length as people say it, two units at most: "2 h 41 min", "3 days 4 h", "40 s".

    Written by hand: Babel's `format_timedelta` rounds to one unit, which is too coarse for an outage.
    """
    seconds = int(length.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes = seconds // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {minutes} min" if minutes else "")
    return f"{minutes} min"


def span_in_days(length: timedelta) -> str:
    days = length.days
    return f"{days} day{'' if days == 1 else 's'}" if days else span_in_words(length)


def joined(names: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def percent(share: float) -> str:
    """Return a share as a percentage that never rounds an outage up to 100: "99.98 %", "100 %"."""
    if share >= 1:
        return "100 %"
    return f"{min(share * 100, 99.99):.2f} %"


def clock(moment: datetime, zone: ZoneInfo | None = None) -> str:
    return format_datetime(moment.astimezone(zone or UTC), "HH:mm", locale="en_GB")


@lru_cache(maxsize=4096)
def day(moment: datetime | date, locale: str = "en_GB") -> str:
    """Return "14 October 2026", in the language of `locale`."""
    return format_date(moment, "long", locale=locale)


@lru_cache(maxsize=4096)
def short_day(moment: datetime | date, locale: str = "en_GB") -> str:
    """Return "14 Oct 2026"."""
    return format_date(moment, "medium", locale=locale)


def month(moment: datetime | date | str, locale: str = "en_GB") -> str:
    """Return "October 2026", also of "2026-10"."""
    if isinstance(moment, str):
        moment = date.fromisoformat(f"{moment}-01")
    return str(format_skeleton("yMMMM", moment, locale=locale))


def moment_in_words(moment: datetime, locale: str = "en_GB") -> str:
    """Return "14 Oct 2026, 11:30 UTC": a date, a time and its zone, for people."""
    return f"{short_day(moment.date(), locale)}, {moment:%H:%M} UTC"


def hours(desk: Desk) -> list[str]:
    """Return when a desk is open, a line for each part of the week: "Mon to Fri 08:00 to 18:00"."""
    if desk.hours is None:
        return ["At every hour of every day"]
    return [
        f"{_weekdays(part.weekdays)} {part.opens:%H:%M} to {f'{part.closes:%H:%M}'.replace('00:00', '24:00')}"
        for part in desk.hours
    ]


def _weekdays(days: Sequence[int]) -> str:
    """Return "Mon to Fri" for days that follow one another, else "Mon, Wed and Sat"."""
    names = [_WEEKDAYS[day] for day in days]
    follow = all(after - before == 1 for before, after in pairwise(days))
    return f"{names[0]} to {names[-1]}" if follow and len(days) > 2 else joined(names)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def language(tag: str) -> str:
    """Return the English name of a language, and the tag itself where it is not known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en_GB") or tag
    except (UnknownLocaleError, ValueError):
        return tag
