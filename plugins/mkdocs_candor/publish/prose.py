"""Staff's Markdown → HTML, once per piece, with the site's own extensions; links resolved and checked.

Pages, feeds and API all use the same HTML. Its links are marked as from the root (`links.ROOT`), its ids carry a
prefix, so that several pieces can share a page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import unescape
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.publish.images import Size, sized
from mkdocs_candor.publish.links import ROOT
from mkdocs_candor.publish.plain_paragraphs import around_code, as_html, paragraphs
from mkdocs_candor.publish.style_names import Dress, dress_of
from mkdocs_candor.publish.swift import as_markup
from mkdocs_candor.publish.watching import UNKEEPABLE, Fact, Watch

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
"""The permalink that Markdown's `toc` puts into a heading: away from its page only a stray sign is left of it."""
_TAG = re.compile(rf"{PERMALINK.pattern}|<[^>]+>")
_END_OF_PASSAGE = re.compile(r"</(?:p|li|h[1-6]|tr|dt|dd|pre|summary|figcaption)>")
_PARAGRAPH = re.compile(r"^<p>(.*)</p>$", re.DOTALL)
_PREFIXED = ("id", "for", "name", "aria-labelledby", "aria-describedby")


class Place(NamedTuple):
    """Where a piece of Markdown stands: for relative links, messages and ids that must not clash."""

    path: str  # of the file, from the repository root
    line: int = 1
    prefix: str = ""  # of the ids within the piece; "" leaves them
    attachments: str = ""  # the folder of the site that files beside the post are published in, ending with "/"


PlacedText: TypeAlias = tuple[str, Place]
"""A piece of Markdown, and where its author wrote it."""


@dataclass(slots=True)
class Targets:
    """What a link may lead to, all paths from the repository root.

    `addresses` maps a Markdown file to its address; `exists` tells whether a file lies at a path, `lines` gives those
    of a file, `size` that of a picture. `attachments` collects what was linked beside posts: site path → file.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    pages_folder: str = "site_src"
    exists: Callable[[str], bool] = lambda _: False
    lines: Callable[[str], Sequence[str]] = lambda _: ()
    size: Callable[[str], Size | None] = lambda _: None
    attachments: dict[str, str] = field(default_factory=dict)

    def leads_to(self, path: str) -> str | bool:
        """Return the address of the file at `path`; of what is no page, whether it is there."""
        return self.addresses.get(path) or self.exists(path)


@dataclass(slots=True)
class _Seen:
    """What was looked at for a piece: where its links lead, the files beside the post that they lead to, and pictures.

    `pictures` maps their addresses, as they stand in the piece, to their files. `dress` is that of the piece.
    """

    facts: list[Fact] = field(default_factory=list)
    attachments: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    dress: Dress | None = None


class Prose:
    """Renders Markdown. One per build: it remembers what it has rendered, and the problems that it found."""

    def __init__(
        self,
        targets: Targets,
        extensions: Sequence[str | Extension] = (),
        extension_configs: Mapping[str, Mapping[str, Any]] | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.targets = targets
        self.problems: list[Problem] = []
        self.linked: dict[str, str] = {}  # attachments of what was asked for, since somebody emptied it
        self.worn: set[Dress] = set()  # by what that is dressed, but for plain paragraphs and lists
        self.watch = watch
        if watch:
            watch.knows("link", lambda fact: targets.leads_to(fact[1]))
            watch.knows("picture", lambda fact: targets.size(fact[1]))
        self._markdown = Markdown()
        configs = {k: dict(v) for k, v in (extension_configs or {}).items()}
        self.extensions: tuple[Extension, ...] = tuple(
            self._markdown.build_extension(each, configs.get(each, {})) if isinstance(each, str) else each
            for each in extensions
        )
        self._markdown.registerExtensions(self.extensions, {})
        self._resolver = _Resolver(self._markdown, self)
        self._markdown.treeprocessors.register(self._resolver, "candor_links", -10)
        self._plain = cache(lambda: paragraphs(extensions, extension_configs))  # a site without texts needs none
        # What needs no parser is the same wherever it stands: as blocks, and as lines.
        self.plain_blocks: dict[str, Markup] = {}
        self.plain_lines: dict[str, Markup] = {}
        self._codes: dict[str, str] = {}
        self._rendered: dict[PlacedText, Markup] = {}
        self._lines: dict[PlacedText, Markup] = {}
        # What was looked at for a piece: whoever uses it again has been told as much.
        self._seen: dict[PlacedText, _Seen] = {}
        self._asked: set[PlacedText] | None = None
        self._reworded: dict[PlacedText, str] = {}
        self._said: dict[tuple[str, str], str] = {}

    @contextmanager
    def noting(self) -> Iterator[set[PlacedText]]:
        """Give the pieces that are asked for meanwhile, once that is over."""
        asked: set[PlacedText] = set()
        self._forget_plain()
        self._asked = asked
        try:
            yield asked
        finally:
            self._asked = None

    def reword(self, piece: PlacedText, words: str) -> None:
        """Let a piece say `words` from now on, wherever it is used."""
        text, place = piece
        self._forget_plain()
        self._reworded[piece] = self._said[text, place.path] = words
        self._rendered.pop(piece, None)
        self._lines.pop(piece, None)

    def _forget_plain(self) -> None:
        """Have each place ask for itself: who listens or gives others words wants to know where it stands."""
        self.plain_blocks.clear()
        self.plain_lines.clear()

    def _is_plain(self, piece: PlacedText) -> bool:
        return piece not in self._seen and self._asked is None and not self._reworded

    def said(self, text: str, path: str) -> str:
        """Return Markdown from the file at `path`, in the words that it was given since."""
        return self._said.get((text, path), text)

    def block(self, text: str, place: Place) -> Markup:
        """Return `text` as block HTML; empty for empty text."""
        key = (text, place)
        if self._asked is not None:
            self._asked.add(key)
        known = self._rendered.get(key)
        if known is None:
            known = as_markup(self._html(text, place))
            if self._is_plain(key):
                self.plain_blocks[text] = known
            else:
                self._rendered[key] = known
        elif key in self._seen:
            self._tell(self._seen[key])
        return known

    def _html(self, text: str, place: Place) -> str:
        key = (text, place)
        text = self._reworded.get(key, text)
        if not text.strip():
            return ""
        plain = self._plain()
        if plain and plain(text):
            return as_html(text)
        self._resolver.place = place
        self._resolver.seen = seen = _Seen()
        html = around_code(text, plain, self._parsed_code) if plain and "```" in text else None
        # What numbers its lines counts the blocks of a text.
        if html is None or " id=" in html:
            html = _COMMENT.sub("", self._markdown.reset().convert(text))
            html = sized(html, lambda src: self.targets.size(seen.pictures[src]) if src in seen.pictures else None)
        seen.dress = dress_of(html)
        self._seen[key] = seen
        self._tell(seen)
        return html

    def _parsed_code(self, text: str) -> str:
        known = self._codes.get(text)
        if known is None:
            known = self._codes[text] = _COMMENT.sub("", self._markdown.reset().convert(text))
        return known

    def _tell(self, seen: _Seen) -> None:
        self.linked.update(seen.attachments)
        if seen.dress:
            self.worn.add(seen.dress)
        if self.watch:
            self.watch.note_all(seen.facts)

    def add(self, problems: Iterable[Problem], attachments: Mapping[str, str]) -> None:
        """Note what another of these has found in the same files."""
        self.problems += [problem for problem in problems if problem not in self.problems]
        self.targets.attachments.update(attachments)

    def inline(self, text: str, place: Place) -> Markup:
        """Return one line of Markdown without the paragraph around it."""
        key = (text, place)
        known = self._lines.get(key)
        if self._asked is not None:
            self._asked.add(key)
        if known is None:
            html = self.block(text, place)
            match = _PARAGRAPH.match(html)
            known = as_markup(match[1]) if match and "<p>" not in match[1] else html
            if self._is_plain(key):
                self.plain_lines[text] = known
            else:
                self._lines[key] = known
        elif key in self._seen:
            self._tell(self._seen[key])
        return known

    def lead(self, url: str, place: Place) -> str:
        """Return where a link in a piece leads: marked as from the root, within its page, or as it was written."""
        self._resolver.place = place
        self._resolver.seen = seen = _Seen()
        led = self._resolver.resolved(url)
        self._tell(seen)
        return led


def plain(html: str) -> str:
    """Return the text of `html`, for titles and descriptions: tags out, entities as characters."""
    return " ".join(passages(html))


@lru_cache(maxsize=1024)  # search, previews of links and feeds ask for the same
def passages(html: str) -> tuple[str, ...]:
    """Return the texts of the paragraphs, items, headings and rows of `html`, in their order."""
    text = str.replace(html, "</p>", "\0").replace("<p>", " ")
    if "<" in text or "&" in text:
        text = unescape(_TAG.sub(" ", _END_OF_PASSAGE.sub("\0", html)))
    return tuple(" ".join(words) for passage in text.split("\0") if (words := passage.split()))


class _Resolver(Treeprocessor):
    """Makes every link of a piece lead from the site's root, says which lead nowhere, and prefixes ids."""

    def __init__(self, markdown: Markdown, prose: Prose) -> None:
        super().__init__(markdown)
        self.prose = prose
        self.place = Place("")
        self.seen = _Seen()

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                url = element.get(name)
                if url:
                    element.set(name, self.resolved(url, is_picture=element.tag == "img"))
            if self.place.prefix:
                for name in _PREFIXED:
                    value = element.get(name)
                    if value and not (name == "name" and element.tag == "meta"):
                        element.set(name, self.place.prefix + value)

    def resolved(self, url: str, *, is_picture: bool = False) -> str:
        if AMP_SUBSTITUTE in url:  # an autolinked e-mail address, obfuscated by Markdown
            return url
        try:
            scheme, host, path, query, fragment = urlsplit(url)
        except ValueError:  # "http://[x": brackets are for IPv6 addresses
            self.seen.facts.append(UNKEEPABLE)
            self._report(url, url)
            return url
        if scheme or host:
            return url
        if not path:
            return f"#{self.place.prefix}{fragment}" if fragment else url
        folder = posixpath.dirname(self.place.path)
        if path.startswith("/"):
            target = posixpath.normpath(self.prose.targets.pages_folder + unquote(path))
        else:
            target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        address = self._address(target, folder)
        # Who has a link that leads nowhere hears of it in every build.
        self.seen.facts.append(UNKEEPABLE if address is None else ("link", target))
        if address is None:
            self._report(url, target)
            return url
        tail = (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
        led = f"{ROOT}{quote(address)}{tail}"
        if is_picture:
            self.seen.pictures[led] = target
            self.seen.facts.append(("picture", target))
        return led

    def _address(self, target: str, folder: str) -> str | None:
        targets = self.prose.targets
        if target in targets.addresses:
            return targets.addresses[target]
        if not targets.exists(target) or target.endswith(".md"):
            return None
        if target.startswith(f"{targets.pages_folder}/"):
            return target.removeprefix(f"{targets.pages_folder}/")
        if target.startswith(f"{folder}/") and self.place.attachments:
            address = self.place.attachments + target.removeprefix(f"{folder}/")
            targets.attachments[address] = target
            self.seen.attachments[address] = target
            return address
        return None

    def _report(self, url: str, target: str) -> None:
        lines = self.prose.targets.lines(self.place.path)
        after = range(self.place.line, len(lines) + 1)
        line = next((number for number in after if url in lines[number - 1]), self.place.line)
        name = posixpath.basename(target)
        alike = [path for path in self.prose.targets.addresses if posixpath.basename(path) == name]
        folder = posixpath.dirname(self.place.path)
        hint = (
            f"Did you mean '{posixpath.relpath(alike[0], folder)}'?"
            if alike
            else "Link to a file as it lies on disk, relative to this one; drafts cannot be linked to."
        )
        problem = Problem(
            self.place.path, line, "broken-link", f"the link '{url}' leads to no file ('{target}')", hint, Level.WARNING
        )
        if problem not in self.prose.problems:
            self.prose.problems.append(problem)
