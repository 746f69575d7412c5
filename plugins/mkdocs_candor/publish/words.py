"""The words for what the facts name, in English. `language.Language.say` gives them in the language of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mkdocs_candor.derive.facts import Phase
from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.model.post import Discloser, PostType, Responsibility, Topic
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.resource import Power, Trust
from mkdocs_candor.model.status import Severity, Stage, Status


class Word(NamedTuple):
    """A word, and the scale it is of: the same English word may need another elsewhere."""

    context: str
    english: str


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext's tools find a message that is translated later
    return message


STATUS = {
    Status.OPERATIONAL: Word("status", "Works"),
    Status.UNDER_MAINTENANCE: Word("status", "Planned work"),
    Status.UNKNOWN: Word("status", "Unknown"),
    Status.DEGRADED_PERFORMANCE: Word("status", "Slow or limited"),
    Status.PARTIAL_OUTAGE: Word("status", "Partly down"),
    Status.MAJOR_OUTAGE: Word("status", "Down"),
}
SEVERITY = {
    Severity.NONE: Word("severity", "No harm"),
    Severity.MINOR: Word("severity", "Limited"),
    Severity.MAJOR: Word("severity", "Major"),
    Severity.CRITICAL: Word("severity", "Critical"),
}
SEVERITY_MEANING = {
    Severity.CRITICAL: N_("Most people who use a part cannot use it at all, or data is in danger."),
    Severity.MAJOR: N_("Many people cannot do something important, and a way around is hard or missing."),
    Severity.MINOR: N_("Something is slow or fails now and then, or few people are hit, and there is a way around."),
    Severity.NONE: N_("You can use everything. We write because you may notice something."),
}
STAGE = {
    Stage.INVESTIGATING: Word("stage", "Investigating"),
    Stage.IDENTIFIED: Word("stage", "Identified"),
    Stage.MONITORING: Word("stage", "Monitoring"),
    Stage.RESOLVED: Word("stage", "Resolved"),
    Stage.SCHEDULED: Word("stage", "Scheduled"),
    Stage.IN_PROGRESS: Word("stage", "In progress"),
    Stage.VERIFYING: Word("stage", "Verifying"),
    Stage.COMPLETED: Word("stage", "Completed"),
    Stage.CANCELLED: Word("stage", "Cancelled"),
}
PHASE = {
    Phase.SCHEDULED: Word("stage", "Scheduled"),
    Phase.IN_PROGRESS: Word("stage", "In progress"),
    Phase.VERIFYING: Word("stage", "Verifying"),
    Phase.COMPLETED: Word("stage", "Completed"),
    Phase.CANCELLED: Word("stage", "Cancelled"),
    Phase.OVERDUE: Word("stage", "Overdue"),
}
PROMISE_STATE = {
    PromiseState.OPEN: Word("promise", "Open"),
    PromiseState.KEPT: Word("promise", "Kept"),
    PromiseState.KEPT_LATE: Word("promise", "Kept late"),
    PromiseState.MISSED: Word("promise", "Missed"),
    PromiseState.SLIPPED: Word("promise", "Slipped"),
    PromiseState.DROPPED: Word("promise", "Dropped"),
    PromiseState.OVERDUE: Word("promise", "Overdue"),
}
PROMISE_KIND = {
    PromiseKind.NEXT_UPDATE: Word("promise", "Next update"),
    PromiseKind.PREVENTION: Word("promise", "Prevention"),
    PromiseKind.FOLLOW_UP: Word("promise", "Follow-up"),
}
POST_TYPE = {
    PostType.INCIDENT: Word("type", "Incident"),
    PostType.MAINTENANCE: Word("type", "Maintenance"),
    PostType.ANNOUNCEMENT: Word("type", "Announcement"),
    PostType.APOLOGY: Word("type", "Apology"),
    PostType.REPORT: Word("type", "Report"),
}
TOPIC = {
    Topic.PRICING: Word("topic", "Pricing"),
    Topic.DEPRECATION: Word("topic", "End of life"),
    Topic.POLICY: Word("topic", "Policy"),
    Topic.SECURITY: Word("topic", "Security"),
    Topic.FEATURE: Word("topic", "New"),
    Topic.GENERAL: Word("topic", "News"),
}
POWER = {
    Power.OBSERVE: Word("power", "Observe"),
    Power.WORK_AROUND: Word("power", "Work around"),
    Power.PROTECT: Word("power", "Protect"),
    Power.SUBSTITUTE: Word("power", "Substitute"),
    Power.HELP_ONE_ANOTHER: Word("power", "Help one another"),
    Power.DECIDE: Word("power", "Decide"),
    Power.HOLD_TO_ACCOUNT: Word("power", "Hold to account"),
}


# What a power means, and when it is the right one. Each ends with a full stop.
POWER_ADVICE = {
    Power.OBSERVE: (
        N_("See for yourself what works, and tell us what you see."),
        N_("You look from where it counts: what fails, where, and since when is what finds a fault."),
    ),
    Power.WORK_AROUND: (
        N_("Go on working while something is broken."),
        N_("Look for another region, another program, or a way by hand, and try it once while all is well."),
    ),
    Power.PROTECT: (
        N_("Keep what you have safe, and your own customers informed."),
        N_("Stop jobs that write or delete, keep a copy elsewhere, and have the words for your own customers ready."),
    ),
    Power.SUBSTITUTE: (
        N_("Use something else, for a while or for good."),
        N_("Every other way costs something: know what before you need it."),
    ),
    Power.HELP_ONE_ANOTHER: (
        N_("Ask, and answer one another."),
        N_(
            "Somebody has met it before you. A script, a translation, an answer: we publish what helps, with your name."
        ),
    ),
    Power.DECIDE: (
        N_("Stay or go: it is your choice, and your data."),
        N_("We say how things stand, and guess no time for a repair, so that you can plan without us."),
    ),
    Power.HOLD_TO_ACCOUNT: (
        N_("Check what we promised."),
        N_("What we said we would do is public, with what became of it."),
    ),
}
TRUST = {
    Trust.OFFICIAL: Word("trust", "Official"),
    Trust.COMMUNITY_TESTED: Word("trust", "Tested by customers"),
    Trust.UNTESTED: Word("trust", "Untested"),
}
DISCLOSER = {
    Discloser.US: Word("told by", "We told of it first"),
    Discloser.CUSTOMERS: Word("told by", "Customers told of it before we did"),
    Discloser.PRESS: Word("told by", "The press told of it before we did"),
}
RESPONSIBILITY = {
    Responsibility.OURS: Word("whose fault", "Ours"),
    Responsibility.SHARED: Word("whose fault", "Shared: a supplier's, and ours"),
    Responsibility.SUPPLIER: Word("whose fault", "A supplier's; the choice of it was ours"),
    Responsibility.UNKNOWN: Word("whose fault", "Not known yet"),
}

_SCALES: tuple[Mapping[Any, Word], ...] = (
    DISCLOSER, RESPONSIBILITY, STATUS, SEVERITY, STAGE, PHASE, PROMISE_STATE, PROMISE_KIND, POST_TYPE, TOPIC, POWER,
    TRUST,
)  # fmt: skip

# Members compare as text, and scales share values ("unknown", "overdue"): of such doubles the last one here wins.
WORDS: dict[Any, Word] = {value: word for scale in _SCALES for value, word in scale.items()}
