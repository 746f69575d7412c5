"""The pages of components: how each is, how it was, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_candor.derive.facts import ComponentFacts
from mkdocs_candor.publish import announced, metadata
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of every component that is not hidden; retired ones keep theirs."""
    for facts in edition.now.components.values():
        if not facts.component.hidden:
            yield page(facts, edition)


def page(facts: ComponentFacts, edition: Edition) -> Page:
    """Return the page of one component."""
    component, say = facts.component, edition.language
    group = next((g for g in edition.now.groups.values() if component.id in g.group.components), None)
    html, worn = edition.render_with_dress("component.html", component=facts, group=group)
    return Page(
        path=edition.links.component(component.id),
        section="components",
        title=component.name,
        description=component.description or say.gettext("%(name)s: status, uptime and history.", name=component.name),
        html=html,
        worn=worn,
        text=f"{component.description} {say.say(facts.status)}",
        lang=edition.lang,
        head=metadata.of_component(facts, edition),
        feeds=announced.of_component(facts, edition),
    )
