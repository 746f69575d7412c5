"""Entries as items of RSS and as entries of Atom, to stand in a feed that declares their namespaces.

Written by hand: all entries of all times are made in every build, and a tree of elements, which is then turned into
text, takes ten times as long. Values are escaped as lxml does it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape as as_html

from mkdocs_candor.publish.entries import Category, Entry

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def rss_date(moment: datetime) -> str:
    """Return a moment, which is in UTC, as RSS writes it."""
    return f"{_rss_day(moment.date())} {moment.hour:02}:{moment.minute:02}:{moment.second:02} +0000"


@lru_cache(maxsize=1024)
def _rss_day(day: date) -> str:
    return format_datetime(datetime.combine(day, time.min, UTC)).removesuffix(" 00:00:00 +0000")


def in_text(text: str) -> str:
    """Return `text` as the text of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def in_attribute(text: str) -> str:
    """Return `text` as the value of an attribute, without the quotes around it."""
    return in_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def rss_item(entry: Entry) -> str:
    """Return an entry as an item of RSS, with the line's end behind it."""
    shared = _shared(entry)
    # RSS has no plain text: what is shown is HTML.
    summary = in_text(str(as_html(entry.summary)))
    told = f"\n      <pubDate>{rss_date(entry.published)}</pubDate>" if entry.is_dated else ""
    author = f"\n      <dc:creator>{shared.author}</dc:creator>" if entry.author else ""
    return f"""    <item>
      <title>{_spelt_out(shared.title)}</title>
      <link>{in_text(entry.link)}</link>
      <description>{summary}</description>
      <content:encoded>{shared.html}</content:encoded>
      <guid isPermaLink="false">{shared.id}</guid>{_categories_of_rss(entry.categories)}{told}{author}
    </item>
"""


def atom_entry(entry: Entry) -> str:
    """Return an entry as one of Atom, with the line's end behind it."""
    lang = f' xml:lang="{in_attribute(entry.lang)}"' if entry.lang else ""
    shared = _shared(entry)
    told = f"\n    <published>{entry.published.isoformat()}</published>" if entry.is_dated else ""
    author = f"\n    <author>\n      <name>{shared.author}</name>\n    </author>" if entry.author else ""
    return f"""  <entry{lang}>
    <id>{shared.id}</id>
    <title>{shared.title}</title>
    <link href="{in_attribute(entry.link)}" rel="alternate" type="text/html"/>
    <updated>{entry.updated.isoformat()}</updated>{told}{author}{_categories_of_atom(entry.categories)}
    <summary>{in_text(entry.summary)}</summary>
    <content type="html">{shared.html}</content>
  </entry>
"""


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
def _categories_of_rss(categories: tuple[Category, ...]) -> str:
    """Return a line for each, with the line's end before it."""
    return "".join(
        f'\n      <category domain="{in_attribute(category.domain)}">{in_text(category.label)}</category>'
        for category in categories
    )


@lru_cache(maxsize=1024)
def _categories_of_atom(categories: tuple[Category, ...]) -> str:
    lines = []
    for category in categories:
        term, scheme, label = map(in_attribute, (category.term, category.domain, category.label))
        lines.append(f'\n    <category term="{term}" scheme="{scheme}" label="{label}"/>')
    return "".join(lines)


def _spelt_out(title: str) -> str:
    """Return an escaped title with "<" and "&" as numbers: some take it for HTML, and the profile asks for it."""
    return title.replace("&lt;", "&#x3C;").replace("&amp;", "&#x26;")
