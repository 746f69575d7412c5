"""Entries for the search of Material (and of MkDocs), whose index is a JSON file of `docs`."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from html import escape
from itertools import islice
from urllib.parse import quote

from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.frames import NAME

_PLACE = "candor-entries"
_AT_ONCE = 500


def entry(page: Page) -> str:
    """Return what search knows of a page, as JSON.

    Material shows `text` as HTML, so it is escaped. Of what is found it shows the paragraphs that hold the words.
    """
    text = "".join(f"<p>{escape(line)}</p>" for line in page.text.splitlines())
    found = {"location": page.path, "title": escape(page.title), "text": text, "tags": list(page.tags)}
    return _json(found | {"boost": page.preference} if page.preference != 1 else found)


def extended(index: str, entries: Iterable[str], singly: Iterable[str] = ()) -> Iterator[str]:
    """Yield the index with our entries after its own, and no other of our pages; in parts, for it may be large.

    `singly` are the addresses of our pages that the engine has made: not every engine leaves out what it is told to.
    """
    content = json.loads(index)
    made = {quote(path) for path in singly}
    content["docs"] = [each for each in content["docs"] if not _is_ours(each["location"].partition("#")[0], made)]
    separator = "," if content["docs"] else ""
    content["docs"].append(_PLACE)
    before, _, after = _json(content).rpartition(_json(_PLACE))
    yield before.removesuffix(separator)
    remaining = iter(entries)
    while some := list(islice(remaining, _AT_ONCE)):
        yield separator + ",".join(some)
        separator = ","
    yield after


def _is_ours(path: str, made: Container[str]) -> bool:
    return path in made or NAME in path


def _json(value: object) -> str:
    from pydantic_core import to_json  # takes long to load, and who writes kept posts does without

    return to_json(value).decode()
