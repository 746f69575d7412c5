"""How soon we speak: the numbers that `candor check` holds posts to, and that the policy page promises customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Topic
from mkdocs_candor.model.status import Severity

FIRST_NOTICE: Mapping[Severity, tuple[timedelta, timedelta | None]] = {
    Severity.CRITICAL: (timedelta(minutes=10), timedelta(minutes=30)),
    Severity.MAJOR: (timedelta(minutes=15), timedelta(minutes=60)),
    Severity.MINOR: (timedelta(minutes=60), None),
}
"""How long after the start a first notice is late: from when on a warning, from when on an error."""

LONGEST_SILENCE: Mapping[Severity, timedelta] = {
    Severity.CRITICAL: timedelta(minutes=30),
    Severity.MAJOR: timedelta(minutes=60),
    Severity.MINOR: timedelta(hours=4),
}
"""How long nothing may be said during an incident, unless the time of the next update was told."""

NOTICE_OF_MAINTENANCE = timedelta(hours=72)
GRACE = timedelta(minutes=5)

APOLOGY_DUE: Mapping[Severity, int] = {Severity.CRITICAL: 2, Severity.MAJOR: 5}
"""Working days after the end of an incident within which an apology is due."""

REPORT_DUE: Mapping[Severity, int] = {Severity.CRITICAL: 10, Severity.MAJOR: 15}
"""Working days after the end of an incident within which a report comes, where one was promised."""

NOTICE_DAYS = 30
"""How many days before it bites a change of one of `UNWELCOME` is told, where the owner has not said otherwise."""

UNWELCOME = frozenset({Topic.PRICING, Topic.DEPRECATION, Topic.POLICY})
"""What announcements are about that may make a customer leave."""


@frozen(kw_only=True)
class Deadlines:
    """What an owner promises, as above where they have not said otherwise; a severity without a number has none."""

    first_notice: Mapping[Severity, tuple[timedelta, timedelta | None]] = field(default_factory=lambda: FIRST_NOTICE)
    longest_silence: Mapping[Severity, timedelta] = field(default_factory=lambda: LONGEST_SILENCE)
    apology: Mapping[Severity, int] = field(default_factory=lambda: APOLOGY_DUE)
    report: Mapping[Severity, int] = field(default_factory=lambda: REPORT_DUE)
    maintenance: timedelta = NOTICE_OF_MAINTENANCE


DEADLINES = Deadlines()
"""What holds where the owner says nothing."""


def working_days(start: date, end: date) -> int:
    """Return how many of the days after `start`, up to `end`, are from Monday to Friday."""
    return sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, (end - start).days + 1))
