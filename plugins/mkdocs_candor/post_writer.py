"""Writes all that is of single posts, and tells what the rest of the site has to know of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self

from mkdocs_candor.derive.effects import touched
from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.posts import KeptPosts, Made
from mkdocs_candor.kept.store import Packed
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.publish import search, sitemap
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import Finished, finished
from mkdocs_candor.publish.inline import styled
from mkdocs_candor.publish.site import of_post
from mkdocs_candor.site_folder import SiteFolder


@dataclass(slots=True)
class Written:
    """What was written. `sizes` are numbers of files and bytes by stage; `found` are entries for the search index,
    `mapped` those of the site map; `styles` are values of `style` attributes.
    `used` are the keys of posts that are to be kept, `new` those that were not kept before. `is_damaged`: what was
    kept could not be read. `told` are entries of feeds, for `Edition.told`.
    """

    paths: list[str] = field(default_factory=list)
    sizes: defaultdict[str, tuple[int, int]] = field(default_factory=lambda: defaultdict(_nothing))
    found: list[str] = field(default_factory=list)
    mapped: list[str] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    attachments: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    new: list[Packed] = field(default_factory=list)
    is_damaged: bool = False
    told: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Return what all of `parts` say, in their order."""
        whole = cls()
        for part in parts:
            whole.paths += part.paths
            for stage, (files, size) in part.sizes.items():
                whole.add_size(stage, size, files)
            whole.found += part.found
            whole.mapped += part.mapped
            whole.styles |= part.styles
            whole.attachments |= part.attachments
            whole.problems += part.problems
            whole.used += part.used
            whole.new += part.new
            whole.told |= part.told
            whole.is_damaged |= part.is_damaged
        return whole

    def add_size(self, stage: str, size: int, files: int = 1) -> None:
        known_files, known_size = self.sizes[stage]
        self.sizes[stage] = (known_files + files, known_size + size)


def _nothing() -> tuple[int, int]:
    return 0, 0


class PostWriter:
    """Writes posts of one edition into `folder`. `filled` puts a page into its frame. `kept` None: none are kept."""

    def __init__(
        self,
        edition: Edition,
        filled: Callable[[Finished], bytes],
        folder: SiteFolder,
        kept: KeptPosts | None = None,
    ) -> None:
        self._edition = edition
        self._filled = filled
        self._folder = folder
        self._kept = kept
        self._telling = _newest(edition)

    def written(self, posts: Sequence[PostFacts]) -> Written:
        """Write these posts, and return what was written. Raises Collision.

        It may be a copy of the build's process that does this: the rest of the site knows only what is returned.
        """
        result = Written()
        prose = self._edition.prose
        problems = len(prose.problems)
        found = self._kept.found(posts) if self._kept else {}
        result.is_damaged = self._kept is not None and self._kept.is_damaged
        for facts in posts:
            made = found.get(facts.post.id)
            if self._kept is None:
                made = self._made(facts)
            elif made is None:
                made, packed = self._kept.made(facts, partial(self._made, facts))
                if packed:
                    result.used.append(packed.key)
                    result.new.append(packed)
            else:
                result.used.append(self._kept.key(facts))
            self._put(made, result)
            result.attachments |= made.attachments
            if facts.post.id in self._telling:
                result.told |= made.told
        result.problems = prose.problems[problems:]
        return result

    def _made(self, facts: PostFacts) -> Made:
        prose = self._edition.prose
        prose.linked.clear()
        output = of_post(facts, self._edition)
        files = {artifact.path: artifact.as_bytes for artifact in output.files}
        return replace(self._of_page(output.page), files=files, attachments=dict(prose.linked), told=output.told)

    def _of_page(self, page: Page) -> Made:
        edition = self._edition
        return Made(
            page=finished(page, edition.links, edition.lang, noindex=edition.noindex),
            files={},
            found="" if page.noindex else search.entry(page),
            mapped="" if page.noindex else sitemap.entry(edition.links.absolute(page.path), page.changed),
            styled=tuple(sorted(styled(page.html))),
        )

    def write_page(self, page: Page, result: Written) -> None:
        """Write a page in its frame, and note it in `result`. Raises Collision."""
        self._put(self._of_page(page), result)

    def _put(self, made: Made, result: Written) -> None:
        result.styles.update(made.styled)
        self._write("pages", made.page.file, self._filled(made.page), result)
        if made.found:
            result.found.append(made.found)
            result.mapped.append(made.mapped)
        for path, content in made.files.items():
            self._write("posts", path, content, result)

    def _write(self, stage: str, path: str, content: bytes, result: Written) -> None:
        self._folder.write(path, content)
        result.paths.append(path)
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
