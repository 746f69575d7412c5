"""Posts as they were read before, so that a long history is not read from its first day at each build.

Only what is public and without a fault is remembered: a fault is said again in every build, with its line, and of a
draft nothing is to be kept anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from mkdocs_candor.model.post import Announcement, AnyPost, Apology, Incident, Maintenance, Report
from mkdocs_candor.read.files import Found
from mkdocs_candor.read.posts import PostFile

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_AT_ONCE = 500
"""A long history is more than memory should hold twice."""

_KINDS = {kind.__name__: kind for kind in (Incident, Maintenance, Announcement, Apology, Report)}


class Texts(Protocol):
    """Where texts are kept by key, as UTF-8."""

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]: ...

    def keep(self, key: str, content: bytes) -> None: ...


class Memory:
    """Remembers posts in `texts`. `basis` changes with everything that decides how a file is read, but the file.

    `used` are the keys of what was read in this build. `parts` gives the parts of posts, by their `id`, a text that
    changes with the file that they were read from.
    """

    def __init__(self, texts: Texts, basis: str, timezone: ZoneInfo | None) -> None:
        self.used: dict[str, None] = {}
        self.parts: dict[int, str] = {}
        self._held: list[AnyPost] = []  # an `id` is good as long as nobody else can get it
        self._texts = texts
        self._basis = f"{basis}\0{timezone}"
        self._codecs: dict[str, TypeAdapter[Any]] = {}

    def posts(self, files: Iterable[Found]) -> dict[str, AnyPost]:
        """Return the posts of those files that have been read before just as they are, by their paths."""
        keys = {self._key(found): found.path for found in files if found.is_md and found.file.is_file()}
        names, result = list(keys), {}
        for start in range(0, len(names), _AT_ONCE):
            for key, text in self._texts.get(names[start : start + _AT_ONCE]).items():
                kind, _, json = text.partition(b"\n")
                try:
                    post = result[keys[key]] = self._codec(kind.decode()).validate_json(json)
                except (KeyError, ValueError):  # pydantic's own error is a ValueError
                    continue
                self._note(key, post)
        return result

    def keep(self, file: PostFile) -> None:
        """Remember what was read of a file, if it may be."""
        post = file.post
        if post is None or file.is_draft or file.notes.problems or post.publish_at or post.draft:
            return
        key, kind = self._key(file.found), type(post).__name__
        self._note(key, post)
        self._texts.keep(key, kind.encode() + b"\n" + self._codec(kind).dump_json(post))

    def _note(self, key: str, post: AnyPost) -> None:
        self.used[key] = None
        self._held.append(post)
        for field in fields(post):
            value = getattr(post, field.name)
            if type(value) is tuple:
                for number, part in enumerate(value):
                    self.parts[id(part)] = f"{key}/{field.name}/{number}"

    def _key(self, found: Found) -> str:
        try:
            content = found.file.read_bytes()
        except OSError:
            return ""
        digest = blake2b(f"{self._basis}\0{found.path}\0{found.stem}\0".encode(), digest_size=16)
        digest.update(content)
        return f"read-{digest.hexdigest()}"

    def _codec(self, kind: str) -> TypeAdapter[Any]:
        from pydantic import TypeAdapter  # takes long to load, and commands remember nothing

        if kind not in self._codecs:
            self._codecs[kind] = TypeAdapter(_KINDS[kind])
        return self._codecs[kind]
