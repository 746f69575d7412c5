"""Markdown that moves to another file → the same words, with its links relative to where it now stands.

Written by hand: Markdown libraries turn text into HTML, and none writes back what a person wrote.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

_LINK = re.compile(
    r"(?P<code>`+)[^`]*(?P=code)"
    r"|(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(?P<url><[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r'(?P<title>\s+(?:"[^"]*"|\'[^\']*\'))?\s*\)'
    r"|\[(?P<words>[^\[\]]+)\]\[(?P<reference>[^\[\]]*)\]"
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]]+)\]:\s*<?([^\s<>]+)>?", re.MULTILINE)


def relinked(text: str, whole: str, *, source: str, target: str, is_reachable: Callable[[str], bool]) -> str:
    """Return `text`, a part of `whole` that stands in the file `source`, as it must stand in the file `target`.

    Paths are from the repository's root, with "/". Links by reference become plain ones. A link to a file that
    `is_reachable` (given its path) says no to becomes its words.
    """
    definitions = {_folded(name): url for name, url in _DEFINITION.findall(whole)}

    def moved(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        if found["url"] is None:
            url = definitions.get(_folded(found["reference"] or found["words"]))
            words, title, image = found["words"], "", ""
            if url is None:
                return found[0]
        else:
            url, words = found["url"].strip("<>"), found["text"]
            title, image = found["title"] or "", found["image"]
        path = _path(url, source)
        if path is None:
            return found[0] if found["url"] is not None else f"[{words}]({url})"
        if not is_reachable(path):
            return str(words)
        relative = quote(posixpath.relpath(path, posixpath.dirname(target) or "."), safe="/~")
        return f"{image}[{words}]({relative}{_tail(url)}{title})"

    return _LINK.sub(moved, text)


def _path(url: str, source: str) -> str | None:
    """Return the path that a relative link leads to; None: it leads elsewhere, or is none."""
    try:
        scheme, host, path, _, _ = urlsplit(url)
    except ValueError:
        return None
    if scheme or host or path.startswith("/"):
        return None
    # A link within the page leads to the page that it stood on.
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path))) if path else source


def _tail(url: str) -> str:
    return url[len(re.split(r"[?#]", url, maxsplit=1)[0]) :]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
