"""What posts do to components: which they touch, what they make of them now, and their bad times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    IncidentFacts,
    MaintenanceFacts,
    PostFacts,
    StatusSpan,
)
from mkdocs_candor.derive.timeline import Spans
from mkdocs_candor.derive.visibility import is_doubtful
from mkdocs_candor.model.status import Status
from mkdocs_candor.model.timespan import Timespan


def touched(facts: PostFacts) -> tuple[str, ...]:
    """Return the ids of the components that a post is about."""
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        return tuple(facts.statuses)
    return facts.post.components if isinstance(facts, AnnouncementFacts) else facts.components


def is_active(facts: PostFacts) -> bool:
    """Return whether a post bears on how things are now: open, at work, or not fully readable."""
    if is_doubtful(facts.post):
        return True
    if isinstance(facts, IncidentFacts):
        return facts.is_open
    return isinstance(facts, MaintenanceFacts) and facts.is_running


def effects(facts: PostFacts) -> Mapping[str, Status]:
    """Return what a post makes of the components it names, now. Empty when it is not active."""
    if not is_active(facts):
        return {}
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        return facts.statuses
    return dict.fromkeys(facts.post.components, Status.UNKNOWN)


def spans_by_component(
    spans: Iterable[Spans], active: Iterable[PostFacts], as_of: datetime
) -> dict[str, tuple[StatusSpan, ...]]:
    """Return all bad times of each component, oldest first. `spans` are those that each post made.

    Of a post that cannot be fully read, the past keeps what could be read; today is unknown as well.
    """
    found: defaultdict[str, list[StatusSpan]] = defaultdict(list)
    for of_post in spans:
        for component, own in of_post.items():
            found[component].extend(own)
    midnight = as_of.replace(hour=0, minute=0, second=0, microsecond=0)
    for facts in active:
        if is_doubtful(facts.post):
            today = Timespan(max(midnight, facts.published), as_of)
            for component in effects(facts):
                if today.start < today.end:
                    found[component].append(StatusSpan(Status.UNKNOWN, today, facts.post.id))
    return {component: tuple(sorted(own, key=_order)) for component, own in found.items()}


def _order(span: StatusSpan) -> tuple[datetime, datetime, str, int]:
    return span.span.start, span.span.end, span.post, span.status.rank
