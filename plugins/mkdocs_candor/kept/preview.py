"""What a preview keeps from one build to the next: what it has read and made, and in the site what is still good.

A preview shows drafts: all of it is in memory, in a file without a name (`UnnamedStore`), and in the site, which the
engine takes away. The engine also empties the site before each build; what belongs to posts is set aside before that,
out of its reach.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_candor.derive.settled import Settled
from mkdocs_candor.kept.preview_posts import PostsBefore, PreviewPosts
from mkdocs_candor.kept.store import Store
from mkdocs_candor.kept.unnamed_store import UnnamedStore
from mkdocs_candor.publish.card_store import CardStore
from mkdocs_candor.publish.remembered import Remembered
from mkdocs_candor.publish.watching import Watch
from mkdocs_candor.read.memory import Memory

_SECTIONS = ("announcements", "apologies", "api", "incidents", "reports")
_ASIDE = ".candor-aside"
"""A hidden folder of the site: the engine does not empty those."""


@dataclass(slots=True)
class Preview:
    """One preview. `posts` are those of the last build.

    `shown` are the keys of the posts that stand in the site, `paths` all files that belong to posts there, `look` is
    what the pages were framed with.
    """

    posts: PostsBefore = field(default_factory=PostsBefore)
    cards: CardStore | None = None
    settled: Settled = field(default_factory=Settled)
    remembered: Remembered = field(default_factory=Remembered)
    shown: Mapping[str, str] = field(default_factory=dict)
    look: str = ""
    paths: frozenset[str] = frozenset()
    _of_engine: frozenset[str] = frozenset()
    _store: UnnamedStore | None = None
    _memory: tuple[object, Memory] | None = None

    def store(self, public: Store) -> UnnamedStore:
        """Return what is kept; `public` is what the project keeps."""
        if self._store is None:
            self._store = UnnamedStore(public)
        return self._store

    def kept(self, basis: str, watch: Watch, source: Callable[[str], str]) -> PreviewPosts | None:
        """Return the posts that were made before; None before anybody has asked for the `store`."""
        return PreviewPosts(self._store, basis, watch, self.posts, source) if self._store else None

    def memory(self, store: UnnamedStore, basis: str, timezone: ZoneInfo | None) -> Memory:
        """Return what was read before."""
        if self._memory is None or self._memory[0] != (basis, timezone):
            self._memory = ((basis, timezone), Memory(store, lambda: basis, timezone))
        return self._memory[1]

    def begin(self, site: Path, *, is_kept: bool) -> None:
        """Begin a build: keep what belongs to posts from being deleted, until `put_back`, unless nothing `is_kept`."""
        if not is_kept:
            self.shown = {}
            return
        for section in _SECTIONS:
            if (site / section).is_dir() and not (site / _ASIDE / section).exists():
                (site / _ASIDE).mkdir(exist_ok=True)
                (site / section).rename(site / _ASIDE / section)

    def put_back(self, site: Path, look: str | None) -> Mapping[str, str]:
        """Put it back under what the engine has written since, unless pages have another `look` now, or none.

        Returns the keys of the posts that the site has then, by their ids.
        """
        aside = site / _ASIDE
        before, self._of_engine = self._of_engine, frozenset(_files(site))
        shown, self.shown = self.shown, {}  # if this build fails, nobody knows what the site has
        if look is None or look != self.look:
            shown, self.paths, self.look = {}, frozenset(), look or ""
        elif aside.is_dir():
            _move(self._of_engine, site, aside)
            for section in _SECTIONS:
                shutil.rmtree(site / section, ignore_errors=True)
                if (aside / section).is_dir():
                    (aside / section).rename(site / section)
            for path in before - self._of_engine:
                (site / path).unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        return shown

    def showing(self, shown: Mapping[str, str], paths: Iterable[str], site: Path) -> None:
        """Note what the site holds now, and delete what it held before and should no more."""
        paths = frozenset(path for path in paths if path.partition("/")[0] in _SECTIONS)
        for path in self.paths - paths:
            (site / path).unlink(missing_ok=True)
        self.shown, self.paths = shown, paths

    def end(self) -> None:
        if self._store is not None:
            self._store.close()


def _files(site: Path) -> Iterator[str]:
    """Yield the files that the sections have, by their paths in the site."""
    for section in _SECTIONS:
        for folder, _, names in os.walk(site / section):
            inside = Path(folder).relative_to(site).as_posix()
            yield from (f"{inside}/{name}" for name in names)


def _move(paths: Iterable[str], start: Path, to: Path) -> None:
    for path in paths:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (start / path).replace(to / path)
