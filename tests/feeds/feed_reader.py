"""A feed reader: what it would show of a site's feeds, and what it would show as new or changed the next time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from time import struct_time
from typing import Any

import feedparser

from conftest import Built, Site
from editions import TODAY, edition_of, made_by
from mkdocs_candor.publish import feeds


@dataclass(frozen=True)
class News:
    """What a reader finds at its next visit, by ids without their host. `silent`: other words, and no word about it."""

    new: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]
    moved: frozenset[str]
    silent: frozenset[str]


def feeds_of(site: Site, as_of: datetime = TODAY, **choices: Any) -> Built:
    """Return a site's feeds alone, made without the engine: for what pages have no part in."""
    folder = site.root / f"feeds-{as_of:%Y%m%d}"
    for artifact in made_by(feeds, edition_of(site.root, as_of, **choices)):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        content = artifact.content
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return Built(0, "", folder)


def parsed(built: Built, path: str) -> feedparser.FeedParserDict:
    """Return a feed as feedparser reads it, which must find nothing to complain about."""
    feed = feedparser.parse((built.folder / path).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def short(id_: str) -> str:
    """Return an id without the part that all share: "2026-03-02-cards/20260302T1402Z"."""
    return id_.partition(":")[2].partition(":")[2]


def ids(entries: Iterable[Any]) -> list[str]:
    return [short(entry["id"]) for entry in entries]


def news(before: Built, after: Built, path: str = "feed") -> News:
    """Return what the next visit shows. RSS, Atom and JSON Feed must agree on what is there and since when."""
    old, new = _visit(before, path), _visit(after, path)
    both = old.keys() & new.keys()
    return News(
        new=frozenset(new.keys() - old.keys()),
        changed=frozenset(id_ for id_ in both if old[id_].updated != new[id_].updated),
        gone=frozenset(old.keys() - new.keys()),
        moved=frozenset(id_ for id_ in both if old[id_].published != new[id_].published),
        silent=frozenset(
            id_ for id_ in both if old[id_].words != new[id_].words and old[id_].updated == new[id_].updated
        ),
    )


@dataclass(frozen=True)
class _Seen:
    published: struct_time | None
    updated: struct_time
    words: tuple[str, str]


def _visit(built: Built, path: str) -> dict[str, _Seen]:
    atom, rss = parsed(built, f"{path}.atom").entries, parsed(built, f"{path}.xml").entries
    items = built.json(f"{path}.json")["items"]  # type: ignore[index]
    assert ids(atom) == ids(rss) == ids(items)
    assert len(set(ids(atom))) == len(atom)
    for one, two, three in zip(atom, rss, items, strict=True):
        assert one.get("published_parsed") == two.get("published_parsed")
        assert one.link == two.link == three["url"]
        assert one.get("published", "").replace("+00:00", "Z") == three.get("date_published", "")
        assert one.updated.replace("+00:00", "Z") == three["date_modified"]
    return {
        short(entry.id): _Seen(
            entry.get("published_parsed"), entry.updated_parsed, (entry.title, entry.content[0].value)
        )
        for entry in atom
    }
