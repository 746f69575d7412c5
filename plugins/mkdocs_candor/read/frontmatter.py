"""A file's text → its front matter as a tree, and its body with line numbers."""

from __future__ import annotations

import re

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.read.notes import Notes, quoted
from mkdocs_candor.read.plain_yaml import read_plainly
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import BadYaml, Mapping, parse_yaml

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_ALMOST_FENCE = re.compile(r"[ \t]*(?:-{2,}|[—–]{1,3})[ \t]*")
_KEY = re.compile(r"[a-z_]+:(?:[ \t]|$)")
_DRAFT = re.compile(r"""draft:[ \t]*["']?true["']?[ \t]*(?:#.*)?""")


@frozen
class Document:
    """`front` is the front matter; None, noted, when there is none to read. `body_line` is where the body starts.

    `is_surely_draft`: the front matter can't be read, but a line in it says `draft: true` and nothing else.
    """

    front: Mapping | None
    body: list[str]
    body_line: int
    is_surely_draft: bool = False


def parse_document(text: str, notes: Notes) -> Document:
    """Return the two parts of a file."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), None)
    if start is None:
        notes.add(Rule.EMPTY_FILE, 1, "the file is empty", "Write it, or remove it.")
        return Document(None, [], 1)
    if not _FENCE.fullmatch(lines[start]):
        _note_no_start(lines[start], start + 1, notes)
        return Document(None, [], 1)
    inside = front_matter_lines(lines)
    if inside is None:
        _note_no_end(lines, start, notes)
        return Document(None, [], 1)
    block, end = lines[inside.start : inside.stop], inside.stop
    try:
        node = read_plainly(block, start + 2) or parse_yaml("\n".join(block), notes, first_line=start + 2)
    except BadYaml as bad:
        notes.take(bad, bad.line)
    else:
        if isinstance(node, Mapping):
            return Document(node, lines[end + 1 :], end + 2)
        message = "the front matter is not 'key: value' lines" if node else "there is nothing between the two '---'"
        hint = "Begin with 'type:' and 'title:', with a space after the colon."
        notes.add(Rule.NOT_A_MAPPING, node.line if node else start + 1, message, hint)
    return Document(None, [], 1, is_surely_draft=_says_draft(block))


def front_matter_lines(lines: list[str]) -> range | None:
    """Return which of the lines stand between the two fences; None where there is no such block."""
    start = next((i for i, line in enumerate(lines) if line.strip()), None)
    if start is None or not _FENCE.fullmatch(lines[start]):
        return None
    end = next((i for i in range(start + 1, len(lines)) if _END.fullmatch(lines[i])), None)
    return None if end is None else range(start + 1, end)


def _says_draft(block: list[str]) -> bool:
    said = [line for line in block if line.lstrip().lower().startswith("draft")]
    return len(said) == 1 and _DRAFT.fullmatch(said[0]) is not None


def _note_no_start(line: str, number: int, notes: Notes) -> None:
    if _ALMOST_FENCE.fullmatch(line):
        notes.add(
            Rule.NO_FRONT_MATTER,
            number,
            f"front matter begins with a line of three hyphens; this is {quoted(line)}",
            "Write --- at the very start of the line.",
        )
    elif _KEY.match(line):
        notes.add(
            Rule.NO_FRONT_MATTER,
            number,
            f"there is no '---' line before {quoted(line)}",
            "Put a line --- before the first key, and one after the last.",
        )
    else:
        notes.add(
            Rule.NO_FRONT_MATTER,
            number,
            "the file has no front matter",
            "Begin it with a line ---, then 'type:', 'title:' and so on, then a line ---. "
            "If it is no post, move it out of this folder.",
        )


def _note_no_end(lines: list[str], start: int, notes: Notes) -> None:
    """Point at the first line that can't belong to the block any more: that is where its end is missing."""
    ends = (
        i
        for i in range(start + 1, len(lines))
        if _ALMOST_FENCE.fullmatch(lines[i]) or lines[i].startswith("## ") or not lines[i].strip()
    )
    guess = next(ends, None)
    where = f"It seems to belong at line {guess + 1}." if guess is not None else "Put a line --- after the last key."
    notes.add(
        Rule.UNCLOSED_FRONT_MATTER, start + 1, "the front matter begins here and has no '---' line at its end", where
    )
