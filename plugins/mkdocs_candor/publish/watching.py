"""Notes what a piece of the site is made from, so that it can be told later whether it would still be the same.

An edition's facts are handed out through what is here. While a piece is being made, every fact that is looked at is
noted; so nobody has to keep a list of what a page may show, which would be wrong after the next change of a template.
Facts are noted by name; `Watch.mark` gives a short text for what one is now, and a piece is still good when all of
its marks are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias, cast, get_args

from mkdocs_candor.derive.facts import PostFacts, Relations, Snapshot
from mkdocs_candor.publish.fingerprint import Unprintable, fingerprint

Fact: TypeAlias = tuple[str, ...]
"""What was looked at: a kind, and names: `("post", "x")`, `("components", "mail", "status")`, `("now", "as_of")`."""

UNKEEPABLE: Fact = ("unkeepable",)
"""Something that is not worth comparing, or that must be said again in every build."""

TIMES = ("has_come", "is_past")
"""Kinds of facts about a moment, which is the name."""

YES, NO = "yes", "no"
"""The marks of what is true and of what is false."""

# Of these, each attribute is a fact of its own: a page shows a component's name, and not how it is today.
_BY_ATTRIBUTE = ("components", "groups", "resources", "desks", "promises")
# Everything at once is different in every build.
_POST_FACTS = get_args(PostFacts)
_ALL = ("incidents", "maintenances", "announcements", "apologies", "reports", "open_questions", "summary")


class Watch:
    """Watches one edition's facts. `seen` is what was looked at since `noting` began; None: nobody asks.

    `sources` gives posts, by their `id`, a text that says as much as they do. `settled` says of which facts those about
    a post are made, beside itself and what it is related to: it gives None where they also change with time.

    `given` are the sets and mappings by kind that are no part of the snapshot, whole.
    """

    def __init__(
        self,
        now: Snapshot,
        sources: Mapping[int, str] = MappingProxyType({}),
        settled: Callable[[PostFacts], Iterable[PostFacts] | None] = lambda _: None,
    ) -> None:
        self.seen: dict[Fact, None] | None = None
        self.given: dict[str, object] = {}
        self._now = now
        self._marks: dict[Fact, str] = {}
        self._sources = sources
        self._settled = settled
        self._relations: dict[Relations, str] = {}
        self._others: dict[str, Callable[[Fact], object]] = {}
        self.now = cast(Snapshot, _Now(now, self))

    @property
    def as_of(self) -> datetime:
        return self._now.as_of

    @contextmanager
    def noting(self) -> Iterator[dict[Fact, None]]:
        """Collect the facts that are looked at, each once, in the order in which they were first."""
        found: dict[Fact, None] = {}
        self.seen = found
        try:
            yield found
        finally:
            self.seen = None

    def note(self, *fact: str) -> None:
        if self.seen is not None:
            self.seen[fact] = None

    def note_all(self, facts: Iterable[Fact]) -> None:
        if self.seen is not None:
            self.seen.update(dict.fromkeys(facts))

    def knows(self, kind: str, value: Callable[[Fact], object]) -> None:
        """Let facts of `kind`, which are not of the snapshot, be told by `value`."""
        self._others[kind] = value

    def among(self, kind: str, ids: frozenset[str]) -> frozenset[str]:
        """Return `ids` as a set of which each look is noted."""
        self.given[kind] = ids
        self.knows(kind, lambda fact: fact[1] in ids)
        return _Set(ids).watched(self, kind)

    def mapping(self, kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return `values` as a mapping of which each look is noted."""
        self.given[kind] = values
        self.knows(kind, lambda fact: values.get(fact[1]) if len(fact) > 1 else UNKEEPABLE)
        return _Dict(values).watched(self, kind, by_attribute=False)

    def mark(self, fact: Fact) -> str:
        """Return a text that is the same as long as the fact is; empty for what is never the same."""
        if (mark := self._marks.get(fact)) is None:
            mark = self._marks[fact] = self._mark(fact)
        return mark

    def mark_of_post(self, facts: PostFacts) -> str:
        return self.mark(("posts", facts.post.id))

    def recall(self, facts: PostFacts, mark: str) -> None:
        """Note a post's mark, for who knows that its facts are as they were."""
        self._marks["posts", facts.post.id] = mark

    def _mark(self, fact: Fact) -> str:
        try:
            value = self._value(fact)
            if value is True or value is False:
                return YES if value else NO
            if isinstance(value, _POST_FACTS) and (mark := self._mark_of_settled(value)):
                return mark
            return "" if value is UNKEEPABLE else fingerprint(value, self._sources)
        except Unprintable:
            return ""

    def _mark_of_settled(self, facts: PostFacts) -> str:
        """Return the mark of facts that no later moment changes, by what they are made of; empty for others.

        To go through all of them takes ten times as long.
        """
        source, about = self._sources.get(id(facts.post)), self._settled(facts)
        if source is None or about is None:
            return ""
        related = facts.relations
        if related not in self._relations:
            self._relations[related] = fingerprint(related)
        return " ".join((source, self._relations[related], *map(self.mark_of_post, about)))

    def _value(self, fact: Fact) -> object:
        if other := self._others.get(fact[0]):
            return other(fact)
        kind, *names = fact
        if kind == "has_come":
            return datetime.fromisoformat(names[0]) <= self._now.as_of
        if kind == "is_past":
            return datetime.fromisoformat(names[0]) < self._now.as_of
        if kind == "now":
            return UNKEEPABLE if names[0] in _ALL else getattr(self._now, names[0])
        if kind == "posts" and not names:
            return UNKEEPABLE
        if kind in ("posts", *_BY_ATTRIBUTE):
            known: Mapping[str, Any] = getattr(self._now, kind)
            if not names:
                return tuple(known)
            if kind == "posts":
                return known.get(names[0])
            found = known.get(names[0])
            return found is None if len(names) == 1 else (found is not None and (getattr(found, names[1]),))
        return UNKEEPABLE


class _Now:
    """A snapshot of which every look is noted."""

    def __init__(self, now: Snapshot, watch: Watch) -> None:
        self._now = now
        self._watch = watch
        self._known: dict[str, Any] = {}
        self.posts = _Dict(now.posts).watched(watch, "posts", by_attribute=False)
        for kind in _BY_ATTRIBUTE:
            setattr(self, kind, _Dict(getattr(now, kind)).watched(watch, kind, by_attribute=True))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        self._watch.note("now", name)
        if name not in self._known:  # the snapshot looks through all posts for some of these
            self._known[name] = getattr(self._now, name)
        return self._known[name]

    def has_come(self, moment: datetime) -> bool:
        self._watch.note("has_come", moment.isoformat())
        return self._now.has_come(moment)

    def is_past(self, moment: datetime) -> bool:
        self._watch.note("is_past", moment.isoformat())
        return self._now.is_past(moment)


class _Dict(dict[str, Any]):
    """A mapping of which every look is noted: at one value, or at which there are."""

    _watch: Watch
    _kind: str
    _by_attribute: bool

    def watched(self, watch: Watch, kind: str, *, by_attribute: bool) -> _Dict:
        self._watch, self._kind, self._by_attribute = watch, kind, by_attribute
        return self

    def __getitem__(self, id_: str) -> Any:
        self._note(id_)
        return self._handed_out(id_, super().__getitem__(id_))

    def get(self, id_: str, default: Any = None) -> Any:
        self._note(id_)
        return self._handed_out(id_, super().__getitem__(id_)) if super().__contains__(id_) else default

    def __contains__(self, id_: object) -> bool:
        self._note(str(id_))
        return super().__contains__(id_)

    def __iter__(self) -> Iterator[str]:
        self._watch.note(self._kind)
        return super().__iter__()

    def __len__(self) -> int:
        self._watch.note(self._kind)
        return super().__len__()

    def keys(self) -> Any:
        self._watch.note(self._kind)
        return super().keys()

    def values(self) -> Any:
        self._watch.note(self._kind)
        return [self._handed_out(*item) for item in super().items()] if self._is_looked_into else super().values()

    def items(self) -> Any:
        self._watch.note(self._kind)
        if not self._is_looked_into:
            return super().items()
        return {id_: self._handed_out(id_, value) for id_, value in super().items()}.items()

    @property
    def _is_looked_into(self) -> bool:
        return self._by_attribute and self._watch.seen is not None

    def _handed_out(self, id_: str, value: Any) -> Any:
        """Return a value, watched where somebody notes: else each look at an attribute would cost for nothing."""
        return _Watched(value, self._watch, (self._kind, id_)) if self._is_looked_into else value

    def _note(self, id_: str) -> None:
        if self._watch.seen is not None:
            self._watch.note(self._kind, id_)


class _Watched:
    """A value of which each attribute is a fact."""

    __slots__ = ("_fact", "_value", "_watch")

    def __init__(self, value: object, watch: Watch, fact: Fact) -> None:
        self._value = value
        self._watch = watch
        self._fact = fact

    @property  # type: ignore[misc] # so that it passes for what it stands for
    def __class__(self) -> type:
        return type(self._value)

    def __getattr__(self, name: str) -> Any:
        if self._watch.seen is not None:
            self._watch.note(*self._fact, name)
        return getattr(self._value, name)


_holds = frozenset.__contains__


class _Set(frozenset[str]):
    """A set of which every look is noted."""

    _watch: Watch
    _kind: str

    def watched(self, watch: Watch, kind: str) -> _Set:
        self._watch, self._kind = watch, kind
        return self

    def __contains__(self, id_: object) -> bool:
        if self._watch.seen is not None:
            self._watch.note(self._kind, str(id_))
        return _holds(self, id_)  # there are outputs that ask this of all posts and promises

    def __iter__(self) -> Iterator[str]:
        self._watch.note(*UNKEEPABLE)
        return super().__iter__()

    def __len__(self) -> int:
        self._watch.note(*UNKEEPABLE)
        return super().__len__()
