"""Work that is spread over the machine's processors, where it is much and the machine lets us.

By hand, as a pool of the standard library waits for ever for a process that was ended. This one does no part there, and
the threads that hand over results cost a twentieth of a build.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from struct import Struct
from typing import Any, TypeAlias, TypeVar

from mkdocs_candor.claims import MOST_CLAIMS, Claims

_Result = TypeVar("_Result")
_Part: TypeAlias = tuple[int, int]
_LARGE, _SMALL = 32, 4
_MOST_PROCESSES = 4
FEW = 30
"""Below so many items, to begin further processes costs more than it gains."""

_NOTE = Struct("=IQQ")  # the number of a part, and where what it gave starts, and how long it is


@contextlib.contextmanager
def spread(work: Callable[[int, int], _Result], count: int, effort: int) -> Iterator[Iterator[_Result]]:
    """Give the results of `work(start, stop)` for `count` items, in order, a few items each.

    `effort` is how much there is to do, in items that take some milliseconds each.

    Other processes begin at once, and this one is free until it asks for a result; then it does its part too. It is the
    only one where there is little to do, or where this process has threads or cannot be copied.
    """
    parts = _parts(count)
    if effort < FEW or not may_copy_itself():
        yield (work(*part) for part in parts)
        return
    gc.freeze()  # else the copies' collector touches, and so copies, every page of memory
    claims = Claims()
    copies: list[_Copy] = []
    try:
        with contextlib.suppress(OSError):  # there is no room for another process
            while len(copies) + 1 < min(_MOST_PROCESSES, _processors()):
                copies.append(_Copy(work, parts, claims))
        claims.give(len(parts))
        yield _results(work, parts, claims, copies)
    finally:
        for copy in copies:
            copy.end()
        claims.close()
        gc.unfreeze()


def _results(
    work: Callable[[int, int], Any], parts: Sequence[_Part], claims: Claims, copies: Sequence[_Copy]
) -> Iterator[Any]:
    """Yield what each part gave: what others have done is taken as soon as it is there, else a part is done here."""
    done: dict[int, Any] = {}
    for number in range(len(parts)):
        while number not in done:
            if found := _handed_over(copies, timeout=0):
                done.update(found)
            elif (mine := claims.take()) is not None:
                done[mine] = work(*parts[mine])
            elif found := _handed_over(copies, timeout=None):
                done.update(found)
            else:  # whoever has begun it is gone
                done[number] = work(*parts[number])
        yield done.pop(number)


def _handed_over(copies: Sequence[_Copy], timeout: float | None) -> dict[int, Any]:
    """Return what copies have done, by its number. Wait for it up to `timeout` seconds; None: while one is there."""
    there = {copy.heard: copy for copy in copies if copy.is_there}
    ready = select.select(tuple(there), (), (), timeout)[0] if there else ()
    found = {number: result for each in ready for number, result in there[each].hand_over()}
    return found if found or not ready else _handed_over(copies, timeout)


class _Copy:
    """A copy of this process, which does `parts` of the work as long as there are some. It may end at any time."""

    def __init__(self, work: Callable[[int, int], Any], parts: Sequence[_Part], claims: Claims) -> None:
        self.is_there = True
        self._results = os.memfd_create("candor")
        self.heard, self._said = os.pipe()
        self._process = os.fork()
        if self._process:
            os.close(self._said)
            return
        try:
            os.close(self.heard)
            claims.give_none()
            with os.fdopen(self._results, "wb") as file:
                while (number := claims.take()) is not None:
                    start = file.tell()
                    pickle.dump(work(*parts[number]), file, pickle.HIGHEST_PROTOCOL)
                    file.flush()
                    os.write(self._said, _NOTE.pack(number, start, file.tell() - start))
        except BaseException:  # noqa: S110 - then it is done again where it can be told
            pass
        finally:
            os._exit(0)

    def hand_over(self) -> Iterator[tuple[int, Any]]:
        """Yield the number of one more part and what it gave, once it is done; nothing if the copy is gone."""
        note = os.read(self.heard, _NOTE.size)
        if note:
            number, start, size = _NOTE.unpack(note)
            yield number, pickle.loads(os.pread(self._results, size, start))  # noqa: S301 - from this very build
        else:
            self.is_there = False

    def end(self) -> None:
        """End it, whatever it does."""
        os.close(self.heard)
        os.close(self._results)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _parts(count: int) -> list[_Part]:
    """Return the work in parts, from where to where: small ones at its end, so that nobody waits long for another."""
    parts, start = list[_Part](), 0
    large = max(_LARGE, -(-count // (MOST_CLAIMS // 2)))
    while start < count:
        size = min(large, max(_SMALL, (count - start) // 8))
        parts.append((start, min(start + size, count)))
        start += size
    return parts


def may_copy_itself() -> bool:
    """Return whether a copy of this process can be made, and has a processor to run on."""
    is_able = sys.platform == "linux" and hasattr(os, "memfd_create")
    return is_able and threading.active_count() == 1 and _processors() > 1


def _processors() -> int:
    return len(os.sched_getaffinity(0))
