"""What a post was made from, as marks of all facts that were looked at: the same marks, the same post.

Most of these facts many posts look at, such as the name of a component: they are compared once, and not for each post.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from sys import intern
from typing import NamedTuple

from mkdocs_candor.publish.watching import TIMES, UNKEEPABLE, YES, Fact, Watch


class Marks(NamedTuple):
    """Facts, each with its mark behind it. `shared` is JSON of those that other posts may have looked at too."""

    shared: str
    own: Sequence[Sequence[str]]


class Compared:
    """Tells whether marks are still the same, for one build."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._known: dict[str, bool] = {}

    def holds(self, marks: Marks) -> bool:
        if (is_same := self._known.get(marks.shared)) is None:
            from pydantic_core import from_json

            is_same = self._known[marks.shared] = self._are_same(from_json(marks.shared))
        return is_same and self._are_same(marks.own)

    def _are_same(self, marked: Iterable[Sequence[str]]) -> bool:
        return all(self._watch.mark(tuple(fact)) == mark for *fact, mark in marked)


def marks(seen: Iterable[Fact], watch: Watch, post: str) -> Marks | None:
    """Return the marks of facts that were looked at while this post was made; None where these are never the same.

    Without those of the post itself, which it is looked up by.
    """
    from pydantic_core import to_json  # takes long to load, and where nothing is kept nobody needs it

    marked = {fact: watch.mark(fact) for fact in seen if fact != ("posts", post)}
    if UNKEEPABLE in marked or not all(marked.values()):
        return None
    shared: list[Fact] = []
    own: list[Fact] = []
    for fact, mark in _without_times_between(marked).items():
        is_own = fact[0] in TIMES or (len(fact) > 1 and fact[1].startswith(post))
        (own if is_own else shared).append((*fact, mark))
    return Marks(to_json(shared).decode(), own)


def read(shared: str, own: Sequence[Sequence[str]]) -> Marks:
    """Return marks that were written down; what posts share is held once."""
    return Marks(intern(shared), own)


def _without_times_between(marked: Mapping[Fact, str]) -> dict[Fact, str]:
    """Return the marks without those of moments that another one says more of.

    When the last of those that had come has come, so have all; while the first of the others has not, none has.
    """
    groups: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact, mark in marked.items():
        if fact[0] in TIMES:
            groups[fact[0], mark].append(fact)
    telling = {
        (max if mark == YES else min)(facts, key=lambda fact: datetime.fromisoformat(fact[1]))
        for (_, mark), facts in groups.items()
    }
    return {fact: mark for fact, mark in marked.items() if fact[0] not in TIMES or fact in telling}
