"""What a post is at the moment, in a word and as a status: for titles, cards and banners."""

from __future__ import annotations

from mkdocs_candor.derive.facts import AnnouncementFacts, IncidentFacts, MaintenanceFacts, Phase, PostFacts
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish.language.language import Language

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


def state_of(facts: PostFacts, language: Language) -> str:
    """Return the state in a word or two: "Investigating", "Resolved", "In progress", "Pricing", "Apology".

    Of a post that cannot be fully read it is "Unknown", whatever its updates say.
    """
    if not facts.post.is_readable:
        return language.say(Status.UNKNOWN)
    if isinstance(facts, IncidentFacts):
        return language.say(facts.stage)
    if isinstance(facts, MaintenanceFacts):
        return language.say(facts.phase)
    if isinstance(facts, AnnouncementFacts):
        return language.say(facts.post.topic)
    return language.say(facts.post.type)


def kind_of(facts: PostFacts, language: Language) -> str:
    """Return what kind of post it is, and how bad: "Incident, major", "Maintenance", "Apology"."""
    if isinstance(facts, IncidentFacts) and facts.post.severity:
        severity = language.within(language.say(facts.post.severity))
        return language.gettext("Incident, %(severity)s", severity=severity)
    return language.say(facts.post.type)


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
