"""What a pattern matches and a list of words lets slip: found by walking the pattern, branch by branch.

Texts drawn at random meet one forgotten branch of forty only after hundreds. Python's parser of regular expressions
has no public name; Hypothesis reads patterns with it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from re import _constants as ops
from re import _parser as parser
from typing import Any

FILLER = "z"
"""What stands where a pattern takes any letter."""

_CHARACTERS = f"{FILLER}5 ,%'"  # one of each sort that matters: letters, digits, spaces and other signs
_TIE = "\0"  # a word begins or ends here: what comes next decides whether that is so
_LAST_WORD = re.compile(r"\w*\0?\Z")
_CATEGORIES = {
    ops.CATEGORY_WORD: r"\w", ops.CATEGORY_NOT_WORD: r"\W", ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_NOT_DIGIT: r"\D",
    ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_NOT_SPACE: r"\S",
}  # fmt: skip


def slipping(source: str, is_known: Callable[[str], bool]) -> list[str]:
    """Return texts in small letters that `source` matches and that hold no known word; none if there can be none.

    `is_known` says of a text whether any of its words is known.
    """
    texts = {text.replace(_TIE, "") for text in _Walk(is_known).through(parser.parse(source, re.IGNORECASE), [""])}
    matches = re.compile(source, re.IGNORECASE).search
    return sorted(text for text in texts if not is_known(text) and (matches(text) or matches(text + FILLER)))


class _Walk:
    """Grows texts along a pattern, and drops each that has a known word. Of texts with one last word one goes on."""

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        self._is_known = is_known

    def through(self, items: Any, texts: list[str]) -> list[str]:
        for op, value in items:
            texts = self._step(op, value, texts)
        return texts

    def _step(self, op: Any, value: Any, texts: list[str]) -> list[str]:
        if op is ops.LITERAL:
            return self._grown(texts, chr(value).lower())
        if op in (ops.IN, ops.NOT_LITERAL, ops.ANY):
            return self._grown(texts, _characters(op, value))
        if op is ops.SUBPATTERN:
            return self.through(value[-1], texts)
        if op is ops.BRANCH:
            return self._kept(text for branch in value[1] for text in self.through(branch, texts))
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            least, most, inner = value
            for _ in range(least):
                texts = self.through(inner, texts)
            return self._kept((*texts, *self.through(inner, texts))) if most > least else texts
        if (op is ops.AT and value is ops.AT_BOUNDARY) or (op is ops.ASSERT_NOT and _is_a_letter(value[1])):
            return self._grown(texts, _TIE)
        assert op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT), f"say here what {op} matches"
        return texts  # whether this held is seen when the whole text is searched

    def _grown(self, texts: list[str], characters: Iterable[str]) -> list[str]:
        return self._kept(
            text.removesuffix(_TIE) + character
            for text in texts
            for character in characters
            if character == _TIE or not text.endswith(_TIE) or _is_letter(text[-2:-1]) is not _is_letter(character)
        )

    def _kept(self, texts: Iterable[str]) -> list[str]:
        found: dict[str, str] = {}
        for text in texts:
            last = _LAST_WORD.search(text)
            assert last  # it can be empty
            if last[0] not in found and not self._is_known(text[: last.start()]):
                found[last[0]] = text
        return list(found.values())


def _characters(op: Any, value: Any) -> list[str]:
    """Return each character that is named, and of all others that may stand there one of each sort."""
    if op is ops.ANY:
        return list(_CHARACTERS)
    if op is ops.NOT_LITERAL:
        return [character for character in _CHARACTERS if character != chr(value)]
    if value[0][0] is ops.NEGATE:
        return [character for character in _CHARACTERS if not _is_among(value[1:], character)]
    named = (chr(each if op is ops.LITERAL else each[0]).lower() for op, each in value if op is not ops.CATEGORY)
    return [*named, *(character for character in _CHARACTERS if _is_among(value, character))]


def _is_among(items: Any, character: str) -> bool:
    return any(
        (op is ops.LITERAL and chr(value) == character)
        or (op is ops.RANGE and value[0] <= ord(character) <= value[1])
        or (op is ops.CATEGORY and re.match(_CATEGORIES[value], character) is not None)
        for op, value in items
    )


def _is_a_letter(items: Any) -> bool:
    return list(items) == [(ops.IN, [(ops.CATEGORY, ops.CATEGORY_WORD)])]


def _is_letter(character: str) -> bool:
    return re.match(r"\w", character) is not None
