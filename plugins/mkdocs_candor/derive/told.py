"""A post as it had been told by a moment: what was said or done later is taken out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, Question, Report, Update
from mkdocs_candor.model.promise import Promise, PromiseOutcome

_T = TypeVar("_T")


def told(post: AnyPost, as_of: datetime) -> AnyPost:
    """Return `post` without what lies after `as_of`; the same object when nothing does.

    A post that is not fully readable keeps its later updates: their times may be what was misread.
    """
    parts: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
        "follow_ups": (post.follow_ups, _promises(post.follow_ups, as_of)),
        "edited": (post.edited, tuple(day for day in post.edited if day <= as_of)),
    }
    if isinstance(post, Incident | Maintenance):
        shown = updates_until(post.updates, as_of) if post.is_readable else post.updates
        parts["updates"] = (post.updates, tuple(_update(update, as_of) for update in shown))
        parts["questions"] = (post.questions, _questions(post.questions, as_of))
    elif isinstance(post, Apology | Report):
        parts["prevention"] = (post.prevention, _promises(post.prevention, as_of))
    changes: dict[str, Any] = {name: new for name, (old, new) in parts.items() if not _same(old, new)}
    return replace(post, **changes) if changes else post


def updates_until(updates: tuple[Update, ...], as_of: datetime) -> tuple[Update, ...]:
    """Return the updates that are not from later than `as_of`, oldest first."""
    if not updates or updates[-1].at <= as_of:
        return updates
    return tuple(update for update in updates if update.at <= as_of)


def _same(old: tuple[_T, ...], new: tuple[_T, ...]) -> bool:
    return len(old) == len(new) and all(a is b for a, b in zip(old, new, strict=True))


def _update(update: Update, as_of: datetime) -> Update:
    if all(edit.at <= as_of for edit in update.edits):
        return update
    return replace(update, edits=tuple(edit for edit in update.edits if edit.at <= as_of))


def _questions(questions: tuple[Question, ...], as_of: datetime) -> tuple[Question, ...]:
    return tuple(_question(q, as_of) for q in questions if q.asked is None or q.asked <= as_of)


def _question(question: Question, as_of: datetime) -> Question:
    if question.answered is None or question.answered <= as_of:
        return question
    return replace(question, answer="", answered=None, answered_by="")


def _promises(promises: tuple[Promise, ...], as_of: datetime) -> tuple[Promise, ...]:
    return tuple(_promise(promise, as_of) for promise in promises)


def _promise(promise: Promise, as_of: datetime) -> Promise:
    slips = tuple(slip for slip in promise.slips if slip.on <= as_of)
    closes_later = promise.closed is not None and promise.closed > as_of
    if len(slips) == len(promise.slips) and not closes_later:
        return promise
    promise = replace(promise, slips=slips)
    if closes_later:
        promise = replace(promise, outcome=PromiseOutcome.OPEN, closed=None, evidence="", why="")
    if promise.outcome in {PromiseOutcome.OPEN, PromiseOutcome.SLIPPED}:
        promise = replace(promise, outcome=PromiseOutcome.SLIPPED if slips else PromiseOutcome.OPEN)
    return promise
