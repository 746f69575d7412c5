"""Ids of posts and pages are addresses: each must be there once, and old ones must lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mkdocs_candor.model.history import Unread
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.model.problem import Source
from mkdocs_candor.read.ids import safe_id, unique_id
from mkdocs_candor.read.post_file import PostFile
from mkdocs_candor.read.resources import ResourceFile
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import line_of

_OWN_ID = (
    "An id is an address, whatever the folder and the type: rename the newer file, or give it an 'id:' of its own."
)


def settle_post_ids(files: Iterable[PostFile]) -> None:
    """Give each post an id of its own, and note those that two wanted.

    Drafts come last: they must not take the address of what is public.
    """
    owners: dict[str, PostFile] = {}
    taken: set[str] = set()
    for file in sorted(files, key=lambda f: f.is_draft):
        if file.post is None:
            continue
        post = file.post
        # Many hosts and file systems hold addresses that differ in case alone to be the same.
        wanted = post.id.casefold()
        if owner := owners.get(wanted):
            _note_double(file, owner.found.path, post)
            if owner.post and owner.is_draft == file.is_draft:
                _note_double(owner, file.found.path, owner.post)
            own = post.id + unique_id(wanted, taken)[len(wanted) :]
            file.post = replace(post, id=own)
            taken.add(own.casefold())
        else:
            owners[wanted] = file
            taken.add(wanted)


def _note_double(file: PostFile, other: str, post: AnyPost) -> None:
    line = line_of(file.tree, "id") if file.tree and "id" in file.tree.lines else 1
    file.notes.add(Rule.DUPLICATE_ID, line, f"the id '{post.id}' is also that of {other}", _OWN_ID)


def unread_files(files: Iterable[PostFile], taken: set[str]) -> tuple[Unread, ...]:
    """Return the files that may hold a post and could not be read, each with an id that no post has."""
    unread: list[Unread] = []
    taken = set(taken)
    for file in files:
        if file.post is None and not file.is_draft:
            own = unique_id(safe_id(file.found.stem), taken)
            taken.add(own)
            unread.append(Unread(own, Source(file.found.path)))
    return tuple(sorted(unread, key=lambda u: u.id))


def settle_resource_ids(files: list[ResourceFile]) -> list[ResourceFile]:
    """Return the pages, each with an id of its own, and note those that two wanted."""
    owners: dict[str, str] = {}
    settled: list[ResourceFile] = []
    for file in files:
        if file.resource and file.resource.id in owners:
            hint = "Rename one of the two files: posts name it by its file's name."
            message = f"the name '{file.resource.id}' is also that of {owners[file.resource.id]}"
            file.notes.add(Rule.DUPLICATE_RESOURCE, 1, message, hint)
            own = unique_id(file.resource.id, owners)
            file = replace(file, resource=replace(file.resource, id=own))
        if file.resource:
            owners[file.resource.id] = file.notes.path
        settled.append(file)
    return settled


def note_redirects(files: Iterable[PostFile]) -> None:
    """Note old ids that lead to two posts, or that a post still has."""
    files = [file for file in files if file.post]
    owners = {file.post.id: file for file in files if file.post and not file.is_draft}
    claimed: dict[str, PostFile] = {}
    for file in files:
        for index, old in enumerate(file.post.redirect_from if file.post else ()):
            other = owners.get(old) or claimed.get(old)
            if other and file.tree:
                state = "also leads to" if old in claimed and old not in owners else "is the id of"
                line = line_of(file.tree, "redirect_from", index)
                message = f"'{old}' {state} {other.found.path}" if other is not file else f"'{old}' leads to itself"
                file.notes.add(Rule.REDIRECT_CONFLICT, line, message, "An old id can lead to one post. Remove it here.")
            claimed.setdefault(old, file)
