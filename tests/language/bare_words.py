"""Finds words in templates that stand outside of the catalogue: text between tags, attributes that people hear, and
strings in expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment

HEARD = {"aria-label", "alt", "title", "placeholder", "content", "label"}
_WORD = re.compile(r"[^\W\d_]{2,}|^[^\W\d_]+$")
# What follows one of these in an expression is a string for people, if it looks like one.
_SAID = re.compile(r"^[A-Z][a-z]+$|[a-z]{2,} [a-z]|, [a-z]|^ [a-z]+$|[a-z] $")
_MEANT_FOR_CSS = re.compile(r"\bcd-|\bdata-|\bhidden\b|^ ")


def bare_words(template: str) -> list[str]:
    """Return the words of `template` that no catalogue can translate."""
    page, strings = _split(template)
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [*reader.found, *(text for text in strings if _SAID.search(text) and not _MEANT_FOR_CSS.search(text))]


def _split(template: str) -> tuple[str, Iterator[str]]:
    """Return the template's own text, with a sign in place of what Jinja fills in, and the strings of expressions."""
    page: list[str] = []
    strings: list[str] = []
    is_translated, depth_of_call = False, 0
    before: list[str] = []
    in_block: list[str] = []
    for _, kind, value in Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True).lex(template):
        if kind == "block_begin":
            in_block = []
        elif kind == "variable_begin":
            page.append("\0")
            before = []
        elif kind == "name":
            in_block.append(value)
            if in_block[:1] == ["trans"]:
                is_translated = True
            if in_block[:1] == ["endtrans"]:
                is_translated = False
            before.append(value)
        elif kind == "operator":
            before.append(value)
        elif kind == "string":
            if before[-2:] != ["_", "("]:
                strings.append(value[1:-1])
        elif kind == "data" and not is_translated:
            page.append(value)
    del depth_of_call
    return "".join(page), iter(strings)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in HEARD and value and tag != "meta":
                self.handle_data(value)

    def handle_data(self, data: str) -> None:
        for part in data.split("\0"):
            if _WORD.search(part.strip()):
                self.found.append(" ".join(part.split()))
