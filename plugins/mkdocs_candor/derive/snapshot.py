"""The one door of this stage: everything that is true and public at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter

from mkdocs_candor.derive.causes import cause_facts
from mkdocs_candor.derive.components import component_facts, group_facts
from mkdocs_candor.derive.desks import desk_facts
from mkdocs_candor.derive.effects import is_active, spans_by_component
from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    ApologyFacts,
    IncidentFacts,
    MaintenanceFacts,
    PostFacts,
    Relations,
    ReportFacts,
    Snapshot,
)
from mkdocs_candor.derive.letters import announcement_facts, apology_facts, report_facts
from mkdocs_candor.derive.next_change import next_changes
from mkdocs_candor.derive.overall import overall
from mkdocs_candor.derive.policy import DEFAULT_POLICY, Policy
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.derive.relations import relations
from mkdocs_candor.derive.resources import public_resources, resource_facts
from mkdocs_candor.derive.settled import Settled
from mkdocs_candor.derive.summary import history_summary
from mkdocs_candor.derive.timeline import Spans
from mkdocs_candor.derive.visibility import PublicPost, public_posts
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import Announcement, Apology, Incident, Maintenance, Report


def snapshot(
    history: History, as_of: datetime, policy: Policy = DEFAULT_POLICY, settled: Settled | None = None
) -> Snapshot:
    """Return what is true and public at `as_of`. Pure: the same history, moment and policy give the same facts.

    `settled` has what was settled at an earlier moment: it saves time, and changes nothing.
    """
    as_of, settled = as_of.astimezone(UTC), settled or Settled()
    settled.begin(as_of, policy)
    public = public_posts(history, as_of, settled.public)
    resources = public_resources(history.resources)
    posts, spans = _post_facts(public, relations(public, resources), as_of, policy, settled)
    lively = [facts for facts in posts.values() if not settled.public(facts.post)]
    active = [facts for facts in lively if is_active(facts)]
    of_component = spans_by_component(spans, active, as_of)
    components = component_facts(history.components, posts, active, of_component, resources, as_of, policy)
    groups = group_facts(history.groups, components)
    desks = {desk.id: desk_facts(desk, as_of) for desk in history.desks}
    promises = _by_due(posts.values())
    incidents = [facts for facts in posts.values() if isinstance(facts, IncidentFacts)]
    unsettled = settled.unsettled(history, as_of)
    next_change, next_announced_change = next_changes(unsettled, lively, desks.values(), as_of, policy.grace)
    return Snapshot(
        as_of=as_of,
        changed=max((facts.changed for facts in posts.values()), default=as_of),
        next_change=next_change,
        next_announced_change=next_announced_change,
        overall=overall(active, components, groups, unread=len(history.unread), is_complete=history.is_complete),
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
    public: Iterable[PublicPost], related: Mapping[str, Relations], as_of: datetime, policy: Policy, settled: Settled
) -> tuple[dict[str, PostFacts], list[Spans]]:
    """Return the facts about posts, in the given order, and the bad times that each made for components."""
    causes: dict[str, IncidentFacts | MaintenanceFacts] = {}
    spans: list[Spans] = []
    for one in public:
        post, its = one.post, related[one.post.id]
        if isinstance(post, Incident | Maintenance):
            known = settled.get(one, its)
            causes[post.id], bad_times = known or settled.noted(one, *cause_facts(post, one, its, as_of, policy))
            spans.append(bad_times)
    found: dict[str, PostFacts] = {}
    for one in public:
        post, its = one.post, related[one.post.id]
        if isinstance(post, Incident | Maintenance):
            found[post.id] = causes[post.id]
        else:
            about = () if isinstance(post, Announcement) else tuple(causes[i] for i in post.incidents if i in causes)
            known = settled.get(one, its, about)
            found[post.id], _ = known or settled.noted(one, _letter(post, one, its, about, as_of), {}, about)
    return found, spans


def _letter(
    post: Announcement | Apology | Report,
    public: PublicPost,
    related: Relations,
    about: Sequence[IncidentFacts | MaintenanceFacts],
    as_of: datetime,
) -> AnnouncementFacts | ApologyFacts | ReportFacts:
    if isinstance(post, Announcement):
        return announcement_facts(post, public, related, as_of)
    if isinstance(post, Apology):
        return apology_facts(post, public, related, about, as_of)
    return report_facts(post, public, related, about, as_of)


def _by_due(posts: Iterable[PostFacts]) -> dict[str, PromiseFacts]:
    """Return all promises by due, those without a moment last."""
    found = [promise for facts in posts for promise in facts.promises]
    # By one after the other: most are in order already, and pairs of both take three times as long to compare.
    found.sort(key=attrgetter("id"))
    dated = sorted((promise for promise in found if promise.due), key=attrgetter("due"))
    return {promise.id: promise for promise in (*dated, *(promise for promise in found if not promise.due))}
