"""Feeds as RSS 2.0 (rssboard.org profile 1.0) and Atom (RFC 4287): feedgen writes them around our entries."""

from __future__ import annotations

import re
from email.utils import format_datetime

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import Element, Entity, SubElement, _Element
from markupsafe import escape

from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry
from mkdocs_candor.publish.feed_html import xml_text
from mkdocs_candor.publish.feeds.topics import Feed
from mkdocs_candor.publish.identity import tag

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKUP = re.compile("([<&])")
_REFERENCES = {"<": "#x3C", "&": "#x26"}


class Writer:
    """Writes the feeds of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._items: dict[Entry, _Item] = {}

    def rss(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`, as RSS."""
        made = self._made(feed, address, "application/rss+xml")
        if feed.entries and feed.entries[0].is_dated:
            made.pubDate(feed.entries[0].published)
        return bytes(made.rss_str(pretty=True))

    def atom(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`, as Atom."""
        return bytes(self._made(feed, address, "application/atom+xml").atom_str(pretty=True))

    def _made(self, feed: Feed, address: str, mime: str) -> FeedGenerator:
        edition = self._edition
        made = FeedGenerator()
        made.id(tag(edition.id_host, "", *feed.path.split("/")))
        made.title(xml_text(feed.title))
        made.subtitle(xml_text(feed.description))
        made.description(xml_text(feed.description))
        made.language(edition.lang)
        made.author(name=edition.author or edition.name)
        made.generator("Candor")
        made.updated(max((entry.updated for entry in feed.entries), default=None) or edition.now.changed)
        made.link(href=address, rel="self", type=mime)
        if edition.websub_hub:
            made.link(href=edition.websub_hub, rel="hub")
        made.register_extension("ours", _Ours, atom=False)
        made.ours.hub = edition.websub_hub
        made.link(href=feed.home, rel="alternate", type="text/html")  # last: feedgen takes RSS' <link> from it
        made.entry([self._item(entry) for entry in feed.entries])
        return made

    def _item(self, entry: Entry) -> _Item:
        item = self._items.get(entry)
        if item is None:
            item = self._items[entry] = _Item(entry)
        return item


class _Item:
    """An entry's element in each format, made once: it stands in several feeds.

    lxml moves an element that is put into another tree, which is fine once the tree it was in has been written.
    Made here and not by feedgen's own entry, which takes two and a half times as long: every incident has feeds of its
    own, so all entries of all times are made in every build.
    """

    __slots__ = ("_atom", "_rss")

    def __init__(self, entry: Entry) -> None:
        self._rss = _rss_item(entry)
        self._atom = _atom_entry(entry)

    def rss_entry(self) -> _Element:
        return self._rss

    def atom_entry(self) -> _Element:
        return self._atom

    def register_extension(self, *_: object) -> None:
        """Do nothing: feedgen offers each entry the extensions of its feed."""


def _rss_item(entry: Entry) -> _Element:
    item = Element("item")
    _spell_out(_text(item, "title", entry.title))
    _text(item, "link", entry.link)
    _text(item, "description", str(escape(entry.summary)))  # RSS has no plain text: what is shown is HTML
    _text(item, f"{_CONTENT}encoded", entry.html)
    _text(item, "guid", entry.id).set("isPermaLink", "false")
    for category in entry.categories:
        _text(item, "category", category.label).set("domain", category.domain)
    if entry.is_dated:
        _text(item, "pubDate", format_datetime(entry.published))
    if entry.author:
        _text(item, f"{_DUBLIN_CORE}creator", entry.author)
    return item


def _atom_entry(entry: Entry) -> _Element:
    # Without a namespace, as feedgen makes what is around it: it writes `xmlns` as if it were an attribute.
    made = Element("entry")
    if entry.lang:
        made.set(_LANG, entry.lang)
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    SubElement(made, "link", href=entry.link, rel="alternate", type="text/html")
    _text(made, "updated", entry.updated.isoformat())
    if entry.is_dated:
        _text(made, "published", entry.published.isoformat())
    if entry.author:
        _text(SubElement(made, "author"), "name", entry.author)
    for category in entry.categories:
        SubElement(made, "category", term=category.term, scheme=category.domain, label=category.label)
    _text(made, "summary", entry.summary)
    _text(made, "content", entry.html).set("type", "html")
    return made


def _text(parent: _Element, name: str, text: str) -> _Element:
    element = SubElement(parent, name)
    element.text = text
    return element


class _Ours(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """What feedgen does not give RSS by itself: the namespace of our entries' authors, and the WebSub hub."""

    hub = ""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DUBLIN_CORE.strip("{}")}

    def extend_rss(self, feed: _Element) -> _Element:
        if self.hub:
            SubElement(feed[0], f"{_ATOM}link", href=self.hub, rel="hub")
        return feed


def _spell_out(title: _Element) -> None:
    """Write "<" and "&" as numbers: some readers take a title for HTML, and the profile asks for it."""
    first, *rest = _MARKUP.split(title.text or "")
    if rest:
        title.text = first
        for mark, text in zip(rest[::2], rest[1::2], strict=True):
            reference = Entity(_REFERENCES[mark])
            reference.tail = text
            title.append(reference)
