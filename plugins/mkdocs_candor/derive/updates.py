"""What incidents and maintenances say in common about their updates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from mkdocs_candor.derive.facts import ComponentChange, UpdateFacts
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.model.post import Update


def update_facts(
    updates: tuple[Update, ...],
    changes: tuple[tuple[ComponentChange, ...], ...],
    promises: dict[str, PromiseFacts],
) -> tuple[UpdateFacts, ...]:
    """Return the facts about `updates`, newest first. Both orders of `updates` and `changes` are oldest first.

    Updates beyond the last of `changes` are shown without effect.
    """
    effects = (*changes, *((),) * (len(updates) - len(changes)))
    facts = [
        UpdateFacts(update=update, changes=changed, promise=promises.get(update.id))
        for update, changed in zip(updates, effects, strict=True)
    ]
    return tuple(reversed(facts))


def newest_text(texts: Iterable[str]) -> str:
    """Return the first of `texts`, newest first, that is not empty."""
    return next(filter(None, texts), "")


def followed(updates: tuple[Update, ...]) -> Iterator[tuple[Update, Update | None]]:
    """Yield each update with the one that follows it; None follows the last."""
    yield from pairwise(updates)
    if updates:
        yield updates[-1], None
