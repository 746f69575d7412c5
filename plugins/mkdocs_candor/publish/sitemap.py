"""The posts' lines of `sitemap.xml`, in the file that MkDocs has made for its own pages."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from html import escape

from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import NAME
from mkdocs_candor.publish.pages.live import LIVE_PAGES

_URL = re.compile(r"\s*<url>.*?</url>", re.DOTALL)
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)


def live_pages(edition: Edition) -> dict[str, datetime]:
    """Return the absolute addresses of the pages that MkDocs lists and we fill, and when their news last changed."""
    links, changed = edition.links, edition.now.changed
    sections = (links.index(source.rpartition("/")[0]) for source in LIVE_PAGES if "/" in source)
    return {links.absolute(path): changed for path in (links.home, *sections)}


def extended(sitemap: str, ours: Iterable[str], live: Mapping[str, datetime], singly: Container[str] = ()) -> str:
    """Return `sitemap` without our frames, with the dates of `live` pages, and with `ours`: what `entry` gave.

    `singly` are the absolute addresses of our pages that MkDocs has made: it lists all of them.

    MkDocs gives every page the day of the build; for pages that people wrote nobody knows better.
    """

    def dated(match: re.Match[str]) -> str:
        location = _LOCATION.search(match[0])
        if NAME in match[0] or (location and location[1] in singly):
            return ""
        return f"\n{_entry(location[1], live[location[1]])}" if location and location[1] in live else match[0]

    lines = "".join(f"\n{each}" for each in ours)
    head, end, _ = _URL.sub(dated, sitemap).rpartition("</urlset>")
    return f"{head.rstrip()}{lines}\n{end}\n"


def emptied(sitemap: str) -> str:
    """Return `sitemap` without any page."""
    return _URL.sub("", sitemap)


def entry(address: str, changed: datetime | None) -> str:
    """Return a page of the site map: its absolute address, and the day on which it changed."""
    return _entry(escape(address, quote=False), changed)


def _entry(location: str, changed: datetime | None) -> str:
    day = f"\n         <lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
    return f"    <url>\n         <loc>{location}</loc>{day}\n    </url>"
