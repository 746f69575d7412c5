"""When a post last changed, by what stands in it, and whether more of it is still to come."""

from __future__ import annotations

from datetime import datetime

from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, Report

_WITH_UPDATES = (Incident, Maintenance)
_WITH_PREVENTION = (Apology, Report)


def changed(post: AnyPost, published: datetime, as_of: datetime) -> datetime:
    """Return the newest of its publication, its updates, edits and answers, and the words about its promises."""
    return max([published, *(moment for moment in moments(post) if moment <= as_of)])


def lies_ahead(post: AnyPost, as_of: datetime) -> bool:
    """Return whether something that stands in a post, or all of it, begins to count only after `as_of`."""
    return max(dated(post), default=as_of) > as_of


def moments(post: AnyPost) -> list[datetime]:
    """Return the moments at which something in a post changed, by its own account."""
    found = list(post.edited)
    if isinstance(post, _WITH_UPDATES):
        for update in post.updates:
            found.append(update.at)
            if update.edits:
                found += [edit.at for edit in update.edits]
        if post.questions:
            found += [question.answered for question in post.questions if question.answered]
    promises = (*post.prevention, *post.follow_ups) if isinstance(post, _WITH_PREVENTION) else post.follow_ups
    for promise in promises:
        found += [slip.on for slip in promise.slips]
        if promise.closed:
            found.append(promise.closed)
    return found


def dated(post: AnyPost) -> list[datetime]:
    """Return the moments at which something of a post, or all of it, begins to count."""
    found = moments(post)
    if post.publish_at:
        found.append(post.publish_at)
    if isinstance(post, _WITH_UPDATES):
        if isinstance(post, Incident) and post.started:
            found.append(post.started)
        if post.questions:
            found += [question.asked for question in post.questions if question.asked]
    elif post.date:
        found.append(post.date)
    return found
