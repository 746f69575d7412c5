"""Finds words in templates that stand outside of the catalogue.

These are text between tags, attributes that people hear, and strings in expressions that look like words for people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from jinja2 import Environment

HEARD = {"aria-label", "alt", "title", "placeholder", "label"}
_FILLED_IN = " \0 "
_WORD = re.compile(r"[^\W\d_]{2,}|^[^\W\d_]+$")
_SAID = re.compile(r"^[A-Z][a-z]+$|[a-z]{2,} [a-z]|, [a-z]|^ [a-z]+$|[a-z] $")
_MEANT_FOR_BROWSERS = re.compile(r"\bcd-|\bdata-|\bhidden\b|^ |^<")


def bare_words(template: str) -> list[str]:
    """Return the words of `template` that no catalogue can translate."""
    page, strings = _split(template)
    reader = _Reader()
    reader.feed(page)
    reader.close()
    said = (text for text in strings if _SAID.search(text))
    return [text for text in (*reader.found, *said) if not _MEANT_FOR_BROWSERS.search(text)]


def _split(template: str) -> tuple[str, Sequence[str]]:
    """Return the template's own text, with a sign in place of what Jinja fills in, and the strings of expressions."""
    page, strings, tokens = [], [], []
    is_translated = False
    for _, kind, value in Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True).lex(template):
        if kind.endswith("_begin"):
            tokens = []
            if kind == "variable_begin":
                page.append(_FILLED_IN)
        elif kind == "data" and not is_translated:
            page.append(value)
        elif kind == "string" and tokens[-2:] != ["_", "("]:
            strings.append(value[1:-1])
        elif kind in {"name", "operator"}:
            tokens.append(value)
            if tokens in (["trans"], ["endtrans"]):
                is_translated = value == "trans"
    return "".join(page), strings


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in HEARD and value:
                self.handle_data(value)

    def handle_data(self, data: str) -> None:
        self.found += [" ".join(part.split()) for part in data.split(_FILLED_IN) if _WORD.search(part.strip())]
