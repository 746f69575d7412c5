"""Copies of the site's files that a web server sends as they are, instead of compressing them for each reader."""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_KINDS = frozenset((
    ".atom", ".css", ".html", ".ics", ".js", ".json", ".md", ".rss", ".svg", ".txt", ".xml",
))  # fmt: skip
_LEAST = 1024  # less fits into one packet anyway

Compress = Callable[[bytes, bool], bytes]


def copies(site: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield path and content of a compressed copy of each file in `site` that gains by it, and has none.

    gzip always, brotli where its module is installed. Files that many readers get are compressed as much as can be.
    """
    kinds = _kinds()
    for file in sorted(site.rglob("*")):
        if file.suffix not in _KINDS or not file.is_file() or file.stat().st_size < _LEAST:
            continue
        content, place = file.read_bytes(), file.relative_to(site)
        is_popular = place.parts[0] == "assets" or len(place.parts) < 3
        for ending, compress in kinds.items():
            copy = file.with_name(file.name + ending)
            if not copy.exists() and len(packed := compress(content, is_popular)) < len(content):
                yield copy, packed


def has_brotli() -> bool:
    return ".br" in _kinds()


def _kinds() -> dict[str, Compress]:
    kinds: dict[str, Compress] = {".gz": lambda content, _: gzip.compress(content, 9, mtime=0)}
    with suppress(ImportError):
        brotli = importlib.import_module("brotli")
        kinds[".br"] = lambda content, is_popular: brotli.compress(content, quality=11 if is_popular else 9)
    return kinds
