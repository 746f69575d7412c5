"""The facts about what letters and reports are about: an incident or a maintenance at a moment."""

from __future__ import annotations

from datetime import datetime

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, Relations
from mkdocs_candor.derive.incidents import incident_facts
from mkdocs_candor.derive.maintenances import maintenance_facts
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.timeline import Spans
from mkdocs_candor.derive.visibility import PublicPost
from mkdocs_candor.model.post import Incident, Maintenance


def cause_facts(
    post: Incident | Maintenance, public: PublicPost, relations: Relations, as_of: datetime, policy: Policy
) -> tuple[IncidentFacts | MaintenanceFacts, Spans]:
    """Return what is true of a post at `as_of`, and the bad times of its components because of it."""
    if isinstance(post, Incident):
        return incident_facts(post, public, relations, as_of, policy)
    return maintenance_facts(post, public, relations, as_of, policy)
