"""Entries as items of RSS and as entries of Atom, to stand in a feed that declares their namespaces.

Written by hand: all entries of all times are made in every build, and a tree of elements, which is then turned into
text, takes ten times as long. Values are escaped as lxml does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime
from functools import lru_cache
from html import escape

from markupsafe import escape as as_html

from mkdocs_candor.publish.entries import Category, Entry

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def in_text(text: str) -> str:
    """Return `text` as the text of an element."""
    text = escape(text, quote=False)
    return text.replace("\r", "&#13;") if "\r" in text else text


def in_attribute(text: str) -> str:
    """Return `text` as the value of an attribute, without the quotes around it."""
    return in_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def rss_item(entry: Entry) -> str:
    """Return an entry as an item of RSS, with the line's end behind it."""
    return "\n      ".join(("    <item>", *_of_rss(entry))) + "\n    </item>\n"


def atom_entry(entry: Entry) -> str:
    """Return an entry as one of Atom, with the line's end behind it."""
    lang = f' xml:lang="{in_attribute(entry.lang)}"' if entry.lang else ""
    return "\n    ".join((f"  <entry{lang}>", *_of_atom(entry))) + "\n  </entry>\n"


def _of_rss(entry: Entry) -> Iterator[str]:
    yield f"<title>{_spelt_out(entry.title)}</title>"
    yield f"<link>{in_text(entry.link)}</link>"
    # RSS has no plain text: what is shown is HTML.
    yield f"<description>{in_text(str(as_html(entry.summary)))}</description>"
    yield f"<content:encoded>{in_text(entry.html)}</content:encoded>"
    yield f'<guid isPermaLink="false">{in_text(entry.id)}</guid>'
    yield from map(_category_of_rss, entry.categories)
    if entry.is_dated:
        yield f"<pubDate>{format_datetime(entry.published)}</pubDate>"
    if entry.author:
        yield f"<dc:creator>{in_text(entry.author)}</dc:creator>"


def _of_atom(entry: Entry) -> Iterator[str]:
    yield f"<id>{in_text(entry.id)}</id>"
    yield f"<title>{in_text(entry.title)}</title>"
    yield f'<link href="{in_attribute(entry.link)}" rel="alternate" type="text/html"/>'
    yield f"<updated>{entry.updated.isoformat()}</updated>"
    if entry.is_dated:
        yield f"<published>{entry.published.isoformat()}</published>"
    if entry.author:
        yield f"<author>\n      <name>{in_text(entry.author)}</name>\n    </author>"
    yield from map(_category_of_atom, entry.categories)
    yield f"<summary>{in_text(entry.summary)}</summary>"
    yield f'<content type="html">{in_text(entry.html)}</content>'


@lru_cache(maxsize=1024)
def _category_of_rss(category: Category) -> str:
    return f'<category domain="{in_attribute(category.domain)}">{in_text(category.label)}</category>'


@lru_cache(maxsize=1024)
def _category_of_atom(category: Category) -> str:
    term, scheme, label = map(in_attribute, (category.term, category.domain, category.label))
    return f'<category term="{term}" scheme="{scheme}" label="{label}"/>'


def _spelt_out(title: str) -> str:
    """Return a title with "<" and "&" as numbers: some readers take it for HTML, and the profile asks for it."""
    return in_text(title).replace("&lt;", "&#x3C;").replace("&amp;", "&#x26;")
