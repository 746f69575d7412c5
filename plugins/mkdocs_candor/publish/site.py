"""What we publish, as a list. To add an output, write a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.publish import agents, badges, calendar, cards, embed, feeds, promise_calendar, redirects, robots
from mkdocs_candor.publish.api import files as api
from mkdocs_candor.publish.artifact import Artifact, Page, PostOutput
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages import components, history, posts, powers
from mkdocs_candor.publish.statuspage import files as statuspage

OUTPUTS: tuple[Callable[[Edition], Iterator[Artifact]], ...] = (
    feeds.shared,
    badges.artifacts,
    embed.artifacts,
    cards.artifacts,
    agents.shared,
    robots.artifacts,
    calendar.shared,
    promise_calendar.artifacts,
    statuspage.artifacts,
    api.shared,
    redirects.artifacts,
)

PAGES: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    components.pages,
    history.year_pages,
    powers.pages,
)


OF_POSTS: tuple[Callable[[PostFacts, Edition], Iterator[Artifact]], ...] = (
    agents.of_one,
    api.of_one,
    calendar.of_one,
    feeds.of_one,
)


def outputs(edition: Edition) -> Iterator[tuple[str, Iterator[Artifact]]]:
    """Yield every output's name and files: all of the site but its pages and what `of_post` gives."""
    for output in OUTPUTS:
        yield output.__module__.removesuffix(".files").rpartition(".")[2], output(edition)


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page that is filled into a frame, but those of posts."""
    for kind in PAGES:
        yield from kind(edition)


def of_post(facts: PostFacts, edition: Edition) -> PostOutput:
    """Return all that is published of one post alone: its page, and the files beside it."""
    files = tuple(artifact for output in OF_POSTS for artifact in output(facts, edition))
    return PostOutput(posts.page(facts, edition), files)
