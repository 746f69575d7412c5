"""Permanent ids: what feed readers, calendars and programs know a post by, whatever becomes of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.publish.links import quoted

# RFC 4151 wants a year in which the host was ours. It says nothing else, and one year for all keeps an id from
# changing with the dates of its post.
_YEAR = 2026


def permanent_ids(posts: Iterable[AnyPost]) -> Mapping[str, str]:
    """Return the id under which each post was first published, by its id now.

    That is the first of `redirect_from` that is an id and not an address. An old id that another post has, or that an
    earlier one of `posts` claims, is passed over: two posts never share one.
    """
    posts = sorted(posts, key=lambda post: post.id)
    taken = {post.id for post in posts}
    found = {}
    for post in posts:
        former = next((old for old in post.redirect_from if is_id(old) and old not in taken), post.id)
        taken.add(former)
        found[post.id] = former
    return found


def is_id(old: str) -> bool:
    """Return whether a line of `redirect_from` is an id; else it is an address."""
    return "/" not in old


def tag(host: str, *parts: str) -> str:
    """Return a `tag:` URI (RFC 4151): a name that outlives a move of the site, once `host` stays the same."""
    return f"tag:{host},{_YEAR}:{'/'.join(map(quoted, parts))}"
