"""What a preview has made before of the very same facts: after a save it makes anew what that has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")


class Remembered:
    """Values by name, each with what it was made from.

    `begin` tells at each build what all of them are made from beside that: None where nobody can say, and nothing is
    remembered then.
    """

    def __init__(self) -> None:
        self._basis: str | None = None
        self._known: dict[str, tuple[object, Any]] = {}

    def begin(self, basis: str | None) -> None:
        if basis is None or basis != self._basis:
            self._known.clear()
        self._basis = basis

    def value(self, name: str, made_from: Callable[[], object], make: Callable[[], _T]) -> _T:
        """Return what `make` gives, or gave when what `made_from` gives was the same."""
        if self._basis is None:
            return make()
        now, (before, value) = made_from(), self._known.get(name, (None, None))
        if before is None or before != now:
            value = make()
            self._known[name] = now, value
        return value  # type: ignore[no-any-return] # a name stands for values of one kind
