"""What has become of what we said we would do by a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter

from mkdocs_candor.derive.promise_facts import PromiseFacts, PromiseState, PromiseSummary
from mkdocs_candor.derive.updates import followed
from mkdocs_candor.model.post import Update
from mkdocs_candor.model.promise import Promise, PromiseKind, PromiseOutcome

MOST_LATE = timedelta(minutes=30)
"""A next update may come this late, or as late again as the wait that was promised, before it counts as missed."""

_STATE = attrgetter("state")
_NONE = dict.fromkeys(PromiseState, 0)
_SETTLED = (PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.MISSED, PromiseState.OVERDUE)


def next_update_promises(
    post: str,
    updates: tuple[Update, ...],
    components: tuple[str, ...],
    *,
    is_over: bool,
    as_of: datetime,
    grace: timedelta,
) -> dict[str, PromiseFacts]:
    """Return the next updates that `updates`, oldest first, promised for a time T, by the id of the one that did.

    kept: the following update came by T and `grace`. kept_late: later than that, and after T by no more than the wait
    that was promised (from the update to T) or `MOST_LATE`, whichever is longer. missed: later still, or never
    although the post is over. open: nothing followed yet, and it is not later than T. overdue: it is; no grace here,
    for who waits goes by the clock. A missed one that came at last has `late_by`, but no `kept`.
    """
    found = {}
    for update, following in followed(updates):
        due = update.next_update
        if due is None:
            continue
        state, late = _state_of_next_update(update.at, due, following, is_over=is_over, as_of=as_of, grace=grace)
        was_kept = following is not None and state is not PromiseState.MISSED
        found[update.id] = PromiseFacts(
            id=f"{post}--{update.id}",
            post=post,
            kind=PromiseKind.NEXT_UPDATE,
            state=state,
            made=update.at,
            due=due,
            first_due=due,
            kept=following.at if following and was_kept else None,
            late_by=late,
            update=update.id,
            kept_by=following.id if following and was_kept else "",
            components=components,
        )
    return found


def _state_of_next_update(
    made: datetime,
    due: datetime,
    following: Update | None,
    *,
    is_over: bool,
    as_of: datetime,
    grace: timedelta,
) -> tuple[PromiseState, timedelta | None]:
    if following is None:
        late = as_of - due
        if late <= timedelta():
            return PromiseState.OPEN, None
        return (PromiseState.MISSED, None) if is_over and late > grace else (PromiseState.OVERDUE, late)
    late = following.at - due
    if late <= grace:
        return PromiseState.KEPT, None
    return (PromiseState.KEPT_LATE if late <= max(due - made, MOST_LATE) else PromiseState.MISSED), late


def written_promises(
    post: str, promises: Iterable[Promise], components: tuple[str, ...], *, made: datetime, as_of: datetime
) -> tuple[PromiseFacts, ...]:
    """Return what became of prevention items and follow-ups, in the order written. They are told by `as_of` already.

    Done by the first due moment, or on a day nobody wrote down, is kept. A promise that slipped aloud and was done by
    its new date is still late, measured from the first.
    """
    return tuple(_written_promise(post, promise, components, made=made, as_of=as_of) for promise in promises)


def _written_promise(
    post: str, promise: Promise, components: tuple[str, ...], *, made: datetime, as_of: datetime
) -> PromiseFacts:
    newest = max(promise.slips, key=lambda slip: slip.on, default=None)
    due = newest.due if newest else promise.due
    state, late = _state_of_written(promise, due, as_of)
    return PromiseFacts(
        id=f"{post}--{promise.id}",
        post=post,
        kind=promise.kind,
        state=state,
        made=made,
        due=due,
        first_due=promise.due,
        kept=promise.closed if promise.outcome is PromiseOutcome.DONE else None,
        late_by=late,
        promise=promise,
        components=components,
    )


def _state_of_written(promise: Promise, due: datetime | None, as_of: datetime) -> tuple[PromiseState, timedelta | None]:
    if promise.outcome is PromiseOutcome.DROPPED:
        return PromiseState.DROPPED, None
    if promise.outcome is PromiseOutcome.DONE:
        if promise.closed is None or promise.due is None or promise.closed <= promise.due:
            return PromiseState.KEPT, None
        return PromiseState.KEPT_LATE, promise.closed - promise.due
    if due is not None and as_of >= due:
        return PromiseState.OVERDUE, as_of - due
    return (PromiseState.SLIPPED if promise.slips else PromiseState.OPEN), None


def summarised(promises: Iterable[PromiseFacts]) -> PromiseSummary:
    """Return how well these promises were kept; every state is counted, also those that do not occur."""
    counts = _NONE.copy()
    for state in map(_STATE, promises):
        counts[state] += 1
    return PromiseSummary(
        counts=counts, on_time=counts[PromiseState.KEPT], settled=sum(counts[state] for state in _SETTLED)
    )
