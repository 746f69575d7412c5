"""A file of the incidents folder, and what was read of it, now or before."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.read.files import Found
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.tree import Mapping as Tree


@dataclass(slots=True)
class PostFile:
    """A file of the incidents folder. `post` None: none of its text may be shown.

    `tree` is its front matter, for the lines of what is wrong between files; `component_lines` those of the
    components of each update, by the line of its heading. `is_remembered`: read in an earlier build, so without lines.
    """

    found: Found
    notes: Notes
    post: AnyPost | None = None
    tree: Tree | None = None
    is_draft: bool = False
    component_lines: dict[int, int] = field(default_factory=dict)
    is_remembered: bool = False
