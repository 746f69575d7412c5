"""Markdown → the words its author says, every character still in its place.

What is quoted, code, an address, a picture's text or a comment becomes spaces: quoting a sentence is not saying it.
Written by hand: Markdown parsers lose the columns that findings point at.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from mkdocs_candor.model.frozen import frozen


class LineKind(Enum):
    TEXT = auto()
    ITEM = auto()  # the first line of an item of a list
    HEADING = auto()
    BLANK = auto()
    HIDDEN = auto()  # code, quotes and tables


@frozen
class Masked:
    """`text` is as long as what was masked, with the same line breaks; `kinds` has an entry for each of its lines."""

    text: str
    kinds: tuple[LineKind, ...]


_SAME_LENGTH = str.maketrans(
    {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2010": "-", "\t": " "}
)
_FENCE = re.compile(r" {0,12}(`{3,}|~{3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_HOLDER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|!!!|\?\?\?|===|\[\^|:\s")
_MARKED = re.compile(r"""[`<>*_~=\[\]{}"“”„«»|:@#!?\\]|\n[ \t]""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN_INLINE = (
    re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL),
    re.compile(r"!\[[^\]]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?"),
    re.compile(r"(?m)^[ \t]*\[[^\]\n]+\]:[ \t]+\S+.*$"),
    re.compile(r"\]\([^)\n]*\)|\](?:\[[^\]\n]*\])|\[\^[^\]\n]*\]"),
    re.compile(r"</?[a-zA-Z][^>\n]*>|<https?://[^>\s]+>|https?://[^\s)>\]]+[^\s)>\].,;:!?]"),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"\{[:#][^}\n]*\}"),
)
_QUOTED = re.compile(
    r"“(?:(?!\n[ \t]*\n)[^”])*”|„(?:(?!\n[ \t]*\n)[^“”])*[“”]|«(?:(?!\n[ \t]*\n)[^»])*»|"
    r"»(?:(?!\n[ \t]*\n)[^«])*«|(?<!\w)\"(?=\S)(?:(?!\n[ \t]*\n)[^\"])*?(?<=\S)\"(?!\w)"
)
_MARKS = re.compile(r"[*~=]+|(?<!\w)_+|_+(?!\w)|[\[\]]|(?m:^\s*(?:!!!|\?\?\?\+?|===)\s*\w*)|\\(?=\W)")
_ENTITY = re.compile(r"&(?:nbsp|#160);")


def masked(text: str) -> Masked:
    """Return `text` with all that its author does not say in words of their own replaced by spaces."""
    text = text.translate(_SAME_LENGTH)
    if "<!--" in text:
        text = _COMMENT.sub(_spaces, text)
    lines = text.split("\n")
    kinds = _kinds(lines)
    shown = [_line(line, kind) for line, kind in zip(lines, kinds, strict=True)]
    text = "\n".join(shown)
    if _MARKED.search(text):
        for pattern in _HIDDEN_INLINE:
            text = pattern.sub(_spaces, text)
        text = _QUOTED.sub(_spaces_in_quotes, text)
        text = _ENTITY.sub(_spaces, text)
        text = _MARKS.sub(_spaces, text)
    return Masked(text, tuple(kinds))


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _spaces_in_quotes(match: re.Match[str]) -> str:
    """Keep the quotation marks, so that the sentence around them still has something there."""
    inner = match[0][1:-1]
    return match[0][0] + re.sub(r"[^\n]", " ", inner) + match[0][-1]


def _line(line: str, kind: LineKind) -> str:
    if kind is LineKind.TEXT:
        return line
    if kind in (LineKind.HIDDEN, LineKind.BLANK):
        return " " * len(line)
    if kind is LineKind.ITEM and (marker := _ITEM.match(line)):
        return " " * marker.end() + line[marker.end() :]
    return line.replace("#", " ") if kind is LineKind.HEADING else line


def _kinds(lines: list[str]) -> list[LineKind]:
    kinds: list[LineKind] = []
    fence = ""
    in_holder = in_quote = False
    for index, line in enumerate(lines):
        stripped = line.strip()
        if fence:
            kinds.append(LineKind.HIDDEN)
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
            continue
        if not stripped:
            kinds.append(LineKind.BLANK)
            in_quote = False
            continue
        if (opening := _FENCE.match(line)) and _is_closed(opening[1], lines, index + 1):
            fence = opening[1]
            kinds.append(LineKind.HIDDEN)
        elif stripped[0] == ">" or in_quote:
            in_quote = True
            kinds.append(LineKind.HIDDEN)
        elif stripped[0] == "|" or (line[:4] == "    " and not in_holder and _follows_a_gap(kinds)):
            kinds.append(LineKind.HIDDEN)
        elif stripped[0] == "#" and re.match(r"#{1,6}\s", stripped):
            in_holder = False
            kinds.append(LineKind.HEADING)
        elif _ITEM.match(line):
            in_holder = True
            kinds.append(LineKind.ITEM)
        else:
            if line[0] not in " \t":
                in_holder = bool(_HOLDER.match(line))
            kinds.append(LineKind.TEXT)
    return kinds


def _follows_a_gap(kinds: list[LineKind]) -> bool:
    return not kinds or kinds[-1] in {LineKind.BLANK, LineKind.HIDDEN}


def _is_closed(fence: str, lines: list[str], start: int) -> bool:
    return any(line.strip().startswith(fence) and not line.strip().strip(fence[0]) for line in lines[start:])
