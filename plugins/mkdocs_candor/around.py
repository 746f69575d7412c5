"""What passes between the engine's process and the one that writes our pages: frames, and what was found out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.publish.frames import Finished, Frame
from mkdocs_candor.publish.inline import Inline
from mkdocs_candor.publish.stylesheets import Stylesheets
from mkdocs_candor.stages import Stages


@frozen(kw_only=True)
class Around:
    """`frames` are by section. Where the engine makes each page of ours there are none, and it has made those `singly`.

    `attachments` are files beside posts that its own pages link to: site path → file. `shown` are the keys of posts
    that the site's folder has already, as they were kept, by their ids.
    """

    frames: Mapping[str, Frame]
    styles: Stylesheets
    inline: Inline
    singly: tuple[str, ...] | None = None
    attachments: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)

    def filling(self, site: Path, edit_path: Callable[[str], str]) -> Callable[[Finished], bytes | None]:
        """Return what gives a whole page: puts it into its frame, or takes it as the engine has written it into `site`.

        `edit_path` gives the file that a page was written in, as seen from the pages folder.
        """

        def filled(page: Finished) -> bytes | None:
            return self.frames[page.section].filled(page, edit_path(page.source), self.styles.name(page.dress))

        def written(page: Finished) -> bytes | None:
            file = site / page.file
            return self.styles.filled(file.read_text("utf-8")).encode() if file.is_file() else None

        return filled if self.singly is None else written


class Offer(NamedTuple):
    """What the copy of a process shares with it: the ids and keys of posts that are kept and still good, for both to
    write them, and the number of its `build` in what is kept, for the other one to keep the rest.
    """

    keys: Sequence[tuple[str, str]]
    build: int


@dataclass(slots=True)
class Outcome:
    """What was found out meanwhile. `is_damaged`: what is kept could not all be read. `paths` are those of all files of
    ours, and `shown` is as in `Around`, for the next time. `is_shared`: there was an `Offer`.
    """

    problems: list[Problem]
    stages: Stages
    paths: Sequence[str]
    shown: Mapping[str, str]
    is_damaged: bool
    is_shared: bool = False
