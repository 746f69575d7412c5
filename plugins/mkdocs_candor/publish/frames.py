"""Frames: a page of the theme with slots, rendered once for each section, and filled for every post.

A frame lives at the same depth as the pages that it frames, so that the theme's relative addresses hold in all of
them. The slots are words that no theme changes; some stand in addresses, some in text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from urllib.parse import quote

from mkdocs_candor.publish.artifact import FeedLink, Page
from mkdocs_candor.publish.clock import tells_of_now
from mkdocs_candor.publish.language.language import direction
from mkdocs_candor.publish.links import Links, placed
from mkdocs_candor.publish.mended import mended
from mkdocs_candor.publish.stylesheets import SLOT
from mkdocs_candor.publish.templating import iso

SECTIONS = ("announcements", "apologies", "community", "components", "history", "incidents", "reports")

# In the nav a section's own page stands for it; a post's tab is that page's.
TABS = {"incidents": "history/index.md", "components": "index.md"}

TITLE, DESCRIPTION, NAME, EDIT = "candor-slot-title", "candor-slot-about", "candor-slot-name", "candor-slot-edit"
_CONTENT = "candor-slot-content"
# Material adds a heading of its own unless it sees one.
BODY = f"<!--<h1--><div>{_CONTENT}</div>"
_BODY = re.compile(rf"(?:<!--<h1-->)?\s*<div>{_CONTENT}</div>")
_HEAD = re.compile(r"</head>", re.IGNORECASE)
# A theme or another plugin may have written some, for a page that is only a frame.
_PREVIEW = re.compile(r'[ \t]*<meta [^>]*(?:property="og:|name="twitter:)[^>]*>\n?')
_SLOTS = re.compile("(candor-slot-(?:title|about|name|edit|content|head|style))")

# Material takes a `rel` of exactly "alternate" for a translation, and fetches a site map beside it: a request for each
# feed on each page, in vain. White space around the word means nothing in HTML, and keeps it from that.
ALTERNATE = "alternate "

SKELETON = f"""---
title: {TITLE}
description: {DESCRIPTION}
hide: [navigation, toc]
search: {{exclude: true}}
---
{_CONTENT}
"""


def source(section: str) -> str:
    """Return the name of a section's frame among the pages that MkDocs renders."""
    return f"{section}/{NAME}.md"


def is_frame(page_source: str) -> bool:
    return page_source.endswith(f"/{NAME}.md")


class Frame:
    """A rendered frame, cut at its slots. `tags` stand in the head of every page that it frames.

    `tags_of_now` stand in the head of those that tell of now, with links marked as from the root.
    """

    def __init__(self, html: str, tags: str = "", tags_of_now: str = "") -> None:
        html = _BODY.sub(_CONTENT, mended(html), count=1)
        html = with_head(html, f"{tags}candor-slot-head")
        self.html = html
        self._tags_of_now = tags_of_now
        self._parts: Sequence[str] = _SLOTS.split(html)

    def filled(
        self, page: Page, links: Links, site_lang: str, edit_path: str, style: str = "", *, noindex: bool = False
    ) -> str:
        """Return the whole page. `edit_path` is the post's file as seen from the pages folder, `style` its stylesheet.

        `noindex`: no page of the site is to be listed, whatever this one says.
        """
        root = links.root(page.path)
        content = placed(page.html, root)
        tags = page.head + (self._tags_of_now if tells_of_now(page.html) else "")
        if page.lang and page.lang != site_lang:
            runs = direction(page.lang)
            turned = f' dir="{runs}"' if runs != direction(site_lang) else ""
            content = f'<div lang="{escape(page.lang)}"{turned}>{content}</div>'
        name = page.path.rstrip("/").rpartition("/")[2].removesuffix(".html")
        values = {
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            NAME: quote(name),
            EDIT: quote(edit_path),
            _CONTENT: content,
            SLOT: style,
            "candor-slot-head": head(page.feeds, root, placed(tags, root), noindex=page.noindex or noindex),
        }
        return "".join(values.get(part, part) for part in self._parts)


def head(feeds: Sequence[FeedLink], root: str, tags: str = "", *, noindex: bool = False) -> str:
    """Return what a page has in its head beside the theme's: the feeds it announces, and `tags` of its own."""
    lines = [
        f'<link rel="{ALTERNATE}" type="{feed.mime}" title="{escape(feed.title)}" href="{root}{quote(feed.path)}">\n'
        for feed in feeds
    ]
    if noindex:
        lines.append('<meta name="robots" content="noindex">\n')
    return "".join(lines) + tags


def replay_tag(moment: datetime | None) -> str:
    """Return what tells the clock script that the page shows the site as of another moment than now."""
    return f'<meta name="candor-replay" content="{iso(moment)}">\n' if moment else ""


def with_head(html: str, head: str) -> str:
    """Return a finished page with `head` at the end of its head, and without previews that are not ours."""
    match = _HEAD.search(html)
    if not match:
        return html
    return _PREVIEW.sub("", html[: match.start()]) + head + html[match.start() :]
