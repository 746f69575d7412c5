"""The feeds that pages announce in their heads."""

from __future__ import annotations

from functools import lru_cache

from mkdocs_candor.derive.facts import ComponentFacts, IncidentFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.publish.artifact import FeedLink
from mkdocs_candor.publish.edition import Edition

_FORMATS = {
    ".xml": ("RSS", "application/rss+xml"),
    ".atom": ("Atom", "application/atom+xml"),
    ".json": ("JSON Feed", "application/feed+json"),
}


def site_wide(edition: Edition) -> tuple[FeedLink, ...]:
    """Return the feeds that every page announces."""
    return _announced(edition.links.feed("feed"), edition.name)


def of_component(facts: ComponentFacts, edition: Edition) -> tuple[FeedLink, ...]:
    """Return the feeds that a component's page announces."""
    path = edition.links.feed("feed", edition.links.component_folder(facts.component.id))
    return site_wide(edition) + _announced(path, f"{edition.name}: {facts.component.name}")


def of_post(facts: PostFacts, edition: Edition) -> tuple[FeedLink, ...]:
    """Return the feeds that a post's page announces."""
    post = facts.post
    if not isinstance(facts, IncidentFacts | MaintenanceFacts) or post.id in edition.drafts:
        return site_wide(edition)
    path = edition.links.feed("feed", edition.links.post_folder(post.type, post.id))
    return site_wide(edition) + _announced(path, post.title)


@lru_cache(maxsize=64)  # those of the whole site are on each page
def _announced(path: str, title: str) -> tuple[FeedLink, ...]:
    return tuple(FeedLink(path + ending, f"{title} ({name})", mime) for ending, (name, mime) in _FORMATS.items())
