"""What the key lines of an update say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_candor.model.post import Edit, PostType, Update
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.status import Stage, Status
from mkdocs_candor.model.timespan import Timespan
from mkdocs_candor.read.body import Line
from mkdocs_candor.read.fields import INCIDENT_STATUSES, MAINTENANCE_STATUSES, choose
from mkdocs_candor.read.key_lines import MAINTENANCE_KEYS, UPDATE_KEYS, KeyLine, read_key_lines
from mkdocs_candor.read.notes import Misread, Notes, quoted
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.times import EXAMPLE, parse_moment, parse_time, update_id

_TEXTS = {"Impact": "impact", "Scope": "scope", "Do now": "do_now", "By": "by"}
_SOME_TIME = datetime(1970, 1, 1, tzinfo=UTC)  # where the update's own is not known, nothing is too early
_TO = re.compile(r"\s+(?:to|until)\s+|\s+[\u2010-\u2015\u2212-]\s+|\s*[\u2013\u2014]\s*(?=[0-9]{4}-)", re.IGNORECASE)


def read_update(
    lines: Sequence[Line],
    lost: Sequence[Line],
    at: datetime,
    stage: Stage,
    source: Source,
    notes: Notes,
    *,
    type: PostType,
    timezone: ZoneInfo | None,
) -> tuple[Update, int]:
    """Return the update whose heading says `at` and `stage` and is followed by `lines`, and its line of components.

    What can't be read in its key lines is noted, and stays on the page as text.
    """
    is_maintenance = type is PostType.MAINTENANCE
    text = read_key_lines(lines, MAINTENANCE_KEYS if is_maintenance else UPDATE_KEYS, notes, lost=lost)
    values: dict[str, Any] = {"id": update_id(at), "edits": ()}
    unread: list[str] = []
    components_line = source.line
    for key in text.keys:
        try:
            if key.key in _TEXTS:
                values[_TEXTS[key.key]] = key.value
            elif key.key == "Next update":
                values["next_update"] = _next_update(key, at, notes, timezone)
            elif key.key == "Components":
                choices = MAINTENANCE_STATUSES if is_maintenance else INCIDENT_STATUSES
                components_line = key.line
                values["components"], is_whole = _components(key, choices, notes)
                if not is_whole:
                    unread.extend(key.raw)
            elif key.key == "Since":
                values["since"] = _since(key.value, at, timezone)
            elif key.key == "Edited":
                values["edits"] += (_edit(key, at, notes, timezone),)
            elif key.key == "Was":
                values["id"] = update_id(parse_time(key.value, timezone))
            else:
                values["window"] = _window(key.value, timezone)
        except Misread as misread:
            _take(misread, key, notes)
            unread.extend(key.raw)
    update = Update(
        at=at, stage=stage, body=text.body, body_line=max(text.body_line, source.line), source=source, **values
    )
    if unread:
        kept = "\n".join(unread)
        update = replace(update, body=f"{text.body}\n\n{kept}" if text.body else kept)
    return update, components_line


def note_key_values(lines: Sequence[Line], notes: Notes, *, type: PostType, timezone: ZoneInfo | None) -> None:
    """Note what can't be taken in the key lines below a heading that is no update yet, so that one round mends all."""
    is_maintenance = type is PostType.MAINTENANCE
    for key in read_key_lines(lines, MAINTENANCE_KEYS if is_maintenance else UPDATE_KEYS, notes).keys:
        try:
            if key.key == "Components":
                _components(key, MAINTENANCE_STATUSES if is_maintenance else INCIDENT_STATUSES, notes)
            elif key.key in {"Next update", "Since"}:
                parse_moment(key.value, after=_SOME_TIME, timezone=timezone)
            elif key.key == "Edited":
                _edit(key, _SOME_TIME, notes, timezone)
            elif key.key == "Was":
                parse_time(key.value, timezone)
            elif key.key == "Window":
                _window(key.value, timezone)
        except Misread as misread:
            _take(misread, key, notes)


def _take(misread: Misread, key: KeyLine, notes: Notes) -> None:
    if len(key.raw) > 1:
        below = "What stands right below belongs to it: leave a line empty before your text."
        misread = Misread(misread.rule, misread.message, f"{below} {misread.hint}".strip())
    notes.take(misread, key.line, key.key)


def _next_update(key: KeyLine, at: datetime, notes: Notes, timezone: ZoneInfo | None) -> datetime:
    moment = parse_moment(key.value, after=at, timezone=timezone)
    if moment <= at:
        notes.add(
            Rule.NEXT_UPDATE_NOT_LATER,
            key.line,
            f"the next update is promised for {quoted(key.value)}, which is not after this update",
            f"This update is from {at:%Y-%m-%d %H:%M} UTC. Correct one of the two.",
        )
    return moment


def _since(text: str, at: datetime, timezone: ZoneInfo | None) -> datetime:
    """Return a moment that is not after `at`; a bare `14:30 UTC` is the last such moment before it."""
    if text.lower().startswith("in "):
        raise Misread(Rule.BAD_TIME, f"{quoted(text)} lies ahead", "Write the time since when it is so: 14:30 UTC.")
    moment = parse_moment(text, after=at - timedelta(days=1), timezone=timezone)
    if moment > at:
        raise Misread(
            Rule.SINCE_AFTER_UPDATE,
            f"{quoted(text)} is after this update",
            f"This update is from {at:%Y-%m-%d %H:%M} UTC. Correct one of the two.",
        )
    return moment


def _components(key: KeyLine, choices: tuple[Status, ...], notes: Notes) -> tuple[dict[str, Status], bool]:
    """Return the statuses that a line names, and whether all of it could be read."""
    statuses: dict[str, Status] = {}
    is_whole = True
    for part in re.split(r"[,;]", key.value):
        name, equals, status = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        try:
            if not equals:
                raise Misread(Rule.BAD_VALUE, f"expected id=status, found {quoted(part)}", _pair_hint(part, choices))
            if not name:
                raise Misread(Rule.BAD_VALUE, f"no component stands before '={status}'", "Write id=status.")
            statuses[name] = choose(status, choices, "status")
        except Misread as misread:
            _take(misread, key, notes)
            is_whole = False
            if name and " " not in name:
                statuses[name] = Status.UNKNOWN
    return statuses, is_whole


def _pair_hint(part: str, choices: tuple[Status, ...]) -> str:
    name, _, status = part.replace(":", " ", 1).strip().partition(" ")
    try:
        return f"Did you mean '{name}={choose(status, choices).value}'?"
    except Misread:
        return f"For example {name or 'checkout'}=degraded_performance."


def _edit(key: KeyLine, at: datetime, notes: Notes, timezone: ZoneInfo | None) -> Edit:
    time, comma, what = key.value.partition(",")
    if not comma:
        time, what = _time_and_rest(key.value)
    edited = parse_time(time, timezone)
    if edited < at:
        notes.add(
            Rule.EDITED_BEFORE_UPDATE,
            key.line,
            f"this was edited at {quoted(time)}, before the update itself",
            "If the update's time was corrected, 'Was:' says what it was.",
        )
    return Edit(edited, what.strip())


def _time_and_rest(text: str) -> tuple[str, str]:
    match = re.match(r"(\S+[T ][0-9:.]+ ?\S+?)[:;]?(?:\s+[\u2010-\u2015-])?\s+(.*)", text)
    return (match[1], match[2]) if match else (text, "")


def _window(text: str, timezone: ZoneInfo | None) -> Timespan:
    ends = _TO.split(text)
    if len(ends) != 2:
        raise Misread(
            Rule.BAD_TIME,
            f"expected two times with 'to' between them, found {quoted(text)}",
            f"Write {EXAMPLE} to 16:02 UTC.",
        )
    start = parse_time(ends[0], timezone)
    end = parse_moment(ends[1], after=start, timezone=timezone)
    if end <= start:
        raise Misread(
            Rule.END_BEFORE_START, f"the window ends before it starts: {quoted(text)}", "Correct one of the two times."
        )
    return Timespan(start, end)
