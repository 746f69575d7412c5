"""Names that people gave → ids and file names of ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})


def slug(name: str, longest: int = 60) -> str:
    """Return lower-case ASCII words joined by `-`, cut between words; empty when there is no such word in `name`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    result = "-".join(words)
    if len(result) <= longest:
        return result
    return result[: longest + 1].rpartition("-")[0] or result[:longest]


def free_id(wanted: str, spare: str, taken: Container[str]) -> str:
    """Return `wanted`, or else `wanted-spare`, or else the first of `wanted-spare-2`, `-3` … that is not `taken`."""
    if wanted and wanted not in taken:
        return wanted
    base = "-".join(part for part in (wanted, spare) if part) or "unnamed"
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
