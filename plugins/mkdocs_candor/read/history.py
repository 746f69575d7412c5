"""The door: files → everything that was written down, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mkdocs_candor.model.component import Component
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.read.catalogue import COMPONENTS_FILE, Catalogue, read_catalogue
from mkdocs_candor.read.desks import DESKS_FILE, Desks, read_desks
from mkdocs_candor.read.files import Found, content_of, markdown_files, shown_path
from mkdocs_candor.read.identities import note_redirects, settle_post_ids, settle_resource_ids, unread_files
from mkdocs_candor.read.ids import name_from_id
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.post_file import PostFile
from mkdocs_candor.read.references import Known, ReferenceChecker, named_components, refers_well
from mkdocs_candor.read.resources import ResourceFile, read_resources
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.translations import TranslationFile, attach, of_originals, parted
from mkdocs_candor.read.tree import Mapping as Tree

if TYPE_CHECKING:
    from mkdocs_candor.read.memory import Memory, Spread


@frozen
class Reading:
    """`problems` are sorted by place. `files` are all that was read, from the repository root, with "/"."""

    history: History
    problems: tuple[Problem, ...]
    files: tuple[str, ...]


def read_history(
    root: Path,
    *,
    incidents: Path,
    pages: Path,
    timezone: ZoneInfo | None = None,
    memory: Memory | None = None,
    spread: Spread | None = None,
    anew: frozenset[str] = frozenset(),
) -> Reading:
    """Return what the files of a repository say, and all that is wrong with them. Never raises for what they hold.

    `root` is the repository's folder, which problems' paths start from; `incidents` has the posts, `pages` the site's
    own pages. `timezone` is what a time without a zone means; None: it is a problem. `memory` has what was read before;
    where that is little, `spread` spreads the rest over several processes. `anew` are files that are to be read
    whatever is remembered, by their paths.
    """
    folder = Notes(shown_path(incidents, root))
    if not incidents.is_dir():
        hint = "Create it, or set 'incidents_dir' to where your posts are."
        folder.add(Rule.NO_INCIDENTS_FOLDER, 1, "there is no such folder", hint)
        return Reading(History(is_complete=False), tuple(folder.problems), ())
    catalogue = read_catalogue(incidents, root)
    desks = read_desks(incidents, root)
    of_posts, of_translations = parted(markdown_files(incidents, root))
    posts = _read_posts(of_posts, of_translations, catalogue.ids, timezone, memory, spread, anew)
    attach(of_translations, posts, timezone)
    resources = settle_resource_ids(read_resources(pages, root, timezone))
    settle_post_ids(posts)
    unread = unread_files(posts, {file.post.id for file in posts if file.post})
    known = Known(
        components=catalogue.ids,
        all_components=catalogue.is_complete and not catalogue.is_missing,
        posts={u.id: None for u in unread} | {f.post.id: f.post.type for f in posts if f.post},
        resources={file.resource.id if file.resource else Path(file.notes.path).stem for file in resources},
        desks=desks.desks if desks.is_complete else None,
        components_file=shown_path(incidents / COMPONENTS_FILE, root),
        desks_file=shown_path(incidents / DESKS_FILE, root),
    )
    read_resource_values = [_checked_resource(file, known) for file in resources]
    note_redirects(posts)
    if memory:
        memory.checked_by(replace(known, guesses={}))
    read_posts = [_checked_post(file, known, memory) for file in posts]
    history = History(
        groups=tuple(catalogue.groups),
        components=tuple(catalogue.components) if not catalogue.is_missing else _from_posts(p for p in read_posts if p),
        desks=tuple(desks.desks.values()),
        posts=tuple(sorted((post for post in read_posts if post), key=lambda post: post.id)),
        resources=tuple(sorted((r for r in read_resource_values if r), key=lambda resource: resource.id)),
        unread=unread,
        is_complete=catalogue.is_complete,
    )
    if faulty := {file.found.path for file in posts if file.is_remembered and file.notes.problems}:
        # What is wrong between files has a line, for which they have to be read.
        return read_history(
            root,
            incidents=incidents,
            pages=pages,
            timezone=timezone,
            memory=memory,
            spread=spread,
            anew=anew | faulty,
        )
    files: list[PostFile | ResourceFile] = [*posts, *resources]
    problems = [*catalogue.notes.problems, *desks.notes.problems]
    for file in files:
        # Nobody sees a draft, so nothing on the page can be false because of it.
        problems += [replace(p, level=Level.WARNING) if file.is_draft else p for p in file.notes.problems]
    problems += [problem for file in of_translations for problem in file.notes.problems]
    paths = [*_files(catalogue, desks, posts, resources), *(file.found.path for file in of_translations)]
    return Reading(history, tuple(sorted(problems)), tuple(sorted(paths)))


def _read_posts(
    found: Sequence[Found],
    translations: Sequence[TranslationFile],
    components: Mapping[str, str],
    timezone: ZoneInfo | None,
    memory: Memory | None,
    spread: Spread | None,
    anew: frozenset[str],
) -> list[PostFile]:
    """Return the files of posts, read now or remembered. One that is translated is read, to be compared by lines."""
    if memory is None:
        return [_read(each, timezone) for each in found]
    translated = of_originals(found, translations)
    wanted = [each for each in found if each.path not in anew and each.path not in translated]
    known = memory.posts(wanted, components, spread)
    if spread:
        known |= memory.read([each for each in wanted if each.path not in known], spread)
    nothing_written = Tree(1)
    posts = []
    for each in found:
        if each.path in known:
            posts.append(PostFile(each, Notes(each.path), known[each.path], nothing_written, is_remembered=True))
        else:
            content = content_of(each)
            posts.append(_read(each, timezone, content or None))
            if each.path not in translated:
                memory.keep(posts[-1], content)
    return posts


def _read(found: Found, timezone: ZoneInfo | None, content: bytes | None = None) -> PostFile:
    from mkdocs_candor.read.posts import read_post  # where all is remembered nobody needs it

    return read_post(found, timezone, content)


def _checked_post(file: PostFile, known: Known, memory: Memory | None) -> AnyPost | None:
    """Return the post with its references checked, and marked if something in its file could not be taken as meant."""
    if file.post is None or file.tree is None:
        return None
    path, is_faultless = file.found.path, file.is_remembered and not file.notes.problems
    if memory and is_faultless and (checked := memory.checked(path, file.post)):
        return checked
    if memory and is_faultless and memory.is_outline(path) and refers_well(file.post, known):
        return file.post
    checker = ReferenceChecker(known, file.tree, file.notes, file.component_lines)
    post = checker.post(file.post)
    is_readable = file.is_draft or not file.notes.has_errors
    if post.is_readable != is_readable:
        post = replace(post, is_readable=is_readable)
    if memory and is_faultless and not file.notes.problems:
        memory.keep_checked(path, file.post, post)
    return post


def _checked_resource(file: ResourceFile, known: Known) -> Resource | None:
    if file.resource is None or file.tree is None:
        return None
    return ReferenceChecker(known, file.tree, file.notes).resource(file.resource)


def _from_posts(posts: Iterable[AnyPost]) -> tuple[Component, ...]:
    return tuple(Component(id=name, name=name_from_id(name)) for name in named_components(posts))


def _files(catalogue: Catalogue, desks: Desks, posts: list[PostFile], resources: list[ResourceFile]) -> tuple[str, ...]:
    paths = [*(file.notes.path for file in posts), *(file.notes.path for file in resources)]
    if not catalogue.is_missing:
        paths.append(catalogue.notes.path)
    if not desks.is_missing:
        paths.append(desks.notes.path)
    return tuple(sorted(paths))
