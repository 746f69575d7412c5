"""Short ways to write down a history, so that a test shows only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mkdocs_candor.derive.facts import Snapshot
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.model.component import Component, Group
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import (
    Announcement,
    AnyPost,
    Apology,
    Incident,
    Maintenance,
    Question,
    Report,
    Update,
)
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import Promise, PromiseKind
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.model.status import Severity, Stage, Status
from mkdocs_candor.model.timespan import Timespan

UP = Status.OPERATIONAL
PLANNED = Status.UNDER_MAINTENANCE
UNKNOWN = Status.UNKNOWN
SLOW = Status.DEGRADED_PERFORMANCE
PARTLY = Status.PARTIAL_OUTAGE
DOWN = Status.MAJOR_OUTAGE


def at(text: str) -> datetime:
    """Return "14:02" on Wednesday 18 November 2026, or "2026-11-19 14:02", UTC."""
    return datetime.fromisoformat(text if "-" in text else f"2026-11-18 {text}").replace(tzinfo=UTC)


def span(start: str, end: str) -> Timespan:
    return Timespan(at(start), at(end))


def source(path: str, line: int = 1) -> Source:
    return Source(f"incidents/{path}.md", line)


def update(when: str, stage: str = "investigating", next_update: str = "", **more: Any) -> Update:
    moment = at(when)
    return Update(
        id=f"{moment:%Y%m%dT%H%MZ}",
        at=moment,
        stage=Stage(stage),
        next_update=at(next_update) if next_update else None,
        source=source("post"),
        **more,
    )


def incident(*updates: Update, id: str = "card-payments", started: str | None = "13:40", **more: Any) -> Incident:
    more.setdefault("severity", Severity.MAJOR)
    more.setdefault("components", {"checkout": PARTLY})
    more.setdefault("title", "Card payments fail")
    return Incident(
        id=id,
        started=at(started) if started else None,
        updates=tuple(replace(u, source=source(id, 12)) for u in updates),
        source=source(id, 5),
        **more,
    )


def maintenance(
    *updates: Update, id: str = "new-disks", window: tuple[str, str] | None = ("20:00", "22:00"), **more: Any
) -> Maintenance:
    more.setdefault("components", {"dns": PLANNED})
    more.setdefault("title", "New disks")
    return Maintenance(
        id=id,
        window=span(*window) if window else None,
        updates=tuple(replace(u, source=source(id, 12)) for u in updates),
        source=source(id, 5),
        **more,
    )


def announcement(date: str | None = "09:00", id: str = "new-prices", **more: Any) -> Announcement:
    return Announcement(id=id, title="New prices", date=at(date) if date else None, source=source(id), **more)


def apology(*incidents: str, date: str = "2026-11-19 09:00", id: str = "we-are-sorry", **more: Any) -> Apology:
    return Apology(id=id, title="We are sorry", incidents=incidents, date=at(date), source=source(id), **more)


def report(*incidents: str, date: str = "2026-11-20 09:00", id: str = "what-happened", **more: Any) -> Report:
    return Report(id=id, title="What happened", incidents=incidents, date=at(date), source=source(id), **more)


def promise(id: str = "P1", due: str = "2026-12-01 00:00", **more: Any) -> Promise:
    return Promise(
        id=id, kind=PromiseKind.PREVENTION, what="Alert us.", due=at(due) if due else None, source=source("x"), **more
    )


def question(text: str = "Was I charged twice?", asked: str | None = "14:10", **more: Any) -> Question:
    return Question(
        id=text.lower().replace(" ", "-"), text=text, asked=at(asked) if asked else None, source=source("x"), **more
    )


def resource(id: str = "pay-otherwise", **more: Any) -> Resource:
    return Resource(id=id, page=f"community/{id}.md", title=more.pop("title", id), source=source(id), **more)


SHOP = (
    Component(id="checkout", name="Checkout", group="shop"),
    Component(id="search", name="Search", group="shop"),
    Component(id="vps-north", name="Virtual servers, Hall North", group="servers"),
    Component(id="block-storage", name="Block storage", group="servers"),
    Component(id="backups", name="Backups", group="servers"),
    Component(id="dns", name="Name servers"),
    Component(id="panel", name="Control panel"),
)


def history(*posts: AnyPost, components: Iterable[Component] = SHOP, **more: Any) -> History:
    components = tuple(components)
    groups = [
        Group(id=id_, name=id_.capitalize(), components=tuple(c.id for c in components if c.group == id_))
        for id_ in dict.fromkeys(c.group for c in components if c.group)
    ]
    return History(components=components, groups=tuple(groups), posts=tuple(posts), **more)


def seen(*posts: AnyPost, as_of: str = "15:00", **more: Any) -> Snapshot:
    """Return the snapshot of a history of these posts."""
    return snapshot(history(*posts, **more), at(as_of))
