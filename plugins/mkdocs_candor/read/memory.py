"""Posts as they were read before, so that a long history is not read from its first day at each build.

Only what is public and without a fault is remembered: a fault is said again in every build, with its line, and of a
draft nothing is to be kept anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from hashlib import blake2b
from itertools import chain
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from mkdocs_candor.model.post import Announcement, AnyPost, Apology, Incident, Maintenance, Report
from mkdocs_candor.read.files import Found, content_of
from mkdocs_candor.read.post_file import PostFile

if TYPE_CHECKING:
    from mkdocs_candor.read.values import Notation

_AT_ONCE = 500
"""A long history is more than memory should hold twice."""
_LOOKS = 50
"""So many files are looked at in the time in which one is read anew."""
_MANY = 600
"""Below so many files, to begin further processes costs more than it gains."""

_KINDS = {kind.__name__: kind for kind in (Incident, Maintenance, Announcement, Apology, Report)}


_State: TypeAlias = tuple[int, ...]


class _Read(NamedTuple):
    """A post as it was read, of a file in this state; it has its `id` as long as it is held."""

    state: _State | None
    key: str
    post: AnyPost


class Texts(Protocol):
    """Where texts are kept by key, as UTF-8."""

    @property
    def is_there(self) -> bool:
        """Return whether anything is kept at all."""

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]: ...

    def begin(self) -> None:
        """Let copies of this process keep texts too."""

    def keep(self, key: str, content: bytes) -> None: ...

    def flush(self) -> None:
        """Keep at last what `keep` was given."""


class Outlines(Protocol):
    """What is kept of many posts at once: of each so much as most builds look at (`model/outline.py`)."""

    def posts(
        self, keys: Collection[str], components: Mapping[str, str], whole: Callable[[Any], Any]
    ) -> Mapping[str, AnyPost]:
        """Return posts by the keys that they were read under. Each of their components is its own canonical id.

        `components` gives that of each component; `whole` gives the whole post of an outline.
        """


class FileChanged(Exception):  # noqa: N818 - nobody's fault
    """A file is not any more what it was when the build began, and nothing is kept of what it was."""


_Kept: TypeAlias = tuple[str, bytes] | None
_Reading: TypeAlias = Callable[[Found, ZoneInfo | None, bytes | None], PostFile]
_Work: TypeAlias = Callable[[int, int], list[Any]]
Spread: TypeAlias = Callable[[_Work, int, int], AbstractContextManager[Iterator[list[Any]]]]
"""Spreads work over several processes, as `in_parallel.spread` does."""


class Memory:
    """Remembers posts in `texts`. `basis` tells what changes with all that decides how a file is read, but the file.

    `used` are the keys of what was read in this build. `sources` gives posts, by their `id`, a text that changes with
    the file that they were read from.
    """

    def __init__(
        self, texts: Texts, basis: Callable[[], str], timezone: ZoneInfo | None, outlines: Outlines | None = None
    ) -> None:
        self.used: dict[str, None] = {}
        self.sources: dict[int, str] = {}
        self._read: dict[str, _Read] = {}  # by path
        self._states: dict[str, _State] = {}
        self.texts = texts
        self._basis = basis
        self._timezone = timezone
        self._known_notation: Notation | None = None
        self._references: object = None
        self._outlines = outlines
        self._outlined: dict[str, Found] = {}  # by path
        self._checked: dict[str, tuple[AnyPost, AnyPost]] = {}  # by path: as read, and as checked

    def posts(
        self, files: Iterable[Found], components: Mapping[str, str], spread: Spread | None = None
    ) -> dict[str, AnyPost]:
        """Return the posts of those files that have been read before just as they are, by their paths.

        `components` gives the canonical id of each component. `spread` spreads it over several processes where it pays.

        Each time this is asked a build begins. A file that this very object has read is not opened again as long as
        the system says that it is the same.
        """
        found = {each.path: each for each in files if each.is_md}
        for path, read in list(self._read.items()):
            if not read.state or path not in found or _state(found[path].file) != read.state:
                self._forget(path)
        result = {path: read.post for path, read in self._read.items()}
        self.used = {read.key: None for read in self._read.values()}
        self._states = {path: read.state for path, read in self._read.items() if read.state}
        keys = self._look_at([each for path, each in found.items() if path not in result], spread)
        if self._outlines:
            for key, outline in self._outlines.posts(keys, components, self._whole).items():
                path = keys.pop(key)
                self._note(path, key, outline)
                self._outlined[path], result[path] = found[path], outline
        names = list(keys)
        for start in range(0, len(names), _AT_ONCE):
            for key, text in self.texts.get(names[start : start + _AT_ONCE]).items():
                if post := self._taken(keys[key], key, text):
                    result[keys[key]] = post
        return result

    def read(self, files: Sequence[Found], spread: Spread) -> dict[str, AnyPost]:
        """Return the posts of files that nobody has read yet, by their paths, where it pays to read in many processes.

        Without those that may not be remembered. What a process has read it hands over as it is kept: that takes a
        tenth of the time of reading it.
        """
        if len(files) < _MANY:
            return {}
        # Here, for each copy of this process would take as long for it as for fifty posts.
        from mkdocs_candor.read.posts import read_post

        self._notation.prepare(_KINDS.values())
        self.texts.begin()
        with spread(lambda start, stop: self._kept(files[start:stop], read_post), len(files), len(files)) as parts:
            kept = zip(files, chain.from_iterable(parts), strict=True)
            posts = ((found.path, self._taken(found.path, *each)) for found, each in kept if each)
            return {path: post for path, post in posts if post}

    def keep(self, file: PostFile, content: bytes) -> None:
        """Remember what was read of a file with this very content, if it may be."""
        if (text := self._text(file)) and file.post:
            key = self._key(file.found, content)
            self._note(file.found.path, key, file.post)
            self.texts.keep(key, text)

    def is_outline(self, path: str) -> bool:
        """Return whether of the post at `path` there was an outline. Its components are known."""
        return path in self._outlined

    def checked_by(self, references: object) -> None:
        """Forget what was checked by other `references`: all that posts can refer to."""
        if references != self._references:
            self._references = references
            self._checked.clear()

    def checked(self, path: str, post: AnyPost) -> AnyPost | None:
        """Return what was made of a post when its references were checked, the very same object; None if it was not."""
        before, after = self._checked.get(path, (None, None))
        return after if before is post else None

    def keep_checked(self, path: str, before: AnyPost, after: AnyPost) -> None:
        """Remember that all references of a post were good."""
        self._checked[path] = before, after

    def source(self, path: str) -> str:
        """Return a text that changes with the file at `path`; empty for what is not remembered."""
        read = self._read.get(path)
        return read.key if read and read.state else ""

    def _look_at(self, files: Sequence[Found], spread: Spread | None) -> dict[str, str]:
        """Note the states of these files, and return their paths by the keys of what is in them, if anything is kept.

        That takes as long as all else that there is to do with a file that has not changed.
        """
        if not self.texts.is_there:
            self._states |= {each.path: state for each in files if (state := _state(each.file))}
            return {}

        def look(start: int, stop: int) -> list[tuple[_State | None, str]]:
            return [(_state(each.file), self._key(each, content_of(each))) for each in files[start:stop]]

        keys = {}
        with (spread or _alone)(look, len(files), len(files) // _LOOKS) as parts:
            for each, (state, key) in zip(files, chain.from_iterable(parts), strict=True):
                if state:
                    self._states[each.path] = state
                    keys[key] = each.path
        return keys

    def _kept(self, files: Sequence[Found], read: _Reading) -> list[_Kept]:
        """Return what is now kept of each of these files, its key and its text; None where nothing may be."""
        result: list[_Kept] = []
        for found in files:
            content = content_of(found)
            text = self._text(read(found, self._timezone, content)) if content else b""
            result.append((self._key(found, content), text) if text else None)
        for each in filter(None, result):
            self.texts.keep(*each)
        self.texts.flush()
        return result

    def _text(self, file: PostFile) -> bytes:
        """Return the text that is to be kept of a file; empty where nothing may be."""
        post = file.post
        if post is None or file.is_draft or file.notes.problems or post.publish_at or post.draft:
            return b""
        return type(post).__name__.encode() + b"\n" + self._notation.written(post)

    def _taken(self, path: str, key: str, text: bytes) -> AnyPost | None:
        """Return the post of the file at `path` from what was kept of it; None where that cannot be read."""
        post = self._post(text)
        if post:
            self._note(path, key, post)
        return post

    def _post(self, text: bytes) -> AnyPost | None:
        kind, _, json = text.partition(b"\n")
        try:
            post: AnyPost = self._notation.read(_KINDS[kind.decode()], json)
        except (KeyError, ValueError):
            return None
        return post

    def _whole(self, outline: AnyPost) -> AnyPost:
        """Return the post that this is an outline of. Raises FileChanged."""
        path = outline.source.path
        key, found = self._read[path].key, self._outlined[path]
        if post := self._post(self.texts.get([key]).get(key, b"")):
            return post
        from mkdocs_candor.read.posts import read_post

        content = content_of(found)
        post = read_post(found, self._timezone, content).post if self._key(found, content) == key else None
        if post is None:
            raise FileChanged(f"{path} was changed while the site was built. Build it again.")
        return post

    def _note(self, path: str, key: str, post: AnyPost) -> None:
        self.used[key] = None
        self._forget(path)
        self._read[path] = _Read(self._states.get(path), key, post)
        self.sources[id(post)] = key

    def _forget(self, path: str) -> None:
        """Forget a post, before another one can get its `id`."""
        read = self._read.pop(path, None)
        self._outlined.pop(path, None)
        if read:
            self.sources.pop(id(read.post), None)

    def _key(self, found: Found, content: bytes) -> str:
        """Return under which key is kept what is read of a file with this content."""
        digest = blake2b(f"{self._basis()}\0{self._timezone}\0{found.path}\0{found.stem}\0".encode(), digest_size=16)
        digest.update(content)
        return f"read-{digest.hexdigest()}"

    @property
    def _notation(self) -> Notation:
        from mkdocs_candor.read.values import Notation  # loads what takes long, and commands remember nothing

        if self._known_notation is None:
            self._known_notation = Notation()
        return self._known_notation


@contextmanager
def _alone(work: _Work, count: int, _: int) -> Iterator[Iterator[list[Any]]]:
    yield iter([work(0, count)])


def _state(file: str) -> _State | None:
    """Return what the system says of a file; None where there is none."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    if not S_ISREG(found.st_mode):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
