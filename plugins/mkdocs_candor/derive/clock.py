"""Problems that only a clock can find: times that have not come yet, and incidents that nobody speaks of any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mkdocs_candor.derive.changed import lies_ahead
from mkdocs_candor.derive.policy import DEFAULT_POLICY, Policy
from mkdocs_candor.derive.told import updates_until
from mkdocs_candor.derive.visibility import is_withheld, published
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Incident, Maintenance
from mkdocs_candor.model.problem import Level, Problem, Source
from mkdocs_candor.model.status import Stage

SKEW = timedelta(minutes=5)
"""How far the clock of who writes may be ahead of the clock of who builds."""


def heard_by(history: History, clock: datetime) -> datetime:
    """Return the moment to judge from when a clock says `clock`: up to `SKEW` later where a word is dated ahead of it.

    A laptop's clock is often some minutes ahead of a build machine's. What was written there is told at once, as of
    the time it has, since the notice of a failure cannot wait. But nothing that is kept for a time comes before it.
    """
    ahead = [post for post in history.posts if lies_ahead(post, clock)]
    said = {moment for post in ahead if not is_withheld(post, clock) for moment in _said(post)}
    kept = {moment for post in ahead if (moment := _kept_until(post)) is not None and moment > clock}
    latest = min(kept, default=None)
    heard = (m for m in said if clock < m <= clock + SKEW and (latest is None or m < latest))
    return max(heard, default=clock)


def clock_problems(history: History, as_of: datetime, policy: Policy = DEFAULT_POLICY) -> tuple[Problem, ...]:
    """Return what is wrong with the times in posts when it is `as_of` now, sorted by place.

    An ERROR, `update-in-the-future`, means that the post is not to be believed: hand its path to `doubting`. What is
    ahead by no more than `SKEW`, drafts, and posts under embargo are left in peace.
    """
    found: list[Problem] = []
    for post in history.posts:
        if is_withheld(post, as_of):
            continue
        too_early = list(_too_early(post, as_of))
        found += too_early
        if isinstance(post, Incident) and not too_early:
            found += _silence(post, as_of, policy.stale_after)
    return tuple(sorted(found))


def _said(post: AnyPost) -> Iterator[datetime]:
    """Yield the times that staff write down as they speak."""
    if isinstance(post, Incident) and post.started:
        yield post.started
    if isinstance(post, Incident | Maintenance):
        for update in post.updates:
            yield update.at
            yield from (edit.at for edit in update.edits)
        for question in post.questions:
            yield from (moment for moment in (question.asked, question.answered) if moment)


def _kept_until(post: AnyPost) -> datetime | None:
    """Return when a post is meant to come out by itself, if it says so."""
    if post.draft or post.publish_at:
        return None if post.draft else post.publish_at
    return None if isinstance(post, Incident | Maintenance) else post.date


def _too_early(post: AnyPost, as_of: datetime) -> Iterator[Problem]:
    if isinstance(post, Incident) and post.started and post.started > as_of + SKEW:
        yield _future("The incident starts", post.started, post.source, as_of)
    if isinstance(post, Incident | Maintenance):
        for update in post.updates:
            if update.at > as_of + SKEW:
                yield _future("This update is dated", update.at, update.source, as_of)


def _future(what: str, moment: datetime, source: Source, as_of: datetime) -> Problem:
    return Problem(
        path=source.path,
        line=source.line,
        rule="update-in-the-future",
        message=f"{what} {_clock(moment)}, {_in_words(moment - as_of)} ahead: is the year or the zone right?",
        hint=f"It is {_clock(as_of)} now. Until the time is repaired, we publish the post as one we cannot vouch for.",
        level=Level.ERROR,
    )


def _silence(post: Incident, as_of: datetime, stale_after: timedelta) -> Iterator[Problem]:
    told = updates_until(post.updates, as_of)
    if told and told[-1].stage is Stage.RESOLVED:
        return
    last = told[-1].at if told else published(post, as_of)
    if as_of - last > stale_after:
        source = told[-1].source if told else post.source
        yield Problem(
            path=source.path,
            line=source.line,
            rule="silent-incident",
            message=f"The incident is open, and nothing was said for {_in_words(as_of - last)}, since {_clock(last)}.",
            hint="Resolve it, or say what is going on and when you will speak next.",
            level=Level.WARNING,
        )


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _in_words(length: timedelta) -> str:
    """Return a length in its largest unit: "3 days", "1 hour", "less than a minute"."""
    for unit, size in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        count = length // size
        if count:
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "less than a minute"
