"""Front matter as nearly all of it is written, line by line: that takes a third of the time of a parser of YAML.

What is read here says the same to such a parser. All that might not is left to `tree.parse_yaml`: comments, escapes,
text over several lines, lists of mappings, whatever is wrong.
"""

from __future__ import annotations

import re

from mkdocs_candor.read.tree import Mapping, Scalar, Sequence

_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,60}"
_WORDS = r"\w[\w .-]*"
_TEXT = r"\w[^:]*(?::(?=[^ ])[^:]*)*"
_VALUE = rf"""'[^']*'|"[^"\\]*"|\[(?:{_WORDS}(?:, *{_WORDS})*)?\]|{_TEXT}"""
_LINE = re.compile(rf"( *)(?:(-) +(?={_VALUE}$)|({_KEY}):(?: +|$))({_VALUE})?")


def read_plainly(block: list[str], first_line: int) -> Mapping | None:
    """Return the tree of front matter, whose first line is number `first_line` of its file.

    None for what may be more than keys with a text, a list of texts, or a mapping of such.
    """
    root = Mapping(first_line)
    opened = ""  # the key whose value is what follows, if that is indented
    inner: Mapping | Sequence | None = None
    depth = 0
    for number, line in enumerate(block, first_line):
        match = None if "#" in line or "\t" in line else _LINE.fullmatch(line.rstrip(" "))
        if match is None:
            return None
        indent, dash, key, written = match.groups()
        value = _value(written or "", number)
        if key and not indent:
            if key in root.items:
                return None
            root.items[key], root.lines[key] = value, number
            opened, inner = "" if written else key, None
            continue
        if opened:
            inner = root.items[opened] = Sequence(number) if dash else Mapping(number)
            opened, depth = "", len(indent)
        if len(indent) != depth:
            return None
        if dash and isinstance(inner, Sequence):
            inner.items.append(value)
        elif key and isinstance(inner, Mapping) and key not in inner.items:
            inner.items[key], inner.lines[key] = value, number
        else:
            return None
    return root if root.items else None


def _value(written: str, line: int) -> Scalar | Sequence:
    if written[:1] in {"'", '"'}:
        return Scalar(written[1:-1], line)
    if written[:1] == "[":
        inside = written[1:-1]
        return Sequence(line, [Scalar(word.strip(" "), line) for word in inside.split(",")] if inside else [])
    return Scalar(written, line)
