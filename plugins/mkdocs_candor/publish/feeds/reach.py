"""Which posts the shared feeds may tell of, found without making the entries of all: of a long history few are told.

A feed holds the newest entries about something. An entry among the newest fifty is of a post whose last word is among
the last words of fifty posts, since each of these has an entry that is as new; and so for digests and first words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from mkdocs_candor.derive.effects import touched
from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.model.post import Audience, PostType
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry, entries_of
from mkdocs_candor.publish.pieces import Piece

_REACH = "feeds-reach"


class _Reach(NamedTuple):
    """When the first and the last word of a post were told, and the last of its promises, as timestamps."""

    post: str
    first: float
    last: float
    of_promises: float
    is_major: bool


def piece(facts: PostFacts, own: Iterable[Entry]) -> Piece:
    """Return what is to be known of a post whose entries are `own`."""
    return Piece(_REACH, facts.post.id, _text(own))


def told_of(edition: Edition, size: int) -> list[PostFacts]:
    """Return all posts of which a feed of `size` entries may tell, and some more, newest first. No drafts."""
    posts = edition.told
    topics: defaultdict[str, list[_Reach]] = defaultdict(list)
    names = _Topics(edition)
    found = set()
    for (id_, facts), reach in zip(posts.items(), _reaches(posts, edition), strict=True):
        if isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.is_open:
            found.add(id_)
        for topic in names.of(facts, reach):
            topics[topic].append(reach)
    for reaches in topics.values():
        found.update(_newest(reaches, "last", size))
        found.update(_newest(reaches, "first", size))
    found.update(_newest([reach for reach in topics[""] if reach.of_promises], "of_promises", size))
    return [facts for id_, facts in posts.items() if id_ in found]


class _Topics:
    """Names what posts are about, each topic by a name that nothing else has; the whole has none."""

    def __init__(self, edition: Edition) -> None:
        self._groups: defaultdict[str, set[str]] = defaultdict(set)
        for group in edition.now.groups.values():
            for component in group.group.components:
                self._groups[component].add(group.group.id)
        self._known: dict[tuple[object, ...], list[str]] = {}

    def of(self, facts: PostFacts, reach: _Reach) -> list[str]:
        key = (facts.post.type, facts.post.audience, reach.is_major, touched(facts))
        if key not in self._known:  # most posts are about the same as others
            self._known[key] = list(self._named(*key))
        return self._known[key]

    def _named(self, type_: PostType, audience: Audience, is_major: bool, about: tuple[str, ...]) -> Iterator[str]:
        yield ""
        yield f"type {type_}"
        yield f"audience {audience}"
        if is_major:
            yield "major"
        yield from (f"component {id_}" for id_ in dict.fromkeys(about))
        yield from (f"group {id_}" for id_ in set().union(*(self._groups.get(id_, ()) for id_ in about)))


def _newest(reaches: list[_Reach], by: str, size: int) -> Iterator[str]:
    """Yield the posts of the newest `size`, and those that are as new as the last of them."""
    newest = sorted(reaches, key=attrgetter(by), reverse=True)
    oldest = getattr(newest[size - 1], by) if 0 < size <= len(newest) else 0.0
    for number, reach in enumerate(newest):
        if number >= size and getattr(reach, by) < oldest:
            return
        yield reach.post


def _reaches(posts: Mapping[str, PostFacts], edition: Edition) -> Iterator[_Reach]:
    texts = edition.pieces.texts(_REACH, posts.items(), partial(_new, edition=edition))
    for id_, text in zip(posts, texts, strict=True):
        first, last, of_promises, is_major = text.split()
        yield _Reach(id_, float(first), float(last), float(of_promises), is_major == "1")


def _new(facts: PostFacts, edition: Edition) -> str:
    return _text(entries_of((facts,), edition))


def _text(own: Iterable[Entry]) -> str:
    own = list(own)
    told = [entry.published.timestamp() for entry in own]
    of_promises = max((entry.published.timestamp() for entry in own if entry.is_of_promise), default=0.0)
    return f"{min(told)!r} {max(told)!r} {of_promises!r} {any(entry.is_major for entry in own):d}"
