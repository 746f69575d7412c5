"""Incidents and scheduled maintenances with their updates, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from pydantic_core import from_json, to_json

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, Phase, PostFacts, ReportFacts, UpdateFacts
from mkdocs_candor.model.status import Stage, Status
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pieces import Piece
from mkdocs_candor.publish.plain_text import body, unreadable, update_text
from mkdocs_candor.publish.statuspage import scale
from mkdocs_candor.publish.statuspage.components import Catalogue, full_name, page_id
from mkdocs_candor.publish.statuspage.values import short_id, stamp

_POST = "statuspage"
_AT_WORK = (Stage.IN_PROGRESS, Stage.VERIFYING)

_Changes = list[dict[str, str]] | None


def told(facts: IncidentFacts | MaintenanceFacts, edition: Edition, catalogue: Catalogue) -> dict[str, Any]:
    """Return a post as clients see it, with its components as they are now."""
    found: dict[str, Any] = from_json(edition.pieces.text(_POST, facts.post.id, partial(_written, facts, edition)))
    found["components"] = [catalogue.component(id_) for id_ in facts.statuses]
    return found


def pieces(facts: PostFacts, edition: Edition) -> Iterator[Piece]:
    """Yield all that is known of an incident or a maintenance beside its components."""
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        yield Piece(_POST, facts.post.id, _written(facts, edition))


def _written(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> str:
    made = _incident(facts, edition) if isinstance(facts, IncidentFacts) else _maintenance(facts, edition)
    return to_json(made).decode()


def _incident(facts: IncidentFacts, edition: Edition) -> dict[str, Any]:
    """Return an incident. Its reports are updates with the status `postmortem`, once it is over."""
    reports = _reports(facts, edition)
    return _post(
        facts,
        status="postmortem" if reports else facts.stage.value,
        monitoring=_monitoring(facts),
        resolved=facts.ended,
        impact=scale.impact(facts),
        started=facts.started,
        updates=[*reports, *_updates(facts, edition)],
        edition=edition,
    )


def _maintenance(facts: MaintenanceFacts, edition: Edition) -> dict[str, Any]:
    """Return a scheduled maintenance. A window that could not be read is given as the moment of publication."""
    window = facts.window
    start, end = (window.start, window.end) if window else (facts.published, facts.published)
    made = _post(
        facts,
        status=scale.MAINTENANCE[facts.phase],
        monitoring=None,
        resolved=None if facts.is_open else _ended(facts),
        impact="maintenance",
        started=facts.actual.start if facts.actual else start,
        updates=list(_updates(facts, edition)),
        edition=edition,
    )
    return {**made, "scheduled_for": stamp(start), "scheduled_until": stamp(end)}


def _post(
    facts: IncidentFacts | MaintenanceFacts,
    *,
    status: str,
    monitoring: datetime | None,
    resolved: datetime | None,
    impact: str,
    started: datetime,
    updates: list[dict[str, Any]],
    edition: Edition,
) -> dict[str, Any]:
    post = facts.post
    return {
        "id": short_id("post", edition.ids[post.id]),
        "name": post.title,
        "status": status,
        "created_at": stamp(facts.published),
        "updated_at": max([stamp(facts.changed), *(update["updated_at"] for update in updates)]),
        "monitoring_at": stamp(monitoring) if monitoring else None,
        "resolved_at": stamp(resolved) if resolved else None,
        "impact": impact,
        "shortlink": edition.links.absolute(edition.links.post(post.type, post.id)),
        "started_at": stamp(started),
        "page_id": page_id(edition),
        "incident_updates": updates,
        "components": [],  # they change with other posts too
    }


def _updates(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> Iterator[dict[str, Any]]:
    """Yield the updates, newest first. A post without any gives its own words as one: clients read the first."""
    post = facts.post
    if not facts.updates:
        status = "investigating" if isinstance(facts, IncidentFacts) else scale.MAINTENANCE[facts.phase]
        notice = "" if post.is_readable else unreadable(edition)
        words = "\n\n".join(part for part in (notice, body(facts, edition) or post.title) if part)
        yield _update(edition.ids[post.id], "", status, words, facts.published, facts.published, facts.changed, None)
        return
    affected = _affected(facts, edition)
    have_come = edition.now.has_come(max(found.update.at for found in facts.updates))
    for found in facts.updates:
        update = found.update
        at = update.at if have_come else _come(update.at, edition)
        yield _update(
            edition.ids[post.id],
            update.id,
            scale.stage(facts, update.stage),
            _words(facts, found, edition),
            max(at, facts.published),
            at,
            max([at, facts.published, *(edit.at for edit in update.edits)]),
            affected[update.id],
        )


def _update(
    post: str,
    update: str,
    status: str,
    words: str,
    created: datetime,
    shown: datetime,
    changed: datetime,
    affected: _Changes,
) -> dict[str, Any]:
    return {
        "id": short_id("update", f"{post}/{update}"),
        "status": status,
        "body": words,
        "incident_id": short_id("post", post),
        "created_at": stamp(created),
        "updated_at": stamp(changed),
        "display_at": stamp(shown),
        "affected_components": affected,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _come(moment: datetime, edition: Edition) -> datetime:
    """Return a moment that has come, or now. Who asks for now is made anew in each build, so few do."""
    return moment if edition.now.has_come(moment) else edition.now.as_of


def _words(facts: IncidentFacts | MaintenanceFacts, found: UpdateFacts, edition: Edition) -> str:
    words = update_text(facts, found.update, edition)
    if found.update.stage is Stage.CANCELLED:
        words = f"Cancelled.\n\n{words}".strip()
    return words or facts.post.title


def _affected(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> dict[str, _Changes]:
    """Return for each update, by its id, how its components stood after the update before it, and after it."""
    told = _incident_told(facts) if isinstance(facts, IncidentFacts) else _maintenance_told(facts)
    found: dict[str, _Changes] = {}
    before: Mapping[str, Status] = {}
    for update, after in told:
        found[update] = [
            {
                "code": short_id("component", id_),
                "name": full_name(id_, edition),
                "old_status": scale.COMPONENT[before.get(id_, Status.OPERATIONAL)],
                "new_status": scale.COMPONENT[status],
            }
            for id_, status in after.items()
        ] or None
        before = after
    return found


def _incident_told(facts: IncidentFacts) -> Iterator[tuple[str, Mapping[str, Status]]]:
    """Yield the id of each update, oldest first, with the statuses after it. The first tells of the start as well."""
    now = dict(facts.post.components)
    for each in reversed(facts.updates):
        now = {**now, **{change.component: change.new for change in each.changes}}
        yield each.update.id, now


def _maintenance_told(facts: MaintenanceFacts) -> Iterator[tuple[str, Mapping[str, Status]]]:
    """Yield the id of each update, oldest first, with the statuses after it: as expected while it says we are at work.

    What the clock did between two updates is news of the second.
    """
    expected = dict(facts.post.components)
    for each in reversed(facts.updates):
        expected.update(each.update.components)
        is_at_work = each.update.stage in _AT_WORK
        yield each.update.id, dict(expected) if is_at_work else dict.fromkeys(expected, Status.OPERATIONAL)


def _reports(facts: IncidentFacts, edition: Edition) -> list[dict[str, Any]]:
    """Return the reports about an incident that is over, newest first; none stands before the word of its end."""
    if facts.ended is None:
        return []
    said = facts.updates[0].update.at if facts.updates else facts.published
    found = []
    for id_ in reversed(facts.relations.reports):
        report = edition.now.posts[id_]
        if isinstance(report, ReportFacts) and facts.post.id in report.post.incidents and id_ not in edition.drafts:
            address = edition.links.absolute(edition.links.post(report.post.type, id_))
            words = f"{report.post.title}\n\n{body(report, edition)}\n\n{address}"
            shown = max(report.published, _come(said, edition))
            ids = edition.ids[facts.post.id], edition.ids[id_]
            update = _update(*ids, "postmortem", words, report.published, shown, report.changed, None)
            found.append(update)
    return found


def _monitoring(facts: IncidentFacts) -> datetime | None:
    """Return when we last began to watch whether it holds."""
    began = None
    before: Stage | None = None
    for found in reversed(facts.updates):
        if found.update.stage is Stage.MONITORING and before is not Stage.MONITORING:
            began = found.update.at
        before = found.update.stage
    return began


def _ended(facts: MaintenanceFacts) -> datetime:
    if facts.actual:
        return facts.actual.end
    cancelled = [f.update.at for f in facts.updates if f.update.stage is Stage.CANCELLED]
    return cancelled[-1] if cancelled and facts.phase is Phase.CANCELLED else facts.changed
