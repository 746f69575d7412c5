"""The folder that the site is written into: each path once, each folder made once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Collision(Exception):  # noqa: N818 - said to the owner, who has two things of one name
    """Two things want to be the file at one path of the site."""


class SiteFolder:
    """Writes files below `folder`. `taken` are the paths that are in use; to write one of them raises Collision."""

    def __init__(self, folder: Path, taken: Iterable[str] = ()) -> None:
        self._root = os.path.join(folder, "")
        self._taken = set(taken)
        self._made: set[str] = set()

    def write(self, path: str, content: bytes) -> None:
        """Write a file. `path` is from the site's root, with "/". Raises Collision."""
        self.claim(path)
        self.replace(path, content)

    def write_parts(self, path: str, parts: Iterable[str]) -> int:
        """Write a file that is too large to be held in memory once more, and return its size. Raises Collision."""
        self.write(path, b"")
        with open(self._root + path, "wb") as file:
            return sum(file.write(part.encode()) for part in parts)

    def claim(self, path: str) -> None:
        """Note that `path` is in use from now on. Raises Collision where it is already."""
        if path in self._taken:
            raise Collision(path)
        self._taken.add(path)

    def claim_all(self, paths: Collection[str]) -> None:
        """Claim each of these. To look at all of them at once takes a tenth of the time."""
        if len(set(paths)) < len(paths) or not self._taken.isdisjoint(paths):
            for path in paths:
                self.claim(path)
        self._taken.update(paths)

    def replace(self, path: str, content: bytes | memoryview) -> None:
        """Write a file, whoever has made the one that is there."""
        folder = path[: path.rfind("/") + 1]
        if folder not in self._made:
            self._make(folder)
        # A long history is tens of thousands of small files: as a Python file each costs twice as much.
        file = os.open(self._root + path, _NEW, 0o666)
        try:
            written = os.write(file, content)
            while written < len(content):  # what a disk takes at once has a limit
                written += os.write(file, content[written:])
        finally:
            os.close(file)

    def _make(self, folder: str) -> None:
        with contextlib.suppress(FileExistsError):
            try:
                os.mkdir(self._root + folder)  # as for most: `makedirs` looks at all that are above it
            except FileNotFoundError:
                os.makedirs(self._root + folder, exist_ok=True)
        self._made.add(folder)
