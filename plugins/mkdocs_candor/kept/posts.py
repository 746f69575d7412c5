"""Posts as they were last made: found again when nothing that they were made from has changed.

Each is kept in two parts. What the rest of the site has to know of a post is read in every build, of all posts at once;
its pages and files only by who writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.store import Packed, Store
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish.frames import Finished
from mkdocs_candor.publish.style_names import Dress
from mkdocs_candor.publish.watching import UNKEEPABLE, Watch

_END = b"\n"
_BYTES = tuple(each.name for each in fields(Finished) if each.type == "bytes")
_REST = tuple(each.name for each in fields(Finished) if each.name not in (*_BYTES, "dress"))
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


@frozen
class Made:
    """What was made of a post, but for the frame: its page, and its `files` by their paths in the site."""

    page: Finished
    files: Mapping[str, bytes] = field(default_factory=dict)


class KeptPosts:
    """Posts in `store`. `basis` is what all of them are made from; `watch` tells what each is."""

    def __init__(self, store: Store, basis: str, watch: Watch) -> None:
        self._store = store
        self._basis = basis
        self._watch = watch
        self._keys: dict[str, str] = {}

    @property
    def is_damaged(self) -> bool:
        """Return whether the store could not be read."""
        return self._store.is_damaged

    def told(self, posts: Sequence[PostFacts]) -> dict[str, Told]:
        """Return what is known of those of `posts` that are kept and would be made just so again, by their ids."""
        ids = {self.key(facts): facts.post.id for facts in posts}
        found = self._store.get(list(ids))
        return {id_: told for key, id_ in ids.items() if key in found and (told := self._told(found[key]))}

    def made(self, posts: Sequence[PostFacts]) -> dict[str, Made]:
        """Return those of `posts` that are kept, by their ids. Only for those of which `told` gave something."""
        ids = {_body(self.key(facts)): facts.post.id for facts in posts}
        found = {ids[key]: _made(content) for key, content in self._store.get(list(ids)).items()}
        return {id_: made for id_, made in found.items() if made}

    def key(self, facts: PostFacts) -> str:
        key = self._keys.get(facts.post.id)
        if key is None:
            parts = f"{self._basis}\0{facts.post.id}\0{self._watch.mark_of_post(facts)}"
            key = self._keys[facts.post.id] = blake2b(parts.encode(), digest_size=16).hexdigest()
        return key

    def making(self, facts: PostFacts, make: Callable[[], tuple[Told, Made]]) -> tuple[Told, Made, list[Packed]]:
        """Return what `make` makes, and the same for the store: nothing where it would be made anew in any case."""
        with self._watch.noting() as seen:
            told, made = make()
        marks = [(fact, self._watch.mark(fact)) for fact in seen]
        if any(fact == UNKEEPABLE or not mark for fact, mark in marks):
            return told, made, []
        key, head = self.key(facts), b"".join((to_json(marks), _END, to_json(told)))
        return told, made, [Packed.of(key, head), Packed.of(_body(key), _packed(made))]

    def keep(self, new: Sequence[Packed]) -> None:
        """Keep what `making` gave."""
        self._store.add(new)

    def keys(self, facts: PostFacts) -> tuple[str, ...]:
        """Return under which keys a post is kept."""
        key = self.key(facts)
        return key, _body(key)

    def _told(self, content: bytes) -> Told | None:
        """Return what is told of a post, if it would be the same now."""
        try:
            seen, end, rest = content.partition(_END)
            # The marks stand first: of most that are not wanted any more, nothing else has to be read.
            if not end or any(not mark or self._watch.mark(tuple(fact)) != mark for fact, mark in from_json(seen)):
                return None
            return Told(*from_json(rest))
        except _UNREADABLE:
            return None


def _body(key: str) -> str:
    return f"{key}-made"


def _packed(made: Made) -> bytes:
    """Return a line of all that is short, and then what is not, one after the other."""
    page = made.page
    parts = [*(getattr(page, name) for name in _BYTES), *made.files.values()]
    short = {
        "page": [getattr(page, name) for name in _REST],
        "dress": [sorted(each) for each in page.dress],
        "files": list(made.files),
        "sizes": [len(part) for part in parts],
    }
    return b"".join((to_json(short), _END, *parts))


def _made(content: bytes) -> Made | None:
    try:
        line, _, body = content.partition(_END)
        short: dict[str, Any] = from_json(line)
        parts = [body[start:end] for start, end in pairwise(accumulate(short["sizes"], initial=0))]
        names, scripts = short["dress"]
        page = {**dict(zip(_BYTES, parts, strict=False)), **dict(zip(_REST, short["page"], strict=True))}
        return Made(
            Finished(dress=Dress(frozenset(names), frozenset(scripts)), **page),
            dict(zip(short["files"], parts[len(_BYTES) :], strict=True)),
        )
    except _UNREADABLE:
        return None
