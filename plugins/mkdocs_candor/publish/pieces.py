"""What posts give to the outputs that many of them share: a line of a list, an event, an entry of a feed.

It is made with the post and kept with it, so that a build after one commit puts most outputs together from what is
there. A piece that is missing is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from mkdocs_candor.publish.watching import Watch

_T = TypeVar("_T")


class Piece(NamedTuple):
    """`kind` is what it is a piece of, `of` says whose it is."""

    kind: str
    of: str
    text: str

    @property
    def name(self) -> str:
        return _name(self.kind, self.of)


class Pieces:
    """The pieces of one edition. `watch` is the one that its facts are looked at through."""

    def __init__(self, watch: Watch | None = None) -> None:
        self._watch = watch
        self._texts: dict[str, str] = {}
        self._post: tuple[object, dict[str, str]] = (None, {})  # the one that is being made, by what it notes

    def add(self, texts: Mapping[str, str]) -> None:
        """Note pieces by their names."""
        self._texts.update(texts)

    def forget(self) -> None:
        """Know none: what they were made of has changed."""
        self._texts.clear()

    def text(self, kind: str, of: str, make: Callable[[], str]) -> str:
        """Return a piece as it is known, else what `make` gives.

        While a post is made all is made, once, for what is looked at has to be noted.
        """
        known, name = self._known_now(), _name(kind, of)
        if name not in known:
            known[name] = make()
        return known[name]

    def texts(self, kind: str, wanted: Iterable[tuple[str, _T]], make: Callable[[_T], str]) -> list[str]:
        """Return pieces of one kind, as `text` does each: `wanted` says whose, and what `make` takes for it."""
        known, found = self._known_now(), []
        for of, value in wanted:
            name = _name(kind, of)
            text = known.get(name)
            if text is None:
                text = known[name] = make(value)
            found.append(text)
        return found

    def _known_now(self) -> dict[str, str]:
        if self._watch is None or (noted := self._watch.seen) is None:
            return self._texts
        if self._post[0] is not noted:
            self._post = (noted, {})
        return self._post[1]


def _name(kind: str, of: str) -> str:
    return f"{kind} {of}"
