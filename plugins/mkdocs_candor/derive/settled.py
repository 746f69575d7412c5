"""Facts that no later moment changes, for who asks for those of a long history again and again.

A post that is over, with all that was said about it in the past and each promise kept, missed or dropped, is told the
same way for ever, until its file changes or what it is related to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from mkdocs_candor.derive.facts import AnnouncementFacts, IncidentFacts, MaintenanceFacts, PostFacts, Relations
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.derive.timeline import Spans
from mkdocs_candor.derive.visibility import PublicPost, is_doubtful
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost

_FINAL = {PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.MISSED, PromiseState.DROPPED}
_Facts = TypeVar("_Facts", bound=PostFacts)


@frozen
class SettledPost:
    """What is settled: `found` are the facts about a post and the bad times that it made.

    So long as it is `public` in just this way, has these `relations`, and its causes have the facts `about` them.
    """

    public: PublicPost
    relations: Relations
    about: tuple[PostFacts, ...]
    found: tuple[Any, Spans]


class Settled:
    """What was settled when somebody last asked: a snapshot takes it from here, and puts it here."""

    def __init__(self) -> None:
        self._known: dict[str, SettledPost] = {}
        self._policy: Policy | None = None
        self._as_of: datetime | None = None

    @property
    def known(self) -> Collection[SettledPost]:
        """Return all that is settled."""
        return self._known.values()

    def learn(self, known: Iterable[SettledPost], as_of: datetime, policy: Policy) -> None:
        """Begin with what was settled already at a moment, by these rules."""
        self._known = {each.public.post.id: each for each in known}
        self._as_of, self._policy = as_of, policy

    def begin(self, as_of: datetime, policy: Policy) -> None:
        """Forget everything when it is earlier than it was, or other rules hold."""
        if self._as_of is None or as_of < self._as_of or policy != self._policy:
            self._known.clear()
        self._as_of, self._policy = as_of, policy

    def public(self, post: AnyPost) -> PublicPost | None:
        """Return this very post as it is public, if it is settled."""
        known = self._known.get(post.id)
        return known.public if known and known.public.post is post else None

    def get(
        self, public: PublicPost, relations: Relations, about: tuple[PostFacts, ...] = ()
    ) -> tuple[Any, Spans] | None:
        """Return the facts about this very post, and the bad times that it made, if they are settled.

        `about` are the facts of the causes that it is about.
        """
        known = self._known.get(public.post.id)
        if known is None or known.public is not public or known.about != about:
            return None
        if known.relations is not relations and known.relations != relations:
            return None
        return known.found

    def noted(
        self, public: PublicPost, facts: _Facts, bad_times: Spans, about: tuple[PostFacts, ...] = ()
    ) -> tuple[_Facts, Spans]:
        """Return the same facts, and note them if they are settled."""
        found = facts, bad_times
        if self._as_of and _is_settled(public, facts, self._as_of):
            self._known[public.post.id] = SettledPost(public, facts.relations, about, found)
        return found

    def about(self, facts: PostFacts) -> tuple[PostFacts, ...] | None:
        """Return the facts of the causes that these are about, if they are settled; None if time may change them."""
        known = self._known.get(facts.post.id)
        return known.about if known and known.found[0] is facts else None

    def unsettled(self, history: History, as_of: datetime) -> History:
        """Return `history` with those posts only that are not known to be settled at `as_of`."""
        if self._as_of is None or as_of < self._as_of:
            return history
        return replace(history, posts=tuple(post for post in history.posts if not self.public(post)))


def _is_settled(public: PublicPost, facts: PostFacts, as_of: datetime) -> bool:
    if not public.is_told or is_doubtful(public.post) or any(promise.state not in _FINAL for promise in facts.promises):
        return False
    if isinstance(facts, MaintenanceFacts) and facts.window and facts.window.end > as_of:
        return False
    if isinstance(facts, AnnouncementFacts):
        return all(moment <= as_of for moment in (facts.post.effective, facts.post.until) if moment)
    return not (isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.is_open)
