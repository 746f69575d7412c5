"""One Statuspage incident or maintenance → the post it becomes, and a review for each of its postmortems.

What an import must decide, and how it does:

- An incident starts with the earliest `display_at`: `created_at` and `started_at` tell when it was typed.
- Components have the status that the first update names, and each later update the changes that it names. A component
  that the incident names and no update gives a status is listed as `operational`: any other word would be ours, and
  would count as an outage that nobody reported. The severity still tells the harm. While the incident is open, the
  status the source shows for such a component now is the newest update's.
- An incident cannot be `under_maintenance`: such a component counts as operational, and the update's text says so.
- A maintenance whose window is none ends when the source says that it was over; see `_window`.
- A maintenance puts its components `under_maintenance` inside its window, unless an update inside it names another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.edit.post_files import UpdateText, format_time
from mkdocs_candor.migrate.bodies import one_line, report_to_markdown
from mkdocs_candor.migrate.folder import ImportedPost
from mkdocs_candor.migrate.json_values import JsonObject, has_no_zone, objects_of, text_of, time_of
from mkdocs_candor.migrate.literal import literal
from mkdocs_candor.migrate.statuspage_components import Roster
from mkdocs_candor.migrate.statuspage_files import Version
from mkdocs_candor.migrate.statuspage_updates import POSTMORTEM, SourceUpdate, Told, read_updates, with_end
from mkdocs_candor.model.status import Severity, Stage, Status, worst

_SEVERITY_OF = {severity.status: severity for severity in Severity}
_TOLD = frozenset({"id", "status", "created_at", "updated_at"})
_TOLD_OF_INCIDENTS = _TOLD | {
    *("name", "impact", "started_at", "monitoring_at", "resolved_at", "scheduled_for", "scheduled_until"),
    *("shortlink", "page_id", "page", "components", "incident_updates"),
    *("postmortem_body", "postmortem_body_last_updated_at", "postmortem_published_at"),
}
_TOLD_OF_UPDATES = _TOLD | {"body", "incident_id", "display_at", "affected_components", "deliver_notifications"}


@dataclass(slots=True)
class Converted:
    """What became of one incident: posts (none when it cannot be written), news for staff, counts for the summary."""

    posts: list[ImportedPost] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)


def affected_names(incident: JsonObject) -> list[tuple[str, str]]:
    """Return code and name of every component that the updates speak of, oldest update first."""
    updates = sorted(objects_of(incident, "incident_updates"), key=lambda update: text_of(update, "display_at"))
    rows = [row for update in updates for row in objects_of(update, "affected_components")]
    return [(text_of(row, "code"), text_of(row, "name")) for row in rows]


def convert(version: Version, roster: Roster) -> Converted:
    """Return the posts that an incident becomes."""
    incident, result = version.incident, Converted()
    zone = _zone(version)
    window, summary = _window(incident, zone, result)
    is_maintenance = window is not None
    told = read_updates(incident, is_maintenance=is_maintenance, zone=zone, base=text_of(version.page, "url"))
    started = _started(incident, told, zone, result)
    with_end(told, incident, is_maintenance=is_maintenance, zone=zone)
    if started is None and not is_maintenance:
        result.news.append("no time of it can be read: not written")
        return result
    result.news += told.news
    _count_extras(incident, told, result)
    _note_open(told, is_maintenance, result)
    title = one_line(text_of(incident, "name"))
    if not title:
        title = f"{'Maintenance' if is_maintenance else 'Incident'} {version.id}"
        result.news.append(f"has no name: titled {title!r}")
    impact = text_of(incident, "impact").lower()
    if window and impact not in {"", "none", "maintenance"}:
        result.remarks[f"maintenance of impact {impact}, which a maintenance has no place for"] += 1
    front: dict[str, Value] = {"type": "maintenance" if is_maintenance else "incident", "title": title}
    if window:
        front |= {"starts": format_time(window[0]), "ends": format_time(window[1])}
        components, changes = _maintenance_components(incident, told, roster, result)
    else:
        assert started is not None  # noqa: S101 - for the type checker
        components, changes = _incident_components(incident, told, roster, result)
        front |= {"severity": _severity(incident, components, changes, result).value, "started": format_time(started)}
        _check_end(incident, started, zone, result)
    if components:
        front["components"] = components
    front["imported"] = _imported(version.id, version)
    front["redirect_from"] = [f"/incidents/{version.id}"]
    result.posts.append(
        ImportedPost(
            source="statuspage",
            source_id=version.id,
            path=version.path,
            at=window[0] if window else started or told.updates[0].at,
            name=title,
            front_matter=front,
            body="\n\n".join(text for text in (summary, *told.timeless) if text),
            updates=tuple(
                UpdateText(at=u.at, stage=u.stage, body=u.body, keys=_component_line(changes.get(u.at, {})))
                for u in told.updates
            ),
        )
    )
    result.posts += _reviews(version, told, title, zone, result)
    return result


def _zone(version: Version) -> ZoneInfo | None:
    """Return the page's own zone, for the rare time that lacks its offset."""
    try:
        return ZoneInfo(text_of(version.page, "time_zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _window(
    incident: JsonObject, zone: ZoneInfo | None, result: Converted
) -> tuple[tuple[datetime, datetime] | None, str]:
    """Return the window of a maintenance and what the summary must say of it; None for an incident.

    Our format has no window that ends before it starts. Then the maintenance ends when the source says that it was
    over; where that is no help either, it is written as an incident, which needs no window.
    """
    if incident.get("scheduled_for") is None:
        if text_of(incident, "impact") == "maintenance":
            result.news.append("has the impact 'maintenance' and no window: written as an incident of severity none")
        return None, ""
    for key in ("scheduled_for", "scheduled_until"):
        if has_no_zone(incident, key) and zone:
            result.news.append(f"{key} {incident[key]!r} has no offset: read as {zone}")
    starts, ends = time_of(incident, "scheduled_for", zone), time_of(incident, "scheduled_until", zone)
    if starts and ends and starts < ends:
        return (starts, ends), ""
    given = " to ".join(text_of(incident, key) or "nothing" for key in ("scheduled_for", "scheduled_until"))
    summary = f"Imported: the source gives the window as {literal(one_line(given))}."
    last = [time_of(u, "display_at", zone) for u in objects_of(incident, "incident_updates")]
    over = [at for at in (time_of(incident, "resolved_at", zone), *last) if at and starts and at > starts]
    if starts and over:
        ends = max(over)
        result.news.append(
            f"has a window from {given}, which is none: it ends with its last update, {format_time(ends)}"
        )
        return (starts, ends), summary
    result.news.append(f"has a window from {given}, which is none: written as an incident; its summary says so")
    return None, summary


def _started(incident: JsonObject, told: Told, zone: ZoneInfo | None, result: Converted) -> datetime | None:
    if told.updates:
        return told.updates[0].at
    for key in ("started_at", "created_at"):
        if at := time_of(incident, key, zone):
            if incident.get("scheduled_for") is None:
                result.news.append(f"has no update with a time: {key} is taken as its start")
            return at
    return None


def _note_open(told: Told, is_maintenance: bool, result: Converted) -> None:
    """Say what stays open: a file of open incidents never shows how they ended."""
    if told.updates and told.updates[-1].stage.is_final:
        return
    if is_maintenance:
        result.remarks["maintenance is not completed in the source"] += 1
    else:
        result.news.append("is open in the source, so it is open here: end it with a Resolved update if it is over")


def _check_end(incident: JsonObject, started: datetime, zone: ZoneInfo | None, result: Converted) -> None:
    end, typed = time_of(incident, "resolved_at", zone), time_of(incident, "started_at", zone)
    if end and end < max(started, typed or started):
        start = format_time(max(started, typed or started))
        what = f"ends before it starts in the source ({format_time(end)}, {start}): "
        result.news.append(what + f"its updates decide, it starts at {format_time(started)}")


def _severity(
    incident: JsonObject,
    components: Mapping[str, str],
    changes: Mapping[datetime, Mapping[str, str]],
    result: Converted,
) -> Severity:
    impact = text_of(incident, "impact").lower()
    if impact in set(Severity):
        return Severity(impact)
    if impact == "maintenance":
        return Severity.NONE
    stated = [Status(status) for named in (components, *changes.values()) for status in named.values()]
    severity = _SEVERITY_OF.get(worst(stated), Severity.NONE)
    result.news.append(f"has the impact {impact or None!r}: severity {severity.value}, by the worst status it names")
    return severity


def _incident_components(
    incident: JsonObject, told: Told, roster: Roster, result: Converted
) -> tuple[dict[str, str], dict[datetime, dict[str, str]]]:
    """Return the statuses from the start, and by the time of each update those that it changes."""
    front: dict[str, str] = {}
    now: dict[str, str] = {}
    changes: dict[datetime, dict[str, str]] = {}
    for number, update in enumerate(told.updates):
        is_first, changed = number == 0, {}
        for component, old, new in _stated(update, roster, result):
            if Status.UNDER_MAINTENANCE.value in (old, new):
                told.updates[number] = _with_maintenance_noted(told.updates[number], component, new, result)
                old, new = (s if s != Status.UNDER_MAINTENANCE.value else Status.OPERATIONAL.value for s in (old, new))
            if is_first:
                # When one update tells it all, `new` is what came after the end, and `old` what customers had.
                front[component] = now[component] = old or new if update.stage.is_final else new
            elif component not in now and new == Status.OPERATIONAL.value:
                front[component] = now[component] = new
            elif now.get(component, Status.OPERATIONAL.value) != new:
                changed[component] = now[component] = new
        if update.stage.is_final:
            left = sorted(row.name or row.code for row in update.affected if row.new in _HARMED)
            if left:
                what = f"is resolved while the source calls {', '.join(left)} not operational: Resolved ends it here"
                result.news.append(what)
            changed = {}
            now = dict.fromkeys(now, Status.OPERATIONAL.value)
        if changed:
            changes[update.at] = changed
    _name_the_rest(incident, told, roster, front, now, changes, result)
    return front, changes


def _name_the_rest(
    incident: JsonObject,
    told: Told,
    roster: Roster,
    front: dict[str, str],
    now: dict[str, str],
    changes: dict[datetime, dict[str, str]],
    result: Converted,
) -> None:
    """Add the components that the incident names and no update gives a status."""
    is_open = bool(told.updates) and not told.updates[-1].stage.is_final
    for row in objects_of(incident, "components"):
        component = roster.id_of(text_of(row, "id"), text_of(row, "name"))
        if component is None or component in now:
            continue
        status = text_of(row, "status")
        if is_open and status in _HARMED:
            changes.setdefault(told.updates[-1].at, {})[component] = now[component] = status
            result.remarks["component of an open incident has the status its page shows now: no update gives one"] += 1
        else:
            front[component] = now[component] = Status.OPERATIONAL.value
            result.remarks["component is named without any status: listed as operational, no outage is claimed"] += 1


_HARMED = {Status.DEGRADED_PERFORMANCE.value, Status.PARTIAL_OUTAGE.value, Status.MAJOR_OUTAGE.value}
_STATED = {*_HARMED, Status.OPERATIONAL.value, Status.UNDER_MAINTENANCE.value}


def _stated(update: SourceUpdate, roster: Roster, result: Converted) -> list[tuple[str, str, str]]:
    """Return our id, the old and the new status of what an update names; `old` may be empty."""
    stated = []
    for row in update.affected:
        component = roster.id_of(row.code, row.name)
        if component is None or row.new not in _STATED:
            result.news.append(f"update {update.id} gives {row.name or row.code!r} the status {row.new!r}: left out")
            continue
        stated.append((component, row.old if row.old in _STATED else "", row.new))
    return stated


def _with_maintenance_noted(update: SourceUpdate, component: str, new: str, result: Converted) -> SourceUpdate:
    if new != Status.UNDER_MAINTENANCE.value:
        return update
    result.news.append(f"update {update.id} puts {component} under maintenance, which an incident cannot: in its text")
    note = f"Imported: the source shows {literal(component)} as under maintenance from here on."
    return replace(update, body=f"{update.body}\n\n{note}".strip())


def _maintenance_components(
    incident: JsonObject, told: Told, roster: Roster, result: Converted
) -> tuple[list[str] | dict[str, str], dict[datetime, dict[str, str]]]:
    """Return what is affected inside the window, and by the time of each update the statuses that it changes."""
    inside: dict[str, str] = {}
    stated = {update.at: _stated(update, roster, result) for update in told.updates}
    for update in told.updates:
        if update.stage in {Stage.IN_PROGRESS, Stage.VERIFYING}:
            for component, _, new in stated[update.at]:
                inside.setdefault(component, new)
    rows = objects_of(incident, "components")
    named = [roster.id_of(text_of(row, "id"), text_of(row, "name")) for row in rows]
    named += [component for statuses in stated.values() for component, _, _ in statuses]
    expected = {name: inside.get(name, Status.UNDER_MAINTENANCE.value) for name in dict.fromkeys(named) if name}
    now, changes = dict(expected), {}
    for update in told.updates:
        is_before = update.stage is Stage.SCHEDULED
        changed = {
            component: new
            for component, _, new in stated[update.at]
            if new != now.get(component) and not (is_before and new == Status.OPERATIONAL.value)
        }
        now |= changed
        if changed and not update.stage.is_final:
            changes[update.at] = changed
    is_usual = set(expected.values()) <= {Status.UNDER_MAINTENANCE.value}
    return (list(expected) if is_usual else expected), changes


def _component_line(changes: Mapping[str, str]) -> dict[str, str]:
    return {"Components": ", ".join(f"{name}={status}" for name, status in changes.items())} if changes else {}


def _imported(source_id: str, version: Version) -> dict[str, Value]:
    site = text_of(version.page, "url").rstrip("/")
    url = f"{site}/incidents/{version.id}" if site else text_of(version.incident, "shortlink")
    imported: dict[str, Value] = {"from": "statuspage", "id": source_id}
    return {**imported, "url": url} if url.startswith(("https://", "http://")) else imported


def _reviews(version: Version, told: Told, title: str, zone: ZoneInfo | None, result: Converted) -> list[ImportedPost]:
    """Return a report for each postmortem: those among the updates, and the field, which may be a private draft."""
    incident, seen = version.incident, set[str]()
    posts: list[ImportedPost] = []
    field_review: JsonObject = {
        "id": f"{version.id}-{POSTMORTEM}",
        "body": incident.get("postmortem_body"),
        "display_at": incident.get("postmortem_published_at"),
        "created_at": incident.get("postmortem_body_last_updated_at") or incident.get("resolved_at"),
    }
    is_draft = incident.get("postmortem_published_at") is None
    for review in [*told.reviews, field_review]:
        raw = str(review.get("body") or "").strip()
        if raw in seen or (not raw and review is field_review):
            continue
        seen.add(raw)
        at = next((at for at in (time_of(review, key, zone) for key in ("display_at", "created_at")) if at), None)
        at = at or time_of(incident, "resolved_at", zone)
        if at is None:
            result.news.append("has a postmortem with no time that can be read: not written")
            continue
        source_id = text_of(review, "id") or f"{version.id}-{POSTMORTEM}-{len(posts) + 1}"
        front: dict[str, Value] = {"type": "report", "title": f"Postmortem: {title}", "date": format_time(at)}
        if review is field_review and is_draft:
            front["draft"] = True
            result.news.append("has a postmortem that was never published: written as a draft")
        posts.append(
            ImportedPost(
                source="statuspage",
                source_id=source_id,
                path=version.path,
                at=at,
                name=f"{title} postmortem",
                front_matter={**front, "imported": _imported(source_id, version)},
                body=report_to_markdown(raw, base=text_of(version.page, "url")),
                incident=version.id,
            )
        )
    return posts


def _count_extras(incident: JsonObject, told: Told, result: Converted) -> None:
    """Count what the source says and our format has no place for."""
    if told.later_edits:
        result.remarks["update was changed in the source after it was posted: its newest text is written"] += (
            told.later_edits
        )
    for key in sorted(set(incident) - _TOLD_OF_INCIDENTS):
        if incident[key] not in (None, "", False, [], {}):
            result.remarks[f"incident with {key!r}, which our format has no place for"] += 1
    for update in objects_of(incident, "incident_updates"):
        for key in sorted(set(update) - _TOLD_OF_UPDATES):
            if update[key] not in (None, "", False, [], {}):
                result.remarks[f"update with {key!r}, which our format has no place for"] += 1
