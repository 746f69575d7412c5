"""Texts that take long to make and are the same in every build: in the project's cache, and beside our code.

Beside our code as Python keeps modules there, for most sites need the same; in the project, as a machine that builds
one may begin with everything newly installed.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs_candor.publish.card_store import CardStore

_OURS = Path(__file__).parent / "__pycache__" / "made_once"
_MOST = 40


class MadeOnce:
    """Such texts; `project` is where the project keeps its own."""

    def __init__(self, project: CardStore | None = None) -> None:
        stores = (project, None if sys.dont_write_bytecode else CardStore(_OURS, most=_MOST))
        self._stores = tuple(each for each in stores if each)

    def text(self, made_of: Iterable[str], make: Callable[[], str]) -> str:
        """Return what `make` gives, which changes with nothing but the texts that it is `made_of`."""
        key = hashlib.sha256("\0".join(made_of).encode("utf-8", "surrogatepass")).hexdigest()
        kept = next((found for store in self._stores if (found := store.get(key))), None)
        if kept is None:
            kept = make().encode()
            for store in self._stores:
                store.put(key, kept)
                store.tidy()
        return kept.decode()
