"""Which posts and promises a page lists, and in which order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from heapq import nlargest
from itertools import islice, pairwise
from operator import itemgetter

from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    ApologyFacts,
    HistorySummary,
    IncidentFacts,
    MaintenanceFacts,
    Phase,
    PostFacts,
    ResourceFacts,
    Snapshot,
)
from mkdocs_candor.derive.promise_facts import PromiseFacts, PromiseState
from mkdocs_candor.derive.promises import summarised
from mkdocs_candor.derive.resources import AT_ONCE_FIRST
from mkdocs_candor.derive.summary import Records, counted
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.resource import Power

RECENT = timedelta(days=14)
FEWEST = 5
MOST_IN_FULL = 2
MOST_UNFOLDED = 24
MOST_IN_LEDGER = 200
"""Of so many incidents one page says whether their next updates came."""

_PROMISE_ORDER = (
    PromiseState.OVERDUE,
    PromiseState.SLIPPED,
    PromiseState.OPEN,
    PromiseState.DROPPED,
    PromiseState.MISSED,
    PromiseState.KEPT_LATE,
    PromiseState.KEPT,
)

_BY_CLOCK = (PromiseState.OPEN, PromiseState.SLIPPED)
"""What becomes overdue without anybody doing anything."""


@frozen(kw_only=True)
class Windows:
    """Maintenance by where it stands: running and overdue, then what comes next first; the past newest first."""

    running: tuple[MaintenanceFacts, ...]
    coming: tuple[MaintenanceFacts, ...]
    past: tuple[MaintenanceFacts, ...]
    cancelled: tuple[MaintenanceFacts, ...]


@frozen(kw_only=True)
class Front:
    """What the home page tells beside the state now.

    `in_full` and `in_brief` together are the open incidents, worst first. `recent` are posts of the last `RECENT` that
    the page does not show already, `earlier` older ones that fill the list up to `FEWEST`. `is_quiet`: no incident was
    open in that time, and none can hide in a file we could not read. `folds`: there are so many services that groups
    in which all works are better closed.
    """

    in_full: tuple[IncidentFacts, ...]
    in_brief: tuple[IncidentFacts, ...]
    windows: Windows
    pinned: tuple[AnnouncementFacts, ...]
    letters: tuple[ApologyFacts, ...]
    recent: tuple[PostFacts, ...]
    earlier: tuple[PostFacts, ...]
    is_quiet: bool
    folds: bool


@frozen(kw_only=True)
class Totals:
    """What is to be counted of deeds, and of next updates (`words`), from one moment to another.

    None: from before the build, and for ever.
    """

    since: datetime | None
    until: datetime | None
    on_time: int
    settled: int
    words_on_time: int
    words_settled: int
    overdue: int
    put_off: int


@frozen
class Late:
    """How many promises of a section are overdue by the clock alone, from one moment to another."""

    since: datetime
    until: datetime | None
    count: int


@frozen(kw_only=True)
class Section:
    """Promises that stand the same, and how many of them will not if nobody builds anew, in order."""

    state: PromiseState
    promises: tuple[PromiseFacts, ...]
    late: tuple[Late, ...]


@frozen(kw_only=True)
class Ledger:
    """What we said we would do: by state, the unsettled first; next updates only as a summary for each incident.

    `by_incident` are the newest; where there are more, `years` are the numbers of all by year, the newest year first.
    `totals` are those of now, and those that come by the clock alone if nobody builds anew, in order.
    `by_year` newest first, `by_component` in the components' order: what a journalist could quote.
    """

    sections: tuple[Section, ...]
    by_incident: tuple[IncidentFacts, ...]
    years: dict[int, int]
    totals: tuple[Totals, ...]
    by_year: dict[int, HistorySummary]
    by_component: dict[str, HistorySummary]


def windows(now: Snapshot) -> Windows:
    """Return all maintenance by where it stands."""
    by_start = sorted(now.maintenances, key=_start)
    return Windows(
        running=tuple(m for m in by_start if m.is_running),
        coming=tuple(m for m in by_start if m.is_open and not m.is_running),
        past=tuple(m for m in reversed(by_start) if not m.is_open and m.phase is not Phase.CANCELLED),
        cancelled=tuple(m for m in reversed(by_start) if m.phase is Phase.CANCELLED),
    )


def front(now: Snapshot) -> Front:
    """Return what the home page tells beside the state now."""
    since = now.as_of - RECENT
    pinned = tuple(a for a in now.announcements if a.post.pin and a.is_current)
    letters = tuple(a for a in now.apologies if a.published >= since)
    shown = {a.post.id for a in pinned} | {a.post.id for a in letters}
    over = [
        (_settled(facts), facts)
        for facts in now.posts.values()
        if facts.post.id not in shown and not (isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.is_open)
    ]
    recently = sum(settled >= since for settled, _ in over)
    rest = tuple(facts for _, facts in nlargest(max(FEWEST, recently), over, key=itemgetter(0)))
    recent, earlier = rest[:recently], rest[recently:]
    in_full = _in_full(now.open_incidents)
    return Front(
        in_full=in_full,
        in_brief=now.open_incidents[len(in_full) :],
        windows=windows(now),
        pinned=pinned,
        letters=letters,
        recent=recent,
        earlier=earlier,
        is_quiet=not (now.unread or now.open_incidents or any(isinstance(facts, IncidentFacts) for facts in recent)),
        folds=sum(len(group.components) for group in now.groups.values()) > MOST_UNFOLDED,
    )


def _in_full(worst_first: Sequence[IncidentFacts]) -> tuple[IncidentFacts, ...]:
    """Return the incidents that the home page has room for; of many only one that is worse than all others."""
    if len(worst_first) <= MOST_IN_FULL:
        return tuple(worst_first)
    worst, second, *_ = (incident.post.severity for incident in worst_first)
    return tuple(worst_first[:1]) if worst is not second else ()


def ledger(now: Snapshot, records: Records, drafts: Collection[str] = ()) -> Ledger:
    """Return what we said we would do, and whether we did. What only a preview shows, `drafts`, is in no number."""
    by_state: dict[PromiseState, list[PromiseFacts]] = {state: [] for state in _PROMISE_ORDER}
    for promise in now.promises.values():
        if promise.kind is not PromiseKind.NEXT_UPDATE:
            by_state[promise.state].append(promise)
    return Ledger(
        sections=tuple(
            Section(state=state, promises=tuple(found), late=_late(found)) for state, found in by_state.items() if found
        ),
        by_incident=tuple(_with_next_updates(now)[:MOST_IN_LEDGER]),
        years={year: len(found) for year, found in next_updates_by_year(now).items()},
        totals=_totals(counted(now.promises.values(), drafts)),
        by_year=records.by_year,
        by_component=records.by_component,
    )


def has_years_of_next_updates(now: Snapshot) -> bool:
    """Return whether `next_updates_by_year` gives any."""
    promised = (incident for incident in now.incidents if incident.kept)
    return next(islice(promised, MOST_IN_LEDGER, None), None) is not None


def next_updates_by_year(now: Snapshot) -> dict[int, list[IncidentFacts]]:
    """Return the incidents that promised a next update by the year in which they began, both newest first.

    Nothing where they all have room on one page.
    """
    incidents = _with_next_updates(now)
    if len(incidents) <= MOST_IN_LEDGER:
        return {}
    found: defaultdict[int, list[IncidentFacts]] = defaultdict(list)
    for incident in incidents:
        found[incident.started.year].append(incident)
    return dict(sorted(found.items(), reverse=True))


def _with_next_updates(now: Snapshot) -> list[IncidentFacts]:
    return [incident for incident in now.incidents if incident.kept]


def _late(promises: Sequence[PromiseFacts]) -> tuple[Late, ...]:
    """Return how many of these are overdue from when the first falls due until the next one does, and so on."""
    dues = sorted(p.due for p in promises if p.due is not None and p.state in _BY_CLOCK)
    moments = sorted(set(dues))
    return tuple(
        Late(since, until, bisect_right(dues, since))
        for since, until in zip(moments, (*moments[1:], None), strict=False)  # nothing of nothing
    )


def _totals(promises: Sequence[PromiseFacts]) -> tuple[Totals, ...]:
    """Return the totals until the first promise falls due, until the next one does, and so on."""
    deeds = summarised(p for p in promises if p.kind is not PromiseKind.NEXT_UPDATE)
    words = summarised(p for p in promises if p.kind is PromiseKind.NEXT_UPDATE)
    waiting: defaultdict[datetime | None, list[PromiseFacts]] = defaultdict(list)
    for promise in promises:
        if promise.due is not None and promise.state in _BY_CLOCK:
            waiting[promise.due].append(promise)
    found = []
    late, late_words, late_slipped = 0, 0, 0
    for since, until in pairwise((None, *sorted(filter(None, waiting)), None)):
        for promise in waiting[since]:
            if promise.kind is PromiseKind.NEXT_UPDATE:
                late_words += 1
            else:
                late += 1
                late_slipped += promise.state is PromiseState.SLIPPED
        found.append(
            Totals(
                since=since,
                until=until,
                on_time=deeds.on_time,
                settled=deeds.settled + late,
                words_on_time=words.on_time,
                words_settled=words.settled + late_words,
                overdue=deeds.counts[PromiseState.OVERDUE] + late,
                put_off=deeds.counts[PromiseState.SLIPPED] - late_slipped,
            )
        )
    return tuple(found)


def resources_by_power(resources: Iterable[ResourceFacts]) -> list[tuple[Power | None, list[ResourceFacts]]]:
    """Return community pages by what they put into a customer's hands; those that help now come first in each."""
    ordered = sorted(resources, key=lambda facts: not facts.helps_now)
    groups = ((power, [f for f in ordered if f.resource.power is power]) for power in (*AT_ONCE_FIRST, None))
    return [(power, found) for power, found in groups if found]


def _start(facts: MaintenanceFacts) -> datetime:
    return facts.window.start if facts.window else facts.published


def _settled(facts: PostFacts) -> datetime:
    """Return when a post that is over became what it is."""
    if isinstance(facts, IncidentFacts):
        return facts.ended or facts.changed
    if isinstance(facts, MaintenanceFacts):
        return facts.actual.end if facts.actual else facts.changed
    return facts.published
