"""When Python looks for garbage that is in a circle: not while a build makes much and drops little, nor at its end.

With a long history to look once takes a second, and each build would: in its midst several times.
"""

from __future__ import annotations

import gc


def pass_by_what_is_loaded() -> None:
    """Let Python not look through what there is by now, which stays."""
    gc.freeze()


def stop_looking() -> None:
    """Let Python not look, until `look_again`. What an earlier build in this process has left it finds later."""
    gc.unfreeze()
    gc.disable()


def look_again(*, is_over: bool) -> None:
    """Let Python look again. `is_over`: the process is about to end, and need not take apart what has been made."""
    if is_over:
        gc.freeze()
    gc.enable()
