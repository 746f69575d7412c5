"""What stands around the entries of feeds, as feedgen writes it: a feed of each kind with slots, and all are that one.

To load feedgen takes as long as thirty posts, and every incident has feeds of its own: so the one is made once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from feedgen.version import version_str

from mkdocs_candor.publish.feeds.xml_entries import DUBLIN_CORE, rss_date
from mkdocs_candor.publish.made_once import MadeOnce

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator
    from lxml.etree import _Element

ID, TITLE, ABOUT, HERE, HOME, LANG, AUTHOR, HUB, CHANGED, TOLD = (
    f"candor-slot-{name}"
    for name in ("id", "title", "about", "here", "home", "lang", "author", "hub", "changed", "told")
)
"""The slots: the values go there escaped."""

_ENTRIES = "candor-slot-entries"
_ATOM = "{http://www.w3.org/2005/Atom}"
# Nothing is of these days, and both formats write them in a way of their own.
_CHANGED, _TOLD = datetime(1001, 1, 1, tzinfo=UTC), datetime(1002, 1, 1, tzinfo=UTC)


class Head:
    """A feed with slots, cut at them."""

    def __init__(self, feed: str) -> None:
        before, _, after = feed.partition(_ENTRIES)
        self._before = re.split(r"(candor-slot-\w+)", before)
        self._after = after.encode()

    def around(self, entries: list[bytes], values: Mapping[str, str]) -> bytes:
        """Return a whole feed. `values` are by slot."""
        head = "".join([values.get(part, part) for part in self._before])
        return b"".join((head.encode(), *entries, self._after))


@lru_cache(maxsize=16)
def rss(made_once: MadeOnce, *, is_dated: bool, has_hub: bool) -> Head:
    """Return a feed of RSS 2.0 in which `TOLD` stands when it `is_dated`."""

    def make() -> str:
        feed = _feed("application/rss+xml", has_hub=has_hub)
        if is_dated:
            feed.pubDate(_TOLD)
        return _slotted(feed.rss_str(pretty=True), {rss_date(_CHANGED): CHANGED, rss_date(_TOLD): TOLD})

    return Head(made_once.text(("rss", str(is_dated), str(has_hub), *_way()), make))


@lru_cache(maxsize=16)
def atom(made_once: MadeOnce, *, has_hub: bool) -> Head:
    """Return a feed of Atom."""

    def make() -> str:
        feed = _feed("application/atom+xml", has_hub=has_hub)
        return _slotted(feed.atom_str(pretty=True), {_CHANGED.isoformat(): CHANGED})

    return Head(made_once.text(("atom", str(has_hub), *_way()), make))


@lru_cache(maxsize=1)
def _way() -> tuple[str, str]:
    """Return all that decides how a feed is written."""
    return version_str, Path(__file__).read_text("utf-8")


def _slotted(feed: bytes, moments: Mapping[str, str]) -> str:
    """Return a feed with slots for its moments; that of the entries stands in place of a whole line."""
    text = re.sub(rf"[ ]*<{_ENTRIES}/>\n", _ENTRIES, feed.decode())
    for moment, slot in moments.items():
        text = text.replace(moment, slot)
    return text


def _feed(mime: str, *, has_hub: bool) -> FeedGenerator:
    from feedgen.ext.base import BaseExtension
    from feedgen.feed import FeedGenerator
    from lxml.etree import Element, SubElement

    class Entries:
        """Stands for all entries, in either format."""

        def rss_entry(self) -> _Element:
            return Element(_ENTRIES)

        def atom_entry(self) -> _Element:
            return Element(_ENTRIES)

        def register_extension(self, *_: object) -> None:
            """Do nothing: feedgen offers each entry the extensions of its feed."""

    class Ours(BaseExtension):  # type: ignore[misc] # feedgen has no types
        """What feedgen does not give RSS by itself: the namespace of our entries' authors, and the WebSub hub."""

        def extend_ns(self) -> dict[str, str]:
            return {"dc": DUBLIN_CORE}

        def extend_rss(self, feed: _Element) -> _Element:
            if has_hub:
                SubElement(feed[0], f"{_ATOM}link", href=HUB, rel="hub")
            return feed

    feed = FeedGenerator()
    feed.id(ID)
    feed.title(TITLE)
    feed.subtitle(ABOUT)
    feed.description(ABOUT)
    feed.language(LANG)
    feed.author(name=AUTHOR)
    feed.generator("Candor")
    feed.updated(_CHANGED)
    feed.link(href=HERE, rel="self", type=mime)
    if has_hub:
        feed.link(href=HUB, rel="hub")
    feed.register_extension("ours", Ours, atom=False)
    feed.link(href=HOME, rel="alternate", type="text/html")  # last: feedgen takes RSS' <link> from it
    feed.entry([Entries()])
    return feed
