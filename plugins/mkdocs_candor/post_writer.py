"""Writes all that is of single posts, and tells what the rest of the site has to know of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Self

from mkdocs_candor.derive.effects import touched
from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.posts import KeptPosts, Made, Told
from mkdocs_candor.kept.store import Packed
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.publish import search, sitemap
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import Finished, finished
from mkdocs_candor.publish.inline import styled
from mkdocs_candor.publish.site import of_post
from mkdocs_candor.site_folder import SiteFolder

_PUTS_PER_POST = 16
"""How many kept posts are written in the time in which one is made."""


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
    """Writes posts of one edition into `folder`. `filled` puts a page into its frame; None for one that is not to be.
    `kept` None: none are kept. `known` are those that are kept and have not changed, by their ids.

    `shown` are the keys of posts that the folder has as they were kept, by their ids.

    `posts` are all to be written, those first that must be made, since they were not kept or have changed.
    """

    def __init__(
        self,
        edition: Edition,
        filled: Callable[[Finished], bytes | None],
        folder: SiteFolder,
        kept: KeptPosts | None,
        known: Mapping[str, Told],
        shown: Mapping[str, str],
    ) -> None:
        self._edition = edition
        self._filled = filled
        self._folder = folder
        self._kept = kept
        self._newest = _newest(edition)
        self._known = known
        posts = edition.now.posts.values()
        self._kept_before = [facts for facts in posts if facts.post.id in known]
        to_put = [facts for facts in self._kept_before if not kept or shown.get(facts.post.id) != kept.key(facts)]
        to_make = [facts for facts in posts if facts.post.id not in known]
        self.posts = (*to_make, *to_put)
        self.effort = len(to_make) + len(to_put) // _PUTS_PER_POST
        """How much there is to do: about as much as to make so many posts."""

    @property
    def kept_before(self) -> Iterator[str]:
        """Yield the keys of what was kept and is still good."""
        if self._kept:
            for facts in self._kept_before:
                yield from self._kept.keys(facts)

    def written(self, posts: Sequence[PostFacts]) -> Written:
        """Write these posts, and return what was written. Raises Collision.

        It may be a copy of the build's process that does this: the rest of the site knows only what is returned.
        """
        result = Written()
        prose = self._edition.prose
        problems = len(prose.problems)
        kept = [facts for facts in posts if facts.post.id in self._known]
        found = self._kept.made(kept) if self._kept and kept else {}
        new: list[Packed] = []
        for facts in posts:
            made = found.get(facts.post.id)
            if made is None:
                made = self._make(facts, result, new)
            self._put(made, result)
            if made.page.tells_of_now:
                result.of_now.append(facts.post.id)
        if self._kept:
            result.to_keep = self._kept.keep(new)
        result.problems = prose.problems[problems:]
        result.is_damaged = self._kept is not None and self._kept.is_damaged
        return result

    def kept_here(self, results: Iterable[Written]) -> Iterator[Written]:
        """Yield `results` once it is kept what the processes that they come from could not keep."""
        for result in results:
            if self._kept:
                self._kept.keep(result.to_keep)
                result.to_keep = ()
            yield result

    def told(self, written: Written) -> Iterator[Told]:
        """Yield what all posts tell, newest first. `written` is what was written of all of them."""
        for id_ in self._edition.now.posts:
            yield written.told.get(id_) or self._known[id_]

    def shown(self, written: Written) -> dict[str, str]:
        """Return the keys of the posts that the folder has now, but of those that tell of now, by their ids."""
        if self._kept is None:
            return {}
        keys = {id_: self._kept.key(facts) for id_, facts in self._edition.now.posts.items()}
        return {id_: key for id_, key in keys.items() if id_ not in written.of_now}

    def write_page(self, page: Page, result: Written) -> Told:
        """Write a page that is not of a post, and return what it tells. Raises Collision."""
        self._put(Made(self._finished(page)), result)
        return self._told_of(page)

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

    def _put(self, made: Made, result: Written) -> None:
        page = self._filled(made.page)
        if page is not None:
            self._write("pages", made.page.file, page, result)
        for path, content in made.files.items():
            self._write("posts", path, content, result)

    def _write(self, stage: str, path: str, content: bytes, result: Written) -> None:
        self._folder.write(path, content)
        result.add_size(stage, len(content))


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
