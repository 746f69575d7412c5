"""Posts as they were last made: found again when nothing that they were made from has changed.

Each is kept in two parts. What the rest of the site has to know of a post is read in every build, of all posts at once;
its pages and files only by who writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.basis import code
from mkdocs_candor.kept.marks import Compared, marks
from mkdocs_candor.kept.packed import Packed
from mkdocs_candor.kept.records import Made, Marked, Told, made_record, marked_record, read_made, read_marked
from mkdocs_candor.kept.store import Store
from mkdocs_candor.publish.watching import Watch

if TYPE_CHECKING:
    from mkdocs_candor.kept.unnamed_store import UnnamedStore

_AT_ONCE = 500
"""A long history is more than memory should hold twice."""


class KeptPosts:
    """Posts in `store`. `basis` is what all of them are made from beside the code; `watch` tells what each is."""

    def __init__(self, store: Store | UnnamedStore, basis: str, watch: Watch) -> None:
        self.watch = watch
        self.compared = Compared(watch)
        self._store = store
        self.basis = basis
        self._keys: dict[str, str] = {}

    @property
    def build(self) -> int:
        """Return the number of this build in the store; 0 as long as it has not written there."""
        return self._store.build

    @property
    def is_damaged(self) -> bool:
        """Return whether the store could not be read."""
        return self._store.is_damaged

    def told(self, posts: Sequence[PostFacts]) -> dict[str, Told]:
        """Return what is known of those of `posts` that are kept and would be made just so again, by their ids."""
        ids = {self.key(facts): facts.post.id for facts in posts}
        return {ids[key]: marked.told for key, marked in self.good(list(ids)).items()}

    def good(self, keys: Sequence[str]) -> dict[str, Marked]:
        """Return what is kept under these keys of posts and is still good."""
        good: dict[str, Marked] = {}
        for start in range(0, len(keys), _AT_ONCE):
            for key, content in self._store.get(keys[start : start + _AT_ONCE]).items():
                if (marked := read_marked(content)) and self.compared.holds(marked.marks):
                    good[key] = marked
        return good

    def made(self, posts: Sequence[PostFacts]) -> dict[str, Made]:
        """Return those of `posts` that are kept, by their ids. Only for those of which `told` gave something."""
        ids = {_body(self.key(facts)): facts.post.id for facts in posts}
        found = {ids[key]: read_made(content) for key, content in self._store.get(list(ids)).items()}
        return {id_: made for id_, made in found.items() if made}

    def key(self, facts: PostFacts) -> str:
        key = self._keys.get(facts.post.id)
        if key is None:
            key = self._keys[facts.post.id] = self.new_key(facts)
        return key

    def know(self, keys: Mapping[str, str]) -> None:
        """Note the keys of posts by their ids, for who need not look at them."""
        self._keys.update(keys)

    def new_key(self, facts: PostFacts) -> str:
        """Return a key that changes with all that a post is made from, but what it may look at of others."""
        parts = f"{code()}\0{self.basis}\0{facts.post.id}\0{self.watch.mark_of_post(facts)}"
        return blake2b(parts.encode(), digest_size=16).hexdigest()

    def making(self, facts: PostFacts, make: Callable[[], tuple[Told, Made]]) -> tuple[Told, Made, list[Packed]]:
        """Return what `make` makes, and the same for the store: nothing where it would be made anew in any case."""
        with self.watch.noting() as seen:
            told, made = make()
        made_from = marks(seen, self.watch, facts.post.id)
        if made_from is None:
            return told, made, []
        key, record = self.key(facts), marked_record(Marked(made_from, told))
        return told, made, [Packed.of(key, record), Packed.of(_body(key), made_record(made))]

    def keep(self, new: Sequence[Packed]) -> Sequence[Packed]:
        """Keep what `making` gave. Returns what this process cannot keep, for the build's own to do it."""
        return self._store.add(new)


def records_of(key: str) -> tuple[str, str]:
    """Return under which keys a post with this key is kept."""
    return key, _body(key)


def _body(key: str) -> str:
    return f"{key}-made"
