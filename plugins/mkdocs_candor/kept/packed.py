"""A content as it is kept: packed by Zstandard, which unpacks three times as fast as zlib, with a digest of its own.

From Python 3.14 on the standard library has it, as `compression.zstd`; before, it is the package `zstandard`.
"""

from __future__ import annotations

import hashlib
import threading
from functools import cache

from mkdocs_candor.model.frozen import frozen

_LEVEL = 1  # what is packed in each build has to be quick
_MOST = 1 << 28
"""What is said to be larger than this once it is unpacked, in bytes, is none of ours."""


@frozen
class Packed:
    """What is kept under `key`. `digest` is of both."""

    key: str
    digest: bytes
    content: bytes

    @classmethod
    def of(cls, key: str, content: bytes) -> Packed:
        packed = _tools().packer.compress(content)
        return cls(key, digest(key, packed), packed)


def digest(key: str, packed: bytes) -> bytes:
    """Return what tells that `packed` is whole, and was kept under this `key`."""
    return hashlib.sha256(key.encode() + b"\0" + packed).digest()


def unpacked(packed: bytes) -> bytes:
    """Return the content. Raises a ValueError for what is not packed as ours is."""
    import zstandard

    try:
        if zstandard.frame_content_size(packed) > _MOST:
            raise ValueError("larger than anything of ours")
        return _tools().unpacker.decompress(packed)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from None


class _Tools(threading.local):
    """What packs and unpacks. Neither may be used by two threads at once, and to make them takes a while."""

    def __init__(self) -> None:
        import zstandard  # takes long to load, and not everybody has something to pack

        self.packer = zstandard.ZstdCompressor(level=_LEVEL)
        self.unpacker = zstandard.ZstdDecompressor()


@cache
def _tools() -> _Tools:
    return _Tools()
