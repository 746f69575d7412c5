"""Our scales in Statuspage's words. Where it has no word of its own, never one that sounds better than the truth."""

from __future__ import annotations

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, Overall, Phase
from mkdocs_candor.model.status import Severity, Stage, Status, worst

# `unknown` is not "works" and not "planned". The mildest word left keeps our order: worse than planned work, and no
# outage that nobody has reported.
COMPONENT = {
    Status.OPERATIONAL: "operational",
    Status.UNDER_MAINTENANCE: "under_maintenance",
    Status.UNKNOWN: "degraded_performance",
    Status.DEGRADED_PERFORMANCE: "degraded_performance",
    Status.PARTIAL_OUTAGE: "partial_outage",
    Status.MAJOR_OUTAGE: "major_outage",
}

# A window that is over and not confirmed is still work; a cancelled one is closed, and its words say how.
MAINTENANCE = {
    Phase.SCHEDULED: "scheduled",
    Phase.IN_PROGRESS: "in_progress",
    Phase.VERIFYING: "verifying",
    Phase.OVERDUE: "in_progress",
    Phase.COMPLETED: "completed",
    Phase.CANCELLED: "completed",
}

_SEVERITY = {
    Status.OPERATIONAL: Severity.NONE,
    Status.UNDER_MAINTENANCE: Severity.NONE,
    Status.UNKNOWN: Severity.MINOR,
    Status.DEGRADED_PERFORMANCE: Severity.MINOR,
    Status.PARTIAL_OUTAGE: Severity.MAJOR,
    Status.MAJOR_OUTAGE: Severity.CRITICAL,
}
_SENTENCE = {
    Severity.NONE: "All Systems Operational",
    Severity.MINOR: "Partially Degraded Service",
    Severity.MAJOR: "Partial System Outage",
    Severity.CRITICAL: "Major Service Outage",
}


def indicator(overall: Overall, unresolved: list[IncidentFacts], *, names_maintenance: bool) -> tuple[str, str]:
    """Return the page's indicator and its description.

    Planned work alone is "none", for strict clients know four indicators; `names_maintenance` gives "maintenance".
    An unresolved incident with an impact raises the indicator, also while all its components work again.
    """
    severity = _SEVERITY[overall.status]
    if severity is Severity.NONE and any(impact(facts) != Severity.NONE for facts in unresolved):
        severity = Severity.MINOR
    if severity is Severity.NONE and overall.status is Status.UNDER_MAINTENANCE:
        return ("maintenance" if names_maintenance else "none"), "Service Under Maintenance"
    return severity.value, _SENTENCE[severity]


def impact(facts: IncidentFacts) -> str:
    """Return an incident's impact. If its severity could not be read: by its components, and never "none"."""
    if facts.post.severity is not None:
        return facts.post.severity.value
    found = _SEVERITY[worst((Status.UNKNOWN, *facts.worst_statuses.values()))]
    return found.value


def stage(facts: IncidentFacts | MaintenanceFacts, told: Stage) -> str:
    """Return the word for an update's stage."""
    return MAINTENANCE[Phase(told)] if isinstance(facts, MaintenanceFacts) else told.value
