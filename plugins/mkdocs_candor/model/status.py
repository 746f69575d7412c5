"""The scales of the field, as Statuspage's public API spells them, each from mild to bad."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """How a component is. Compare with `rank`: members compare as text."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    UNKNOWN = "unknown"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def rank(self) -> int:
        """Return 0 for operational, growing with harm. `unknown` is worse than planned work: it may hide an outage."""
        return _STATUS_RANK[self]


class Severity(StrEnum):
    """How bad an incident is, over all."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return _SEVERITY_RANK[self]

    @property
    def status(self) -> Status:
        """Return the component status that this severity stands for where an incident names no component."""
        return _SEVERITY_STATUS[self]


class Stage(StrEnum):
    """Where an incident or a maintenance stands, as its newest update says."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self in {Stage.RESOLVED, Stage.COMPLETED, Stage.CANCELLED}


INCIDENT_STAGES = (Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING, Stage.RESOLVED)
MAINTENANCE_STAGES = (Stage.SCHEDULED, Stage.IN_PROGRESS, Stage.VERIFYING, Stage.COMPLETED, Stage.CANCELLED)

_STATUS_RANK = {status: rank for rank, status in enumerate(Status)}
_SEVERITY_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_SEVERITY_STATUS = {
    Severity.NONE: Status.OPERATIONAL,
    Severity.MINOR: Status.DEGRADED_PERFORMANCE,
    Severity.MAJOR: Status.PARTIAL_OUTAGE,
    Severity.CRITICAL: Status.MAJOR_OUTAGE,
}


def worst(statuses: Iterable[Status]) -> Status:
    """Return the worst of `statuses`; operational when there is none."""
    return max(statuses, key=_STATUS_RANK.__getitem__, default=Status.OPERATIONAL)
