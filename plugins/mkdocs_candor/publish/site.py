"""What we publish, as a list. To add an output, write a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.publish import agents, badges, calendar, cards, embed, feeds, promise_calendar, redirects, robots
from mkdocs_candor.publish.api import files as api
from mkdocs_candor.publish.artifact import Artifact, Page, PostOutput
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import entries_of
from mkdocs_candor.publish.pages import components, history, posts, powers
from mkdocs_candor.publish.statuspage import files as statuspage

Output: TypeAlias = Callable[[Edition], Iterator[Artifact]]

OUTPUTS: tuple[Output, ...] = (
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

OUTPUTS_OF_ENTRIES: tuple[Output, ...] = (feeds.shared,)
"""Those that are made of what was told in posts, once that is written."""

PAGES: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    components.pages,
    history.year_pages,
    powers.pages,
)


OF_POSTS: tuple[Callable[[PostFacts, Edition], Iterator[Artifact]], ...] = (
    agents.of_one,
    api.of_one,
    calendar.of_one,
)


def named(output: Output) -> str:
    """Return what an output is called by who measures a build."""
    return output.__module__.removesuffix(".files").rpartition(".")[2]


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page that is filled into a frame, but those of posts."""
    for kind in PAGES:
        yield from kind(edition)


def of_post(facts: PostFacts, edition: Edition) -> PostOutput:
    """Return all that is published of one post alone: its page, the files beside it, and what feeds tell of it."""
    entries = [] if facts.post.id in edition.drafts else entries_of((facts,), edition)
    files = [artifact for output in OF_POSTS for artifact in output(facts, edition)]
    files += feeds.of_one(facts, edition, entries)
    return PostOutput(posts.page(facts, edition), tuple(files), {entry.key: entry.written for entry in entries})
