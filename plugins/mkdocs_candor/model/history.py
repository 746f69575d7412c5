"""Everything that was written down, of all times: the one input of `derive`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import field, replace

from mkdocs_candor.model.component import Component, Group
from mkdocs_candor.model.desk import Desk
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.resource import Resource


@frozen
class Unread:
    """A file that may hold a post and could not be read at all. None of its text is known: it might be a draft."""

    id: str
    source: Source = field(compare=False)


@frozen(kw_only=True)
class History:
    """All posts, in the order of their ids, and what they refer to.

    Components of posts are canonical ids: aliases are resolved, and ids that `components.yml` lacks are still here.
    `unread` are files of which nothing can be shown. `is_complete` is False when `components.yml` could not be read.
    """

    groups: tuple[Group, ...] = ()
    components: tuple[Component, ...] = ()
    desks: tuple[Desk, ...] = ()
    posts: tuple[AnyPost, ...] = ()
    resources: tuple[Resource, ...] = ()
    unread: tuple[Unread, ...] = ()
    is_complete: bool = True


def doubting(history: History, paths: Collection[str]) -> History:
    """Return `history` with the posts of these files marked as not fully readable."""
    if not paths:
        return history
    posts = tuple(replace(p, is_readable=False) if p.source.path in paths else p for p in history.posts)
    return replace(history, posts=posts)
