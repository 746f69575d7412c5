"""Feeds as RSS 2.0 (rssboard.org profile 1.0) and Atom (RFC 4287): feedgen writes one with slots, and all are that one.

Every incident has feeds of its own, and to set up feedgen for each would take longer than to make their pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import Element, SubElement, _Element

from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry
from mkdocs_candor.publish.feed_html import xml_text
from mkdocs_candor.publish.feeds.topics import Feed
from mkdocs_candor.publish.feeds.xml_entries import DUBLIN_CORE, atom_entry, in_attribute, in_text, rss_date, rss_item
from mkdocs_candor.publish.identity import tag

_ATOM = "{http://www.w3.org/2005/Atom}"

_ID, _TITLE, _ABOUT, _HERE, _HOME = (f"candor-slot-{name}" for name in ("id", "title", "about", "here", "home"))
_ENTRIES = "candor-slot-entries"
# Nothing is of these days, and both formats write them in a way of their own.
_CHANGED, _TOLD = datetime(1001, 1, 1, tzinfo=UTC), datetime(1002, 1, 1, tzinfo=UTC)


class Writer:
    """Writes the feeds of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._rss: dict[Entry, str] = {}
        self._atom: dict[Entry, str] = {}

    def rss(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`, as RSS."""
        edition = self._edition
        is_dated = bool(feed.entries) and feed.entries[0].is_dated
        parts = _rss(edition.lang, edition.author or edition.name, edition.websub_hub, is_dated)
        told = {rss_date(_TOLD): rss_date(feed.entries[0].published)} if is_dated else {}
        changed = {rss_date(_CHANGED): rss_date(self._changed(feed))}
        items = "".join(self._rss.get(entry) or self._rss.setdefault(entry, rss_item(entry)) for entry in feed.entries)
        return self._filled(parts, feed, address, {**told, **changed, _ENTRIES: items})

    def atom(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`, as Atom."""
        edition = self._edition
        parts = _atom(edition.lang, edition.author or edition.name, edition.websub_hub)
        changed = {_CHANGED.isoformat(): self._changed(feed).isoformat()}
        made = "".join(
            self._atom.get(entry) or self._atom.setdefault(entry, atom_entry(entry)) for entry in feed.entries
        )
        return self._filled(parts, feed, address, {**changed, _ENTRIES: made})

    def _changed(self, feed: Feed) -> datetime:
        return max((entry.updated for entry in feed.entries), default=None) or self._edition.now.changed

    def _filled(self, parts: Sequence[str], feed: Feed, address: str, more: Mapping[str, str]) -> bytes:
        values = {
            _ID: in_text(tag(self._edition.id_host, "", *feed.path.split("/"))),
            _TITLE: in_text(xml_text(feed.title)),
            _ABOUT: in_text(xml_text(feed.description)),
            _HERE: in_attribute(address),
            _HOME: in_attribute(feed.home),  # an address, which reads the same as text
            **more,
        }
        return "".join(values.get(part, part) for part in parts).encode()


@cache
def _rss(lang: str, author: str, hub: str, is_dated: bool) -> tuple[str, ...]:
    made = _made(lang, author, hub, "application/rss+xml")
    if is_dated:
        made.pubDate(_TOLD)
    return _cut(made.rss_str(pretty=True), rss_date(_CHANGED), rss_date(_TOLD))


@cache
def _atom(lang: str, author: str, hub: str) -> tuple[str, ...]:
    return _cut(_made(lang, author, hub, "application/atom+xml").atom_str(pretty=True), _CHANGED.isoformat())


def _made(lang: str, author: str, hub: str, mime: str) -> FeedGenerator:
    made = FeedGenerator()
    made.id(_ID)
    made.title(_TITLE)
    made.subtitle(_ABOUT)
    made.description(_ABOUT)
    made.language(lang)
    made.author(name=author)
    made.generator("Candor")
    made.updated(_CHANGED)
    made.link(href=_HERE, rel="self", type=mime)
    if hub:
        made.link(href=hub, rel="hub")
    made.register_extension("ours", _Ours, atom=False)
    made.ours.hub = hub
    made.link(href=_HOME, rel="alternate", type="text/html")  # last: feedgen takes RSS' <link> from it
    made.entry([_Entries()])
    return made


def _cut(feed: bytes, *moments: str) -> tuple[str, ...]:
    """Return a feed with slots cut at them; the entries stand in place of a whole line."""
    text = re.sub(rf"[ ]*<{_ENTRIES}/>\n", _ENTRIES, feed.decode())
    slots = map(re.escape, (_ID, _TITLE, _ABOUT, _HERE, _HOME, _ENTRIES, *moments))
    return tuple(re.split(f"({'|'.join(slots)})", text))


class _Entries:
    """Stands for all entries, in either format."""

    def rss_entry(self) -> _Element:
        return Element(_ENTRIES)

    def atom_entry(self) -> _Element:
        return Element(_ENTRIES)

    def register_extension(self, *_: object) -> None:
        """Do nothing: feedgen offers each entry the extensions of its feed."""


class _Ours(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """What feedgen does not give RSS by itself: the namespace of our entries' authors, and the WebSub hub."""

    hub = ""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DUBLIN_CORE}

    def extend_rss(self, feed: _Element) -> _Element:
        if self.hub:
            SubElement(feed[0], f"{_ATOM}link", href=self.hub, rel="hub")
        return feed
