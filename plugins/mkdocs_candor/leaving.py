"""How a preview ends when it is told to: a site with drafts in it is not left lying about."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

_ORDERS = ("SIGTERM", "SIGHUP", "SIGINT")
"""The second comes when the terminal is closed, the third with Ctrl-C. Windows knows only some of them."""


def leave_when_told() -> None:
    """Let this process end by an exception when it is told to end, so that each `finally` has its turn, and only once.

    By itself Python ends at once when it is told to, or in the midst of tidying up when it is told twice, and what the
    engine has in its temporary folder stays. Whoever has made other arrangements keeps them.
    """
    if threading.current_thread() is not threading.main_thread():
        return  # only the main thread is told
    mine = os.getpid()
    orders = [number for name in _ORDERS if (number := getattr(signal, name, None)) is not None]
    usual = (signal.SIG_DFL, signal.default_int_handler)

    def leave(number: int, frame: FrameType | None) -> None:
        if os.getpid() != mine:  # a copy of this process has nothing to take away
            os._exit(128 + number)
        for order in heard:
            signal.signal(order, signal.SIG_IGN)
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    heard = [order for order in orders if signal.getsignal(order) in usual]
    for order in heard:
        signal.signal(order, leave)
