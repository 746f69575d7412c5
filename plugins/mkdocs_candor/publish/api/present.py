"""How things are: status.json, components.json, build.json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from importlib.metadata import version

from mkdocs_candor.derive.components import is_listed
from mkdocs_candor.derive.facts import ComponentFacts, Day, IncidentFacts, MaintenanceFacts
from mkdocs_candor.model.post import PostType
from mkdocs_candor.publish.api import shapes
from mkdocs_candor.publish.api.posts import line_keys, news, post_line
from mkdocs_candor.publish.api.values import next_update, public, seconds, share, window
from mkdocs_candor.publish.edition import Edition

_PACKAGE = "mkdocs-candor"


def status_file(edition: Edition) -> shapes.StatusFile:
    """Return how everything is."""
    now = edition.now
    works = sorted(
        (m for m in now.maintenances if m.is_open and m.post.id not in edition.drafts),
        key=lambda m: (m.window.start if m.window else m.published, m.post.id),
    )
    pinned = (a for a in now.announcements if a.post.pin and a.is_current and a.post.id not in edition.drafts)
    return shapes.StatusFile(
        as_of=now.as_of,
        changed=now.changed,
        next_change=now.next_announced_change,
        site=_site(edition),
        overall=shapes.Overall(status=now.overall.status, sentence=edition.sentence, note=edition.note or None),
        groups=tuple(
            shapes.GroupNow(id=g.group.id, name=g.group.name, status=g.status, components=g.components)
            for g in now.groups.values()
            if g.components
        ),
        components=tuple(
            shapes.ComponentNow(
                id=facts.component.id,
                name=facts.component.name,
                group=facts.component.group,
                status=facts.status,
                url=edition.links.absolute(edition.links.component(facts.component.id)),
                open_posts=public(facts.open_posts, edition),
            )
            for facts in now.components.values()
            if is_listed(facts)
        ),
        incidents=tuple(
            _open_incident(facts, edition) for facts in now.open_incidents if facts.post.id not in edition.drafts
        ),
        maintenance=tuple(_open_maintenance(facts, edition) for facts in works),
        announcements=tuple(post_line(facts, edition) for facts in pinned),
        unread=len(now.unread),
    )


def components_file(edition: Edition) -> shapes.ComponentsFile:
    """Return the uptime and the days of every component that has a page."""
    now, told = edition.now, edition.told
    return shapes.ComponentsFile(
        as_of=now.as_of,
        days_shown=edition.days_shown,
        groups=tuple(
            shapes.GroupListed(
                id=g.group.id,
                name=g.group.name,
                description=g.group.description or None,
                status=g.status,
                components=g.components,
            )
            for g in now.groups.values()
        ),
        components=tuple(_component(c, edition, told) for c in now.components.values() if not c.component.hidden),
    )


def build_file(edition: Edition) -> shapes.BuildFile:
    """Return as of when all this is true, and until when."""
    now = edition.now
    counts = Counter(facts.post.type for facts in edition.told.values())
    return shapes.BuildFile(
        as_of=now.as_of,
        changed=now.changed,
        next_change=now.next_announced_change,
        freshness=shapes.Freshness(as_of=now.as_of, stale_from=now.next_announced_change),
        site=_site(edition),
        generator=shapes.Version(name=_PACKAGE, version=version(_PACKAGE)),
        counts=shapes.Counts(
            incidents=counts[PostType.INCIDENT],
            maintenances=counts[PostType.MAINTENANCE],
            announcements=counts[PostType.ANNOUNCEMENT],
            apologies=counts[PostType.APOLOGY],
            reports=counts[PostType.REPORT],
            components=sum(not facts.component.hidden for facts in now.components.values()),
            resources=len(now.resources),
            unread=len(now.unread),
        ),
    )


def _site(edition: Edition) -> shapes.Site:
    return shapes.Site(name=edition.name, url=edition.links.site_url, lang=edition.lang)


def _open_incident(facts: IncidentFacts, edition: Edition) -> shapes.OpenIncident:
    return shapes.OpenIncident(
        **line_keys(facts, edition), **news(facts, edition), next_update=next_update(facts.next_update)
    )


def _open_maintenance(facts: MaintenanceFacts, edition: Edition) -> shapes.OpenMaintenance:
    return shapes.OpenMaintenance(
        **line_keys(facts, edition),
        **news(facts, edition),
        next_update=next_update(facts.next_update),
        window=window(facts.window),
    )


def _component(facts: ComponentFacts, edition: Edition, told: Container[str]) -> shapes.ComponentHistory:
    component = facts.component
    return shapes.ComponentHistory(
        id=component.id,
        name=component.name,
        description=component.description or None,
        group=component.group,
        since=component.since,
        until=component.until,
        is_retired=facts.is_retired,
        link=component.link or None,
        url=edition.links.absolute(edition.links.component(component.id)),
        status=facts.status,
        uptime_share=share(facts.uptime),
        uptime_by_month=tuple(
            shapes.Month(month=month, uptime_share=share(value)) for month, value in facts.uptime_by_month.items()
        ),
        days=tuple(_day(day, told) for day in facts.days),
        open_posts=_among(facts.open_posts, told),
        posts=_among(facts.history, told),
        resources=facts.resources,
    )


def _day(day: Day, told: Container[str]) -> shapes.ComponentDay:
    return shapes.ComponentDay(
        date=day.date,
        status=day.status,
        outage_seconds={status: seconds(length) or 0 for status, length in day.outage.items()},
        posts=_among(day.posts, told),
    )


def _among(posts: Iterable[str], told: Container[str]) -> tuple[str, ...]:
    """Return what `public` does of many ids, for who has looked up all posts that are `told` of."""
    return tuple(id_ for id_ in posts if id_ in told)
