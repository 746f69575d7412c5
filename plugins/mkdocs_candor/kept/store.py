"""What is kept, by key, in one file, which several builds may use at once. A damaged file is begun anew."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from mkdocs_candor.model.frozen import frozen

_SCHEMA = """
CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, digest BLOB NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS builds (number INTEGER NOT NULL, key TEXT NOT NULL);
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


@frozen
class Packed:
    """A content as it is kept."""

    key: str
    digest: bytes
    content: bytes

    @classmethod
    def of(cls, key: str, content: bytes) -> Packed:
        packed = zlib.compress(content, 1)
        return cls(key, _digest(key, packed), packed)


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).digest()


class Store:
    """The file. Where it cannot be read or written, nothing is kept, and nobody is troubled with it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._reading: sqlite3.Connection | None = None
        self._process = 0
        self.is_damaged = False

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept under these keys and whole."""
        found: dict[str, bytes] = {}
        try:
            connection = self._connection()
            if connection is None:
                return {}
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, digest, content FROM texts WHERE key IN ({marks})", some)  # noqa: S608
                for key, digest, content in rows:
                    if _digest(key, content) == digest:
                        found[key] = zlib.decompress(content)
        except (sqlite3.Error, zlib.error, TypeError, AttributeError):
            self.is_damaged = True
        return found

    def put(self, new: Sequence[Packed], used: Collection[str], *, is_damaged: bool = False) -> None:
        """Keep `new`, and forget what neither `used` names nor one of the last builds has asked for.

        `is_damaged`: somebody could not read the file, so it is begun anew. Another build at the same time sees all of
        it or nothing.
        """
        self.close()
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if is_damaged or self.is_damaged:
                self._file.unlink(missing_ok=True)
            for is_last_try in (False, True):
                try:
                    self._write(new, used)
                    return
                except sqlite3.DatabaseError as error:
                    if is_last_try or error.sqlite_errorcode in _PASSING:
                        return
                    self._file.unlink(missing_ok=True)  # damaged, or of another version

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

    def _write(self, new: Sequence[Packed], used: Collection[str]) -> None:
        with _writing(self._file) as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", ((each.key, each.digest, each.content) for each in new)
            )
            (number,) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM builds").fetchone()
            connection.executemany("INSERT INTO builds VALUES (?, ?)", ((number, key) for key in used))
            connection.execute("DELETE FROM builds WHERE number <= ?", (number - _BUILDS_REMEMBERED,))
            connection.execute("DELETE FROM texts WHERE key NOT IN (SELECT key FROM builds)")


@contextlib.contextmanager
def _writing(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut leaves of it is found out by its digest
        connection.execute("PRAGMA auto_vacuum = FULL")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.strip().splitlines():
                connection.execute(statement)
            yield connection
    finally:
        connection.close()
