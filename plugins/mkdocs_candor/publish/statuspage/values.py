"""Ids and times as Statuspage writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 12


@lru_cache(maxsize=4096)  # a component has one, and stands in most updates
def short_id(kind: str, permanent: str) -> str:
    """Return 12 characters a-z and 0-9 that stay as long as the permanent id does. `kind` keeps names apart."""
    number = int.from_bytes(sha256(f"{kind}:{permanent}".encode()).digest())
    found = ""
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        found += _DIGITS[digit]
    return found


@lru_cache(maxsize=1024)
def stamp(moment: datetime) -> str:
    """Return RFC 3339 with milliseconds and zone: "2026-11-20T09:30:00.000Z"."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
