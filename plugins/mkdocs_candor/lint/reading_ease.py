"""How many years of school an English text asks for. Rough, and good enough for a hint.

Written by hand: the libraries for it fetch word lists from the network.
"""

from __future__ import annotations

import re

from mkdocs_candor.lint.prose import Prose

_WORD = re.compile(r"[a-z']+", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")


def grade(prose: Prose) -> float:
    """Return the Flesch-Kincaid grade; 0 for a text of fewer than 100 words, which says nothing."""
    words = [word.lower() for sentence in prose.sentences for word in _WORD.findall(sentence.text)]
    if len(words) < 100:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(prose.sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    return max(1, count - (word.endswith("e") and not word.endswith("le") and count > 1))
