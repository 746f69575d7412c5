"""Posts as they were last made: found again when nothing that they were made from has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Any

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.store import Packed, Store
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish.frames import Finished
from mkdocs_candor.publish.style_names import Dress
from mkdocs_candor.publish.watching import UNKEEPABLE, Fact, Watch

_END = b"\n"
_BYTES = tuple(each.name for each in fields(Finished) if each.type == "bytes")
_REST = tuple(each.name for each in fields(Finished) if each.name not in (*_BYTES, "dress"))


@frozen(kw_only=True)
class Made:
    """What was made of a post, but for the frame: its page, and its `files` by their paths in the site.

    `found` is its entry for the search index and `mapped` that of the site map, empty where it is in neither.
    `styled` are values of `style` attributes. `attachments` are files beside it that it links to: site path → file.
    `told` are its entries in feeds, HTML and summary, by their keys.
    """

    page: Finished
    files: Mapping[str, bytes]
    found: str = ""
    mapped: str = ""
    styled: tuple[str, ...] = ()
    attachments: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class KeptPosts:
    """Posts in `store`. `basis` is what all of them are made from; `watch` tells what each is."""

    def __init__(self, store: Store, basis: str, watch: Watch) -> None:
        self._store = store
        self._basis = basis
        self._watch = watch

    @property
    def is_damaged(self) -> bool:
        """Return whether the store could not be read."""
        return self._store.is_damaged

    def found(self, posts: Sequence[PostFacts]) -> dict[str, Made]:
        """Return those of `posts` that are kept and would be made just so again, by their ids."""
        ids = {self.key(facts): facts.post.id for facts in posts}
        result = {}
        for key, content in self._store.get(list(ids)).items():
            made = self._read(content)
            if made is not None:
                result[ids[key]] = made
        return result

    def key(self, facts: PostFacts) -> str:
        parts = f"{self._basis}\0{facts.post.id}\0{self._watch.mark_of_post(facts)}"
        return blake2b(parts.encode(), digest_size=16).hexdigest()

    def made(self, facts: PostFacts, make: Callable[[], Made]) -> tuple[Made, Packed | None]:
        """Return what `make` makes, and the same for the store; None where it would be made anew in any case."""
        with self._watch.noting() as seen:
            made = make()
        marks = [(fact, self._watch.mark(fact)) for fact in seen]
        if any(fact == UNKEEPABLE or not mark for fact, mark in marks):
            return made, None
        return made, Packed.of(self.key(facts), _written(marks, made))

    def _read(self, content: bytes) -> Made | None:
        """Return what was made, if it would be the same now."""
        try:
            # The marks stand first: of most that are not wanted any more, nothing else has to be read.
            seen, end, rest = content.partition(_END)
            if not end or any(not mark or self._watch.mark(tuple(fact)) != mark for fact, mark in json.loads(seen)):
                return None
            return _read(rest)
        except (ValueError, TypeError, LookupError, AttributeError):
            return None


def _written(marks: list[tuple[Fact, str]], made: Made) -> bytes:
    """Return a line of marks, a line of all that is short, and then what is not, one after the other."""
    page = made.page
    parts = [*(getattr(page, name) for name in _BYTES), *made.files.values()]
    short = {
        "page": [getattr(page, name) for name in _REST],
        "dress": [sorted(each) for each in page.dress],
        "sizes": [len(part) for part in parts],
        "files": list(made.files),
        "rest": [made.found, made.mapped, made.styled, made.attachments, made.told],
    }
    return b"".join((json.dumps(marks).encode(), _END, json.dumps(short).encode(), _END, *parts))


def _read(content: bytes) -> Made:
    line, _, body = content.partition(_END)
    short: dict[str, Any] = json.loads(line)
    parts = [body[start:end] for start, end in pairwise(accumulate(short["sizes"], initial=0))]
    names, scripts = short["dress"]
    found, mapped, styled, attachments, told = short["rest"]
    page: dict[str, Any] = {**dict(zip(_BYTES, parts, strict=False)), **dict(zip(_REST, short["page"], strict=True))}
    return Made(
        page=Finished(dress=Dress(frozenset(names), frozenset(scripts)), **page),
        files=dict(zip(short["files"], parts[len(_BYTES) :], strict=True)),
        found=found,
        mapped=mapped,
        styled=tuple(styled),
        attachments=attachments,
        told={key: (html, summary) for key, (html, summary) in told.items()},
    )
