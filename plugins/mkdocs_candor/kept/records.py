"""How what is kept of a post is written down: a line of all that is short, and then what is not, one after the other.

A text without quotation marks around it and marks within it is read ten times as fast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, fields
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from mkdocs_candor.kept.marks import Marks, read
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish.frames import Finished
from mkdocs_candor.publish.style_names import Dress

_END = "\n"
_LONG = tuple(each.name for each in fields(Finished) if each.type == "bytes")
_SHORT = tuple(each.name for each in fields(Finished) if each.name not in (*_LONG, "dress"))
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)


class Told(NamedTuple):
    """What the rest of the site has to know of a page: the paths of it and of all files beside it.

    `found` is its entry for the search index and `mapped` that of the site map, empty where it is in neither.
    `styled` are values of `style` attributes. `attachments` are files beside it that it links to: site path → file.
    `pieces` is what it gives to what many posts share, by name.
    """

    paths: Sequence[str]
    found: str = ""
    mapped: str = ""
    styled: Sequence[str] = ()
    attachments: Mapping[str, str] = {}
    pieces: Mapping[str, str] = {}


class Marked(NamedTuple):
    """What is told of a post, and the marks of all that it was made from."""

    marks: Marks
    told: Told


@frozen
class Made:
    """What was made of a post, but for the frame: its page, and its `files` by their paths in the site."""

    page: Finished
    files: Mapping[str, bytes | memoryview] = field(default_factory=dict)


def marked_record(marked: Marked) -> bytes:
    from pydantic_core import to_json  # takes long to load, and where nothing is kept nobody needs it

    marks, told = marked
    texts = (told.found, told.mapped, *told.pieces.values())
    short = (marks.own, told.paths, told.styled, told.attachments, list(told.pieces), [len(text) for text in texts])
    return _END.join((marks.shared, to_json(short).decode(), "".join(texts))).encode()


def read_marked(record: bytes) -> Marked | None:
    from pydantic_core import from_json

    try:
        shared, line, text = record.decode().split(_END, 2)
        own, paths, styled, attachments, names, sizes = from_json(line)
        found, mapped, *pieces = [text[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]
        pieces_by_name = dict(zip(names, pieces, strict=True))
        return Marked(read(shared, own), Told(paths, found, mapped, styled, attachments, pieces_by_name))
    except _UNREADABLE:
        return None


def made_record(made: Made) -> bytes:
    from pydantic_core import to_json

    page = made.page
    parts = [*(getattr(page, name) for name in _LONG), *made.files.values()]
    short = (
        [getattr(page, name) for name in _SHORT],
        *(sorted(each) for each in page.dress),
        list(made.files),
        [len(part) for part in parts],
    )
    return b"".join((to_json(short), _END.encode(), *parts))


def read_made(record: bytes) -> Made | None:
    from pydantic_core import from_json

    try:
        end_of_line = record.index(_END.encode())
        short, names, scripts, paths, sizes = from_json(record[:end_of_line])
        places = list(pairwise(accumulate(sizes, initial=end_of_line + len(_END))))
        long = (record[start:end] for start, end in places[: len(_LONG)])
        whole = memoryview(record)  # files go to where they are written without a copy
        files = (whole[start:end] for start, end in places[len(_LONG) :])
        values: dict[str, Any] = dict(zip(_SHORT, short, strict=True)) | dict(zip(_LONG, long, strict=True))
        page = Finished(dress=_dress(tuple(names), tuple(scripts)), **values)
        return Made(page, dict(zip(paths, files, strict=True)))
    except _UNREADABLE:
        return None


@lru_cache(maxsize=64)
def _dress(names: tuple[str, ...], scripts: tuple[str, ...]) -> Dress:
    return Dress(frozenset(names), frozenset(scripts))
