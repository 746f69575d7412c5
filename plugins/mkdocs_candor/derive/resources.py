"""Community pages: which incidents they belong to, whether they help right now, and whether they still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from mkdocs_candor.derive.facts import AnnouncementFacts, IncidentFacts, PostFacts, ResourceFacts, Snapshot
from mkdocs_candor.model.deadlines import UNWELCOME
from mkdocs_candor.model.resource import Power, Resource

AT_ONCE_FIRST = (
    Power.WORK_AROUND,
    Power.PROTECT,
    Power.SUBSTITUTE,
    Power.HELP_ONE_ANOTHER,
    Power.OBSERVE,
    Power.DECIDE,
    Power.HOLD_TO_ACCOUNT,
)
"""The powers in the order of need: what helps at once comes before what helps in the long run."""


def public_resources(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """Return the resources that are not drafts, by title."""
    return tuple(sorted((r for r in resources if not r.draft), key=lambda r: (r.title.casefold(), r.id)))


def resource_facts(
    resources: Iterable[Resource], posts: Mapping[str, PostFacts], as_of: datetime
) -> dict[str, ResourceFacts]:
    """Return the facts about each resource, in the given order. `posts` are the public ones, newest first."""
    of_resource: defaultdict[str, list[str]] = defaultdict(list)
    for id_, facts in posts.items():
        for resource_id in facts.relations.resources:
            of_resource[resource_id].append(id_)
    open_incidents = {id_: f for id_, f in posts.items() if isinstance(f, IncidentFacts) and f.is_open}
    affected = {component for facts in open_incidents.values() for component in facts.statuses}
    found = {}
    for resource in resources:
        is_over = resource.last_day is not None and as_of.date() > resource.last_day
        concerns_now = not affected.isdisjoint(resource.components) or any(
            id_ in open_incidents for id_ in of_resource[resource.id]
        )
        found[resource.id] = ResourceFacts(
            resource=resource,
            components=resource.components,
            incidents=tuple(of_resource[resource.id]),
            helps_now=concerns_now and not is_over,
            is_stale=resource.is_stale(as_of.date()),
            is_over=is_over,
        )
    return found


def helpful_for(post: PostFacts, now: Snapshot) -> tuple[str, ...]:
    """Return the ids of the resources that a post's page shows: those named, and while an incident is open more.

    The more are those for a component that it affects. There what helps at once comes first, and what is over does not
    help and is left out. News that may make customers leave shows the way out too.
    """
    named = post.relations.resources
    if isinstance(post, AnnouncementFacts) and post.post.topic in UNWELCOME:
        ways_out = (id_ for id_, facts in now.resources.items() if facts.resource.power is Power.DECIDE)
        return tuple(dict.fromkeys((*named, *ways_out)))
    if not isinstance(post, IncidentFacts) or not post.is_open:
        return named
    affected = (now.components[id_].resources for id_ in post.statuses if id_ in now.components)
    ids = dict.fromkeys((*named, *(id_ for found in affected for id_ in found)))
    held = [now.resources[id_] for id_ in ids if id_ in now.resources and not now.resources[id_].is_over]
    return tuple(facts.resource.id for facts in sorted(held, key=_need))


def _need(facts: ResourceFacts) -> int:
    power = facts.resource.power
    return AT_ONCE_FIRST.index(power) if power else len(AT_ONCE_FIRST)
