"""The numbers over all incidents that a journalist could quote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from statistics import median

from mkdocs_candor.derive.facts import HistorySummary, IncidentFacts, PromiseFacts
from mkdocs_candor.derive.promises import summarised


def history_summary(incidents: Iterable[IncidentFacts], promises: Iterable[PromiseFacts]) -> HistorySummary:
    """Return the summary of these incidents, and of promises of every kind."""
    known = list(incidents)
    notices = [i.first_notice_after for i in known if i.first_notice_after is not None]
    return HistorySummary(
        incidents=len(known),
        median_first_notice=timedelta(seconds=median(n.total_seconds() for n in notices)) if notices else None,
        longest_silence=max((i.longest_silence for i in known if i.longest_silence is not None), default=None),
        promises=summarised(promises),
    )
