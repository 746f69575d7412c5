"""Problems that only a clock can find: times that have not come yet, and incidents that nobody speaks of any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mkdocs_candor.derive.policy import DEFAULT_POLICY, Policy
from mkdocs_candor.derive.told import updates_until
from mkdocs_candor.derive.visibility import is_withheld, published
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Incident, Maintenance
from mkdocs_candor.model.problem import Level, Problem, Source
from mkdocs_candor.model.status import Stage


def clock_problems(history: History, as_of: datetime, policy: Policy = DEFAULT_POLICY) -> tuple[Problem, ...]:
    """Return what is wrong with the times in posts when it is `as_of` now, sorted by place.

    An ERROR, `update-in-the-future`, means that the post is not to be believed: hand its path to `doubting`. Drafts
    and posts under embargo are left in peace.
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


def _too_early(post: AnyPost, as_of: datetime) -> Iterator[Problem]:
    if isinstance(post, Incident) and post.started and post.started > as_of:
        yield _future("The incident starts", post.started, post.source, as_of)
    if isinstance(post, Incident | Maintenance):
        for update in post.updates:
            if update.at > as_of:
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
