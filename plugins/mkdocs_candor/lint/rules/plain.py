"""What is not a word of any language: capitals nobody explained, names of machines, emoji, exclamation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.passages import Kind, Passage
from mkdocs_candor.lint.rule import Hit, Place

_CAPITALS = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_MACHINE = re.compile(r"(?<![\w/.-])[a-z]{2,}(?:-[a-z0-9]+)*-[a-z]{0,6}\d{1,4}(?![\w-])")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u2604\u2607-\u27bf]")
_MARKS = re.compile(r"!")


def unknown_capitals(case: Case) -> Iterator[Hit]:
    """Yield the abbreviations and the machines of an update that nothing on this site explains, each once."""
    if case.pack is None:
        return
    known = (
        case.archive.glossary
        | case.pack.words.get("glossary", frozenset())
        | case.pack.words.get("common", frozenset())
    )
    seen: set[str] = set()
    for passage in case.passages:
        if passage.update is None:
            continue
        level = Level.WARNING if passage.key == "Impact" else Level.HINT
        has_hyphen = "-" in passage.prose.masked  # as machines have, and few texts
        for pattern in (_CAPITALS, _MACHINE) if has_hyphen else (_CAPITALS,):
            for match in pattern.finditer(passage.prose.masked):
                if match[0] not in known and match[0] not in seen and not _is_explained(passage, match):
                    yield Hit(match[0], Place(passage, match.start(), len(match[0])), level)
                seen.add(match[0])


def _is_explained(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether the words stand in brackets after it, or it stands in brackets after them."""
    text = passage.prose.masked
    return text[match.end() : match.end() + 2] == " (" or text[: match.start()].endswith("(")


def jokes_without_words(case: Case) -> Iterator[Hit]:
    """Yield the first emoji of a text, and its second exclamation mark."""
    level = Level.WARNING if case.is_grave else Level.HINT
    for passage in case.passages:
        if passage.kind not in {Kind.APOLOGY, Kind.UPDATE, Kind.NEWS}:
            continue
        text = passage.prose.masked
        if not text.isascii() and (emoji := _EMOJI.search(text)):
            yield Hit(emoji[0], Place(passage, emoji.start(), 1), level)
        if text.count("!") > 1:
            second = list(_MARKS.finditer(text))[1]
            yield Hit("more than one exclamation mark", Place(passage, second.start(), 1), level)
