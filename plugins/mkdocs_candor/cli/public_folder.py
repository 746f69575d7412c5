"""A public folder that changes at one stroke: a link to one of the builds that lie beside it.

    status        -> status.builds/2026-11-18T14-02-10.120000Z
    status.builds/   the builds, by the moment at which they were begun; those to come begin with a dot

`rename` over a link is atomic (POSIX): whoever opens the folder sees the build before or the build after, whole.
A process that dies leaves at most folders that begin with a dot; the next one takes them away.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_WITHDRAWN = ".withdrawn"
_RETRY_SECONDS = 0.02


class Refused(Exception):  # noqa: N818 - said to the person, with what to do
    """The folder is not one that can be switched, or another process is at it."""


class PublicFolder:
    """The link at `path`, and the builds beside it. Every change needs the lock, which `locked` takes."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path))  # not `resolve`, which would follow the link
        self.builds_folder = self.path.with_name(f"{self.path.name}.builds")
        self._lock = self.builds_folder / ".lock"

    @property
    def live(self) -> Path | None:
        """Return the folder that is public now; None where there is none yet."""
        return self.path.resolve() if self.path.is_dir() else None

    @property
    def is_plain(self) -> bool:
        """Return whether there is a folder with something in it, where a link should be."""
        return not self.path.is_symlink() and self.path.is_dir() and any(self.path.iterdir())

    @property
    def builds(self) -> list[Path]:
        """Return the finished builds, oldest first, without those that were withdrawn."""
        found = self.builds_folder.iterdir() if self.builds_folder.is_dir() else ()
        return sorted(b for b in found if b.is_dir() and not b.name.startswith(".") and b.suffix != _WITHDRAWN)

    @property
    def before(self) -> Path | None:
        """Return the newest build that is older than the public one."""
        live = self.live
        older = [build for build in self.builds if live and build.name < live.name]
        return older[-1] if older and live in self.builds else None

    @contextmanager
    def locked(self, wait: float, say: Callable[[str], None]) -> Iterator[int]:
        """Hold the lock, and yield its file. Raises Refused when another process has it for more than `wait` seconds.

        The lock ends with the last process that has the file open, however it ends. `say` hears that we wait.
        """
        if sys.platform == "win32":
            raise Refused("Folders cannot be switched at one stroke on Windows. Publish from Linux, macOS or WSL.")
        self.builds_folder.mkdir(exist_ok=True)
        lock = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o644)
        end, has_said = time.monotonic() + wait, False
        try:
            while not _is_locked(lock):
                holder = os.pread(lock, 100, 0).decode(errors="replace") or "Another process"
                if time.monotonic() >= end:
                    raise Refused(f"{holder} is still publishing into {self.path}.")
                if not has_said:
                    say(f"{holder} is publishing into {self.path}; waiting for it.")
                    has_said = True
                time.sleep(_RETRY_SECONDS)
            os.ftruncate(lock, 0)
            os.pwrite(lock, f"Process {os.getpid()}".encode(), 0)
            self._take_away_remains()
            yield lock
        finally:
            os.close(lock)

    def begun(self, at: datetime) -> Path:
        """Return a new empty folder to build into. It is no build until `publish` has made it one."""
        unfinished = self.builds_folder / f".{_name(at)}"
        unfinished.mkdir()
        return unfinished

    def publish(self, unfinished: Path) -> Path:
        """Make a verified build the public one, and return its folder.

        A plain folder in the link's place is kept as an earlier build; until the link is there, for the time of two
        renames, nothing is public.
        """
        # All of it must be on the disk before the link is, or a power cut could publish empty files.
        os.sync()
        build = unfinished.with_name(unfinished.name.removeprefix("."))
        unfinished.rename(build)
        _sync(self.builds_folder)
        if not self.is_plain:
            self._switch(build)
            return build
        earlier = self.builds_folder / _name(datetime.fromtimestamp(self.path.stat().st_mtime, UTC))
        self.path.rename(earlier)
        try:
            self._switch(build)
        except OSError:
            earlier.rename(self.path)
            raise
        return build

    def roll_back(self, to: Path) -> None:
        """Make an earlier build the public one; the one that was is withdrawn, so that nothing rolls back to it."""
        left = self.live
        self._switch(to)
        if left in self.builds and left is not None:
            left.rename(left.with_name(f"{left.name}{_WITHDRAWN}"))

    def prune(self, keep: int) -> None:
        """Take away what was withdrawn, and all builds but the public one and the newest `keep` others."""
        live = self.live
        others = [build for build in self.builds if build != live]
        withdrawn = list(self.builds_folder.glob(f"*{_WITHDRAWN}"))
        for build in (*others[: max(len(others) - keep, 0)], *withdrawn):
            # Renamed first, so that a build which is half taken away is never one to roll back to.
            build.rename(build.with_name(f".{build.name}"))
        self._take_away_remains()

    def _switch(self, build: Path) -> None:
        link = self.path.with_name(f".{self.path.name}.new")
        link.unlink(missing_ok=True)
        link.symlink_to(Path(build.parent.name, build.name), target_is_directory=True)
        if self.path.is_dir() and not self.path.is_symlink():
            self.path.rmdir()  # an empty folder, as somebody made it for us
        os.replace(link, self.path)
        _sync(self.path.parent)

    def _take_away_remains(self) -> None:
        for remains in self.builds_folder.glob(".*"):
            if remains.is_dir():
                shutil.rmtree(remains)


def _is_locked(file: int) -> bool:
    """Lock an open file for this process, unless another has locked it; and return whether it is ours now."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _name(begun: datetime) -> str:
    return f"{begun:%Y-%m-%dT%H-%M-%S.%fZ}"


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
