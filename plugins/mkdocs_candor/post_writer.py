"""Writes all that is of single posts, and tells what the rest of the site has to know of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Self, TypeAlias

from mkdocs_candor.beside import Other
from mkdocs_candor.claims import MOST_CLAIMS
from mkdocs_candor.derive.effects import touched
from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.packed import Packed
from mkdocs_candor.kept.posts import KeptPosts
from mkdocs_candor.kept.records import Made, Told
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.publish import search, sitemap
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import Finished, finished
from mkdocs_candor.publish.inline import styled
from mkdocs_candor.site_folder import SiteFolder

_LEAST_SHARE = 32
Filling: TypeAlias = Callable[[Finished], bytes | None]


@dataclass(slots=True)
class Written:
    """What was written. `sizes` are numbers of files and bytes by stage. `told` tells of the posts that were made, by
    their ids. `of_now` are the posts whose pages tell of now. `to_keep` is what the build's own process has to keep.
    `is_damaged`: what was kept could not be read.
    """

    sizes: defaultdict[str, tuple[int, int]] = field(default_factory=lambda: defaultdict(_nothing))
    told: dict[str, Told] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    of_now: list[str] = field(default_factory=list)
    to_keep: Sequence[Packed] = ()
    is_damaged: bool = False

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Return what all of `parts` say, in their order."""
        whole = cls()
        for part in parts:
            for stage, (files, size) in part.sizes.items():
                whole.add_size(stage, size, files)
            whole.told |= part.told
            whole.problems += part.problems
            whole.of_now += part.of_now
            whole.is_damaged |= part.is_damaged
        return whole

    def add_size(self, stage: str, size: int, files: int = 1) -> None:
        known_files, known_size = self.sizes[stage]
        self.sizes[stage] = (known_files + files, known_size + size)


def _nothing() -> tuple[int, int]:
    return 0, 0


class PostWriter:
    """Writes posts of one edition into `folder`. `kept` None: none are kept. `known` are the ids of those that are kept
    and have not changed.
    """

    def __init__(
        self, edition: Edition, folder: SiteFolder, kept: KeptPosts | None, known: Collection[str] = ()
    ) -> None:
        self._edition = edition
        self._folder = folder
        self._kept = kept
        self._known = known

    @cached_property
    def _newest(self) -> frozenset[str]:
        return _newest(self._edition)

    def made(self, posts: Sequence[PostFacts]) -> tuple[dict[str, Made], Written]:
        """Return these posts made anew, by their ids, and what there is to know of them. Nothing is written."""
        with self._telling() as (result, new):
            return {facts.post.id: self._make(facts, result, new) for facts in posts}, result

    def written(self, posts: Sequence[PostFacts], filled: Filling, made: Mapping[str, Made] | None = None) -> Written:
        """Write these posts, of which some may be `made`, and return what was written.

        `filled` puts a page into its frame; None for one that is not to be. It may be a copy of the build's process
        that does this: the rest of the site knows only what is returned. Who has all that is told claims the paths.
        """
        with self._telling() as (result, new):
            kept = [facts for facts in posts if facts.post.id in self._known]
            found = {**(self._kept.made(kept) if self._kept and kept else {}), **(made or {})}
            for facts in posts:
                each = found.get(facts.post.id) or self._make(facts, result, new)
                self._put(each, filled, result)
                if each.page.tells_of_now:
                    result.of_now.append(facts.post.id)
            return result

    @contextmanager
    def _telling(self) -> Iterator[tuple[Written, list[Packed]]]:
        """Give something to note what is written in, and what is to be kept."""
        result, new, problems = Written(), list[Packed](), self._edition.prose.problems
        before = len(problems)
        yield result, new
        if self._kept:
            result.to_keep = self._kept.keep(new)
            result.is_damaged = self._kept.is_damaged
        result.problems = problems[before:]

    def kept_here(self, results: Iterable[Written]) -> Iterator[Written]:
        """Yield `results` once it is kept what the processes that they come from could not keep."""
        for result in results:
            if self._kept:
                self._kept.keep(result.to_keep)
                result.to_keep = ()
            yield result

    def write_page(self, page: Page, filled: Filling, result: Written) -> Told:
        """Write a page that is not of a post, and return what it tells."""
        as_finished, told = self._edition.remembered.value(
            f"finished {page.path}", lambda: page, lambda: (self._finished(page), self._told_of(page))
        )
        self._put(Made(as_finished), filled, result)
        return told

    def _make(self, facts: PostFacts, result: Written, new: list[Packed]) -> Made:
        """Return a post made anew, and note in `result` what is to be known of it, and in `new` what is to be kept."""
        make = partial(self._made, facts)
        if self._kept:
            told, made, packed = self._kept.making(facts, make)
            new += packed
        else:
            told, made = make()
        result.told[facts.post.id] = told
        return made

    def _made(self, facts: PostFacts) -> tuple[Told, Made]:
        from mkdocs_candor.publish.site import of_post  # takes long to load, and most posts are kept

        prose = self._edition.prose
        prose.linked.clear()
        output = of_post(facts, self._edition, is_new=facts.post.id in self._newest)
        made = Made(self._finished(output.page), {artifact.path: artifact.as_bytes for artifact in output.files})
        told = self._told_of(output.page)._replace(
            pieces={piece.name: piece.text for piece in output.pieces}, attachments=dict(prose.linked)
        )
        return told._replace(paths=(*told.paths, *made.files)), made

    def _finished(self, page: Page) -> Finished:
        return finished(page, self._edition.links, self._edition.lang, noindex=self._edition.noindex)

    def _told_of(self, page: Page) -> Told:
        links = self._edition.links
        return Told(
            paths=(links.file(page.path),),
            found="" if page.noindex else search.entry(page),
            mapped="" if page.noindex else sitemap.entry(links.absolute(page.path), page.changed),
            styled=tuple(sorted(styled(page.html))),
        )

    def _put(self, made: Made, filled: Filling, result: Written) -> None:
        page = filled(made.page)
        if page is not None:
            self._folder.replace(made.page.file, page)
            result.add_size("pages", len(page))
        for path, content in made.files.items():
            self._folder.replace(path, content)
        result.add_size("posts", sum(map(len, made.files.values())), len(made.files))


def shares(posts: Sequence[PostFacts]) -> list[Sequence[PostFacts]]:
    """Return posts in parts, for several to write them."""
    size = max(_LEAST_SHARE, -(-len(posts) // MOST_CLAIMS))
    return [posts[start : start + size] for start in range(0, len(posts), size)]


def write_shares(writer: PostWriter, posts: Sequence[PostFacts], filled: Filling, other: Other) -> Iterator[Written]:
    """Write posts, part by part, as long as `other` has not begun them; yield what was written."""
    parts = shares(posts)
    while (number := other.claim()) is not None:
        yield writer.written(parts[number], filled)


def _newest(edition: Edition) -> frozenset[str]:
    """Return the ids of the posts that shared feeds may tell of: the newest of each kind, and of each component.

    A guess that costs little: an entry of a post that is missing here is written once more.
    """
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for id_, facts in edition.now.posts.items():
        names = (facts.post.type, *touched(facts))
        if any(seen[name] < edition.feed_size for name in names) or getattr(facts, "is_open", False):
            found.add(id_)
        seen.update(names)
    return frozenset(found)
