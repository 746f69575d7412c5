"""The shapes of what was promised, asked and offered. See `shapes` for what all of them have in common."""

from __future__ import annotations

from datetime import date, datetime

from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.resource import Power, Trust
from mkdocs_candor.publish.api.post_shapes import Question


@frozen(kw_only=True)
class Slip:
    """We said at `on` that it will be done by `due` instead."""

    on: datetime
    due: datetime
    why: str | None


@frozen(kw_only=True)
class Promise:
    """Something we said we would do by a time. `due` is the newest date told, `first_due` the first.

    `lang` is the language of its words.

    `update` made it and `kept_by` kept it: ids of updates, of a next update only; its `what` is null.
    `late_by_seconds` counts from `first_due`; from `due` while it is overdue. A day is due until the midnight after it.
    """

    id: str
    post: str
    url: str
    kind: PromiseKind
    state: PromiseState
    lang: str
    what: str | None
    owner: str | None
    made: datetime | None
    due: datetime | None
    first_due: datetime | None
    kept: datetime | None
    late_by_seconds: int | None
    update: str | None
    kept_by: str | None
    evidence: str | None
    why: str | None
    where: str | None
    slips: tuple[Slip, ...]
    components: tuple[str, ...]


@frozen(kw_only=True)
class PromiseSummary:
    """How well promises were kept: `on_time` of `settled`. Settled: neither open nor slipped nor dropped."""

    on_time: int
    settled: int
    counts: dict[PromiseState, int]


@frozen(kw_only=True)
class Summary:
    """How well all promises were kept, and those of each kind."""

    all: PromiseSummary
    by_kind: dict[PromiseKind, PromiseSummary]


@frozen(kw_only=True)
class Record:
    """What a journalist could quote: of incidents, and of promises of every kind. Null: there is nothing to measure.

    `median_first_notice_seconds` is from when customers were first hurt to our first word, `longest_silence_seconds`
    the longest time between two updates of one incident.
    """

    incidents: int
    median_first_notice_seconds: int | None
    longest_silence_seconds: int | None
    promises: PromiseSummary


@frozen(kw_only=True)
class YearRecord(Record):
    """A promise belongs to the year of the day first told, an incident to the year in which it began."""

    year: int


@frozen(kw_only=True)
class ComponentRecord(Record):
    """An incident that reached several components counts for each of them, and so do the promises made about it."""

    component: str


@frozen(kw_only=True)
class Records:
    """The record as it stands on the page of promises: in all, the newest year first, components in their order."""

    all: Record
    by_year: tuple[YearRecord, ...]
    by_component: tuple[ComponentRecord, ...]


@frozen(kw_only=True)
class PromisesFile:
    """All promises, those due first first."""

    as_of: datetime
    summary: Summary
    record: Records
    promises: tuple[Promise, ...]


@frozen(kw_only=True)
class QuestionsFile:
    """All questions: the open ones first, the longest wait first; then the answered ones by post, newest first."""

    as_of: datetime
    open: int
    questions: tuple[Question, ...]


@frozen(kw_only=True)
class Credit:
    """Somebody whom we thank. `name` null: they asked not to be named."""

    name: str | None
    link: str | None


@frozen(kw_only=True)
class Alternative:
    """Another way or another provider."""

    name: str
    url: str | None
    better: str | None
    worse: str | None


@frozen(kw_only=True)
class Resource:
    """A community page. `helps_now`: one of its incidents is open, or touches one of its components."""

    id: str
    title: str
    description: str | None
    url: str | None
    lang: str
    helps_now: bool
    power: Power | None
    trust: Trust
    tested_on: date | None
    tested_by: str | None
    works_for: str | None
    cost_and_risk: str | None
    undo: str | None
    until: str | None
    steps: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    credits: tuple[Credit, ...]
    discuss: str | None
    desk: str | None
    bring: str | None
    components: tuple[str, ...]
    incidents: tuple[str, ...]


@frozen(kw_only=True)
class ResourcesFile:
    """All community pages, by title."""

    as_of: datetime
    resources: tuple[Resource, ...]
