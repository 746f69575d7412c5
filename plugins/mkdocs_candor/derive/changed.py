"""When a post last changed, by what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mkdocs_candor.derive.visibility import PublicPost
from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, Report


def changed(public: PublicPost, as_of: datetime) -> datetime:
    """Return the newest of its publication, its updates, edits and answers, and the words about its promises."""
    return max([public.published, *(moment for moment in moments(public.post) if moment <= as_of)])


def moments(post: AnyPost) -> Iterator[datetime]:
    """Yield the moments at which something in a post changed, by its own account."""
    if isinstance(post, Incident | Maintenance):
        for update in post.updates:
            yield update.at
            yield from (edit.at for edit in update.edits)
        yield from (question.answered for question in post.questions if question.answered)
    yield from post.edited
    promises = (*post.prevention, *post.follow_ups) if isinstance(post, Apology | Report) else post.follow_ups
    for promise in promises:
        yield from (slip.on for slip in promise.slips)
        if promise.closed:
            yield promise.closed
