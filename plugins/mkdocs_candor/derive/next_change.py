"""When the site next changes by itself, although nobody writes anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from mkdocs_candor.derive.facts import AnnouncementFacts, DeskFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.derive.visibility import is_withheld
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, Report
from mkdocs_candor.model.promise import PromiseKind

# A next update is overdue only after its moment, not at it.
_TICK = timedelta(seconds=1)


def next_change(
    history: History, posts: Iterable[PostFacts], desks: Iterable[DeskFacts], as_of: datetime, grace: timedelta
) -> datetime:
    """Return the earliest moment after `as_of` at which anything public changes by the clock alone.

    That is midnight, UTC, at the latest: every day gets a cell of its own. `posts` are the facts at `as_of`.
    """
    event = next_event(history, posts, desks, as_of, grace)
    return min(_next_midnight(as_of), event) if event else _next_midnight(as_of)


def next_event(
    history: History, posts: Iterable[PostFacts], desks: Iterable[DeskFacts], as_of: datetime, grace: timedelta
) -> datetime | None:
    """Return the same but for midnight, at which a day only gets its cell; None when nothing else is ahead."""
    kept = (moment for post in history.posts for moment in _of_post(post, as_of))
    return _earliest((*kept, *_announced(history, posts, desks, grace)), as_of)


def next_announced_change(
    history: History, posts: Iterable[PostFacts], desks: Iterable[DeskFacts], as_of: datetime, grace: timedelta
) -> datetime:
    """Return the same for what the public can know of: never the end of an embargo, which nobody has been told."""
    midnight = _next_midnight(as_of)
    return _earliest((*_announced(history, posts, desks, grace), midnight), as_of) or midnight


def _announced(
    history: History, posts: Iterable[PostFacts], desks: Iterable[DeskFacts], grace: timedelta
) -> Iterator[datetime]:
    for facts in posts:
        yield from _of_facts(facts, grace)
    for component in history.components:
        yield from _of_component(component)
    yield from (desk.changes for desk in desks if desk.changes)


def _earliest(moments: Iterable[datetime], as_of: datetime) -> datetime | None:
    return min((moment for moment in moments if as_of < moment), default=None)


def _next_midnight(as_of: datetime) -> datetime:
    return as_of.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _of_post(post: AnyPost, as_of: datetime) -> Iterator[datetime]:
    """Yield when parts of a post, or all of it, become public."""
    if post.draft:
        return
    if is_withheld(post, as_of):
        if post.publish_at:
            yield post.publish_at
        return
    if isinstance(post, Incident | Maintenance):
        if isinstance(post, Incident) and post.started:
            yield post.started
        for update in post.updates:
            yield update.at
            yield from (edit.at for edit in update.edits)
        for question in post.questions:
            yield from (moment for moment in (question.asked, question.answered) if moment)
    elif post.date:
        yield post.date
    yield from post.edited
    for promise in (*post.prevention, *post.follow_ups) if isinstance(post, Apology | Report) else post.follow_ups:
        yield from (slip.on for slip in promise.slips)
        if promise.closed:
            yield promise.closed


def _of_facts(facts: PostFacts, grace: timedelta) -> Iterator[datetime]:
    """Yield when something that is public already comes into force, ends, or is overdue."""
    if isinstance(facts, MaintenanceFacts) and facts.window:
        yield facts.window.start
        yield facts.window.end
    elif isinstance(facts, AnnouncementFacts):
        yield from (moment for moment in (facts.post.effective, facts.post.until) if moment)
    for promise in facts.promises:
        if promise.is_open and promise.due:
            yield promise.due
            if promise.kind is PromiseKind.NEXT_UPDATE:
                yield promise.due + _TICK
                yield promise.due + grace + _TICK


def _of_component(component: Component) -> Iterator[datetime]:
    yield from (_midnight(day) for day in (component.since, component.until) if day)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
