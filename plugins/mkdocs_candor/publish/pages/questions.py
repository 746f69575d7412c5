"""What the page of questions lists: what we still owe an answer to, and what we answered last."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, QuestionFacts, Snapshot
from mkdocs_candor.model.frozen import frozen

NEWEST = 10


@frozen(kw_only=True)
class Board:
    """`open`: the longest wait first. `newest`: the last `NEWEST` answers, newest first, of `answered` in all.

    `median_wait` is over all questions of which we know when they were asked and answered; None where there are none.
    """

    open: tuple[QuestionFacts, ...]
    newest: tuple[QuestionFacts, ...]
    answered: int
    median_wait: timedelta | None


def board(now: Snapshot) -> Board:
    """Return the questions of all incidents and maintenance."""
    asked: tuple[IncidentFacts | MaintenanceFacts, ...] = (*now.incidents, *now.maintenances)
    answered = [q for post in asked for q in post.questions if not q.is_open]
    waits = [q.waited.total_seconds() for q in answered if q.waited is not None]
    return Board(
        open=now.open_questions,
        newest=tuple(sorted(answered, key=lambda q: _when(q, now), reverse=True)[:NEWEST]),
        answered=len(answered),
        median_wait=timedelta(seconds=median(waits)) if waits else None,
    )


def _when(facts: QuestionFacts, now: Snapshot) -> tuple[datetime, str]:
    return (facts.question.answered or now.posts[facts.post].published, facts.question.id)
