"""Work that a copy of this process does while this one does something else; what is left of it, both do.

The two are copies (fork), so nothing has to be sent to the other one but what is found out later. Whatever happens to
it, its work can be done here: then nobody has noticed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from mkdocs_candor.claims import Claims

_Result = TypeVar("_Result")
_PATIENCE = 1.0  # seconds


class Other(Protocol):
    """Who has given work, as the work sees it."""

    def has_told(self) -> bool:
        """Return whether there is something to receive."""

    def receive(self) -> Any:
        """Return what was told meanwhile; wait for it."""

    def offer(self, what: object, count: int) -> None:
        """Say `what`, and let both do `count` parts of the work, up to MOST_CLAIMS."""

    def claim(self) -> int | None:
        """Return a part that nobody has begun; None when there are no more."""


class _Gone(BaseException):
    """Who has given the work is not there any more."""


class _Letter:
    """Something that one process says to the other, once. It may be more than a pipe holds, and nobody waits."""

    def __init__(self) -> None:
        self._text = os.memfd_create("candor")
        self._heard, self._said = os.pipe()

    def says(self) -> None:
        """This process is the one that says it."""
        os.close(self._heard)

    def hears(self) -> None:
        """This process is the one that hears it."""
        os.close(self._said)

    def say(self, what: object) -> None:
        with os.fdopen(self._text, "wb") as file:
            pickle.dump(what, file, pickle.HIGHEST_PROTOCOL)
        with contextlib.suppress(BrokenPipeError):
            os.write(self._said, b"!")
        os.close(self._said)

    def is_said(self) -> bool:
        """Return whether there is something to hear: what the other one says, or that it is gone."""
        return bool(select.select((self._heard,), (), (), 0)[0])

    def heard(self, is_there: Callable[[], bool] = lambda: True) -> Any:
        """Return what the other one says, once it does. Raises _Gone where it cannot any more.

        Processes that it has begun can still hold its end of the pipe: so now and then it is asked if it `is_there`.
        """
        while not (is_ready := select.select((self._heard,), (), (), _PATIENCE)[0]) and is_there():
            pass
        is_said = os.read(self._heard, 1) if is_ready else b""
        os.close(self._heard)
        os.lseek(self._text, 0, os.SEEK_SET)
        with os.fdopen(self._text, "rb") as file:
            if not is_said:
                raise _Gone
            return pickle.load(file)  # noqa: S301 - from this very build


class Beside(Generic[_Result]):
    """A copy of this process that does `work`. Only where `in_parallel.may_copy_itself` says so."""

    def __init__(self, work: Callable[[Other], _Result]) -> None:
        self._told, self._offer, self._given = _Letter(), _Letter(), _Letter()
        self._claims = Claims()
        self._is_over = False
        self._process = os.fork()
        if self._process:
            self._claims.give_none()
            self._told.says()
            self._offer.hears()
            self._given.hears()
            return
        try:
            self._told.hears()
            self._offer.says()
            self._given.says()
            self._given.say(work(self))
        except BaseException:  # noqa: S110 - then it is done again where it can be told
            pass
        finally:
            os._exit(0)

    def _is_there(self) -> bool:
        if not self._is_over:
            self._is_over = os.waitpid(self._process, os.WNOHANG)[0] != 0
        return not self._is_over

    def tell(self, what: object) -> None:
        """Tell the copy what it waits for."""
        self._told.say(what)

    def offered(self) -> Any:
        """Return what the copy offers to share; None if there is nothing."""
        try:
            return self._offer.heard(self._is_there)
        except _Gone:
            return None

    def claim(self) -> int | None:
        return self._claims.take()

    def result(self) -> _Result | None:
        """Return what the work gave; None where it could not be done."""
        try:
            found: _Result = self._given.heard(self._is_there)
            return found
        except _Gone:
            return None
        finally:
            self._claims.close()
            self._end()

    def stop(self) -> None:
        """End the work, wherever it is."""
        if self._is_there():
            os.kill(self._process, signal.SIGKILL)
        self._end()

    def _end(self) -> None:
        if not self._is_over:
            os.waitpid(self._process, 0)
            self._is_over = True

    def has_told(self) -> bool:
        return self._told.is_said()

    def receive(self) -> Any:
        return self._told.heard()

    def offer(self, what: object, count: int) -> None:
        self._claims.give(count)
        self._offer.say(what)
