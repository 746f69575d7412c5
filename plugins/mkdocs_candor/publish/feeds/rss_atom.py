"""Feeds as RSS 2.0 (rssboard.org profile 1.0) and Atom (RFC 4287)."""

from __future__ import annotations

from datetime import datetime

from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry
from mkdocs_candor.publish.feed_html import xml_text
from mkdocs_candor.publish.feeds import heads
from mkdocs_candor.publish.feeds.topics import Feed
from mkdocs_candor.publish.feeds.xml_entries import atom_entry, in_attribute, in_text, rss_date, rss_item
from mkdocs_candor.publish.identity import tag


class Writer:
    """Writes the feeds of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        # An entry stands in several feeds, and all of its words in each.
        self._rss: dict[Entry, bytes] = {}
        self._atom: dict[Entry, bytes] = {}

    def rss(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`, as RSS."""
        newest = next((entry.published for entry in feed.entries[:1] if entry.is_dated), None)
        head = heads.rss(self._edition.made_once, is_dated=newest is not None, has_hub=bool(self._edition.websub_hub))
        items = [self._rss.get(e) or self._rss.setdefault(e, rss_item(e).encode()) for e in feed.entries]
        told = {heads.TOLD: rss_date(newest)} if newest else {}
        return head.around(items, {**self._values(feed, address), **told, heads.CHANGED: rss_date(self._changed(feed))})

    def atom(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`, as Atom."""
        head = heads.atom(self._edition.made_once, has_hub=bool(self._edition.websub_hub))
        made = [self._atom.get(e) or self._atom.setdefault(e, atom_entry(e).encode()) for e in feed.entries]
        return head.around(made, {**self._values(feed, address), heads.CHANGED: self._changed(feed).isoformat()})

    def _values(self, feed: Feed, address: str) -> dict[str, str]:
        edition = self._edition
        return {
            heads.ID: in_text(tag(edition.id_host, "", *feed.path.split("/"))),
            heads.TITLE: _words(feed.title),
            heads.ABOUT: _words(feed.description),
            heads.HERE: in_attribute(address),
            heads.HOME: in_attribute(feed.home),  # an address, which reads the same as text
            heads.LANG: in_attribute(edition.lang),
            heads.AUTHOR: _words(edition.author or edition.name),
            heads.HUB: in_attribute(edition.websub_hub),
        }

    def _changed(self, feed: Feed) -> datetime:
        return max((entry.updated for entry in feed.entries), default=None) or self._edition.now.changed


def _words(text: str) -> str:
    return in_text(xml_text(text))
