"""The lines of a body, each with whether it can carry structure: what is code, quoted or commented out can't.

Written by hand: Markdown parsers give a document, and we need the exact lines of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import count, repeat
from typing import NamedTuple

from mkdocs_candor.read.notes import Notes, quoted
from mkdocs_candor.read.rules import Rule

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
_QUOTE = re.compile(r" {0,3}>")
_CODE_OR_COMMENT = re.compile(r"`+|<!--")
_ODD = frozenset(" \t>`~")  # but for comments, what is not plain begins with one of these


class Line(NamedTuple):
    """`visible` is `text` without comments. `is_plain`: not code, nor quoted, nor indented, nor begun in a comment."""

    number: int
    text: str
    visible: str
    is_plain: bool

    @property
    def is_blank(self) -> bool:
        return not self.visible.strip()

    @property
    def heading(self) -> tuple[int, str] | None:
        """Return the level and the text of the heading that the line is."""
        if not self.is_plain or not self.visible.startswith("#"):
            return None
        rest = self.visible.lstrip("#")
        level = len(self.visible) - len(rest)
        if level > 6:
            return None
        text = rest.strip()
        shorter = text.rstrip("#")
        closed = shorter != text and (not shorter or shorter[-1].isspace())
        return level, shorter.rstrip() if closed else text


def read_lines(texts: Sequence[str], first: int, notes: Notes) -> list[Line]:
    """Return the lines of a body whose first line is number `first` of its file. Notes what is never closed.

    A comment that is never closed is closed at the end, so that whoever strips comments strips it too.
    """
    if _ODD.isdisjoint({text[:1] for text in texts}) and "<!--" not in "\n".join(texts):
        return list(map(Line, count(first), texts, texts, repeat(True)))  # as nearly all bodies are
    fence_ends: list[tuple[int, int]] = []
    lines: list[Line] = []
    fence = ""
    comment_since = 0
    for index, text in enumerate(texts):
        number = first + index
        if fence:
            end = _FENCE_END.fullmatch(text)
            if end and end[1][0] == fence[0] and len(end[1]) >= len(fence):
                fence = ""
            lines.append(Line(number, text, text, is_plain=False))
            continue
        if not comment_since and text[:1] not in _ODD and "<!--" not in text:
            lines.append(Line(number, text, text, is_plain=True))
            continue
        began_in_comment = comment_since > 0
        if not began_in_comment and (opening := _FENCE.match(text)):
            fence_ends = fence_ends or _last_fence_ends(texts)
            if _is_closed_later(opening[1], fence_ends[index + 1]):
                fence = opening[1]
                lines.append(Line(number, text, text, is_plain=False))
                continue
            notes.add(
                Rule.UNCLOSED_FENCE,
                number,
                f"a code block is opened here and never closed: {quoted(text)}",
                f"Close it with a line {opening[1]}. Until then its lines are read as ordinary text.",
            )
        visible, open_comment = _without_comments(text, began_in_comment)
        if open_comment and not (began_in_comment and visible == ""):
            comment_since = number
        elif not open_comment:
            comment_since = 0
        is_plain = not began_in_comment and not _QUOTE.match(text) and text[:1] not in {" ", "\t"}
        lines.append(Line(number, text, visible, is_plain))
    if comment_since:
        notes.add(
            Rule.UNCLOSED_COMMENT,
            comment_since,
            "a comment is opened here and never closed; nothing after it is shown",
            "Close it with -->.",
        )
        last = lines[-1]
        lines[-1] = Line(last.number, f"{last.text} -->", last.visible, last.is_plain)
    return lines


def _last_fence_ends(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return for each line the longest fences of backticks and of tildes that could close one, from that line on."""
    longest = [(0, 0)] * (len(texts) + 1)
    for index in range(len(texts) - 1, -1, -1):
        ticks, tildes = longest[index + 1]
        if end := _FENCE_END.fullmatch(texts[index]):
            length = len(end[1])
            ticks, tildes = (max(ticks, length), tildes) if end[1][0] == "`" else (ticks, max(tildes, length))
        longest[index] = ticks, tildes
    return longest


def _is_closed_later(fence: str, longest: tuple[int, int]) -> bool:
    return longest[0 if fence[0] == "`" else 1] >= len(fence)


def _without_comments(text: str, in_comment: bool) -> tuple[str, bool]:
    """Return the parts of a line outside of comments, and whether it ends inside one."""
    if not in_comment and "<!--" not in text:
        return text, False
    marks = [(m.start(), m[0]) for m in _CODE_OR_COMMENT.finditer(text)]
    runs: dict[str, list[int]] = {}
    for index, (_, mark) in enumerate(marks):
        runs.setdefault(mark, []).append(index)
    visible: list[str] = []
    position = 0
    if in_comment:
        end = text.find("-->")
        if end < 0:
            return "", True
        position = end + 3
    while (start := _next_comment(marks, runs, position)) >= 0:
        visible.append(text[position:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(visible), True
        position = end + 3
    visible.append(text[position:])
    return "".join(visible), False


def _next_comment(marks: list[tuple[int, str]], runs: dict[str, list[int]], position: int) -> int:
    """Return where the next comment outside of `code` begins, of the marks on a line; -1: nowhere."""
    index = bisect_left(marks, (position, ""))
    while index < len(marks):
        place, mark = marks[index]
        if mark == "<!--":
            return place
        same = runs[mark]
        following = bisect_right(same, index)
        index = same[following] + 1 if following < len(same) else index + 1
    return -1
