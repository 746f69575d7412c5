"""What changed in public between two moments: by what people wrote, and by the clock alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from mkdocs_candor.derive.facts import AnnouncementFacts, IncidentFacts, MaintenanceFacts, PostFacts, Snapshot
from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.promise import PromiseKind


@frozen(kw_only=True)
class ToldPost:
    """What the public can see of a post, as far as a change of it is news.

    `stage` is that of an incident or a maintenance. `updates` are the moments of their newest corrections by id, None
    for none. `answered` are ids of questions. `former` are ids that the post had before.
    """

    stage: str = ""
    updates: Mapping[str, datetime | None] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    effective: datetime | None = None
    former: tuple[str, ...] = ()


@frozen(kw_only=True)
class ToldPromise:
    """A prevention item or a follow-up: what has become of it, and its newest date."""

    post: str
    state: str
    due: datetime | None


@frozen(kw_only=True)
class Told:
    """What the public can see at `as_of`. `components` are their statuses by id; `promises` by their id on the site."""

    as_of: datetime
    sentence: str
    components: Mapping[str, str]
    posts: Mapping[str, ToldPost]
    promises: Mapping[str, ToldPromise]
    resources: frozenset[str]


class News(StrEnum):
    """What kind of change it is. `part` of a change is the id of what is named here."""

    NEW = "new"  # a post, with its first update, if it has any
    UPDATED = "updated"  # an update
    CORRECTED = "corrected"  # an update
    MOVED_ON = "moved_on"  # a maintenance, by the clock
    IN_FORCE = "in_force"  # an announcement, by the clock
    ANSWERED = "answered"  # a question
    PROMISE = "promise"  # a promise that was kept, put off or dropped, or is overdue
    RESOURCE = "resource"  # a community page
    WITHDRAWN = "withdrawn"  # a post that is no longer there


@frozen
class Change:
    """One change. `post` is empty for a community page; `part` is what `News` says, or empty."""

    kind: News
    post: str
    part: str = ""


_TOLD_STATES = frozenset(
    {PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.SLIPPED, PromiseState.DROPPED, PromiseState.OVERDUE}
)


def told_by(now: Snapshot) -> Told:
    """Return what a snapshot tells."""
    return Told(
        as_of=now.as_of,
        sentence=now.overall.sentence,
        components={id_: c.status.value for id_, c in now.components.items() if not c.is_retired},
        posts={id_: _told_post(facts) for id_, facts in now.posts.items()},
        promises={
            id_: ToldPromise(post=promise.post, state=promise.state.value, due=promise.due)
            for id_, promise in now.promises.items()
            if promise.kind is not PromiseKind.NEXT_UPDATE
        },
        resources=frozenset(now.resources),
    )


def _told_post(facts: PostFacts) -> ToldPost:
    former = facts.post.redirect_from
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        return ToldPost(
            stage=(facts.stage if isinstance(facts, IncidentFacts) else facts.phase).value,
            updates={
                told.update.id: max((edit.at for edit in told.update.edits), default=None)
                for told in reversed(facts.updates)
            },
            answered=frozenset(asked.question.id for asked in facts.questions if not asked.is_open),
            former=former,
        )
    effective = facts.post.effective if isinstance(facts, AnnouncementFacts) else None
    return ToldPost(effective=effective, former=former)


def changes(before: Told, now: Told) -> tuple[Change, ...]:
    """Return what changed: by post, as `now` lists them, then promises, then community pages, then what is gone."""
    names = _names(before, now)
    return (
        *(change for id_ in now.posts for change in _of_post(id_, before.posts.get(names.get(id_, "")), before, now)),
        *_of_promises(before, now),
        *(Change(News.RESOURCE, "", id_) for id_ in sorted(now.resources - before.resources)),
        *(Change(News.WITHDRAWN, id_) for id_ in before.posts if id_ not in names.values()),
    )


def _names(before: Told, now: Told) -> dict[str, str]:
    """Return what each post was called before, of those that were there."""
    found = {}
    for id_, post in now.posts.items():
        called = next((name for name in (id_, *post.former) if name in before.posts), None)
        if called is not None:
            found[id_] = called
    return found


def _of_post(id_: str, before: ToldPost | None, then: Told, now: Told) -> Iterator[Change]:
    post = now.posts[id_]
    if before is None:
        first = next(iter(post.updates), "")
        yield Change(News.NEW, id_, first)
        yield from (Change(News.UPDATED, id_, update) for update in post.updates if update != first)
        return
    said = [update for update in post.updates if update not in before.updates]
    yield from (Change(News.UPDATED, id_, update) for update in said)
    for update, corrected in post.updates.items():
        earlier = before.updates.get(update)
        if corrected and update in before.updates and (earlier is None or corrected > earlier):
            yield Change(News.CORRECTED, id_, update)
    if post.stage != before.stage and not said:
        yield Change(News.MOVED_ON, id_)
    if post.effective and then.as_of < post.effective <= now.as_of:
        yield Change(News.IN_FORCE, id_)
    yield from (Change(News.ANSWERED, id_, question) for question in sorted(post.answered - before.answered))


def _of_promises(before: Told, now: Told) -> Iterator[Change]:
    for id_, promise in now.promises.items():
        earlier = before.promises.get(id_)
        is_news = earlier is not None and (earlier.state, earlier.due) != (promise.state, promise.due)
        if is_news and promise.state in _TOLD_STATES:
            yield Change(News.PROMISE, promise.post, id_)
