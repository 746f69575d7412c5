"""Entries as items of RSS and as entries of Atom, to stand in a feed that declares their namespaces.

Written by hand: all entries of all times are made in every build, and a tree of elements, which is then turned into
text, takes ten times as long. Values are escaped as lxml does it.
"""

from __future__ import annotations

from email.utils import format_datetime
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape as as_html

from mkdocs_candor.publish.entries import Category, Entry

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


rss_date = lru_cache(maxsize=1024)(format_datetime)
"""A moment as RSS writes it."""


def in_text(text: str) -> str:
    """Return `text` as the text of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def in_attribute(text: str) -> str:
    """Return `text` as the value of an attribute, without the quotes around it."""
    return in_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def rss_item(entry: Entry) -> str:
    """Return an entry as an item of RSS, with the line's end behind it."""
    shared = _shared(entry)
    lines = [
        "    <item>",
        f"<title>{_spelt_out(shared.title)}</title>",
        f"<link>{in_text(entry.link)}</link>",
        # RSS has no plain text: what is shown is HTML.
        f"<description>{in_text(str(as_html(entry.summary)))}</description>",
        f"<content:encoded>{shared.html}</content:encoded>",
        f'<guid isPermaLink="false">{shared.id}</guid>',
        *map(_category_of_rss, entry.categories),
    ]
    if entry.is_dated:
        lines.append(f"<pubDate>{rss_date(entry.published)}</pubDate>")
    if entry.author:
        lines.append(f"<dc:creator>{shared.author}</dc:creator>")
    return "\n      ".join(lines) + "\n    </item>\n"


def atom_entry(entry: Entry) -> str:
    """Return an entry as one of Atom, with the line's end behind it."""
    lang = f' xml:lang="{in_attribute(entry.lang)}"' if entry.lang else ""
    shared = _shared(entry)
    lines = [
        f"  <entry{lang}>",
        f"<id>{shared.id}</id>",
        f"<title>{shared.title}</title>",
        f'<link href="{in_attribute(entry.link)}" rel="alternate" type="text/html"/>',
        f"<updated>{entry.updated.isoformat()}</updated>",
    ]
    if entry.is_dated:
        lines.append(f"<published>{entry.published.isoformat()}</published>")
    if entry.author:
        lines.append(f"<author>\n      <name>{shared.author}</name>\n    </author>")
    lines += map(_category_of_atom, entry.categories)
    lines.append(f"<summary>{in_text(entry.summary)}</summary>")
    lines.append(f'<content type="html">{shared.html}</content>')
    return "\n    ".join(lines) + "\n  </entry>\n"


class _Shared(NamedTuple):
    """What an entry says in the same way in both formats."""

    id: str
    title: str
    html: str
    author: str


@lru_cache(maxsize=128)  # all of a feed, which is written in one format and then in the other
def _shared(entry: Entry) -> _Shared:
    return _Shared(in_text(entry.id), in_text(entry.title), in_text(entry.html), in_text(entry.author))


@lru_cache(maxsize=1024)
def _category_of_rss(category: Category) -> str:
    return f'<category domain="{in_attribute(category.domain)}">{in_text(category.label)}</category>'


@lru_cache(maxsize=1024)
def _category_of_atom(category: Category) -> str:
    term, scheme, label = map(in_attribute, (category.term, category.domain, category.label))
    return f'<category term="{term}" scheme="{scheme}" label="{label}"/>'


def _spelt_out(title: str) -> str:
    """Return an escaped title with "<" and "&" as numbers: some take it for HTML, and the profile asks for it."""
    return title.replace("&lt;", "&#x3C;").replace("&amp;", "&#x26;")
