"""Feeds as RSS 2.0 (rssboard.org profile 1.0) and Atom (RFC 4287).

Written by hand as their entries are: feedgen and lxml take as long to load as thirty posts to be made, in every build.
"""

from __future__ import annotations

from datetime import datetime

from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry
from mkdocs_candor.publish.feed_html import xml_text
from mkdocs_candor.publish.feeds.topics import Feed
from mkdocs_candor.publish.feeds.xml_entries import DUBLIN_CORE, atom_entry, in_attribute, in_text, rss_date, rss_item
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
        newest, hub = next(iter(feed.entries), None), self._edition.websub_hub
        told = f"\n    <pubDate>{rss_date(newest.published)}</pubDate>" if newest and newest.is_dated else ""
        at_hub = f'\n    <atom:link href="{in_attribute(hub)}" rel="hub"/>' if hub else ""
        head = f"""<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:dc="{DUBLIN_CORE}" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>{_words(feed.title)}</title>
    <link>{in_text(feed.home)}</link>
    <description>{_words(feed.description)}</description>
    <atom:link href="{in_attribute(address)}" rel="self" type="application/rss+xml"/>
    <docs>http://www.rssboard.org/rss-specification</docs>
    <generator>Candor</generator>
    <language>{in_text(self._edition.lang)}</language>
    <lastBuildDate>{rss_date(self._changed(feed))}</lastBuildDate>{told}{at_hub}
"""
        items = [self._rss.get(e) or self._rss.setdefault(e, rss_item(e).encode()) for e in feed.entries]
        return b"".join((head.encode(), *items, b"  </channel>\n</rss>\n"))

    def atom(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`, as Atom."""
        edition, hub = self._edition, self._edition.websub_hub
        at_hub = f'\n  <link href="{in_attribute(hub)}" rel="hub"/>' if hub else ""
        head = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{in_attribute(edition.lang)}">
  <id>{in_text(tag(edition.id_host, "", *feed.path.split("/")))}</id>
  <title>{_words(feed.title)}</title>
  <updated>{self._changed(feed).isoformat()}</updated>
  <author>
    <name>{_words(edition.author or edition.name)}</name>
  </author>
  <link href="{in_attribute(address)}" rel="self" type="application/atom+xml"/>{at_hub}
  <link href="{in_attribute(feed.home)}" rel="alternate" type="text/html"/>
  <generator>Candor</generator>
  <subtitle>{_words(feed.description)}</subtitle>
"""
        made = [self._atom.get(e) or self._atom.setdefault(e, atom_entry(e).encode()) for e in feed.entries]
        return b"".join((head.encode(), *made, b"</feed>\n"))

    def _changed(self, feed: Feed) -> datetime:
        return max((entry.updated for entry in feed.entries), default=None) or self._edition.now.changed


def _words(text: str) -> str:
    return in_text(xml_text(text))
