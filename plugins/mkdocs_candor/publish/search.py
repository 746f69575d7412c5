"""Entries for the search of Material (and of MkDocs), whose index is a JSON file of `docs`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from mkdocs_candor.publish.artifact import Page


def entry(page: Page) -> dict[str, object]:
    """Return what search knows of a page. Material shows `text` as HTML, so it is escaped."""
    return {"location": page.path, "title": escape(page.title), "text": escape(page.text), "tags": list(page.tags)}


def extended(index: str, entries: Iterable[dict[str, object]]) -> str:
    """Return the index with our entries after its own."""
    content = json.loads(index)
    content["docs"].extend(entries)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
