"""What a preview keeps, by key, in a file that has no name: it is gone with the process, however that ends.

A preview shows drafts, and nothing of those may be left anywhere.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Sequence

from mkdocs_candor.kept.packed import Packed, unpacked
from mkdocs_candor.kept.store import Store

_AT_ONCE = 500  # SQLite takes no more than a thousand places in a question


class UnnamedStore:
    """The file. `public` is what the project keeps: it is read, and nothing of ours is put there."""

    def __init__(self, public: Store) -> None:
        self._public = public
        self._process = os.getpid()
        # An empty name: SQLite makes a file of its own when memory does not suffice, and takes its name away at once.
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.execute("CREATE TABLE texts (key TEXT PRIMARY KEY, packed BLOB NOT NULL)")
        self._keys: set[str] = set()
        self._new: set[str] = set()  # of this build

    @property
    def is_there(self) -> bool:
        return self._public.is_there or bool(self._keys)

    @property
    def is_damaged(self) -> bool:
        return self._public.is_damaged

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept under these keys. A copy of this process gets only what is public."""
        mine = [key for key in keys if key in self._keys] if self._is_mine else []
        found: dict[str, bytes] = {}
        for start in range(0, len(mine), _AT_ONCE):
            some = mine[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))  # all that the query is put together from
            rows = self._file.execute(f"SELECT key, packed FROM texts WHERE key IN ({marks})", some)  # noqa: S608
            found |= {key: unpacked(packed) for key, packed in rows}
        return found | self._public.get([key for key in keys if key not in found])

    build = 0
    """No build has a number here: only the one that runs is known."""

    def begin(self) -> None:
        """Do nothing: copies of this process keep nothing."""

    def join(self, build: int) -> None:
        """Do nothing, for the same reason."""

    def flush(self) -> None:
        """Do nothing: nothing waits."""

    def keep(self, key: str, content: bytes) -> None:
        """Keep nothing: posts as they were read are held as they are as long as a preview lasts."""

    def add(self, new: Sequence[Packed]) -> Sequence[Packed]:
        """Keep all of these. Returns them in a copy of this process, where nothing can be kept."""
        if not self._is_mine:
            return new
        with self._file:
            self._file.execute("BEGIN")
            rows = ((each.key, each.content) for each in new)
            self._file.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", rows)
        self._new.update(each.key for each in new)
        self._keys |= self._new
        return ()

    def settle(self, used: Collection[str], *, is_damaged: bool = False) -> None:
        """Forget what neither `used` names, nor this build has added."""
        gone = self._keys.difference(used, self._new)
        with self._file:
            self._file.execute("BEGIN")
            self._file.executemany("DELETE FROM texts WHERE key = ?", [(key,) for key in gone])
        self._keys -= gone
        self._new.clear()

    def close(self) -> None:
        if self._is_mine:
            self._public.close()
            self._file.close()

    @property
    def _is_mine(self) -> bool:
        return self._process == os.getpid()
