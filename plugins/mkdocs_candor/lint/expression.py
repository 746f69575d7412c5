"""Regular expressions for which case does not matter, each compiled when it is first asked: most texts need few."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

_ESCAPE_OR_LETTER = re.compile(r"\\.|\w")


def in_small_letters(text: str) -> str:
    """Return `text` so that letters which are the same where case does not matter are the same letter."""
    # Three letters that `lower` leaves as they are, or makes two of, and that match i or s where case does not matter.
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


class Expression:
    """What `source` finds in texts. Case matters only inside of `(?-i:...)`; other flags it may not hold."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._tells_case = "(?-i:" in source

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """Return the first match in a text."""
        return re.compile(self.source, re.IGNORECASE).search

    def is_in(self, text: str) -> bool:
        """Return whether `search` finds anything, in half the time: small letters are compared as they are."""
        if self._tells_case:
            return self.search(text) is not None
        return self._search_in_small_letters(in_small_letters(text)) is not None

    @cached_property
    def _search_in_small_letters(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(_ESCAPE_OR_LETTER.sub(_small, self.source)).search


def _small(escape_or_letter: re.Match[str]) -> str:
    text = escape_or_letter[0]
    return text if text.startswith("\\") else text.lower()
