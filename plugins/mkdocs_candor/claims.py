"""Parts of some work that several processes do: each part is done by one of them."""

from __future__ import annotations

import os

_SIZE = 2  # bytes; all claims together go into the smallest pipe at once
MOST_CLAIMS = 1000


class Claims:
    """Numbers that copies of this process, and this one, can take. Each gets another one."""

    def __init__(self) -> None:
        self._takeable, self._givable = os.pipe()

    def give(self, count: int) -> None:
        """Let the numbers below `count` be taken, up to MOST_CLAIMS, and none later. To be said in one process."""
        os.write(self._givable, b"".join(number.to_bytes(_SIZE, "big") for number in range(count)))
        self.give_none()

    def give_none(self) -> None:
        """This process gives none."""
        os.close(self._givable)

    def take(self) -> int | None:
        """Return a number that nobody else has; None when there are no more. Waits until they are given."""
        found = os.read(self._takeable, _SIZE)
        return int.from_bytes(found, "big") if found else None

    def close(self) -> None:
        os.close(self._takeable)
