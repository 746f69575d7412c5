"""Frames: a page of the theme with slots, rendered once for each section, and filled for every post.

A frame lives at the same depth as the pages that it frames, so that the theme's relative addresses hold in all of
them. The slots are words that no theme changes; some stand in addresses, some in text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish.artifact import FeedLink, Page
from mkdocs_candor.publish.clock import tells_of_now
from mkdocs_candor.publish.language.language import direction
from mkdocs_candor.publish.links import Links, placed, quoted
from mkdocs_candor.publish.mended import mended
from mkdocs_candor.publish.style_names import Dress, dress_around, dress_of
from mkdocs_candor.publish.stylesheets import SLOT
from mkdocs_candor.publish.templating import iso

# In the nav a section's own page stands for it; a post's tab is that page's.
TABS = {"incidents": "history/index.md", "components": "index.md"}

# Words that no theme changes: Material makes of an address to edit a page one to view it, by its word "edit".
TITLE, DESCRIPTION, NAME, EDIT = "candor-slot-title", "candor-slot-about", "candor-slot-name", "candor-slot-file"
_CONTENT = "candor-slot-content"
# Material adds a heading of its own unless it sees one.
HEADED = "<!--<h1-->"
BODY = f"{HEADED}<div>{_CONTENT}</div>"
_BODY = re.compile(rf"(?:{HEADED})?\s*<div>{_CONTENT}</div>")
_HEAD = re.compile(r"</head>", re.IGNORECASE)
# A theme or another plugin may have written some, for a page that is only a frame.
_PREVIEW = re.compile(r'[ \t]*<meta [^>]*(?:property="og:|name="twitter:)[^>]*>\n?')
_SLOTS = re.compile("(candor-slot-(?:title|about|name|file|content|head|style))")
_TITLE, _DESCRIPTION, _NAME, _EDIT = (slot.encode() for slot in (TITLE, DESCRIPTION, NAME, EDIT))
_BODY_SLOT, _STYLE, _HEAD_SLOT = _CONTENT.encode(), SLOT.encode(), b"candor-slot-head"

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


@frozen(kw_only=True)
class Finished:
    """A page to which nothing but the frame is missing: what stands in the slots of its section's, as UTF-8.

    `file` is its path in the site, `root` the way back from there. `source` is the file that it was written in, from
    the repository's root; empty where it was in none. `tells_of_now`: it has more in its head than `head`.
    """

    section: str
    file: str
    root: str
    source: str
    title: bytes
    description: bytes
    name: bytes
    head: bytes
    content: bytes
    tells_of_now: bool
    dress: Dress


def finished(page: Page, links: Links, site_lang: str, *, noindex: bool = False) -> Finished:
    """Return a page as its frame takes it. `noindex`: no page of the site is to be listed, whatever this one says."""
    root = links.root(page.path)
    content = placed(page.html, root)
    if page.lang and page.lang != site_lang:
        runs = direction(page.lang)
        turned = f' dir="{runs}"' if runs != direction(site_lang) else ""
        content = f'<div lang="{escape(page.lang)}"{turned}>{content}</div>'
    name = page.path.rstrip("/").rpartition("/")[2].removesuffix(".html")
    return Finished(
        section=page.section,
        file=links.file(page.path),
        root=root,
        source=page.source.path if page.source else "",
        title=escape(page.title).encode(),
        description=escape(page.description or page.title).encode(),  # its frame says that there is something
        name=quoted(name).encode(),
        head=head(page.feeds, root, placed(page.head, root), noindex=page.noindex or noindex).encode(),
        content=content.encode(),
        tells_of_now=tells_of_now(page.html),
        dress=dress_of(content) if page.worn is None else dress_around(content, page.worn),
    )


class Frame:
    """A rendered frame, cut at its slots. `tags` stand in the head of every page that it frames.

    `tags_of_now` stand in the head of those that tell of now, with links marked as from the root.
    """

    def __init__(self, html: str, tags: str = "", tags_of_now: str = "") -> None:
        html = _BODY.sub(_CONTENT, mended(html), count=1)
        html = with_head(html, f"{tags}candor-slot-head")
        self.html = html
        self._tags_of_now = tags_of_now
        self._parts = tuple(part.encode() for part in _SLOTS.split(html))

    def filled(self, page: Finished, edit_path: str, style: str = "") -> bytes:
        """Return the whole page. `edit_path` is its file as seen from the pages folder, `style` its stylesheet."""
        tags = placed(self._tags_of_now, page.root).encode() if page.tells_of_now else b""
        values = {
            _TITLE: page.title,
            _DESCRIPTION: page.description,
            _NAME: page.name,
            _EDIT: quoted(edit_path).encode(),
            _BODY_SLOT: page.content,
            _STYLE: style.encode(),
            _HEAD_SLOT: page.head + tags,
        }
        return b"".join([values.get(part, part) for part in self._parts])


def slotted(html: str, content: str) -> str | None:
    """Return a page that the theme has made with a slot in place of `content`; None if it does not hold that once."""
    return html.replace(content, BODY) if content and html.count(content) == 1 else None


def head(feeds: Sequence[FeedLink], root: str, tags: str = "", *, noindex: bool = False) -> str:
    """Return what a page has in its head beside the theme's: the feeds it announces, and `tags` of its own."""
    lines = [
        f'<link rel="{ALTERNATE}" type="{feed.mime}" title="{escape(feed.title)}" href="{root}{quoted(feed.path)}">\n'
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
