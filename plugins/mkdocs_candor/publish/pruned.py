"""A stylesheet without the rules that no page can use.

A rule goes only where each of its selectors asks for a name that does not occur. What a selector asks for in `:not()`
does not count, nor what this does not know: such a rule stays. The order of what stays is kept.

By hand, as a library's parser takes longer for the theme's styles than the theme for a small site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from mkdocs_candor.publish.style_names import VALUED

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<comment>/\*.*?\*/)|(?P<mark>[(){};])|[^(){};"'/]+|/""",
    re.DOTALL,
)
_SPACE = re.compile(r"\s+")
_AROUND_RULES = re.compile(r"@(?:media|supports|layer|container)\b", re.IGNORECASE)
_PSEUDO_FUNCTION = re.compile(r":([\w-]+)\(")
_ALTERNATIVES = frozenset(("is", "where", "has", "-webkit-any", "-moz-any"))
_VENDOR = re.compile(r":-")
_CLASS = re.compile(r"\.([A-Za-z_-][\w-]*)")
_ATTRIBUTE = re.compile(r"""\[\s*([\w-]+)\s*(?:=\s*["']?([^"'\]]*)["']?)?[^\]]*\]""")
_NO_TAG = re.compile(r"[.#][\w-]+|::?[\w-]+")
_TAG = re.compile(r"(?:^|[\s>+~])([A-Za-z][\w-]*)")
_BARE_TABLE = "table:not([class])"
_WORDS = ".md-typeset"
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_WORD = re.compile(r"[\w-]+")
_BRACKET_OR_COMMA = re.compile(r"[(\[)\],]")
_BEFORE_VALUE = re.compile(r"^([\w-]+): ")


class Unparsable(Exception):  # noqa: N818 - news for whoever asked, who then does without
    """A stylesheet's braces do not match."""


class Known(Protocol):
    """Names that may occur: classes, custom properties, "<tag", "<<tag" within words, "attribute=value"."""

    def __contains__(self, name: str, /) -> bool: ...


@dataclass(slots=True)
class _Block:
    """What stands between braces, under its `head`; the outermost has none."""

    head: str = ""
    statements: list[str] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)

    @property
    def is_rule(self) -> bool:
        return bool(self.head) and not self.head.startswith("@")

    def __str__(self) -> str:
        return f"{self.head}{{{';'.join(self.statements)}{''.join(map(str, self.blocks))}}}"


def pruned(css: str, known: Known) -> str:
    """Return `css` without rules, custom properties and keyframes that need what is not `known`. Raises Unparsable."""
    whole = _parsed(css)
    whole.blocks = list(_kept(whole.blocks, known))
    _drop_idle_properties(whole, known)
    _drop_idle_keyframes(whole)
    statements = "".join(f"{statement};" for statement in whole.statements)
    return statements + "".join(str(block) for block in whole.blocks if block.statements or block.blocks)


def _parsed(css: str) -> _Block:
    outer = [_Block()]
    text: list[str] = []
    depth = 0
    for token in _TOKEN.finditer(css):
        kind, mark = token.lastgroup, token[0]
        if kind == "comment":
            continue
        if mark in ("(", ")"):
            depth += 1 if mark == "(" else -1
        if kind != "mark" or depth or mark == ")":
            text.append(mark if kind == "quoted" else _SPACE.sub(" ", mark))
            continue
        words = "".join(text).strip()
        text = []
        if mark == "{":
            outer.append(_Block(words))
            continue
        if words:
            outer[-1].statements.append(f"{words} " if words.endswith(":") else _BEFORE_VALUE.sub(r"\1:", words))
        if mark == "}":
            if len(outer) == 1:
                raise Unparsable
            closed = outer.pop()
            outer[-1].blocks.append(closed)
    if len(outer) != 1 or depth or "".join(text).strip():
        raise Unparsable
    return outer[0]


def _kept(blocks: Iterable[_Block], known: Known) -> Iterator[_Block]:
    for block in blocks:
        if _AROUND_RULES.match(block.head):
            block.blocks = list(_kept(block.blocks, known))
            if block.blocks:
                yield block
        elif not block.is_rule:
            yield block
        else:
            selectors = _split(block.head)
            fitting = [selector for selector in selectors if _may_fit(selector, known)]
            if fitting:
                # Other makers' browsers drop the whole rule for one selector that they do not know, and still must.
                block.head = block.head if _VENDOR.search(block.head) else ",".join(fitting)
                yield block


def _drop_idle_properties(whole: _Block, known: Known) -> None:
    """Take away custom properties that nothing reads, and those that only these read."""
    rules = [block for block in _all(whole) if block.is_rule]
    opaque = " ".join(str(block) for block in whole.blocks if not block.is_rule)
    while True:
        read = set(_READ.findall(opaque))
        for rule in rules:
            for statement in rule.statements:
                if "var(" in statement:
                    read.update(_READ.findall(statement))
        dropped = False
        for rule in rules:
            kept = [s for s in rule.statements if not s.startswith("--") or _is_read(s, read, known)]
            dropped |= len(kept) < len(rule.statements)
            rule.statements = kept
        if not dropped:
            return


def _is_read(statement: str, read: set[str], known: Known) -> bool:
    name = statement.partition(":")[0].rstrip()
    return name in read or name in known


def _drop_idle_keyframes(whole: _Block) -> None:
    used: set[str] = set()
    for block in _all(whole):
        if block.is_rule:
            for statement in block.statements:
                if "animation" in statement or statement.startswith("--"):
                    used.update(_WORD.findall(statement))
    whole.blocks = [b for b in whole.blocks if "keyframes " not in b.head or b.head.split()[-1] in used]


def _all(block: _Block) -> Iterator[_Block]:
    for inner in block.blocks:
        yield inner
        yield from _all(inner)


def _may_fit(selector: str, known: Known) -> bool:
    """Return whether an element may fit a selector, by the names that it asks for."""
    if "\\" in selector:
        return True
    if _BARE_TABLE in selector and "<table:bare" not in known:
        return False
    flat, alternatives = _flattened(selector)
    if not all(any(_may_fit(each, known) for each in group) for group in alternatives):
        return False
    for name, value in _ATTRIBUTE.findall(flat):
        if value and VALUED.match(name) and f"{name}={value}" not in known:
            return False
    flat = _ATTRIBUTE.sub("", flat)
    return all(name in known for name in _CLASS.findall(flat)) and _tags_fit(flat, known)


def _tags_fit(selector: str, known: Known) -> bool:
    _, words, inside = selector.partition(_WORDS)
    outside = "" if words else selector
    tags = [f"<<{tag}" for tag in _TAG.findall(_NO_TAG.sub("", inside))]
    tags += [f"<{tag}" for tag in _TAG.findall(_NO_TAG.sub("", outside))]
    return all(tag.lower() in known for tag in tags)


def _flattened(selector: str) -> tuple[str, list[list[str]]]:
    """Return a selector without its functions, and the alternatives of those that give some."""
    flat, alternatives = "", []
    while function := _PSEUDO_FUNCTION.search(selector):
        end = _closing(selector, function.end())
        if function[1].lower() in _ALTERNATIVES:
            alternatives.append(_split(selector[function.end() : end]))
        flat += selector[: function.start()]
        selector = selector[end + 1 :]
    return flat + selector, alternatives


def _closing(text: str, start: int) -> int:
    """Return where the parenthesis closes that opened before `start`."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth:
            return place
    raise Unparsable


def _split(text: str) -> list[str]:
    """Return the parts of a list of selectors."""
    if "(" not in text and "[" not in text:
        return [part.strip() for part in text.split(",")]
    parts, depth, start = [], 0, 0
    for found in _BRACKET_OR_COMMA.finditer(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(found[0], 0)
        if found[0] == "," and not depth:
            parts.append(text[start : found.start()])
            start = found.end()
    return [part.strip() for part in (*parts, text[start:])]
