"""Which component had which status from when to when because of one post, and which update changed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from mkdocs_candor.derive.facts import ComponentChange, Phase, StatusSpan
from mkdocs_candor.derive.updates import followed
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Incident, Maintenance, Update
from mkdocs_candor.model.status import Stage, Status, worst
from mkdocs_candor.model.timespan import Timespan

Spans: TypeAlias = Mapping[str, tuple[StatusSpan, ...]]

_AT_WORK = {Stage.IN_PROGRESS, Stage.VERIFYING}


class _Record:
    """Collects the statuses of the components of one post, in the order of time."""

    def __init__(self, post: str) -> None:
        self._post = post
        self._since: dict[str, datetime] = {}
        self._spans: dict[str, list[StatusSpan]] = {}
        self.now: dict[str, Status] = {}
        self.worst: dict[str, Status] = {}

    def turn(self, statuses: Mapping[str, Status], at: datetime) -> tuple[ComponentChange, ...]:
        """Note that components have these statuses from `at` on; return those that changed."""
        if not statuses:  # most updates only say how it goes
            return ()
        changes = []
        for component, new in statuses.items():
            old = self.now.get(component, Status.OPERATIONAL)
            if new is not old:
                changes.append(ComponentChange(component, old, new))
                self._close(component, old, at)
                self._since[component] = at
            if new is not Status.OPERATIONAL or component not in self.worst:
                self.worst[component] = worst((new, self.worst.get(component, new)))
            self.now[component] = new
        return tuple(changes)

    def spans(self, as_of: datetime) -> Spans:
        """End what still runs at `as_of`, and return all bad times by component."""
        for component, status in self.now.items():
            self._close(component, status, as_of)
        return {component: tuple(spans) for component, spans in self._spans.items()}

    def _close(self, component: str, status: Status, at: datetime) -> None:
        if status is not Status.OPERATIONAL and self._since[component] < at:
            span = StatusSpan(status, Timespan(self._since[component], at), self._post)
            self._spans.setdefault(component, []).append(span)


@frozen
class IncidentCourse:
    """How an incident went until `as_of`. `changes` stand beside the updates they were made from."""

    stage: Stage
    ended: datetime | None
    statuses: Mapping[str, Status]
    worst_statuses: Mapping[str, Status]
    changes: tuple[tuple[ComponentChange, ...], ...]
    spans: Spans


def incident_course(post: Incident, updates: tuple[Update, ...], started: datetime, as_of: datetime) -> IncidentCourse:
    """Return the course of an incident by those of its updates that were told by `as_of`, oldest first.

    It ends with the first of the resolved updates that nothing else follows. A later word that is not `resolved`
    reopens it: with the components this word names or, where it names none, with those that were bad before the end.
    What an update says is so from its time on, or from the earlier moment that it names, but never from before what
    the update before it said.
    """
    record = _Record(post.id)
    record.turn(post.components, started)
    stage, ended = Stage.INVESTIGATING, None
    before_end: Mapping[str, Status] = {}
    changes = []
    at = started
    for update in updates:
        stage = update.stage
        turned = update.components
        at = max(at, update.since or update.at)
        if stage is Stage.RESOLVED:
            if ended is None:
                before_end, ended = dict(record.now), at
            turned = dict.fromkeys((*record.now, *update.components), Status.OPERATIONAL)
        elif ended is not None:
            turned, ended = update.components or before_end, None
        changes.append(record.turn(turned, at))
    return IncidentCourse(stage, ended, dict(record.now), dict(record.worst), tuple(changes), record.spans(as_of))


@frozen
class MaintenanceCourse:
    """How a maintenance went until `as_of`. `windows` are all that were told, oldest first."""

    phase: Phase
    windows: tuple[Timespan, ...]
    began: datetime | None
    ended: datetime | None
    statuses: Mapping[str, Status]
    changes: tuple[tuple[ComponentChange, ...], ...]
    spans: Spans


def maintenance_course(post: Maintenance, updates: tuple[Update, ...], as_of: datetime) -> MaintenanceCourse:
    """Return the course of a maintenance by those of its updates that were told by `as_of`, oldest first.

    Its components have their expected statuses from its start, by the clock or by a word that says so, until a word
    that it is completed, cancelled or moved: not until the window's end, for nobody has confirmed that it went well.
    """
    record = _Record(post.id)
    expected = dict(post.components)
    windows = [post.window] if post.window else []
    ended: datetime | None = None
    at: datetime | None = None
    changes = []
    _start_by_clock(record, expected, windows, updates[0].at if updates else None, as_of)
    for update, following in followed(updates):
        expected.update(update.components)
        if update.window and update.window not in windows[-1:]:
            windows.append(update.window)
        is_over = update.stage.is_final
        at = max(at or windows[-1].start, update.since) if update.since and windows else update.at
        ended = (ended or at) if is_over else None
        is_running = not is_over and (update.stage in _AT_WORK or (bool(windows) and windows[-1].start <= update.at))
        idle = dict.fromkeys(expected, Status.OPERATIONAL)
        changes.append(record.turn(expected if is_running else idle, at))
        if not is_running and not is_over:
            _start_by_clock(record, expected, windows, following.at if following else None, as_of)
    return MaintenanceCourse(
        phase=_phase(updates[-1] if updates else None, windows[-1] if windows else None, as_of),
        windows=tuple(windows),
        began=_began(updates, windows),
        ended=ended,
        statuses={component: record.now.get(component, Status.OPERATIONAL) for component in expected},
        changes=tuple(changes),
        spans=record.spans(as_of),
    )


def _start_by_clock(
    record: _Record,
    expected: Mapping[str, Status],
    windows: list[Timespan],
    until: datetime | None,
    as_of: datetime,
) -> None:
    """Start the newest window if it opens before the next word at `until`, or by `as_of` when there is none."""
    if windows and (windows[-1].start < until if until else windows[-1].start <= as_of):
        record.turn(expected, windows[-1].start)


def _began(updates: Iterable[Update], windows: list[Timespan]) -> datetime | None:
    told = next((update.at for update in updates if update.stage is Stage.IN_PROGRESS), None)
    return told or (windows[-1].start if windows else None)


def _phase(newest: Update | None, window: Timespan | None, as_of: datetime) -> Phase:
    stage = newest.stage if newest else Stage.SCHEDULED
    if stage.is_final:
        return Phase(stage)
    # Who reports on the work after the window's end has noticed that it takes longer: that word is believed.
    is_told = newest is not None and stage in _AT_WORK and (window is None or newest.at >= window.end)
    if window and as_of >= window.end and not is_told:
        return Phase.OVERDUE
    if stage in _AT_WORK:
        return Phase(stage)
    return Phase.IN_PROGRESS if window and as_of >= window.start else Phase.SCHEDULED
