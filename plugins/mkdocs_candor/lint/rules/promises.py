"""FU503 to FU507: promises that nobody speaks of any more, and the people and desks that they name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mkdocs_candor.lint.case import NOBODY, Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.model.post import Apology, Incident, Report
from mkdocs_candor.model.promise import Promise, PromiseOutcome
from mkdocs_candor.model.resource import Resource

E, W = Level.ERROR, Level.WARNING


def overdue(promise: Promise, as_of: datetime) -> datetime | None:
    """Return the newest day told for a promise that is still open after it; None where all is well."""
    if promise.outcome not in {PromiseOutcome.OPEN, PromiseOutcome.SLIPPED}:
        return None
    newest = max((slip for slip in promise.slips if slip.on <= as_of), key=lambda slip: slip.on, default=None)
    due = newest.due if newest else promise.due
    return due if due and as_of >= due else None


def last_day(due: datetime) -> str:
    """Return the day that a promise was for: a date without a time is due until the midnight that follows it."""
    return f"{due - timedelta(microseconds=1):%Y-%m-%d}"


def _promises(case: Case) -> tuple[Promise, ...]:
    post = case.post
    if isinstance(post, Resource):
        return ()
    return (*post.prevention, *post.follow_ups) if isinstance(post, Apology | Report) else post.follow_ups


@structure(
    "FU503", "overdue", E, on="incident",
    flags=(
        "A follow-up of an incident, a maintenance or an announcement whose day is past, and nothing says what "
        "became of it."
    ),
    why="Follow up afterwards: a promise that is forgotten costs more than one that was never made.",
    hears="They have forgotten me.",
    question="Is it done, and where can people see it? If not: which new day, and why?",
    pattern=(
        "status: done with evidence; or slips: [{on: today, due: the new date, why: the reason}]; or status: "
        "dropped with why"
    ),
    source="W S6",
    bad="follow_ups: [{id: F1, to: all, what: Pay back the fee, owner: Juno Sato, due: 2026-11-15, status: open}]",
    good="follow_ups: [{id: F1, to: all, what: Pay back the fee, owner: Juno Sato, due: 2026-12-15, status: open}]",
    false_positives="Letters and reports have the same under AP213.",
)  # fmt: skip
def overdue_follow_up(case: Case) -> Iterator[Hit]:
    if isinstance(case.post, Apology | Report | Resource) or case.is_draft:
        return
    for promise in case.post.follow_ups:
        if since := overdue(promise, case.as_of):
            yield Hit(
                f"{promise.id} was due by {last_day(since)}, and nothing says what became of it",
                Place(line=promise.source.line),
            )


@structure(
    "FU506", "owner-is-nobody", W, on="incident",
    flags="An owner who is a team, 'we', 'TBD', or not there at all.",
    why="What everybody owns nobody does.",
    hears="Nobody will do it.",
    question="Which one person answers for this?",
    pattern="owner: Ines Roth",
    source="S25 us",
    bad=(
        "follow_ups: [{id: F1, to: all, what: Pay back the fee, owner: the billing team, due: 2026-12-15, status: "
        "open}]"
    ),
    good="follow_ups: [{id: F1, to: all, what: Pay back the fee, owner: Juno Sato, due: 2026-12-15, status: open}]",
    false_positives="The owner of a prevention item of an apology that is missing altogether is AP207.",
)  # fmt: skip
def owner_is_nobody(case: Case) -> Iterator[Hit]:
    for promise in _promises(case):
        is_elsewhere = not promise.owner and isinstance(case.post, Apology)
        if promise.outcome is PromiseOutcome.DROPPED or is_elsewhere:
            continue
        words = promise.owner.lower().replace(",", " ").split()
        if not words or any(word in NOBODY for word in words):
            yield Hit(
                f"{promise.id} is owned by '{promise.owner}'" if words else f"{promise.id} has no owner",
                Place(line=promise.source.line),
            )


@structure(
    "FU507", "unknown-desk", E, on="incident",
    flags=(
        "A desk that `desks.yml` does not have; or, while an incident is open, one that is closed at this hour "
        "(warning)."
    ),
    why="Show people where to go, and take them there: not to a door that is locked.",
    hears="I was sent away.",
    question="Which desk answers now?",
    pattern="desk: the id of a desk in desks.yml that is open, or the hour at which it opens, in `Do now`",
    source="W",
    bad="desk: the-desk-upstairs",
    good="desk: help-desk",
)  # fmt: skip
def unknown_desk(case: Case) -> Iterator[Hit]:
    post, desks = case.post, case.archive.desks
    named = {"desk": post.desk}
    if isinstance(post, Apology):
        named["contact"] = post.contact_desk
    for key, id_ in named.items():
        if id_ and id_ not in desks:
            yield Hit(f"there is no desk '{id_}'", Place(key="help" if isinstance(post, Resource) else key))
    desk = desks.get(post.desk)
    is_open_incident = isinstance(post, Incident) and not case.is_over and not case.is_draft
    if is_open_incident and desk and not desk.is_open_at(case.as_of):
        yield Hit(f"the {desk.name} is closed now", Place(key="desk"), W)


RULES = (overdue_follow_up, owner_is_nobody, unknown_desk)
