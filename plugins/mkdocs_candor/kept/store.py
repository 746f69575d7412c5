"""What is kept, by key, in one file, which several builds may use at once. A damaged file is begun anew."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from mkdocs_candor.kept.packed import Packed, digest, unpacked

_SCHEMA = """
CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, digest BLOB NOT NULL, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS builds (number INTEGER NOT NULL, keys TEXT NOT NULL);
"""
_AT_ONCE = 500  # SQLite takes no more than a thousand places in a question
_BUILDS_REMEMBERED = 3
"""What none of so many builds has asked for is forgotten: a branch may be built between two of another."""
# What is no fault of the file: another build is writing, the disk is full, we may not write there.
_PASSING = (
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
)
_PATIENCE = 10.0  # seconds that a build waits for another one to finish writing


class Store:
    """The file. Where it cannot be read or written, nothing is kept, and nobody is troubled with it.

    What is new is written as it comes, by any process of a build: a long history is more than memory should hold.
    """

    def __init__(self, file: Path, *, is_writable: bool = True) -> None:
        self._file = file
        self._is_writable = is_writable
        self._reading: sqlite3.Connection | None = None
        self._process = 0
        self.build = 0  # the number of this build, once it has begun to write
        self._waiting: list[Packed] = []
        self.is_damaged = False

    @property
    def is_there(self) -> bool:
        """Return whether anything is kept at all."""
        return self._file.is_file()

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept under these keys and whole."""
        found: dict[str, bytes] = {}
        try:
            connection = self._connection()
            if connection is None:
                return {}
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))  # all that the query is put together from
                rows = connection.execute(f"SELECT key, digest, packed FROM texts WHERE key IN ({marks})", some)  # noqa: S608
                for key, expected, packed in rows:
                    if digest(key, packed) == expected:
                        found[key] = unpacked(packed)
        except (sqlite3.Error, ValueError, TypeError, AttributeError):
            self.is_damaged = True
        return found

    def begin(self) -> None:
        """Make ready to write, and begin a file anew that could not be read. Copies of this process may write then."""
        if not self._is_writable or (self.build and not self.is_damaged):
            return
        self.close()
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            for is_last_try in (False, True):
                if self.is_damaged:
                    self._file.unlink(missing_ok=True)
                try:
                    self.build = self._begun()
                    self.is_damaged = False
                    return
                except sqlite3.DatabaseError as error:
                    if is_last_try or error.sqlite_errorcode in _PASSING:
                        self._is_writable = False
                        return
                    self.is_damaged = True  # or of another version

    def keep(self, key: str, content: bytes) -> None:
        """Keep one content, sooner or later."""
        if self._is_writable:
            self._waiting.append(Packed.of(key, content))
            if len(self._waiting) >= _AT_ONCE:
                self.flush()

    def flush(self) -> None:
        """Write what `keep` was given."""
        waiting, self._waiting = self._waiting, []
        self.add(waiting)

    def add(self, new: Sequence[Packed]) -> Sequence[Packed]:
        """Keep all of these, or none. They are used by this build. Returns what only another process can keep: none."""
        if not new:
            return ()
        if not self.build:
            self.begin()
        if not self._is_writable or self.is_damaged:
            return ()
        try:
            with _writing(self._file) as connection:
                rows = ((each.key, each.digest, each.content) for each in new)
                connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", rows)
                _note(connection, self.build, [each.key for each in new])
        except sqlite3.DatabaseError as error:
            self.is_damaged |= error.sqlite_errorcode not in _PASSING
        return ()

    def settle(self, used: Collection[str], *, is_damaged: bool = False) -> None:
        """Forget what neither `used` names, nor this build has added, nor one of the last builds has asked for.

        `is_damaged`: a copy of this process could not read the file. It goes then, for the next build to begin anew.
        """
        self.is_damaged |= is_damaged
        self.flush()
        self.begin()
        if not self._is_writable:
            return
        self.close()
        try:
            with _writing(self._file) as connection:
                _note(connection, self.build, used)
                connection.execute("DELETE FROM builds WHERE number <= ?", (self.build - _BUILDS_REMEMBERED,))
                rows = connection.execute("SELECT keys FROM builds")
                asked_for = {key for (keys,) in rows for key in keys.split()}
                kept = connection.execute("SELECT key FROM texts").fetchall()
                forgotten = [(key,) for (key,) in kept if key not in asked_for]
                connection.executemany("DELETE FROM texts WHERE key = ?", forgotten)
        except sqlite3.DatabaseError:
            return

    def join(self, build: int) -> None:
        """Write as part of a build that a copy of this process has begun, if this is its number; 0: it has not."""
        self.build = self.build or build

    def close(self) -> None:
        if self._reading is not None and self._process == os.getpid():
            self._reading.close()
        self._reading = None

    def _connection(self) -> sqlite3.Connection | None:
        """Return a connection of this very process: a copy of a process must not use its parent's."""
        if self.is_damaged:
            return None
        if self._reading is None or self._process != os.getpid():
            if not self._file.is_file():
                return None
            self._reading = sqlite3.connect(f"{self._file.as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
            self._process = os.getpid()
        return self._reading

    def _begun(self) -> int:
        """Return a number for this build, which is in the file from now on."""
        with _writing(self._file) as connection:
            (number,) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM builds").fetchone()
            connection.execute("SELECT key, digest, packed FROM texts LIMIT 0")
            _note(connection, number, ())
        return int(number)


def _note(connection: sqlite3.Connection, build: int, keys: Iterable[str]) -> None:
    """Note what a build has asked for. All keys together: a row for each would take longer than all else here."""
    connection.execute("INSERT INTO builds VALUES (?, ?)", (build, " ".join(keys)))


@contextlib.contextmanager
def _writing(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut leaves of it is found out by its digest
        connection.execute("PRAGMA page_size = 16384")  # contents fill such pages better than small ones
        connection.execute("PRAGMA auto_vacuum = FULL")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.strip().splitlines():
                connection.execute(statement)
            yield connection
    finally:
        connection.close()
