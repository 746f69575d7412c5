"""The shapes of what is true at a moment. Every output is made from these and from nothing else.

A fact wraps what was written (`post`, `component`, `promise`) and adds what follows from it. References between facts
are ids, looked up through the snapshot, so that facts stay values. Everything here is already filtered to what is
public at `as_of`: no drafts, nothing under embargo, no update, question or answer from later than `as_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from mkdocs_candor.derive.promise_facts import PromiseFacts, PromiseSummary
from mkdocs_candor.derive.sentence import Situation
from mkdocs_candor.model.component import Component, Group
from mkdocs_candor.model.desk import Desk
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import Unread
from mkdocs_candor.model.outline import MayBeOutline
from mkdocs_candor.model.post import Announcement, Apology, Incident, Maintenance, Question, Report, Update
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.model.status import Severity, Stage, Status
from mkdocs_candor.model.timespan import Timespan


@frozen
class ComponentChange:
    """An update moved a component from `old` to `new`."""

    component: str
    old: Status
    new: Status


@frozen(kw_only=True)
class UpdateFacts:
    """An update, with what it changed and what became of the next update it promised (None: it promised none)."""

    update: Update
    changes: tuple[ComponentChange, ...] = ()
    promise: PromiseFacts | None = None


@frozen(kw_only=True)
class QuestionFacts:
    """A question as it stands at `as_of`; `question.answer` is empty when it was answered only later."""

    post: str
    question: Question
    is_open: bool
    waited: timedelta | None = None  # from asked to answered, when both are known


@frozen(kw_only=True)
class Relations:
    """What belongs to a post, both ways: what it names and what names it. Ids of public posts; resources' ids.

    Each tuple in order of publication, without doubles, without the post itself.
    """

    incidents: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    announcements: tuple[str, ...] = ()
    maintenances: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


@frozen(kw_only=True)
class IncidentFacts(MayBeOutline):
    """An incident at `as_of`. `updates` newest first.

    `statuses` are its components now, while open: `unknown` for each where the post is not fully readable. Once it
    is over they are all operational, and `worst_statuses` is what remains to tell. `impact`, `scope` and `do_now` come
    from the newest update that has one. `duration` is None while open.
    """

    post: Incident
    published: datetime
    changed: datetime  # newest update, edit, answer
    started: datetime
    ended: datetime | None
    stage: Stage
    is_open: bool
    updates: tuple[UpdateFacts, ...]
    statuses: Mapping[str, Status]
    worst_statuses: Mapping[str, Status]
    impact: str = ""
    scope: str = ""
    do_now: str = ""
    next_update: PromiseFacts | None = None  # the one that is still to come, while open
    duration: timedelta | None = None
    first_notice_after: timedelta | None = None
    longest_silence: timedelta | None = None  # between updates, over its whole run; None with fewer than two
    promises: tuple[PromiseFacts, ...] = ()  # its next updates and its own follow-ups
    kept: PromiseSummary | None = None  # of its next updates; None when it promised none
    questions: tuple[QuestionFacts, ...] = ()  # in the order written
    relations: Relations = field(default_factory=Relations)


class Phase(StrEnum):
    """Where a maintenance stands, by its updates and by the clock."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    OVERDUE = "overdue"  # the window is over, and nobody has confirmed


@frozen(kw_only=True)
class MaintenanceFacts(MayBeOutline):
    """A maintenance at `as_of`. `window` is the newest one told, `moved_from` the earlier ones, oldest first.

    `phase` follows the clock: scheduled until the window starts, in progress inside it, overdue after it; an update
    that says in progress, verifying, completed or cancelled is believed from its time on (started early, done early).
    `actual` is from its real start to its confirmed end; None until completed.
    """

    post: Maintenance
    published: datetime
    changed: datetime
    window: Timespan | None
    phase: Phase
    is_open: bool  # scheduled, in progress, verifying or overdue
    is_running: bool  # in progress, verifying or overdue
    updates: tuple[UpdateFacts, ...]
    statuses: Mapping[str, Status]  # what it does to components at `as_of`
    notice: timedelta | None = None  # from the first announcement to the start of the window
    actual: Timespan | None = None
    moved_from: tuple[Timespan, ...] = ()
    impact: str = ""
    scope: str = ""
    do_now: str = ""
    next_update: PromiseFacts | None = None
    promises: tuple[PromiseFacts, ...] = ()
    questions: tuple[QuestionFacts, ...] = ()
    relations: Relations = field(default_factory=Relations)


@frozen(kw_only=True)
class AnnouncementFacts:
    """`notice` is from publication to `effective`. `is_current`: not expired by `until`."""

    post: Announcement
    published: datetime
    changed: datetime
    is_current: bool
    notice: timedelta | None = None
    promises: tuple[PromiseFacts, ...] = ()
    relations: Relations = field(default_factory=Relations)


@frozen(kw_only=True)
class ApologyFacts:
    """`after` is from the end of the last of its incidents to publication; None when one is still open."""

    post: Apology
    published: datetime
    changed: datetime
    components: tuple[str, ...] = ()  # from its incidents
    after: timedelta | None = None
    promises: tuple[PromiseFacts, ...] = ()  # prevention, then follow-ups, with their live state
    relations: Relations = field(default_factory=Relations)


@frozen(kw_only=True)
class ReportFacts:
    post: Report
    published: datetime
    changed: datetime
    components: tuple[str, ...] = ()
    after: timedelta | None = None
    promises: tuple[PromiseFacts, ...] = ()
    relations: Relations = field(default_factory=Relations)


PostFacts: TypeAlias = IncidentFacts | MaintenanceFacts | AnnouncementFacts | ApologyFacts | ReportFacts


@frozen(kw_only=True)
class ResourceFacts:
    """`is_stale`: tested too long ago to rely on. `is_over`: its last day is past, so it helps nobody any more."""

    resource: Resource
    components: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()  # both ways: what it names, and the posts that name it
    helps_now: bool = False  # one of its incidents or components is in an open incident, and it is not over
    is_stale: bool = False
    is_over: bool = False


@frozen
class StatusSpan:
    """From when to when a component had a status because of one post. An open end is `as_of`."""

    status: Status
    span: Timespan
    post: str


@frozen(kw_only=True)
class Day:
    """One cell of the bars, a day in UTC. `status` is the worst of the day; None: no data.

    `down` weighs nothing: `outage` is how long the component was in each bad status, overlaps counted once at the
    worst. `posts` are the ids that touched it, worst first.
    """

    date: date
    status: Status | None
    outage: Mapping[Status, timedelta] = field(default_factory=dict)
    posts: tuple[str, ...] = ()


@frozen(kw_only=True)
class ComponentFacts:
    """A component now and over time. `days` oldest first, the last is `as_of`'s. `uptime` is a share 0.0-1.0, or None.

    `spans` are all its bad times, oldest first, maintenance included. `history` are the posts that touch it, newest
    first. `open_posts` are those that make it what it is now.
    """

    component: Component
    status: Status
    is_retired: bool
    days: tuple[Day, ...]
    uptime: float | None  # over the days shown
    uptime_by_month: Mapping[str, float | None]  # "2026-11": the last twelve months, newest first
    spans: tuple[StatusSpan, ...] = ()
    history: tuple[str, ...] = ()
    open_posts: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


@frozen(kw_only=True)
class GroupFacts:
    """A group, its worst child's status, and its components that are neither hidden nor retired, in order."""

    group: Group
    status: Status
    components: tuple[str, ...]


@frozen(kw_only=True)
class Turn:
    """A stretch in which a desk is open, or closed. `since` is None where it began before `as_of`, `until` for ever."""

    is_open: bool
    since: datetime | None
    until: datetime | None


@frozen(kw_only=True)
class DeskFacts:
    """A desk: `is_open` at `as_of`, and the moment at which that next changes; None: never.

    `turns` are what comes by the clock, the present one first, for some days; empty for a desk that never closes.
    """

    desk: Desk
    is_open: bool
    changes: datetime | None
    turns: tuple[Turn, ...] = ()


@frozen(kw_only=True)
class Overall:
    """The state of everything, and the sentence that says it to people.

    `sentence` ends with a full stop and reads on its own. `note` is said beside it when a report could not be read.
    Both are English; `situation` is what they say, for other languages.
    """

    status: Status
    situation: Situation
    sentence: str
    note: str = ""


@frozen(kw_only=True)
class HistorySummary:
    """What a journalist could quote: of all incidents with the numbers known."""

    incidents: int
    median_first_notice: timedelta | None
    longest_silence: timedelta | None
    promises: PromiseSummary


@frozen(kw_only=True)
class Snapshot:
    """Everything that is true and public at `as_of`. All outputs are made from one of these.

    Dicts keep the order in which things are listed: posts newest first by `published`; components and groups as in
    `components.yml` (hidden and retired components are here too); promises by due; resources by title.
    """

    as_of: datetime
    changed: datetime  # newest change of content; `as_of` when nothing ever happened
    next_change: datetime  # when the site next changes by itself: for who builds it, since it tells of embargoes
    next_announced_change: datetime  # the same, of what the public can know
    overall: Overall
    groups: Mapping[str, GroupFacts]
    components: Mapping[str, ComponentFacts]
    posts: Mapping[str, PostFacts]
    promises: Mapping[str, PromiseFacts]
    resources: Mapping[str, ResourceFacts]
    desks: Mapping[str, DeskFacts]
    unread: tuple[Unread, ...]
    summary: HistorySummary

    def has_come(self, moment: datetime) -> bool:
        """Return whether `moment` is not after `as_of`."""
        return moment <= self.as_of

    def is_past(self, moment: datetime) -> bool:
        """Return whether `moment` is before `as_of`."""
        return moment < self.as_of

    @property
    def incidents(self) -> tuple[IncidentFacts, ...]:
        return tuple(p for p in self.posts.values() if isinstance(p, IncidentFacts))

    @property
    def maintenances(self) -> tuple[MaintenanceFacts, ...]:
        return tuple(p for p in self.posts.values() if isinstance(p, MaintenanceFacts))

    @property
    def announcements(self) -> tuple[AnnouncementFacts, ...]:
        return tuple(p for p in self.posts.values() if isinstance(p, AnnouncementFacts))

    @property
    def apologies(self) -> tuple[ApologyFacts, ...]:
        return tuple(p for p in self.posts.values() if isinstance(p, ApologyFacts))

    @property
    def reports(self) -> tuple[ReportFacts, ...]:
        return tuple(p for p in self.posts.values() if isinstance(p, ReportFacts))

    @property
    def open_incidents(self) -> tuple[IncidentFacts, ...]:
        """Worst first, then newest change first. What cannot be read may be anything but worse than critical."""
        unknown = Severity.CRITICAL.rank - 0.5
        return tuple(
            sorted(
                (i for i in self.incidents if i.is_open),
                key=lambda i: (-(i.post.severity.rank if i.post.severity else unknown), -i.changed.timestamp()),
            )
        )

    @property
    def open_questions(self) -> tuple[QuestionFacts, ...]:
        """Of all posts that may have questions, the longest wait first."""
        asked: tuple[IncidentFacts | MaintenanceFacts, ...] = (*self.incidents, *self.maintenances)
        found = [q for p in asked for q in p.questions if q.is_open]
        return tuple(sorted(found, key=lambda q: (q.question.asked is None, q.question.asked or self.as_of)))
