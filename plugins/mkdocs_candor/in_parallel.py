"""Work that is spread over the machine's processors, where it is much and the machine lets us."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_CHUNK = 32
_MOST_PROCESSES = 4
FEW = 300
"""Below so many items, to begin further processes costs more than it gains."""

# What the processes are to do. They are copies of this one (fork), so nothing has to be sent to them.
_work: Callable[[int, int], Any] | None = None


@contextmanager
def spread(work: Callable[[int, int], _Result], count: int, effort: int) -> Iterator[Iterator[_Result]]:
    """Give the results of `work(start, stop)` for `count` items, in order, a chunk of items each.

    `effort` is how much there is to do, in items that take some milliseconds each.

    Other processes begin at once, and this one is free until it asks for a result. Where there are none, because it
    is little, or because this process has threads or cannot be copied, it does the work itself when asked.
    """
    global _work
    chunks = [(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
    if effort < FEW or not may_copy_itself():
        yield (work(*chunk) for chunk in chunks)
        return
    from multiprocessing import get_context  # most builds need no more than this process

    _work = work
    gc.freeze()  # else the copies' collector touches, and so copies, every page of memory
    try:
        with get_context("fork").Pool(min(_MOST_PROCESSES, _processors())) as pool:
            yield pool.imap(_done, chunks)
    finally:
        _work = None
        gc.unfreeze()


def _done(chunk: tuple[int, int]) -> Any:
    assert _work is not None, "copied with its work"  # noqa: S101
    start, stop = chunk
    return _work(start, stop)


def may_copy_itself() -> bool:
    """Return whether a copy of this process can be made, and has a processor to run on."""
    is_able = sys.platform == "linux" and hasattr(os, "memfd_create")
    return is_able and threading.active_count() == 1 and _processors() > 1


def _processors() -> int:
    return len(os.sched_getaffinity(0))
