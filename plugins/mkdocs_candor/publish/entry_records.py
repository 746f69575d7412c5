"""Entries of feeds as they are kept with their post: the feeds that many posts share need not look into each again.

Of a post that is over, all but its outline would have to be read for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import Any

from pydantic_core import from_json, to_json

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.model.post import Audience, PostType
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import HTML, SUMMARY, Category, Entry, entries_of, sorted_newest
from mkdocs_candor.publish.pieces import Piece

_ENTRIES = "entries"
# What all entries of a post have in common, and the rest; their words are pieces of their own.
_COMMON = ("type", "lang", "categories", "components", "about", "audience", "is_major", "is_open")
_OWN = tuple(f.name for f in fields(Entry) if f.name not in (*_COMMON, "post", "write"))


def piece(facts: PostFacts, own: Sequence[Entry], edition: Edition) -> Piece:
    """Return the entries of a post as a piece of it."""
    return Piece(_kind(edition), facts.post.id, _written(own))


def known_entries(posts: Iterable[PostFacts], edition: Edition) -> list[Entry]:
    """Return what `entries_of` does, made of what is kept."""
    told = ((facts.post.id, facts) for facts in posts)
    texts = edition.pieces.texts(_kind(edition), told, lambda facts: _written(entries_of((facts,), edition)))
    return sorted_newest(entry for text in texts if text for entry in _read(text, edition))


def _kind(edition: Edition) -> str:
    return f"{_ENTRIES}-{edition.lang}"


def _written(own: Sequence[Entry]) -> str:
    """Return a text for these entries of one post; empty for none."""
    if not own:
        return ""
    common = {name: getattr(own[0], name) for name in _COMMON}
    return to_json([own[0].post, common, [[getattr(entry, name) for name in _OWN] for entry in own]]).decode()


def _read(text: str, edition: Edition) -> Iterator[Entry]:
    post, common, own = from_json(text)
    shared = {
        **common,
        "post": post,
        "type": PostType(common["type"]),
        "audience": Audience(common["audience"]),
        "categories": tuple(Category(*each) for each in common["categories"]),
        "components": tuple(common["components"]),
        "about": tuple(common["about"]),
    }
    for values in own:
        entry = dict(zip(_OWN, values, strict=True))
        entry["published"] = datetime.fromisoformat(entry["published"])
        entry["updated"] = datetime.fromisoformat(entry["updated"])
        yield Entry(**entry, **shared, write=partial(_words, entry["key"], post, edition))


def _words(key: str, post: str, edition: Edition) -> tuple[str, str]:
    def made(number: int) -> str:
        """Return what an entry says that is not kept, as of a post that is not among the newest."""
        anew: Mapping[str, Any] = {entry.key: entry for entry in entries_of((edition.now.posts[post],), edition)}
        return str(anew[key].write()[number])

    return edition.pieces.text(HTML, key, lambda: made(0)), edition.pieces.text(SUMMARY, key, lambda: made(1))
