"""The one door of this stage: everything that is true and public at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from mkdocs_candor.derive.components import component_facts, group_facts
from mkdocs_candor.derive.desks import desk_facts
from mkdocs_candor.derive.effects import spans_by_component
from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts, PromiseFacts, Relations, Snapshot
from mkdocs_candor.derive.incidents import incident_facts
from mkdocs_candor.derive.letters import announcement_facts, apology_facts, report_facts
from mkdocs_candor.derive.maintenances import maintenance_facts
from mkdocs_candor.derive.next_change import next_announced_change, next_change
from mkdocs_candor.derive.overall import overall
from mkdocs_candor.derive.policy import DEFAULT_POLICY, Policy
from mkdocs_candor.derive.relations import relations
from mkdocs_candor.derive.resources import public_resources, resource_facts
from mkdocs_candor.derive.settled import Settled
from mkdocs_candor.derive.summary import history_summary
from mkdocs_candor.derive.timeline import Spans
from mkdocs_candor.derive.visibility import PublicPost, public_posts
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import Announcement, Apology, Incident, Maintenance


def snapshot(
    history: History, as_of: datetime, policy: Policy = DEFAULT_POLICY, settled: Settled | None = None
) -> Snapshot:
    """Return what is true and public at `as_of`. Pure: the same history, moment and policy give the same facts.

    `settled` has what was settled at an earlier moment: it saves time, and changes nothing.
    """
    as_of = as_of.astimezone(UTC)
    if settled:
        settled.begin(as_of, policy)
    public = public_posts(history, as_of, settled.public if settled else None)
    resources = public_resources(history.resources)
    posts, spans = _post_facts(public, relations(public, resources), as_of, policy, settled)
    of_component = spans_by_component(posts.values(), spans, as_of)
    components = component_facts(history.components, posts, of_component, resources, as_of, policy)
    groups = group_facts(history.groups, components)
    desks = {desk.id: desk_facts(desk, as_of) for desk in history.desks}
    promises = _by_due(posts.values())
    incidents = [facts for facts in posts.values() if isinstance(facts, IncidentFacts)]
    return Snapshot(
        as_of=as_of,
        changed=max((facts.changed for facts in posts.values()), default=as_of),
        next_change=next_change(history, posts.values(), desks.values(), as_of, policy.grace),
        next_announced_change=next_announced_change(history, posts.values(), desks.values(), as_of, policy.grace),
        overall=overall(
            posts.values(), components, groups, unread=len(history.unread), is_complete=history.is_complete
        ),
        groups=groups,
        components=components,
        posts=posts,
        promises=promises,
        resources=resource_facts(resources, posts, as_of),
        desks=desks,
        unread=history.unread,
        summary=history_summary(incidents, promises.values()),
    )


def _post_facts(
    public: Iterable[PublicPost],
    related: Mapping[str, Relations],
    as_of: datetime,
    policy: Policy,
    settled: Settled | None,
) -> tuple[dict[str, PostFacts], dict[str, Spans]]:
    """Return the facts about posts, in the given order, and the bad times that each made for components."""
    public = list(public)
    causes: dict[str, IncidentFacts | MaintenanceFacts] = {}
    spans: dict[str, Spans] = {}
    for one in public:
        id_ = one.post.id
        if isinstance(one.post, Incident):
            found = settled.get(one, related[id_]) if settled else None
            causes[id_], spans[id_] = found or incident_facts(one.post, one, related[id_], as_of, policy)
            if settled and not found:
                settled.put(one, causes[id_], spans[id_])
        elif isinstance(one.post, Maintenance):
            causes[id_], spans[id_] = maintenance_facts(one.post, one, related[id_], as_of, policy)
    return {one.post.id: _facts(one, related[one.post.id], causes, as_of) for one in public}, spans


def _facts(
    public: PublicPost,
    related: Relations,
    causes: Mapping[str, IncidentFacts | MaintenanceFacts],
    as_of: datetime,
) -> PostFacts:
    post = public.post
    if isinstance(post, Announcement):
        return announcement_facts(post, public, related, as_of)
    if isinstance(post, Apology):
        return apology_facts(post, public, related, causes, as_of)
    if isinstance(post, Incident | Maintenance):
        return causes[post.id]
    return report_facts(post, public, related, causes, as_of)


def _by_due(posts: Iterable[PostFacts]) -> dict[str, PromiseFacts]:
    """Return all promises by due, those without a moment last."""
    found = [promise for facts in posts for promise in facts.promises]
    found.sort(key=lambda p: (p.due is None, p.due.timestamp() if p.due else 0.0, p.id))
    return {promise.id: promise for promise in found}
