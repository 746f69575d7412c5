"""The numbers that a journalist could quote: over all incidents, by year, and by component."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import TypeVar

from mkdocs_candor.derive.facts import HistorySummary, IncidentFacts, Snapshot
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.derive.promises import summarised
from mkdocs_candor.model.frozen import frozen

Key = TypeVar("Key")

# A promise for a day falls due at the midnight that ends it: the year is the day's own.
_INSTANT = timedelta(microseconds=1)


def history_summary(incidents: Iterable[IncidentFacts], promises: Iterable[PromiseFacts]) -> HistorySummary:
    """Return the summary of these incidents, and of promises of every kind."""
    known = list(incidents)
    notices = [i.first_notice_after for i in known if i.first_notice_after is not None]
    return HistorySummary(
        incidents=len(known),
        median_first_notice=_median(notices),
        longest_silence=max((i.longest_silence for i in known if i.longest_silence is not None), default=None),
        promises=summarised(promises),
    )


def _median(lengths: list[timedelta]) -> timedelta | None:
    """Return the middle one, or the mean of the two. Not by `statistics`, which every command would wait for."""
    ordered, middle = sorted(lengths), len(lengths) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2 if ordered else None


@frozen(kw_only=True)
class Records:
    """The summary of everything, of each year, the newest first, and of each component, in their order."""

    all: HistorySummary
    by_year: dict[int, HistorySummary]
    by_component: dict[str, HistorySummary]


def records(now: Snapshot, drafts: Collection[str] = ()) -> Records:
    """Return what a journalist could quote. `drafts` are posts that only a preview shows: they count in no summary."""
    return Records(
        all=summary_of_all(now, drafts),
        by_year=summary_by_year(now, drafts),
        by_component=summary_by_component(now, drafts),
    )


def summary_of_all(now: Snapshot, drafts: Collection[str] = ()) -> HistorySummary:
    """Return the summary of everything. `drafts` are posts that only a preview shows: they count in no summary."""
    return history_summary(_incidents(now, drafts), _promises(now, drafts)) if drafts else now.summary


def summary_by_year(now: Snapshot, drafts: Collection[str] = ()) -> dict[int, HistorySummary]:
    """Return the summary of each year in which an incident began or a promise fell due, the newest year first.

    A promise belongs to the year of the day first promised, however often it was put off since.
    """
    incidents: defaultdict[int, list[IncidentFacts]] = defaultdict(list)
    promises: defaultdict[int, list[PromiseFacts]] = defaultdict(list)
    for incident in _incidents(now, drafts):
        incidents[incident.started.year].append(incident)
    for promise in _promises(now, drafts):
        if promise.first_due is not None:
            promises[(promise.first_due - _INSTANT).year].append(promise)
    years = sorted({*incidents, *promises}, reverse=True)
    return _told({year: history_summary(incidents[year], promises[year]) for year in years})


def summary_by_component(now: Snapshot, drafts: Collection[str] = ()) -> dict[str, HistorySummary]:
    """Return the summary of each component that is not hidden and was in an incident, in the order of the components.

    An incident that affected several counts for each of them, and so do the promises made about it.
    """
    incidents: defaultdict[str, list[IncidentFacts]] = defaultdict(list)
    promises: defaultdict[str, list[PromiseFacts]] = defaultdict(list)
    for incident in _incidents(now, drafts):
        for id_ in {**incident.worst_statuses, **incident.statuses}:
            incidents[id_].append(incident)
    about: defaultdict[tuple[str, ...], list[PromiseFacts]] = defaultdict(list)
    for promise in _promises(now, drafts):
        about[promise.components].append(promise)
    for ids, found in about.items():
        for id_ in dict.fromkeys(ids):
            promises[id_] += found
    shown = (id_ for id_, facts in now.components.items() if not facts.component.hidden)
    return _told({id_: history_summary(incidents[id_], promises[id_]) for id_ in shown})


def _incidents(now: Snapshot, drafts: Collection[str]) -> Iterable[IncidentFacts]:
    return [facts for facts in now.incidents if facts.post.id not in drafts] if drafts else now.incidents


def _promises(now: Snapshot, drafts: Collection[str]) -> Iterable[PromiseFacts]:
    return counted(now.promises.values(), drafts)


def counted(promises: Iterable[PromiseFacts], drafts: Collection[str]) -> list[PromiseFacts]:
    """Return the promises that are in a number: those of no draft."""
    return [promise for promise in promises if promise.post not in drafts] if drafts else list(promises)


def _told(summaries: Mapping[Key, HistorySummary]) -> dict[Key, HistorySummary]:
    """Return those of which there is something to tell."""
    return {key: summary for key, summary in summaries.items() if summary.incidents or summary.promises.settled}
