"""Where a finding stands in its file, to the line and the column.

A body knows its own lines. A value of the front matter or of a key line is looked up in the file's text, where it
may be
folded over lines; where it can't be found (an escape in YAML), the finding points at the place the search began.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from mkdocs_candor.lint.passages import Passage
from mkdocs_candor.lint.rule import Place


class Placing:
    """Finds places in the files of a site; `texts` are their contents by path, and may lack any of them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def position(self, path: str, place: Place) -> tuple[int, int]:
        """Return the line and the column, both from 1."""
        if place.passage and place.passage.is_body:
            return _counted(place.passage.prose.text, place.offset, place.passage.line)
        text = self._texts.get(path, "")
        if place.passage:
            return _in_field(text, place.passage, place.offset)
        if place.key and (match := _key(place.key).search(text)):
            return _counted(text, match.start(), 1)
        return place.line, 1

    def says_utc(self, path: str, line: int) -> bool:
        """Return whether a heading's time is written in UTC, as the page shows it; taken for granted where unknown."""
        lines = _lines(self._texts.get(path, ""))
        return line > len(lines) or bool(re.search(r"\d\s*(?:UTC|Z|GMT|\+00:?00)\b", lines[line - 1]))


def _in_field(text: str, passage: Passage, offset: int) -> tuple[int, int]:
    start = _start_of_line(text, passage.line)
    words = passage.prose.text.split()
    value = r"\s+".join(re.escape(word) for word in words)
    label = "" if passage.key == "-" else rf"{re.escape(passage.key)}\s*:\s*(?:[>|][+-]?\s+|[\"'])?"
    pattern = re.compile(rf"({label})({value})", re.IGNORECASE)
    match = pattern.search(text, start) if words else None
    if match is None:
        return passage.line, 1
    skipped = len(re.sub(r"\s", "", passage.prose.text[:offset]))
    position = match.start(2)
    while skipped or text[position].isspace():
        skipped -= not text[position].isspace()
        position += 1
    return _counted(text, position, 1)


def _counted(text: str, offset: int, first: int) -> tuple[int, int]:
    return first + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _start_of_line(text: str, line: int) -> int:
    position = 0
    for _ in range(line - 1):
        position = text.find("\n", position) + 1
        if not position:
            return 0
    return position


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")


@lru_cache(maxsize=64)
def _key(key: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(key)}\s*:", re.MULTILINE)
