"""Our HTML as plain text with line breaks, for formats that are shown raw: calendars, Statuspage clients.

Written by hand: html2text gives Markdown again, and the others bring an HTTP client with them.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.model.post import Update
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import placed
from mkdocs_candor.publish.prose import PERMALINK

_PARAGRAPHS = frozenset(
    ("address", "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul")
)  # fmt: skip
_LINES = frozenset(("dd", "dt", "figcaption", "li", "summary", "tr"))
_CELLS = frozenset(("td", "th"))
_ONLY_PARAGRAPHS = re.compile(r"<p>[^<&]*</p>(?:\n<p>[^<&]*</p>)*")
_SPACES = re.compile(r"\s+")
_MANY_BREAKS = re.compile(r"\n{3,}")


def as_text(html: str) -> str:
    """Return the words of `html`: a blank line between paragraphs, "- " before items, addresses behind their words."""
    if "<" not in html and "&" not in html:
        return html.strip()
    if _ONLY_PARAGRAPHS.fullmatch(html):  # as most updates are: the parser takes twenty times as long
        return "\n\n".join(words for part in html[3:-4].split("</p>\n<p>") if (words := " ".join(part.split())))
    writer = _Writer()
    writer.feed(PERMALINK.sub("", html) if "headerlink" in html else html)
    writer.close()
    return writer.text


def plain(html: str, edition: Edition) -> str:
    """Return `html` of ours as text, with whole addresses."""
    return as_text(placed(str(html), edition.links.site_url))


def line(value: str, facts: PostFacts, edition: Edition) -> str:
    """Return a key line of a post, or another line of Markdown in its file."""
    return plain(edition.text.line(value, facts), edition) if value else ""


def body(facts: PostFacts, edition: Edition) -> str:
    """Return the text of a post: all of it, or what stands before its first update."""
    return plain(edition.text.body(facts), edition)


def update_body(facts: IncidentFacts | MaintenanceFacts, update: Update, edition: Edition) -> str:
    """Return what an update says beside its key lines."""
    return plain(edition.text.update(facts, update), edition)


def what_to_know(impact: str, scope: str, do_now: str, facts: PostFacts, edition: Edition) -> list[str]:
    """Return a line for each of these that is not empty, with its label."""
    say = edition.language.gettext
    labelled = ((say("Impact"), impact), (say("Scope"), scope), (say("Do now"), do_now))
    return [
        say("%(label)s: %(text)s", label=label, text=line(value, facts, edition)) for label, value in labelled if value
    ]


def unreadable(edition: Edition) -> str:
    return edition.language.gettext("Part of this report could not be read.")


def update_text(facts: IncidentFacts | MaintenanceFacts, update: Update, edition: Edition) -> str:
    """Return all that an update says. The oldest update of a post also gives the words before it."""
    language = edition.language
    say = language.gettext
    parts = [] if facts.post.is_readable else [unreadable(edition)]
    parts += what_to_know(update.impact, update.scope, update.do_now, facts, edition)
    if update is facts.updates[-1].update and facts.post.body:
        parts.append(body(facts, edition))
    parts.append(update_body(facts, update, edition))
    if update.window:
        parts.append(say("New window: %(window)s", window=language.window(update.window.start, update.window.end)))
    if update.since:
        parts.append(say("Since: %(moment)s", moment=language.moment(update.since)))
    if update.next_update:
        parts.append(say("Next update: %(moment)s", moment=language.moment(update.next_update)))
    parts += [
        say("Edited %(moment)s: %(what)s", moment=language.moment(edit.at), what=edit.what) for edit in update.edits
    ]
    if update.by:
        parts.append(say("By: %(name)s", name=line(update.by, facts, edition)))
    return "\n\n".join(part for part in parts if part)


class _Writer(HTMLParser):
    """Collects text. A `<script>` is a tag like any other: no words behind one that is never closed are lost."""

    # The parser's own are class variables without a type for "none".
    CDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]
    RCDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        self._links: list[tuple[str, int]] = []
        self._is_verbatim = 0
        self._is_item_new = False

    @property
    def text(self) -> str:
        lines = "".join(self._parts).split("\n")
        return _MANY_BREAKS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self._break("\n" if self._lists else "\n\n")
            self._lists.append(1 if tag == "ol" else None)
        elif tag in _PARAGRAPHS:
            self._break("\n\n")
            self._is_verbatim += tag == "pre"
        elif tag in _LINES:
            self._break("\n")
            if tag == "li":
                self._item()
        elif tag in _CELLS:
            if self._parts and not self._parts[-1].endswith("\n"):
                self._parts.append("| " if self._parts[-1].endswith(" ") else " | ")
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._parts)))
        elif tag == "img":
            self._parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            self._close_link(*self._links.pop())
        elif tag in {"ul", "ol"}:
            if self._lists:
                self._lists.pop()
            self._break("\n" if self._lists else "\n\n")
        elif tag in _PARAGRAPHS:
            self._break("\n\n")
            if tag == "pre" and self._is_verbatim:
                self._is_verbatim -= 1
        elif tag in _LINES:
            self._break("\n")

    def handle_data(self, data: str) -> None:
        if self._is_verbatim:
            self._parts.append(data)
            return
        data = _SPACES.sub(" ", data)
        if not self._parts or self._parts[-1].endswith(("\n", " ")):
            data = data.lstrip(" ")
        if data:
            self._parts.append(data)
            self._is_item_new = False

    def _break(self, wanted: str) -> None:
        """End the line, or the paragraph, unless that is what stands last already or an item has only begun."""
        if self._parts and not self._is_item_new and not self._parts[-1].endswith(wanted):
            self._parts.append(wanted)

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        self._parts.append("  " * (len(self._lists) - 1) + ("- " if number is None else f"{number}. "))
        self._is_item_new = True
        if number is not None:
            self._lists[-1] = number + 1

    def _close_link(self, address: str, start: int) -> None:
        words = "".join(self._parts[start:]).strip()
        bare = address.removeprefix("mailto:")
        if address and not address.startswith("#") and words not in {address, bare}:
            self._parts.append(f" ({bare})" if words else bare)
