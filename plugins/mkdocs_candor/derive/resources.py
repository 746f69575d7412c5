"""Community pages: which incidents they belong to, and whether they help right now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mkdocs_candor.derive.facts import IncidentFacts, PostFacts, ResourceFacts
from mkdocs_candor.model.resource import Resource


def public_resources(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """Return the resources that are not drafts, by title."""
    return tuple(sorted((r for r in resources if not r.draft), key=lambda r: (r.title.casefold(), r.id)))


def resource_facts(resources: Iterable[Resource], posts: Mapping[str, PostFacts]) -> dict[str, ResourceFacts]:
    """Return the facts about each resource, in the given order. `posts` are the public ones, newest first."""
    of_resource: defaultdict[str, list[str]] = defaultdict(list)
    for id_, facts in posts.items():
        for resource_id in facts.relations.resources:
            of_resource[resource_id].append(id_)
    open_incidents = {id_: f for id_, f in posts.items() if isinstance(f, IncidentFacts) and f.is_open}
    affected = {component for facts in open_incidents.values() for component in facts.statuses}
    return {
        resource.id: ResourceFacts(
            resource=resource,
            components=resource.components,
            incidents=tuple(of_resource[resource.id]),
            helps_now=not affected.isdisjoint(resource.components)
            or any(id_ in open_incidents for id_ in of_resource[resource.id]),
        )
        for resource in resources
    }
