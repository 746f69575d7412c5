"""Posts as they were last made: found again when nothing that they were made from has changed.

Each is kept in two parts. What the rest of the site has to know of a post is read in every build, of all posts at once;
its pages and files only by who writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.basis import code
from mkdocs_candor.kept.packed import Packed
from mkdocs_candor.kept.store import Store
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish.frames import Finished
from mkdocs_candor.publish.style_names import Dress
from mkdocs_candor.publish.watching import UNKEEPABLE, Fact, Watch, is_final

if TYPE_CHECKING:
    from mkdocs_candor.kept.preview import Preview
    from mkdocs_candor.kept.unnamed_store import UnnamedStore

_END = b"\n"
_AT_ONCE = 500
"""A long history is more than memory should hold twice."""
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


class _Marked(NamedTuple):
    """What is told of a post, and the marks of all that it was made from, by their facts."""

    seen: dict[Fact, str]
    told: Told


@frozen
class Made:
    """What was made of a post, but for the frame: its page, and its `files` by their paths in the site."""

    page: Finished
    files: Mapping[str, bytes] = field(default_factory=dict)


class KeptPosts:
    """Posts in `store`. `basis` is what all of them are made from beside the code; `watch` tells what each is.

    `preview` is the one that this is a build of, `source` gives a text that changes with the file at a path.
    """

    def __init__(
        self,
        store: Store | UnnamedStore,
        basis: str,
        watch: Watch,
        preview: Preview | None = None,
        source: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._preview = preview
        self._source = source
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
        known: dict[str, _Marked] = self._preview.marked if self._preview else {}
        changed = self._changed()
        good = {key: known[key] for key in ids if key in known and changed.isdisjoint(known[key].seen)}
        told = {ids[key]: marked.told for key, marked in good.items()}
        missing = [key for key in ids if key not in good]
        for start in range(0, len(missing), _AT_ONCE):
            for key, content in self._store.get(missing[start : start + _AT_ONCE]).items():
                if (marked := _marked(content)) and self._is_good(marked):
                    told[ids[key]] = marked.told
                    if self._preview:
                        good[key] = marked
                        self._preview.marks |= {
                            fact: mark for fact, mark in marked.seen.items() if not is_final(fact, mark)
                        }
        if self._preview:
            self._preview.marked = good
        return told

    def made(self, posts: Sequence[PostFacts]) -> dict[str, Made]:
        """Return those of `posts` that are kept, by their ids. Only for those of which `told` gave something."""
        ids = {_body(self.key(facts)): facts.post.id for facts in posts}
        found = {ids[key]: _made(content) for key, content in self._store.get(list(ids)).items()}
        return {id_: made for id_, made in found.items() if made}

    def key(self, facts: PostFacts) -> str:
        key = self._keys.get(facts.post.id)
        if key is None:
            key = self._keys[facts.post.id] = self._new_key(facts)
        return key

    def know(self, keys: Mapping[str, str]) -> None:
        """Note the keys of posts by their ids, for who need not look at them."""
        self._keys.update(keys)

    def _new_key(self, facts: PostFacts) -> str:
        source = self._source(facts.post.source.path) if self._preview else ""
        if self._preview and source:
            before, known_source, mark, key = self._preview.facts.get(facts.post.id, (None, "", "", ""))
            # To compare takes less than to go through them. It is blind for lines of files, which the source is not.
            if known_source == f"{self._basis}{source}" and (before is facts or before == facts):
                self._watch.recall(facts, mark)
                return key
        mark = self._watch.mark_of_post(facts)
        parts = f"{code()}\0{self._basis}\0{facts.post.id}\0{mark}"
        key = blake2b(parts.encode(), digest_size=16).hexdigest()
        if self._preview and source:
            self._preview.facts[facts.post.id] = facts, f"{self._basis}{source}", mark, key
        return key

    def making(self, facts: PostFacts, make: Callable[[], tuple[Told, Made]]) -> tuple[Told, Made, list[Packed]]:
        """Return what `make` makes, and the same for the store: nothing where it would be made anew in any case."""
        from pydantic_core import to_json  # takes long to load, and where nothing is kept nobody needs it

        with self._watch.noting() as seen:
            told, made = make()
        marks = [(fact, self._watch.mark(fact)) for fact in seen]
        if any(fact == UNKEEPABLE or not mark for fact, mark in marks):
            return told, made, []
        key, head = self.key(facts), b"".join((to_json(marks), _END, to_json(told)))
        return told, made, [Packed.of(key, head), Packed.of(_body(key), _packed(made))]

    def keep(self, new: Sequence[Packed]) -> Sequence[Packed]:
        """Keep what `making` gave. Returns what this process cannot keep, for the build's own to do it."""
        return self._store.add(new)

    def keys(self, facts: PostFacts) -> tuple[str, ...]:
        """Return under which keys a post is kept."""
        key = self.key(facts)
        return key, _body(key)

    def _is_good(self, marked: _Marked) -> bool:
        """Return whether a post would be the same now."""
        return all(mark and self._watch.mark(fact) == mark for fact, mark in marked.seen.items())

    def _changed(self) -> set[Fact]:
        """Return what is not any more as the posts that a preview has at hand show it."""
        if not self._preview:
            return set()
        marks, as_of = self._preview.marks, self._watch.as_of
        if self._preview.as_of and as_of < self._preview.as_of:  # then what had come has not come
            self._preview.marked.clear()
            marks.clear()
        self._preview.as_of = as_of
        changed = {fact for fact, mark in marks.items() if self._watch.mark(fact) != mark}
        for fact in changed:
            del marks[fact]
        return changed


def _marked(content: bytes) -> _Marked | None:
    from pydantic_core import from_json

    try:
        seen, _, rest = content.partition(_END)
        return _Marked({tuple(fact): mark for fact, mark in from_json(seen)}, Told(*from_json(rest)))
    except _UNREADABLE:
        return None


def _body(key: str) -> str:
    return f"{key}-made"


def _packed(made: Made) -> bytes:
    """Return a line of all that is short, and then what is not, one after the other."""
    from pydantic_core import to_json

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
    from pydantic_core import from_json

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
