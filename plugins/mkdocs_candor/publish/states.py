"""What a post is at the moment, in a word and as a status: for titles, cards and banners."""

from __future__ import annotations

from mkdocs_candor.derive.facts import AnnouncementFacts, IncidentFacts, MaintenanceFacts, Phase, PostFacts
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish.words import PHASE, POST_TYPE, SEVERITY, STAGE, STATUS, TOPIC

# Each carries white words with a contrast of 4.5 or more: the "write with" colours of candor.css.
COLOURS = {
    Status.OPERATIONAL: "#1c6843",
    Status.UNDER_MAINTENANCE: "#28579a",
    Status.UNKNOWN: "#5d5475",
    Status.DEGRADED_PERFORMANCE: "#765100",
    Status.PARTIAL_OUTAGE: "#914009",
    Status.MAJOR_OUTAGE: "#9f1728",
}
NEUTRAL = "#3f4951"


def state_of(facts: PostFacts) -> str:
    """Return the state in a word or two: "Investigating", "Resolved", "In progress", "Pricing", "Apology".

    Of a post that cannot be fully read it is "Unknown", whatever its updates say.
    """
    if not facts.post.is_readable:
        return STATUS[Status.UNKNOWN]
    if isinstance(facts, IncidentFacts):
        return STAGE[facts.stage]
    if isinstance(facts, MaintenanceFacts):
        return PHASE[facts.phase]
    if isinstance(facts, AnnouncementFacts):
        return TOPIC[facts.post.topic]
    return POST_TYPE[facts.post.type]


def kind_of(facts: PostFacts) -> str:
    """Return what kind of post it is, and how bad: "Incident, major", "Maintenance", "Apology"."""
    if isinstance(facts, IncidentFacts) and facts.post.severity:
        return f"{POST_TYPE[facts.post.type]}, {SEVERITY[facts.post.severity].lower()}"
    return POST_TYPE[facts.post.type]


def tone_of(facts: PostFacts) -> Status | None:
    """Return the status whose colour the post has; None for news, letters and reports, and for what is over."""
    if isinstance(facts, IncidentFacts):
        if not facts.post.is_readable or facts.post.severity is None:
            return Status.UNKNOWN
        return facts.post.severity.status if facts.is_open else Status.OPERATIONAL
    if isinstance(facts, MaintenanceFacts):
        if not facts.post.is_readable or facts.phase is Phase.OVERDUE:
            return Status.UNKNOWN
        return Status.UNDER_MAINTENANCE if facts.is_open else None
    return None
