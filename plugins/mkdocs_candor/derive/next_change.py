"""When the site next changes by itself, although nobody writes anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from mkdocs_candor.derive.changed import dated, lies_ahead
from mkdocs_candor.derive.facts import AnnouncementFacts, DeskFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.derive.visibility import is_withheld
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.history import History
from mkdocs_candor.model.promise import PromiseKind

# A next update is overdue only after its moment, not at it.
_TICK = timedelta(seconds=1)


def next_changes(
    history: History, posts: Iterable[PostFacts], desks: Iterable[DeskFacts], as_of: datetime, grace: timedelta
) -> tuple[datetime, datetime]:
    """Return the earliest moment after `as_of` at which anything public changes by the clock alone, twice.

    First of everything, for who builds; then of what the public can know: never the end of an embargo, which nobody has
    been told. Both are midnight, UTC, at the latest: every day gets a cell of its own. `posts` are the facts at
    `as_of`; they and those of `history` may be those only that can still change.
    """
    midnight = _next_midnight(as_of)
    announced = _earliest((*_announced(history, posts, desks, grace), midnight), as_of) or midnight
    return _earliest((*_kept(history, as_of), announced), as_of) or announced, announced


def next_event(
    history: History, posts: Iterable[PostFacts], desks: Iterable[DeskFacts], as_of: datetime, grace: timedelta
) -> datetime | None:
    """Return the same of everything but midnight, at which a day only gets its cell; None: nothing else is ahead."""
    return _earliest((*_kept(history, as_of), *_announced(history, posts, desks, grace)), as_of)


def _kept(history: History, as_of: datetime) -> Iterator[datetime]:
    """Yield when parts of posts, or all of one, become public."""
    for post in history.posts:
        if lies_ahead(post, as_of) and not post.draft:
            yield from (post.publish_at,) if post.publish_at and is_withheld(post, as_of) else dated(post)


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
