"""Components and groups: how they are now, and how they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from mkdocs_candor.derive.days import day_cells
from mkdocs_candor.derive.effects import effects, touched
from mkdocs_candor.derive.facts import ComponentFacts, GroupFacts, MaintenanceFacts, PostFacts, StatusSpan
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.stretches import stretches
from mkdocs_candor.derive.uptime import months_until, tallies, uptime, uptime_by_month
from mkdocs_candor.model.component import Component, Group
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.model.status import Status, worst
from mkdocs_candor.model.timespan import Timespan


@frozen
class _Touches:
    """What touches one component: posts newest first, what the active ones make of it, and resources by title."""

    posts: list[str]
    now: dict[str, Status]
    resources: list[str]


def component_facts(
    components: Iterable[Component],
    posts: Mapping[str, PostFacts],
    active: Iterable[PostFacts],
    spans: Mapping[str, tuple[StatusSpan, ...]],
    resources: Iterable[Resource],
    as_of: datetime,
    policy: Policy,
) -> dict[str, ComponentFacts]:
    """Return the facts about each component, in the given order.

    `posts` are the public ones, newest first, and `active` those of them that bear on how things are now.
    """
    touches = _touches(posts, active, resources)
    maintenances = {id_ for id_, facts in posts.items() if isinstance(facts, MaintenanceFacts)}
    return {
        component.id: _component_facts(
            component, touches[component.id], spans.get(component.id, ()), maintenances, as_of, policy
        )
        for component in components
    }


def _touches(
    posts: Mapping[str, PostFacts], active: Iterable[PostFacts], resources: Iterable[Resource]
) -> defaultdict[str, _Touches]:
    found: defaultdict[str, _Touches] = defaultdict(lambda: _Touches([], {}, []))
    for id_, facts in posts.items():
        for component in dict.fromkeys(touched(facts)):
            found[component].posts.append(id_)
    for facts in active:
        for component, status in effects(facts).items():
            found[component].now[facts.post.id] = status
    for resource in resources:
        for component in dict.fromkeys(resource.components):
            found[component].resources.append(resource.id)
    return found


def _component_facts(
    component: Component,
    touches: _Touches,
    spans: tuple[StatusSpan, ...],
    maintenances: Collection[str],
    as_of: datetime,
    policy: Policy,
) -> ComponentFacts:
    today = as_of.replace(hour=0, minute=0, second=0, microsecond=0)
    shown = Timespan(today - timedelta(days=policy.days_shown - 1), as_of)
    earliest = min(shown.start, months_until(as_of)[-1].start)
    life = Timespan(
        max(earliest, _midnight(component.since)) if component.since else earliest,
        min(as_of, _midnight(component.until)) if component.until else as_of,
    )
    recent = [span for span in spans if span.span.end > earliest]  # of a long history few
    found = list(stretches(recent, life, maintenances))
    days = tallies(found, policy)
    return ComponentFacts(
        component=component,
        status=worst(touches.now.values()),
        is_retired=component.until is not None and component.until <= as_of.date(),
        days=day_cells(component, recent, found, touches.now, as_of, policy.days_shown),
        uptime=uptime(days, shown, life),
        uptime_by_month=uptime_by_month(days, life, as_of),
        spans=spans,
        history=tuple(touches.posts),
        open_posts=tuple(sorted(touches.now, key=lambda id_: -touches.now[id_].rank)),
        resources=tuple(touches.resources),
    )


def group_facts(groups: Iterable[Group], components: Mapping[str, ComponentFacts]) -> dict[str, GroupFacts]:
    """Return the facts about each group, in the given order."""
    found = {}
    for group in groups:
        listed = tuple(id_ for id_ in group.components if id_ in components and is_listed(components[id_]))
        status = worst(components[id_].status for id_ in listed)
        found[group.id] = GroupFacts(group=group, status=status, components=listed)
    return found


def is_listed(facts: ComponentFacts) -> bool:
    """Return whether the component counts for how things are over all: neither hidden nor retired."""
    return not facts.component.hidden and not facts.is_retired


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
