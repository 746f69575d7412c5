"""The updates of one Statuspage incident or maintenance → ours: times, stages, texts, and components named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_candor.edit.post_files import format_time, stage_name
from mkdocs_candor.migrate.bodies import one_line, runs_something, to_markdown
from mkdocs_candor.migrate.json_values import JsonObject, has_no_zone, objects_of, text_of, time_of
from mkdocs_candor.migrate.literal import literal
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import INCIDENT_STAGES, MAINTENANCE_STAGES, Stage

POSTMORTEM = "postmortem"

_TICK = timedelta(milliseconds=1)
_AS_INCIDENT = {
    **{stage.value: stage for stage in INCIDENT_STAGES},
    Stage.VERIFYING.value: Stage.MONITORING,
    Stage.COMPLETED.value: Stage.RESOLVED,
    Stage.CANCELLED.value: Stage.RESOLVED,
}
_AS_MAINTENANCE = {
    **{stage.value: stage for stage in MAINTENANCE_STAGES},
    "canceled": Stage.CANCELLED,
    Stage.MONITORING.value: Stage.VERIFYING,
    Stage.RESOLVED.value: Stage.COMPLETED,
    Stage.INVESTIGATING.value: Stage.IN_PROGRESS,
    Stage.IDENTIFIED.value: Stage.IN_PROGRESS,
}


@frozen
class Affected:
    """What one update says of one component, in Statuspage's words."""

    code: str
    name: str
    old: str
    new: str


@frozen(kw_only=True)
class SourceUpdate:
    """One update as we will write it. `affected` is kept as given, for `statuspage_posts` to map."""

    id: str
    at: datetime
    stage: Stage
    body: str
    affected: tuple[Affected, ...] = ()


@dataclass(slots=True)
class Told:
    """All that the updates of one post tell: updates oldest first, reviews as given, text without a time, and news."""

    updates: list[SourceUpdate] = field(default_factory=list)
    reviews: list[JsonObject] = field(default_factory=list)
    timeless: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    later_edits: int = 0


def read_updates(incident: JsonObject, *, is_maintenance: bool, zone: ZoneInfo | None, base: str) -> Told:
    """Return what the updates tell. Order in the file does not matter: `display_at` decides."""
    told = Told()
    given = objects_of(incident, "incident_updates")
    placed: list[tuple[datetime, datetime, int, JsonObject]] = []
    for position, update in enumerate(reversed(given)):
        at = _shown_at(update, zone, told)
        if text_of(update, "status").lower() == POSTMORTEM:
            told.reviews.append(update)
        elif at is None:
            told.news.append(f"update {_name(update)} has no time that can be read: its text stands in the summary")
            told.timeless.append(to_markdown(str(update.get("body") or ""), base=base))
        else:
            placed.append((at, time_of(update, "created_at", zone) or at, position, update))
    times = [time_of(update, "display_at", zone) for update in given]
    known = [time for time in times if time is not None]
    if known != sorted(known, reverse=True) and known != sorted(known):
        told.news.append("updates stand in another order than their times: written by their times")
    stage = Stage.SCHEDULED if is_maintenance else Stage.INVESTIGATING
    for at, _, _, update in sorted(placed, key=lambda item: item[:3]):
        written = _written(update, at, stage, is_maintenance, base, told)
        stage = written.stage
        told.updates.append(written)
    told.updates = _one_at_a_time(told.updates, told)
    return told


def with_end(told: Told, incident: JsonObject, *, is_maintenance: bool, zone: ZoneInfo | None) -> None:
    """Add the end that the source gives only as a field, so that what is over there does not stay open here."""
    status = text_of(incident, "status").lower().replace(" ", "_")
    resolved = time_of(incident, "resolved_at", zone)
    says_over = status in {"resolved", "completed", POSTMORTEM}
    last = told.updates[-1] if told.updates else None
    if last and last.stage.is_final:
        return
    has_end = any(update.stage.is_final for update in told.updates)
    if not says_over and (resolved is None or has_end):
        return
    end = max((m for m in (resolved, last.at + _TICK if last else None) if m is not None), default=None)
    if end is None:
        told.news.append(f"is {status} in the source, which gives no time for it: it stays open here until you end it")
        return
    if resolved is None:
        text = "Imported: the source says that this is over, and not since when. It ends here with its last update."
    elif end == resolved:
        text = "Imported: the source gives this end without a text."
    else:
        text = f"Imported: the source gives {format_time(resolved)} as the end, which is before the last update."
    stage = Stage.COMPLETED if is_maintenance else Stage.RESOLVED
    told.updates.append(SourceUpdate(id="", at=end, stage=stage, body=text))
    told.news.append(
        f"no last update says that it is over, the source does: {stage_name(stage)} added at {format_time(end)}"
    )


def _shown_at(update: JsonObject, zone: ZoneInfo | None, told: Told) -> datetime | None:
    for key in ("display_at", "created_at"):
        at = time_of(update, key, zone)
        if at is None:
            continue
        if has_no_zone(update, key):
            told.news.append(f"update {_name(update)}: {update[key]!r} has no offset: read as {zone}")
        if key != "display_at":
            told.news.append(f"update {_name(update)} has no display_at that can be read: created_at is used")
        return at
    return None


def _written(
    update: JsonObject, at: datetime, before: Stage, is_maintenance: bool, base: str, told: Told
) -> SourceUpdate:
    """Return one update. A stage that we lack becomes the nearest, or stays as it was; the text then has the word."""
    raw = str(update.get("body") or "")
    body = to_markdown(raw, base=base)
    if runs_something(raw):
        told.news.append(f"update {_name(update)}: its text has scripts, frames or forms: left out, the words are kept")
    word = one_line(text_of(update, "status"))
    key = word.lower().replace(" ", "_").replace("-", "_")
    stages = _AS_MAINTENANCE if is_maintenance else _AS_INCIDENT
    stage = stages.get(key, before)
    if key.replace("canceled", "cancelled") != stage.value:
        said = (
            f'Imported: the source calls this stage "{literal(word)}".'
            if word
            else "Imported: the source gives no stage."
        )
        body = f"{said}\n\n{body}".strip()
        told.news.append(
            f"update {_name(update)} has the status {word!r}: written as {stage.value}, the word in its text"
        )
    changed, created = time_of(update, "updated_at"), time_of(update, "created_at")
    told.later_edits += bool(changed and created and changed > created)
    affected = tuple(
        Affected(*(text_of(row, field) for field in ("code", "name", "old_status", "new_status")))
        for row in objects_of(update, "affected_components")
    )
    return SourceUpdate(id=text_of(update, "id"), at=at, stage=stage, body=body, affected=affected)


def _one_at_a_time(updates: Sequence[SourceUpdate], told: Told) -> list[SourceUpdate]:
    """Merge updates of the same millisecond: an update's time is its id. The last one's stage holds."""
    result: list[SourceUpdate] = []
    for update in updates:
        if not result or result[-1].at != update.at:
            result.append(update)
            continue
        first = result.pop()
        last = update if not first.stage.is_final or update.stage.is_final else first
        if first.stage == update.stage:
            bodies: Iterable[str] = (first.body, update.body)
        else:
            bodies = (f"**{stage_name(part.stage)}**\n\n{part.body}" for part in (first, update))
        body = "\n\n".join(text.strip() for text in bodies if text.strip())
        result.append(replace(last, body=body, affected=(*first.affected, *update.affected)))
        told.news.append(f"two updates at {format_time(update.at)}: written as one, with both texts")
    return result


def _name(update: JsonObject) -> str:
    return text_of(update, "id") or "without an id"
