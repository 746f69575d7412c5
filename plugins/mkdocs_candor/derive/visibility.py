"""Which posts are public at a moment, since when, and which of them we cannot vouch for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from mkdocs_candor.derive.changed import lies_ahead
from mkdocs_candor.derive.told import told
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Incident, Maintenance


@frozen
class PublicPost:
    """A post as told by `as_of`, and when it was published: never later than `as_of`.

    `is_told`: nothing of it is still to come.
    """

    post: AnyPost
    published: datetime
    is_told: bool


def public_posts(
    history: History, as_of: datetime, settled: Callable[[AnyPost], PublicPost | None] | None = None
) -> tuple[PublicPost, ...]:
    """Return the posts that are public at `as_of`, newest first. `settled` gives those that no later moment changes."""
    found: list[PublicPost] = []
    for post in history.posts:
        if settled and (known := settled(post)):
            found.append(known)
        elif is_public(post, as_of):
            is_told = not lies_ahead(post, as_of)
            found.append(PublicPost(post if is_told else told(post, as_of), published(post, as_of), is_told))
    found.sort(key=attrgetter("post.id"))
    return tuple(sorted(found, key=attrgetter("published"), reverse=True))


def is_withheld(post: AnyPost, as_of: datetime) -> bool:
    """Return whether its author keeps the post back: a draft, or under embargo at `as_of`."""
    return post.draft or (post.publish_at is not None and post.publish_at > as_of)


def with_withheld(history: History, as_of: datetime) -> tuple[History, frozenset[str]]:
    """Return `history` with what its authors keep back shown, and the ids of that."""
    hidden = frozenset(post.id for post in history.posts if is_withheld(post, as_of))
    posts = tuple(replace(p, draft=False, publish_at=None) if p.id in hidden else p for p in history.posts)
    return replace(history, posts=posts), hidden


def is_public(post: AnyPost, as_of: datetime) -> bool:
    """Return whether customers may see the post at `as_of`.

    One that cannot be fully read is public unless it is withheld: the time that hides it may be what was misread.
    """
    if is_withheld(post, as_of):
        return False
    first = _first_word(post)
    return is_doubtful(post) or first is None or first <= as_of


def is_doubtful(post: AnyPost) -> bool:
    """Return whether something of the post could not be read, so that it may hide harm."""
    if isinstance(post, Incident):
        return not post.is_readable or post.severity is None or post.started is None
    if isinstance(post, Maintenance):
        return not post.is_readable or post.window is None
    return not post.is_readable


def published(post: AnyPost, as_of: datetime) -> datetime:
    """Return when a public post was published: its first word, or the end of its embargo where that is later.

    A maintenance that says nothing about it counts as published when its window starts, at the latest `as_of`. So
    does anything whose first word lies after `as_of`, for only a misread time can do that to a public post.
    """
    moments = [m for m in (_first_word(post), post.publish_at) if m is not None and m <= as_of]
    if moments:
        return max(moments)
    if isinstance(post, Incident) and post.started is not None:
        return min(as_of, post.started)
    if isinstance(post, Maintenance) and post.window is not None:
        return min(as_of, post.window.start)
    return as_of


def _first_word(post: AnyPost) -> datetime | None:
    """Return when the post first says something, by its own account; None when it does not say when."""
    if isinstance(post, Incident):
        return post.updates[0].at if post.updates else post.started
    if isinstance(post, Maintenance):
        return post.updates[0].at if post.updates else None
    return post.date
