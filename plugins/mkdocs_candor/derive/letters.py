"""Announcements, apologies and reports at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from mkdocs_candor.derive.changed import changed
from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    ApologyFacts,
    IncidentFacts,
    MaintenanceFacts,
    Relations,
    ReportFacts,
)
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.derive.promises import written_promises
from mkdocs_candor.derive.visibility import PublicPost
from mkdocs_candor.model.post import Announcement, Apology, Report


class _OfLetter(TypedDict):
    published: datetime
    changed: datetime
    components: tuple[str, ...]
    after: timedelta | None
    promises: tuple[PromiseFacts, ...]


def announcement_facts(
    post: Announcement, public: PublicPost, relations: Relations, as_of: datetime
) -> AnnouncementFacts:
    """Return what is true of an announcement. News that bites before it is published gives no notice: zero."""
    return AnnouncementFacts(
        post=post,
        published=public.published,
        changed=changed(post, public.published, as_of),
        is_current=post.until is None or as_of < post.until,
        notice=max(post.effective - public.published, timedelta()) if post.effective else None,
        promises=written_promises(post.id, post.follow_ups, post.components, made=public.published, as_of=as_of),
        relations=relations,
    )


def apology_facts(
    post: Apology,
    public: PublicPost,
    relations: Relations,
    about: Sequence[IncidentFacts | MaintenanceFacts],
    as_of: datetime,
) -> ApologyFacts:
    """Return what is true of an apology. `about` are the public ones among its incidents and maintenances."""
    return ApologyFacts(post=post, relations=relations, **_of_letter(post, public, about, as_of))


def report_facts(
    post: Report,
    public: PublicPost,
    relations: Relations,
    about: Sequence[IncidentFacts | MaintenanceFacts],
    as_of: datetime,
) -> ReportFacts:
    """Return what is true of a report. `about` are the public ones among its incidents and maintenances."""
    return ReportFacts(post=post, relations=relations, **_of_letter(post, public, about, as_of))


def _of_letter(
    post: Apology | Report,
    public: PublicPost,
    about: Sequence[IncidentFacts | MaintenanceFacts],
    as_of: datetime,
) -> _OfLetter:
    components = _components(post, about)
    return _OfLetter(
        published=public.published,
        changed=changed(post, public.published, as_of),
        components=components,
        after=_after(about, public.published),
        promises=_promises(post, components, public.published, as_of),
    )


def _components(post: Apology | Report, about: Sequence[IncidentFacts | MaintenanceFacts]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(c for cause in about for c in cause.statuses), *post.components)))


def _after(about: Sequence[IncidentFacts | MaintenanceFacts], published: datetime) -> timedelta | None:
    """Return how long after the last end of all of them; None when one is still open, or there is none."""
    ends = [_end(cause) for cause in about]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return None
    return max(published - max(known), timedelta())


def _end(cause: IncidentFacts | MaintenanceFacts) -> datetime | None:
    if isinstance(cause, IncidentFacts):
        return cause.ended
    return cause.actual.end if cause.actual else None


def _promises(
    post: Apology | Report, components: tuple[str, ...], made: datetime, as_of: datetime
) -> tuple[PromiseFacts, ...]:
    return written_promises(post.id, (*post.prevention, *post.follow_ups), components, made=made, as_of=as_of)
