"""Cards that were drawn before, in the project's cache, so that a build draws only what is new.

Nothing depends on it: a file that is missing, damaged or of a stranger is drawn again. It never grows without bound.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

_DIGEST = 32
_MOST = 400


class CardStore:
    """Pictures by key in `folder`, which need not exist; where it cannot be written, nothing is kept.

    Beside those that a build asks for there are so many that the two are no more than `most`. `is_writable` False: the
    folder is only read, and what is new is held in memory.
    """

    def __init__(self, folder: Path, *, most: int = _MOST, is_writable: bool = True) -> None:
        self._folder = folder
        self._held: dict[str, bytes] | None = None if is_writable else {}
        self._most = most
        self._used: set[str] = set()
        self._has_grown = False

    def get(self, key: str) -> bytes | None:
        """Return what was kept under `key`, if it is whole."""
        self._used.add(key)
        if self._held and key in self._held:
            return self._held[key]
        try:
            kept = (self._folder / key).read_bytes()
        except OSError:
            return None
        content = kept[_DIGEST:]
        return content if content and hashlib.sha256(content).digest() == kept[:_DIGEST] else None

    def put(self, key: str, content: bytes) -> None:
        """Keep `content`. Another build at the same time sees all of it or nothing."""
        if self._held is not None:
            self._held[key] = content
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                Path(name).replace(self._folder / key)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._has_grown = True

    def tidy(self) -> None:
        """Forget the oldest that this build did not ask for, when there are too many."""
        if not self._has_grown:
            return
        with contextlib.suppress(OSError):
            unused = [path for path in self._folder.iterdir() if path.name not in self._used]
            unused.sort(key=lambda path: path.stat().st_mtime)
            for path in unused[: max(0, len(unused) + len(self._used) - self._most)]:
                path.unlink(missing_ok=True)
