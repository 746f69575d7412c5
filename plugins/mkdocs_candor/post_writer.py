"""Writes all that is of single posts, and tells what the rest of the site has to know of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Self

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.publish import search
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.inline import styled
from mkdocs_candor.publish.site import of_post
from mkdocs_candor.site_folder import SiteFolder


@dataclass(slots=True)
class Written:
    """What was written. `sizes` are numbers of files and bytes by stage; `found` are entries for the search index,
    `mapped` absolute addresses for the site map and when each changed; `styles` are values of `style` attributes.
    """

    paths: list[str] = field(default_factory=list)
    sizes: defaultdict[str, tuple[int, int]] = field(default_factory=lambda: defaultdict(_nothing))
    found: list[dict[str, object]] = field(default_factory=list)
    mapped: list[tuple[str, datetime | None]] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    attachments: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
        return whole

    def add_size(self, stage: str, size: int, files: int = 1) -> None:
        known_files, known_size = self.sizes[stage]
        self.sizes[stage] = (known_files + files, known_size + size)


def _nothing() -> tuple[int, int]:
    return 0, 0


class PostWriter:
    """Writes posts of one edition into `folder`. `filled` puts a page into its frame."""

    def __init__(self, edition: Edition, filled: Callable[[Page], str], folder: SiteFolder) -> None:
        self._edition = edition
        self._filled = filled
        self._folder = folder

    def written(self, posts: Iterable[PostFacts]) -> Written:
        """Write these posts, and return what was written. Raises Collision.

        It may be a copy of the build's process that does this: the rest of the site knows only what is returned.
        """
        result = Written()
        prose = self._edition.prose
        problems, attachments = len(prose.problems), len(prose.targets.attachments)
        for facts in posts:
            output = of_post(facts, self._edition)
            self.write_page(output.page, result)
            for artifact in output.files:
                self._write("posts", artifact.path, artifact.as_bytes, result)
        result.problems = prose.problems[problems:]
        result.attachments = dict(islice(prose.targets.attachments.items(), attachments, None))
        return result

    def write_page(self, page: Page, result: Written) -> None:
        """Write a page in its frame, and note it in `result`. Raises Collision."""
        links = self._edition.links
        result.styles |= styled(page.html)
        self._write("pages", links.file(page.path), self._filled(page).encode(), result)
        if not page.noindex:
            result.found.append(search.entry(page))
            result.mapped.append((links.absolute(page.path), page.changed))

    def _write(self, stage: str, path: str, content: bytes, result: Written) -> None:
        self._folder.write(path, content)
        result.paths.append(path)
        result.add_size(stage, len(content))
