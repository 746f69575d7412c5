"""Posts as they were last made: found again when nothing that they were made from has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from pydantic import TypeAdapter, ValidationError

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.store import Packed, Store
from mkdocs_candor.publish.artifact import PostOutput
from mkdocs_candor.publish.watching import UNKEEPABLE, Fact, Watch


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a post, and from which facts, each with its mark at that time. `attachments` are files beside
    it that it links to: site path → file.
    """

    seen: list[tuple[Fact, str]]
    output: PostOutput
    attachments: dict[str, str] = field(default_factory=dict)


_CODEC = TypeAdapter(Made)


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
        for key, text in self._store.get(list(ids)).items():
            made = self._read(text)
            if made is not None:
                result[ids[key]] = made
        return result

    def key(self, facts: PostFacts) -> str:
        parts = f"{self._basis}\0{facts.post.id}\0{self._watch.mark_of_post(facts)}"
        return blake2b(parts.encode(), digest_size=16).hexdigest()

    def made(self, make: Callable[[], PostOutput], attachments: Callable[[], dict[str, str]]) -> Made:
        """Return what `make` makes, with all that was looked at meanwhile."""
        with self._watch.noting() as seen:
            output = make()
        marks = [(fact, self._watch.mark(fact)) for fact in seen]
        return Made(marks, output, attachments())

    def packed(self, facts: PostFacts, made: Made) -> Packed | None:
        """Return a post for the store; None for one that would be made anew in any case."""
        if any(fact == UNKEEPABLE or not mark for fact, mark in made.seen):
            return None
        return Packed.of(self.key(facts), _CODEC.dump_json(made).decode())

    def _read(self, text: str) -> Made | None:
        """Return what was made, if it would be the same now."""
        start, separator, _ = text.partition('],"output":')
        try:
            # The marks stand first: of most that are not wanted any more, nothing else has to be read.
            seen = json.loads(start.partition(":")[2] + "]") if separator else None
            if seen is None or any(not mark or self._watch.mark(tuple(fact)) != mark for fact, mark in seen):
                return None
            return _CODEC.validate_json(text)
        except (ValueError, TypeError, ValidationError):
            return None
