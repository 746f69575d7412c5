"""Ids: what is safe in an address and a file name, and how to make one out of anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_SAFE = re.compile(r"[^\W_](?:[\w.-]{0,148}[\w-])?|_[\w.-]{0,148}[\w-]")
_UNSAFE = re.compile(r"[^\w.-]+")


def is_safe_id(text: str) -> bool:
    """Return whether `text` is of letters, digits, `.`, `_`, `-` of any script, in 150 characters at most.

    It may neither start with a dot or a dash nor end with a dot, which some file systems drop.
    """
    return _SAFE.fullmatch(text) is not None


def safe_id(text: str, fallback: str = "unnamed") -> str:
    """Return an id as close to `text` as is safe."""
    normal = unicodedata.normalize("NFC", text)
    made = _UNSAFE.sub("-", normal).lstrip(".-")[:150].rstrip(".-")
    return made if is_safe_id(made) else fallback


def slug(text: str, fallback: str) -> str:
    """Return the words of `text` in small letters with dashes between them, at most 80 characters of them."""
    normal = unicodedata.normalize("NFKC", text).lower()
    made = re.sub(r"[\W_]+", "-", normal).strip("-")[:80].strip("-")
    return made if is_safe_id(made) else fallback


def unique_id(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, or `wanted-2` and so on: the first that is not `taken`."""
    made, number = wanted, 2
    while made in taken:
        made, number = f"{wanted}-{number}", number + 1
    return made


def name_from_id(text: str) -> str:
    """Return words for people: `card-payments` is "Card payments"."""
    words = text.replace("-", " ").strip()
    return words[:1].upper() + words[1:]
