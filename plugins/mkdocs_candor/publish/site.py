"""What we publish, as a list. To add an output, write a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mkdocs_candor.publish import agents, badges, calendar, cards, embed, feeds, redirects, robots
from mkdocs_candor.publish.api import files as api
from mkdocs_candor.publish.artifact import Artifact, Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages import components, history, posts, powers
from mkdocs_candor.publish.statuspage import files as statuspage

OUTPUTS: tuple[Callable[[Edition], Iterator[Artifact]], ...] = (
    feeds.artifacts,
    badges.artifacts,
    embed.artifacts,
    cards.artifacts,
    agents.artifacts,
    robots.artifacts,
    calendar.artifacts,
    statuspage.artifacts,
    api.artifacts,
    redirects.artifacts,
)

PAGES: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    posts.pages,
    components.pages,
    history.year_pages,
    powers.pages,
)


def artifacts(edition: Edition) -> Iterator[tuple[str, Artifact]]:
    """Yield every file but the pages, each with the name of the output that it belongs to."""
    for output in OUTPUTS:
        name = output.__module__.removesuffix(".files").rpartition(".")[2]
        for artifact in output(edition):
            yield name, artifact


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page that is filled into a frame."""
    for kind in PAGES:
        yield from kind(edition)
