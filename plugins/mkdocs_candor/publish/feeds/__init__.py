"""Feeds: entries → RSS 2.0, Atom and JSON Feed of everything, of each part, and of each incident."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.publish import entries, entry_records
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry
from mkdocs_candor.publish.feeds import json_feed, reach, rss_atom
from mkdocs_candor.publish.feeds.digests import digest
from mkdocs_candor.publish.feeds.topics import Feed, post_feed, shared_feeds
from mkdocs_candor.publish.pieces import Piece

_Formats: TypeAlias = Mapping[str, Callable[[Feed, str], str | bytes]]


def shared(edition: Edition) -> Iterator[Artifact]:
    """Yield every feed in every format but those of posts, and the latter at the addresses that they once had."""
    formats = _formats(edition)
    for feed in shared_feeds(edition):
        for ending in feed.endings:
            content = formats[ending](feed, edition.links.absolute(feed.path + ending))
            here = () if feed.is_elsewhere else (feed.path,)
            for path in (*here, *feed.old_paths):
                yield Artifact(path + ending, content)


def of_one(facts: PostFacts, edition: Edition, own: Iterable[Entry] | None = None) -> Iterator[Artifact]:
    """Yield the feed of an incident or a maintenance in every format; nothing for what has no updates to follow.

    `own` are the post's own entries where they were made already.
    """
    if isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.post.id not in edition.drafts:
        yield from in_formats(post_feed(facts, edition, own), edition)


def pieces(facts: PostFacts, edition: Edition, own: list[Entry], *, is_new: bool) -> Iterator[Piece]:
    """Yield what a post gives to the feeds that many share: its `own` entries, newest first, and its digest.

    Of one that is not `is_new` hardly any tells.
    """
    if own:
        yield reach.piece(facts, own)
    if own and is_new:
        yield entry_records.piece(facts, own, edition)
        yield from entries.pieces(own)
        told = digest(own, facts, edition)
        yield Piece(entries.HTML, told.key, told.html)


def in_formats(feed: Feed, edition: Edition) -> Iterator[Artifact]:
    """Yield one feed in each of its formats."""
    formats = _formats(edition)
    for ending in feed.endings:
        yield Artifact(feed.path + ending, formats[ending](feed, edition.links.absolute(feed.path + ending)))


def _formats(edition: Edition) -> _Formats:
    xml, json = rss_atom.Writer(edition), json_feed.Writer(edition)
    return {".xml": xml.rss, ".rss": xml.rss, ".atom": xml.atom, ".json": json.json}
