"""What publishing gives: files for the web server, and pages that still need the theme's frame around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Source
from mkdocs_candor.publish.pieces import Piece
from mkdocs_candor.publish.style_names import Dress


@frozen
class Artifact:
    """A file of the site, whole. `path` from the site's root, with "/".

    `is_yielding`: a file of the owner's at the same path takes its place.
    """

    path: str
    content: str | bytes
    is_yielding: bool = False

    @property
    def as_bytes(self) -> bytes:
        return self.content.encode() if isinstance(self.content, str) else self.content


@frozen
class FeedLink:
    """A feed that a page announces in its head. `path` from the site's root."""

    path: str
    title: str
    mime: str = "application/rss+xml"


@frozen(kw_only=True)
class Page:
    """A page's own part: the theme's frame of its `section` goes around it.

    `path` is its address from the site's root ("incidents/x/"). `html` holds root-relative links in the form that
    `links.ROOT` marks, and so does `head`, its tags for the page's head. `text` is what search finds beside the
    title, a line for each passage. `preference`: how many times better than others with the same words it is found.
    `worn` is by what the Markdown in it is dressed, where all around that is a template's; None: nobody has looked.
    """

    path: str
    section: str
    title: str
    html: str
    description: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    preference: float = 1
    lang: str = ""
    noindex: bool = False
    changed: datetime | None = None
    source: Source | None = None
    feeds: tuple[FeedLink, ...] = ()
    head: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    worn: frozenset[Dress] | None = None


@frozen
class PostOutput:
    """What is published of one post alone, and what it gives to what many share."""

    page: Page
    files: tuple[Artifact, ...]
    pieces: tuple[Piece, ...] = ()
