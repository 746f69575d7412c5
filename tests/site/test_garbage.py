"""A build passes by what it has made, and yet a process that builds often does not grow."""

from __future__ import annotations

import gc
import weakref

from mkdocs_candor import garbage


class _InACircle:
    def __init__(self) -> None:
        self.itself = self


def test_what_a_build_leaves_is_found_after_the_next_one() -> None:
    garbage.stop_looking()
    left = weakref.ref(_InACircle())
    garbage.look_again(is_over=True)
    assert gc.isenabled()
    gc.collect()
    assert left() is not None

    garbage.stop_looking()
    garbage.look_again(is_over=False)
    gc.collect()

    assert left() is None
