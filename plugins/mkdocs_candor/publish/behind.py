"""What the original of a translated post says and the translation does not yet, by what stands in the two of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.publish.links import Links

PROMISED = "promised"
"""Where pages tell what became of promises."""


@frozen
class Missing:
    """Something that the original said at a moment, or on a day. `anchor` is where on its page; empty: anywhere."""

    at: datetime
    anchor: str
    is_day: bool


@frozen
class Behind:
    """`missing` stands newest first. `is_newer`: the original's newest words are among it."""

    missing: tuple[Missing, ...]
    is_newer: bool
    has_updates: bool


def behind(facts: PostFacts, links: Links) -> Behind | None:
    """Return what a translation lacks; None where it lacks nothing, and for a post that is no translation."""
    words = next((t.post for t in facts.post.translations if t.lang == facts.post.lang), None)
    if not facts.post.original_lang or words is None:
        return None
    told = sorted(_told(facts, words, links), key=lambda each: each[0].at, reverse=True)
    lacking = tuple(each for each, is_said in told if not is_said)
    if not lacking:
        return None
    return Behind(lacking, lacking[0].at == told[0][0].at, isinstance(facts, IncidentFacts | MaintenanceFacts))


def _told(facts: PostFacts, words: AnyPost, links: Links) -> Iterator[tuple[Missing, bool]]:
    """Yield what the original has told after its first words, and whether the translation has it too."""
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        for found in facts.updates:
            yield Missing(found.update.at, links.update_anchor(found.update.id), False), not found.update.lang
    for day in facts.post.edited:
        yield Missing(day, "", True), day <= max(words.edited, default=facts.published)
    place = "" if isinstance(facts, MaintenanceFacts) else PROMISED
    said = {promise.id: promise for promise in (*getattr(words, "prevention", ()), *words.follow_ups)}
    for promise in facts.promises:
        if promise.promise is None:
            continue
        own = said.get(promise.promise.id)
        reasons = {slip.on: slip.why for slip in own.slips} if own else {}
        for slip in promise.promise.slips:
            yield Missing(slip.on, place, True), bool(reasons.get(slip.on)) or not slip.why
        if closed := promise.promise.closed:
            ends = [(promise.promise.evidence, own and own.evidence), (promise.promise.why, own and own.why)]
            yield Missing(closed, place, True), all(mine for theirs, mine in ends if theirs)
