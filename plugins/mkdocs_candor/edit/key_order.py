"""The keys that a post begins with, in the order in which people look for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from mkdocs_candor.read.files import clean
from mkdocs_candor.read.frontmatter import front_matter_lines, parse_document
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.tree import Scalar

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_FIRST = ("type", "title")
_FACTS: Mapping[str, tuple[str, ...]] = {
    "incident": ("severity", "started"),
    "maintenance": ("starts", "ends"),
    "announcement": ("date", "topic"),
    "apology": ("incident", "date"),
    "report": ("incident", "date"),
}


def in_order(text: str) -> str:
    """Return a post's text with `type`, `title` and its facts in that order at the top, each below its own comments.

    Where they stand in that order already, whatever stands between them, nothing moves. Nor does it where a key
    stands twice, or the front matter cannot be read.
    """
    cleaned = clean(text)
    document, block = parse_document(cleaned, Notes("")), front_matter_lines(cleaned.split("\n"))
    if document.front is None or block is None or document.front.repeated:
        return text
    type_ = document.front.items.get("type")
    wanted = (*_FIRST, *_FACTS.get(type_.text.strip() if isinstance(type_, Scalar) else "", ()))
    written = list(document.front.lines)
    present = [key for key in written if key in wanted]
    order = [key for key in wanted if key in present]
    if present == order and written[: len(_FIRST)] == [key for key in _FIRST if key in written]:
        return text
    lines = _LINE.findall(text)
    starts = [number - 1 for number in document.front.lines.values()]
    blocks = _blocks(lines, starts, block.start, block.stop)
    if blocks is None:
        return text
    by_key = dict(zip(written, blocks, strict=True))
    moved = [*order, *(key for key in written if key not in order)]
    first = sum(map(len, blocks))
    top, bottom = lines[: block.stop - first], lines[block.stop :]
    return "".join([*top, *(line for key in moved for line in by_key[key]), *bottom])


def _blocks(lines: list[str], starts: list[int], first: int, last: int) -> list[list[str]] | None:
    """Return the lines of each key, with the comments directly above it; None where two keys share a line.

    What stands above the first key stays there.
    """
    if starts != sorted(set(starts)):
        return None
    begins = [starts[0]]
    for previous, start in pairwise(starts):
        while start - 1 > previous and lines[start - 1].startswith("#"):
            start -= 1
        begins.append(start)
    ends = [*begins[1:], last]
    return [lines[begin:end] for begin, end in zip(begins, ends, strict=True)]
