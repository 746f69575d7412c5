"""What we publish, as a list. To add an output, write a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.publish import (
    agents,
    badges,
    calendar,
    cards,
    embed,
    feeds,
    no_result,
    promise_calendar,
    redirects,
    robots,
)
from mkdocs_candor.publish.api import files as api
from mkdocs_candor.publish.artifact import Artifact, Page, PostOutput
from mkdocs_candor.publish.edition import LINE, Edition
from mkdocs_candor.publish.entries import Entry, entries_of
from mkdocs_candor.publish.pages import components, history, next_updates, posts, powers
from mkdocs_candor.publish.pieces import Piece
from mkdocs_candor.publish.statuspage import files as statuspage
from mkdocs_candor.publish.statuspage import posts as statuspage_posts

Output: TypeAlias = Callable[[Edition], Iterator[Artifact]]

OUTPUTS: tuple[Output, ...] = (
    badges.artifacts,
    embed.artifacts,
    no_result.artifacts,
    cards.artifacts,
    agents.shared,
    robots.artifacts,
    promise_calendar.artifacts,
    redirects.artifacts,
)

OUTPUTS_OF_PIECES: tuple[Output, ...] = (
    calendar.shared,
    statuspage.artifacts,
    api.shared,
    feeds.shared,
)
"""Those that are made of what posts give to them, once all are made."""

PAGES: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    components.pages,
    history.year_pages,
    next_updates.year_pages,
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


def of_post(facts: PostFacts, edition: Edition, *, is_new: bool) -> PostOutput:
    """Return all that is published of one post alone, its page and the files beside it, and what it gives to others.

    `is_new`: it is among those that only some outputs tell of.
    """
    entries = [] if facts.post.id in edition.drafts else entries_of((facts,), edition)
    files = [artifact for output in OF_POSTS for artifact in output(facts, edition)]
    files += feeds.of_one(facts, edition, entries)
    return PostOutput(posts.page(facts, edition), tuple(files), tuple(_pieces(facts, edition, entries, is_new=is_new)))


def _pieces(facts: PostFacts, edition: Edition, own: list[Entry], *, is_new: bool) -> Iterator[Piece]:
    yield Piece(f"{LINE}-{edition.lang}", facts.post.id, edition.new_line(facts))
    yield from api.pieces(facts, edition)
    yield from calendar.pieces(facts, edition)
    if is_new:
        yield from statuspage_posts.pieces(facts, edition)
    yield from feeds.pieces(facts, edition, own, is_new=is_new)
