"""Facts that no later moment changes, for who asks for those of a long history again and again.

An incident that is over, with all that was said about it in the past and each promise kept, missed or dropped, is told
the same way for ever, until its file changes or what it is related to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mkdocs_candor.derive.changed import moments
from mkdocs_candor.derive.facts import IncidentFacts, PostFacts, PromiseState, Relations
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.timeline import Spans
from mkdocs_candor.derive.visibility import PublicPost, is_doubtful
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost, Incident

_FINAL = {PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.MISSED, PromiseState.DROPPED}


@frozen
class _Settled:
    public: PublicPost
    relations: Relations
    facts: IncidentFacts
    spans: Spans


class Settled:
    """What was settled when somebody last asked: a snapshot takes it from here, and puts it here."""

    def __init__(self) -> None:
        self._found: dict[str, _Settled] = {}
        self._policy: Policy | None = None
        self._as_of: datetime | None = None

    def begin(self, as_of: datetime, policy: Policy) -> None:
        """Forget everything when it is earlier than it was, or other rules hold."""
        if self._as_of is None or as_of < self._as_of or policy != self._policy:
            self._found.clear()
        self._as_of, self._policy = as_of, policy

    def get(self, public: PublicPost, relations: Relations) -> tuple[IncidentFacts, Spans] | None:
        """Return the facts about this very post, and the bad times that it made."""
        known = self._found.get(public.post.id)
        if known is None or known.public is not public or known.relations != relations:
            return None
        return known.facts, known.spans

    def public(self, post: AnyPost) -> PublicPost | None:
        """Return this very post as it is public."""
        known = self._found.get(post.id)
        return known.public if known and known.public.post is post else None

    def put(self, public: PublicPost, facts: PostFacts, spans: Spans) -> None:
        """Note these facts, if they are settled."""
        if self._as_of and isinstance(facts, IncidentFacts) and _is_settled(facts, self._as_of):
            self._found[public.post.id] = _Settled(public, facts.relations, facts, spans)


def _is_settled(facts: IncidentFacts, as_of: datetime) -> bool:
    if facts.is_open or is_doubtful(facts.post):
        return False
    return all(promise.state in _FINAL for promise in facts.promises) and all(m <= as_of for m in _dated(facts.post))


def _dated(post: Incident) -> Iterator[datetime]:
    """Yield all moments at which something of a post begins to count."""
    yield from moments(post)
    yield from (question.asked for question in post.questions if question.asked)
    yield from (moment for moment in (post.started, post.publish_at) if moment)
