"""Entries for the search of Material (and of MkDocs), whose index is a JSON file of `docs`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from mkdocs_candor.publish.artifact import Page

_PLACE = "candor-entries"


def entry(page: Page) -> str:
    """Return what search knows of a page, as JSON.

    Material shows `text` as HTML, so it is escaped. Of what is found it shows the paragraphs that hold the words.
    """
    text = "".join(f"<p>{escape(line)}</p>" for line in page.text.splitlines())
    return _json({"location": page.path, "title": escape(page.title), "text": text, "tags": list(page.tags)})


def extended(index: str, entries: Iterable[str]) -> str:
    """Return the index with our entries after its own."""
    content = json.loads(index)
    ours = ",".join(entries)
    if not ours:
        return _json(content)
    content["docs"].append(_PLACE)
    before, _, after = _json(content).rpartition(_json(_PLACE))
    return f"{before}{ours}{after}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
