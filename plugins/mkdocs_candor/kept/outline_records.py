"""How outlines of posts are written down: a column for each field, and tables of what many posts have in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from mkdocs_candor.derive.facts import Phase, Relations
from mkdocs_candor.derive.promise_facts import PromiseState, PromiseSummary
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Audience
from mkdocs_candor.model.status import Severity, Stage, Status
from mkdocs_candor.model.timespan import Timespan
from mkdocs_candor.read.values import Notation

_T = TypeVar("_T")
Place: TypeAlias = int
"""Where in a table a value stands."""


@frozen(kw_only=True)
class Posts:
    """Of each field of a post that is in its outline a column. All columns have the same order."""

    id: tuple[str, ...]
    title: tuple[str, ...]
    lang: tuple[str, ...]
    audience: tuple[Audience, ...]
    noindex: tuple[bool, ...]
    desk: tuple[str, ...]
    related: tuple[tuple[str, ...], ...]
    resources: tuple[tuple[str, ...], ...]
    redirect_from: tuple[tuple[str, ...], ...]
    components: tuple[Place, ...]


@frozen(kw_only=True)
class Incidents(Posts):
    severity: tuple[Severity, ...]
    started: tuple[datetime, ...]


@frozen(kw_only=True)
class Maintenances(Posts):
    window: tuple[Timespan, ...]


@frozen(kw_only=True)
class Facts:
    """The same of the facts about them."""

    published: tuple[datetime, ...]
    changed: tuple[datetime, ...]
    statuses: tuple[Place, ...]


@frozen(kw_only=True)
class IncidentsFacts(Facts):
    started: tuple[datetime, ...]
    ended: tuple[datetime, ...]
    stage: tuple[Stage, ...]
    worst_statuses: tuple[Place, ...]
    duration: tuple[timedelta, ...]
    first_notice_after: tuple[timedelta | None, ...]
    longest_silence: tuple[timedelta | None, ...]
    kept: tuple[Place, ...]


@frozen(kw_only=True)
class MaintenancesFacts(Facts):
    window: tuple[Timespan, ...]
    phase: tuple[Phase, ...]
    actual: tuple[Timespan | None, ...]


@frozen(kw_only=True)
class NextUpdates:
    """Promises of a next update. `count` says how many each post has."""

    count: tuple[int, ...]
    id: tuple[str, ...]
    state: tuple[PromiseState, ...]
    due: tuple[datetime, ...]


@frozen(kw_only=True)
class BadTimes:
    """Bad times of components. `count` says how many each post made."""

    count: tuple[int, ...]
    component: tuple[str, ...]
    status: tuple[Status, ...]
    start: tuple[datetime, ...]
    end: tuple[datetime, ...]


@frozen(kw_only=True)
class Sheet:
    """Posts of one type. `keys` are those that they were read under; `paths` and `lines` say where they are written."""

    keys: tuple[str, ...]
    paths: tuple[str, ...]
    lines: tuple[int, ...]
    relations: tuple[Relations | None, ...]
    next_updates: NextUpdates
    bad_times: BadTimes


@frozen(kw_only=True)
class IncidentSheet(Sheet):
    posts: Incidents
    facts: IncidentsFacts


@frozen(kw_only=True)
class MaintenanceSheet(Sheet):
    posts: Maintenances
    facts: MaintenancesFacts


@frozen(kw_only=True)
class Record:
    """All outlines. They are true from `as_of` on."""

    as_of: datetime
    incidents: IncidentSheet
    maintenances: MaintenanceSheet
    statuses: tuple[Mapping[str, Status], ...]
    summaries: tuple[PromiseSummary | None, ...]


_IN_TABLES = {"components": "statuses", "statuses": "statuses", "worst_statuses": "statuses", "kept": "summaries"}


class Tables:
    """What many posts have in common, each once: collected while columns are made."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[Hashable, tuple[Place, Any]]] = {"statuses": {}, "summaries": {}}

    def columns(self, shape: type[_T], values: Sequence[Any]) -> _T:
        """Return the columns of `shape`, of values that have fields of the same names."""
        names = [f.name for f in fields(shape)]  # type: ignore[arg-type] # it is a dataclass
        return shape(**{name: self._column(name, map(attrgetter(name), values)) for name in names})

    def values(self, name: str) -> tuple[Any, ...]:
        return tuple(value for _, value in self._tables[name].values())

    def _column(self, name: str, values: Iterable[Any]) -> tuple[Any, ...]:
        if name not in _IN_TABLES:
            return tuple(values)
        table = self._tables[_IN_TABLES[name]]
        # By their text: mappings cannot be looked up by, and the order in which they stand shows on pages.
        return tuple(table.setdefault(_spelt(value), (len(table), value))[0] for value in values)


def _spelt(value: Mapping[str, Status] | PromiseSummary | None) -> Hashable:
    if isinstance(value, PromiseSummary):
        return (*value.counts.items(), value.on_time, value.settled)
    return None if value is None else tuple(value.items())


def by_field(columns: object, record: Record) -> dict[str, Sequence[Any]]:
    """Return the columns by the names of fields, with what the places in them stand for."""
    found = {}
    for f in fields(columns):  # type: ignore[arg-type] # it is a dataclass
        column = getattr(columns, f.name)
        if f.name in _IN_TABLES:
            column = list(map(getattr(record, _IN_TABLES[f.name]).__getitem__, column))
        found[f.name] = column
    return found


def written(record: Record) -> bytes:
    return _notation().written(record)


def read(text: bytes) -> Record | None:
    try:
        record: Record = _notation().read(Record, text)
    except ValueError:
        return None
    return record


@cache
def _notation() -> Notation:
    return Notation()
