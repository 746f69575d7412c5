"""The shapes of posts: a line in a list, and each type whole. See `shapes` for what all of them have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from mkdocs_candor.derive.facts import Phase
from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Audience, Discloser, PostType, Responsibility, Topic
from mkdocs_candor.model.status import Severity, Stage, Status


@frozen(kw_only=True)
class Window:
    """From `start` up to, not including, `end`."""

    start: datetime
    end: datetime


@frozen(kw_only=True)
class PostLine:
    """A post in a list. `id` is its address, `permanent_id` outlives a change of it. `stage` is that of an incident or
    a maintenance. `is_open` is false for types that cannot be. Not `is_readable`: part of it could not be read.
    """

    id: str
    permanent_id: str
    type: PostType
    title: str
    url: str
    api_url: str
    lang: str
    audience: Audience
    published: datetime
    changed: datetime
    is_open: bool
    is_readable: bool
    stage: Stage | Phase | None
    severity: Severity | None
    started: datetime | None
    ended: datetime | None
    components: tuple[str, ...]


@frozen(kw_only=True)
class NextUpdate:
    """When we said we would write again, and whether we did."""

    due: datetime
    state: PromiseState
    kept: datetime | None
    late_by_seconds: int | None


@frozen(kw_only=True)
class Change:
    """An update moved a component from `old` to `new`."""

    component: str
    old: Status
    new: Status


@frozen(kw_only=True)
class Correction:
    """A published update was corrected."""

    at: datetime
    what: str


@frozen(kw_only=True)
class Update:
    """One step of an incident or a maintenance. `since`: what it says of components, or of the end, was so before it.
    `window`: where it moved a maintenance to.
    """

    id: str
    at: datetime
    since: datetime | None
    url: str
    stage: Stage
    impact: str | None
    scope: str | None
    do_now: str | None
    body_html: str
    changes: tuple[Change, ...]
    next_update: NextUpdate | None
    window: Window | None
    by: str | None
    edits: tuple[Correction, ...]


@frozen(kw_only=True)
class Question:
    """What customers asked elsewhere. Open: not answered yet. `where` they asked. `lang` is that of the words."""

    id: str
    post: str
    url: str
    lang: str
    text: str
    is_open: bool
    asked: datetime | None
    where: str | None
    answer_html: str | None
    answered: datetime | None
    answered_by: str | None
    waited_seconds: int | None


@frozen(kw_only=True)
class Author:
    """Who answers for a post. `contact` is a desk's id."""

    name: str
    role: str | None
    contact: str | None


@frozen(kw_only=True)
class Imported:
    """Where a post came from: the tool, its id and its address there."""

    tool: str
    id: str | None
    url: str | None


@frozen(kw_only=True)
class Relations:
    """Ids of what belongs to a post."""

    incidents: tuple[str, ...]
    apologies: tuple[str, ...]
    reports: tuple[str, ...]
    announcements: tuple[str, ...]
    maintenances: tuple[str, ...]
    resources: tuple[str, ...]


@frozen(kw_only=True)
class Whole(PostLine):
    """What all types have. `promises` are ids in promises.json."""

    description: str | None
    body_html: str
    desk: str | None
    passed_on: str | None
    discussion: str | None
    imported: Imported | None
    relations: Relations
    promises: tuple[str, ...]


@frozen(kw_only=True)
class Upstream:
    """The supplier whose failure reached our customers through us."""

    name: str
    url: str | None
    feed: str | None


@frozen(kw_only=True)
class IncidentPost(Whole):
    """An incident. Updates newest first. `worst` is the worst status that each component had."""

    type: Literal[PostType.INCIDENT]
    detected: datetime | None
    disclosed_by: Discloser
    found_later: str | None
    upstream: Upstream | None
    impact: str | None
    scope: str | None
    do_now: str | None
    statuses: dict[str, Status]
    worst: dict[str, Status]
    duration_seconds: int | None
    first_notice_after_seconds: int | None
    longest_silence_seconds: int | None
    updates: tuple[Update, ...]
    questions: tuple[Question, ...]


@frozen(kw_only=True)
class MaintenancePost(Whole):
    """A maintenance. `window` is the newest one told, `moved_from` the earlier ones; `actual` once it is completed."""

    type: Literal[PostType.MAINTENANCE]
    window: Window | None
    moved_from: tuple[Window, ...]
    actual: Window | None
    notice_seconds: int | None
    impact: str | None
    scope: str | None
    do_now: str | None
    statuses: dict[str, Status]
    calendar_url: str | None
    updates: tuple[Update, ...]
    questions: tuple[Question, ...]


@frozen(kw_only=True)
class AnnouncementPost(Whole):
    """News. `effective` is when it bites, `until` when it expires; `notice_seconds` from publication to `effective`."""

    type: Literal[PostType.ANNOUNCEMENT]
    topic: Topic
    effective: datetime | None
    until: datetime | None
    is_current: bool
    pin: bool
    notice_seconds: int | None
    author: Author | None


@frozen(kw_only=True)
class Impact:
    """What it did to people."""

    who: str | None
    could_not: str | None
    start: datetime | None
    end: datetime | None
    count: str | None
    data_loss: str | None


@frozen(kw_only=True)
class Repair:
    """What we do for those who were hurt. Not `automatic`: `how` says how to claim it."""

    what: str
    who: str | None
    automatic: bool
    how: str | None
    by: datetime | None


@frozen(kw_only=True)
class Contact:
    """Where to answer: a desk's id, how soon it replies, and what to have at hand."""

    desk: str
    reply_within: str | None
    bring: str | None


@frozen(kw_only=True)
class ApologyPost(Whole):
    """A letter. `about` are the incidents; `after_seconds` from the end of the last of them to the letter."""

    type: Literal[PostType.APOLOGY]
    about: tuple[str, ...]
    author: Author | None
    failure: str | None
    responsibility: Responsibility
    known_by: datetime | None
    impact: Impact | None
    repairs: tuple[Repair, ...]
    repair_reason: str | None
    contact: Contact | None
    disclosed_by: Discloser
    amends: tuple[str, ...]
    after_seconds: int | None


@frozen(kw_only=True)
class ReportPost(Whole):
    """A post-incident review. `about` are the incidents; `after_seconds` from the end of the last of them to it."""

    type: Literal[PostType.REPORT]
    about: tuple[str, ...]
    author: Author | None
    causes: tuple[str, ...]
    went_well: tuple[str, ...]
    went_badly: tuple[str, ...]
    got_lucky: tuple[str, ...]
    reviewed_by: str | None
    after_seconds: int | None


AnyPostShape = IncidentPost | MaintenancePost | AnnouncementPost | ApologyPost | ReportPost
