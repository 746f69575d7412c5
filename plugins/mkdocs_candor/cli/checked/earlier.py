"""The site as it is, held against what readers had seen of it at another commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from mkdocs_candor.cli.commits import commit_for, write_out
from mkdocs_candor.cli.place import Place, find_place
from mkdocs_candor.derive.visibility import is_withheld, public_posts
from mkdocs_candor.lint.against import compared
from mkdocs_candor.lint.case import Settings
from mkdocs_candor.lint.finding import Review
from mkdocs_candor.model.history import History
from mkdocs_candor.publish.links import SECTIONS
from mkdocs_candor.read.catalogue import COMPONENTS_FILE
from mkdocs_candor.read.files import shown_path
from mkdocs_candor.read.history import Reading, read_history


def read_place(place: Place) -> Reading:
    """Return what the files of a site say."""
    return read_history(place.root, incidents=place.incidents, pages=place.pages, timezone=place.timezone)


def since(
    ref: str, place: Place, now: History, as_of: datetime, *, texts: Mapping[str, str], settings: Settings
) -> Review:
    """Return what was published at the commit `ref` and is lost in `now`. Raises ClickException.

    What `ref` holds counts as published by `as_of`, not by the day of its commit: a site builds again without one.
    """
    commit = commit_for(place.root, ref)
    with TemporaryDirectory(prefix="candor-") as folder:
        before = _history(write_out(place.root, commit, Path(folder)))
    if before is None:
        click.echo(f"There was no site here at '{ref}' yet: nothing to compare with.", err=True)
        return Review()
    seen = sorted((public.post for public in public_posts(before, as_of)), key=lambda post: post.id)
    return compared(
        replace(before, posts=tuple(seen)),
        now,
        as_of,
        sections=SECTIONS,
        withheld={post.id for post in now.posts if is_withheld(post, as_of)},
        components_file=shown_path(place.incidents / COMPONENTS_FILE, place.root),
        texts=texts,
        settings=settings,
    )


def _history(folder: Path) -> History | None:
    """Return what the site in `folder` said, by its own configuration; None where there was none yet."""
    return read_place(find_place(folder)).history if (folder / "mkdocs.yml").is_file() else None
