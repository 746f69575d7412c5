"""What the policy page promises, from the numbers that `candor check` holds posts to: they cannot differ."""

from __future__ import annotations

from datetime import timedelta

from mkdocs_candor.derive.promises import MOST_LATE
from mkdocs_candor.model.deadlines import GRACE, Deadlines
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Severity
from mkdocs_candor.publish.edition import Edition


@frozen(kw_only=True)
class Promised:
    """What we promise for incidents of a severity; None where we promise nothing. Letters in working days."""

    severity: Severity
    first_notice: timedelta | None
    longest_silence: timedelta | None
    apology: int | None
    report: int | None


@frozen(kw_only=True)
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
        promised=tuple(_promised(severity, edition.deadlines) for severity in sorted(Severity, key=lambda s: -s.rank)),
        maintenance=edition.deadlines.maintenance,
        grace=GRACE,
        most_late=MOST_LATE,
        notice_days=edition.notice_days,
    )


def _promised(severity: Severity, deadlines: Deadlines) -> Promised:
    first = deadlines.first_notice.get(severity)
    return Promised(
        severity=severity,
        first_notice=first[0] if first else None,
        longest_silence=deadlines.longest_silence.get(severity),
        apology=deadlines.apology.get(severity),
        report=deadlines.report.get(severity),
    )
