"""Imported posts → files in the incidents folder. Nothing is overwritten, and what is there already is found again.

A post is known by `imported: {from, id}` in its front matter, under whatever name its file has by now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import yaml

from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.edit.post_files import UpdateText, render_post, write_file
from mkdocs_candor.migrate.json_values import object_of, text_of
from mkdocs_candor.migrate.names import free_id, slug
from mkdocs_candor.migrate.report import Report
from mkdocs_candor.model.frozen import frozen

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Outcome(StrEnum):
    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@frozen(kw_only=True)
class ImportedPost:
    """A post to be written. `path` is the file it came from; `incident` the source's id of what a report is about."""

    source: str
    source_id: str
    path: str
    at: datetime
    name: str
    front_matter: Mapping[str, Value]
    body: str = ""
    updates: Sequence[UpdateText] = ()
    incident: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.source, self.source_id


@frozen
class _Standing:
    """A file that holds an imported post."""

    path: Path
    id: str
    text: str


def write_posts(posts: Iterable[ImportedPost], into: Path, report: Report) -> dict[tuple[str, str], Outcome]:
    """Write what is not there yet, to `into/<year>/<date>-<name>.md`; return what became of each post, by its key."""
    standing, taken = _standing_posts(into)
    ids = {key: post.id for key, post in standing.items()}
    ordered = sorted(posts, key=lambda post: (bool(post.incident), post.at, post.source_id))
    outcomes: dict[tuple[str, str], Outcome] = {}
    for post in ordered:
        here = standing.get(post.key)
        if here is None:
            ids[post.key] = _free_stem(post, taken)
            taken.add(ids[post.key])
        text = _text(post, ids)
        if here is None:
            path = into / f"{post.at.year:04d}" / f"{ids[post.key]}.md"
            write_file(path, text)
            report.files.append(path.as_posix())
            outcomes[post.key] = Outcome.WRITTEN
        elif here.text == text:
            outcomes[post.key] = Outcome.UNCHANGED
        else:
            outcomes[post.key] = Outcome.KEPT
            report.note(here.path.as_posix(), "kept yours: edited since the import, or changed in the source")
    return outcomes


def _text(post: ImportedPost, ids: Mapping[tuple[str, str], str]) -> str:
    front = dict(post.front_matter)
    if post.incident:
        items = list(front.items())
        about = ids.get((post.source, post.incident))
        front = dict([*items[:2], *([("incident", [about])] if about else []), *items[2:]])
    return render_post(front, post.body, post.updates)


def _free_stem(post: ImportedPost, taken: set[str]) -> str:
    spare = slug(post.source_id, longest=26)
    wanted = "-".join(part for part in (post.at.date().isoformat(), slug(post.name) or spare) if part)
    return free_id(wanted, spare, taken)


def _standing_posts(into: Path) -> tuple[dict[tuple[str, str], _Standing], set[str]]:
    """Return the imported posts that are there, and the ids of all posts."""
    standing: dict[tuple[str, str], _Standing] = {}
    taken: set[str] = set()
    for path in sorted(into.rglob("*.md")) if into.is_dir() else []:
        taken.add(path.stem.casefold())
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        own_id, keys = _identity(text)
        taken.add(own_id.casefold())
        for key in keys:
            standing.setdefault(key, _Standing(path, own_id or path.stem, text))
    return standing, taken


def _identity(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a post's own `id`, if it has one, and what it was imported from; usually one thing or nothing."""
    found = _FRONT_MATTER.match(text)
    head = found[1] if found else text
    if not re.search(r"^(id|imported):", head, re.MULTILINE):
        return "", []
    try:
        front = yaml.load(head, Loader=_Loader) if found else None  # noqa: S506 - the base loader
    except yaml.YAMLError:
        front = None
    if isinstance(front, dict):
        imported = object_of(front, "imported")
        known = [(text_of(imported, "from"), text_of(imported, "id"))] if imported else []
        return text_of(front, "id"), known
    # Half edited, so the lines are all there is to go by: to write the post once more would be worse.
    ids = re.findall(r"^[ \t]+id:[ \t]*['\"]?([^\s'\"]+)", head, re.MULTILINE)
    tools = re.findall(r"^[ \t]+from:[ \t]*['\"]?([^\s'\"]+)", head, re.MULTILINE)
    return "", [(tool, one) for tool in tools for one in ids]
