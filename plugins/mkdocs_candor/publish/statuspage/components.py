"""The page and its components, flat, groups among them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from mkdocs_candor.derive.components import is_listed
from mkdocs_candor.derive.facts import ComponentFacts, GroupFacts
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.statuspage.scale import COMPONENT
from mkdocs_candor.publish.statuspage.values import short_id, stamp


class Catalogue:
    """All components of one edition. `listed` is the list that clients see; incidents may name others too."""

    def __init__(self, edition: Edition) -> None:
        self._now = edition.now
        self.page_id = page_id(edition)
        self._first = min((facts.published for facts in self._now.posts.values()), default=self._now.changed)
        self._group_of = {id_: g.group.id for g in self._now.groups.values() for id_ in g.group.components}
        self._position: dict[str, int] = {}
        self._objects: dict[str, dict[str, Any]] = {}
        self._changed: dict[str, datetime] = {}
        self.listed = list(self._flat())

    @property
    def changed(self) -> datetime:
        """Return when the content, or the status of a component, last changed."""
        return max([self._now.changed, *(at for at in self._changed.values() if at <= self._now.as_of)])

    def component(self, id_: str) -> dict[str, Any]:
        """Return a component, also one that is hidden, retired or in no list."""
        if id_ not in self._objects:
            facts = self._now.components.get(id_)
            self._objects[id_] = self._component(facts) if facts else self._unlisted(id_)
        return self._objects[id_]

    def _flat(self) -> Iterator[dict[str, Any]]:
        top = 0
        for group in self._now.groups.values():
            if group.components:
                top += 1
                for place, id_ in enumerate(group.components, start=1):
                    self._position[id_] = place
                yield self._group(group, top)
                yield from (self.component(id_) for id_ in group.components)
        for id_, facts in self._now.components.items():
            if id_ not in self._group_of and is_listed(facts):
                top += 1
                self._position[id_] = top
                yield self.component(id_)

    def _component(self, facts: ComponentFacts) -> dict[str, Any]:
        component = facts.component
        created = _midnight(component.since) if component.since else self._first
        self._changed[component.id] = max([created, *_turns(facts, self._now.as_of)])
        group = self._group_of.get(component.id)
        return {
            "id": short_id("component", component.id),
            "name": component.name,
            "status": COMPONENT[facts.status],
            "created_at": stamp(created),
            "updated_at": stamp(self._changed[component.id]),
            "position": self._position.get(component.id, 1),
            "description": component.description or None,
            "showcase": is_listed(facts),
            "start_date": component.since.isoformat() if component.since else None,
            "group_id": short_id("group", group) if group else None,
            "page_id": self.page_id,
            "group": False,
            "only_show_if_degraded": False,
        }

    def _group(self, facts: GroupFacts, position: int) -> dict[str, Any]:
        children = [self.component(id_) for id_ in facts.components]
        return {
            "id": short_id("group", facts.group.id),
            "name": facts.group.name,
            "status": COMPONENT[facts.status],
            "created_at": min(child["created_at"] for child in children),
            "updated_at": max(child["updated_at"] for child in children),
            "position": position,
            "description": facts.group.description or None,
            "showcase": False,
            "start_date": None,
            "group_id": None,
            "page_id": self.page_id,
            "group": True,
            "only_show_if_degraded": False,
            "components": [child["id"] for child in children],
        }

    def _unlisted(self, id_: str) -> dict[str, Any]:
        """Return a component that a post names and no list knows: the post is one that we cannot vouch for."""
        return {
            "id": short_id("component", id_),
            "name": id_,
            "status": COMPONENT[Status.UNKNOWN],
            "created_at": stamp(self._first),
            "updated_at": stamp(self._now.changed),
            "position": 1,
            "description": None,
            "showcase": False,
            "start_date": None,
            "group_id": None,
            "page_id": self.page_id,
            "group": False,
            "only_show_if_degraded": False,
        }


def page_id(edition: Edition) -> str:
    return short_id("page", edition.id_host)


def full_name(id_: str, edition: Edition) -> str:
    """Return "Group - Component", or the name of one without a group."""
    facts = edition.now.components.get(id_)
    component = facts.component if facts else None
    if component is None or not component.group:
        return component.name if component else id_
    return f"{edition.now.groups[component.group].group.name} - {component.name}"


def page(edition: Edition, catalogue: Catalogue) -> dict[str, Any]:
    """Return what every file begins with."""
    return {
        "id": catalogue.page_id,
        "name": edition.name,
        "url": edition.links.site_url.rstrip("/"),
        "time_zone": "Etc/UTC",
        "updated_at": stamp(catalogue.changed),
    }


def _turns(facts: ComponentFacts, as_of: datetime) -> Iterator[datetime]:
    """Yield the moments at which a component's status changed. A span that ends now may only be cut off by now."""
    for found in facts.spans:
        yield found.span.start
        if found.span.end < as_of or facts.status is Status.OPERATIONAL:
            yield found.span.end


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
