"""What the policy page promises, from the numbers that `candor check` holds posts to: they cannot differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mkdocs_candor.derive.promises import MOST_LATE
from mkdocs_candor.model.deadlines import (
    APOLOGY_DUE,
    FIRST_NOTICE,
    GRACE,
    LONGEST_SILENCE,
    NOTICE_OF_MAINTENANCE,
    REPORT_DUE,
)
from mkdocs_candor.model.status import Severity
from mkdocs_candor.publish.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What we promise for incidents of a severity; None where we promise nothing. Letters in working days."""

    severity: Severity
    first_notice: timedelta | None
    longest_silence: timedelta | None
    apology: int | None
    report: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """All that we promise: by severity, the worst first, and whatever the severity."""

    promised: tuple[Promised, ...]
    maintenance: timedelta
    grace: timedelta
    most_late: timedelta
    notice_days: int


def cadence(edition: Edition) -> Cadence:
    """Return what the site's owner promises."""
    return Cadence(
        promised=tuple(_promised(severity) for severity in sorted(Severity, key=lambda s: -s.rank)),
        maintenance=NOTICE_OF_MAINTENANCE,
        grace=GRACE,
        most_late=MOST_LATE,
        notice_days=edition.notice_days,
    )


def _promised(severity: Severity) -> Promised:
    return Promised(
        severity=severity,
        first_notice=FIRST_NOTICE[severity][0] if severity in FIRST_NOTICE else None,
        longest_silence=LONGEST_SILENCE.get(severity),
        apology=APOLOGY_DUE.get(severity),
        report=REPORT_DUE.get(severity),
    )
