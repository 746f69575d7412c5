"""What pages carry within themselves that a content security policy must name by its hash: scripts and styles.

Read by patterns instead of a parser: a parser takes longer for a page than the theme for making it. What is found too
much, in a comment, only adds a hash of something that the owner's own pages hold.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import unescape

_ATTRIBUTES = r"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
_SCRIPT = re.compile(rf"<script\b{_ATTRIBUTES}>(.*?)</script", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(rf"<style\b{_ATTRIBUTES}>(.*?)</style", re.DOTALL | re.IGNORECASE)
_STYLED = re.compile(r"""<[a-z][^<>]*?\sstyle\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
# Few pages have any, and to look for it within tags takes a hundred times as long.
_STYLE_ATTRIBUTE = re.compile(r"style(?<=\sstyle)\s*=")
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
# All others are data: no browser runs them, and no policy asks for them.
_RUN = frozenset(("", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"))


class Inline:
    """Collects the hashes of all pages that it is shown, in the form of a policy: "'sha256-...'"."""

    def __init__(self) -> None:
        self._scripts: set[str] = set()
        self._distrusted: set[str] = set()
        self._styles: set[str] = set()
        self._attributes: set[str] = set()

    @property
    def scripts(self) -> list[str]:
        return _hashes(self._scripts - self._distrusted)

    @property
    def styles(self) -> list[str]:
        return _hashes(self._styles)

    @property
    def attributes(self) -> list[str]:
        """Return the hashes of `style` attributes."""
        return _hashes(self._attributes)

    def read(self, page: str) -> None:
        """Note all scripts and styles of a page that the owner or the theme wrote."""
        self._scripts.update(_run(page))
        self._styles.update(match[2] for match in _STYLE.finditer(page))
        self.read_styled(page)

    def distrust(self, html: str) -> None:
        """Note that no script in `html`, which came from posts, is to be run, though it stands in a page of ours."""
        self._distrusted.update(_run(html))

    def read_styled(self, html: str) -> None:
        """Note `style` attributes only: in a post they are harmless, and a script there is not to be trusted."""
        self._attributes.update(styled(html))

    def add_attributes(self, values: Iterable[str]) -> None:
        """Note `style` attributes that `styled` has found."""
        self._attributes.update(values)


def styled(html: str) -> set[str]:
    """Return the values of all `style` attributes in `html`."""
    if "style" not in html or not _STYLE_ATTRIBUTE.search(str.lower(html)):
        return set()
    return {unescape(match[1][1:-1]) for match in _STYLED.finditer(html)}


def _run(html: str) -> Iterator[str]:
    """Yield the scripts in `html` that a browser would run."""
    for match in _SCRIPT.finditer(html):
        kind = _TYPE.search(match[1])
        if not _SOURCE.search(match[1]) and (kind[1].lower() if kind else "") in _RUN and match[2].strip():
            yield match[2]


def _hashes(texts: Iterable[str]) -> list[str]:
    return sorted(f"'sha256-{base64.b64encode(hashlib.sha256(_seen(text)).digest()).decode()}'" for text in texts)


def _seen(text: str) -> bytes:
    """Return the text as a browser has it once it has read the page."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode()
