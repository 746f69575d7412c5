"""The five types of post, with their updates and questions, as their authors meant them.

Text fields hold Markdown as written: `body` blocks, all others a line. Times are aware UTC. A field whose type
would have it required is None only where it could not be read: the post's `is_readable` is False then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.outline import MayBeOutline
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import Promise
from mkdocs_candor.model.status import Severity, Stage, Status
from mkdocs_candor.model.timespan import Timespan


class PostType(StrEnum):
    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    ANNOUNCEMENT = "announcement"
    APOLOGY = "apology"
    REPORT = "report"


class Topic(StrEnum):
    """What an announcement is about."""

    PRICING = "pricing"
    DEPRECATION = "deprecation"
    POLICY = "policy"
    SECURITY = "security"
    FEATURE = "feature"
    GENERAL = "general"


class Discloser(StrEnum):
    """Who told of it first."""

    US = "us"
    CUSTOMERS = "customers"
    PRESS = "press"


class Responsibility(StrEnum):
    OURS = "ours"
    SHARED = "shared"
    SUPPLIER = "supplier"
    UNKNOWN = "unknown"


class Audience(StrEnum):
    CUSTOMERS = "customers"
    COMMUNITY = "community"


@frozen
class Edit:
    """A published update was corrected at `at`; `what` says in which way."""

    at: datetime
    what: str


@frozen(kw_only=True)
class Update:
    """One dated step of an incident or a maintenance.

    `id` comes from the time it was first published under, and is unique within its post: `20261118T1402Z`.
    `components` holds only those that this update names. `since` is when what it says of components, or of the end,
    became so, where that was before `at`. `window` is where a maintenance was moved to. `lang` is its language where
    that is not its post's.
    """

    id: str
    at: datetime
    stage: Stage
    since: datetime | None = None
    body: str = ""
    impact: str = ""
    scope: str = ""
    do_now: str = ""
    next_update: datetime | None = None
    components: Mapping[str, Status] = field(default_factory=dict)
    by: str = ""
    edits: tuple[Edit, ...] = ()
    window: Timespan | None = None
    lang: str = ""
    source: Source = field(compare=False, repr=False)
    body_line: int = field(default=1, compare=False, repr=False)


@frozen(kw_only=True)
class Question:
    """What customers asked. No `answer`: still open. `id` is a slug of the text, unique within its post.

    `lang` is its language where that is not its post's.
    """

    id: str
    text: str
    asked: datetime | None = None
    where: str = ""
    answer: str = ""
    answered: datetime | None = None
    answered_by: str = ""
    lang: str = ""
    source: Source = field(compare=False, repr=False)
    body_line: int = field(default=1, compare=False, repr=False)


@frozen
class Translation:
    """The words of a post in another language. Its facts are the original's.

    `post` is the original with these words in place of its own; what was not translated is empty in it. Of its updates
    and questions those alone are there that were translated.
    """

    lang: str
    post: AnyPost
    source: Source = field(compare=False, repr=False)


@frozen
class Upstream:
    """The supplier whose failure reached our customers through us."""

    name: str
    url: str = ""
    feed: str = ""


@frozen
class Author:
    """A person who answers for a post. `contact` is a desk's id."""

    name: str
    role: str = ""
    contact: str = ""


@frozen
class Waiver:
    """A rule that this post is excused from, and why."""

    rule: str
    reason: str


@frozen
class Imported:
    """Where a post came from: the tool's name, its id and its address there."""

    tool: str
    id: str = ""
    url: str = ""


@frozen(kw_only=True)
class Post(MayBeOutline):
    """What all posts have.

    `body` is the text before the first update, or all of it where the type has no updates; `body_line` its first
    line in the file. `passed_on` is what the desk has been told by us already. `is_readable` is False when something
    in the file could not be taken as meant. `original_lang` is set where the words are a translation: from which
    language. `untranslated` are the names of plain texts that are in that language still. `edited` says when words
    were added to a post without updates, or corrected; of a translation, which of these it has.
    """

    id: str
    title: str
    body: str = ""
    description: str = ""
    related: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    desk: str = ""
    passed_on: str = ""
    discussion: str = ""
    draft: bool = False
    publish_at: datetime | None = None
    lang: str = ""
    redirect_from: tuple[str, ...] = ()
    noindex: bool = False
    audience: Audience = Audience.CUSTOMERS
    follow_ups: tuple[Promise, ...] = ()
    edited: tuple[datetime, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    imported: Imported | None = None
    translations: tuple[Translation, ...] = ()
    original_lang: str = ""
    untranslated: frozenset[str] = frozenset()
    is_readable: bool = True
    source: Source = field(compare=False, repr=False)
    body_line: int = field(default=1, compare=False, repr=False)


@frozen(kw_only=True)
class Incident(Post):
    """`components` are the statuses from `started` on; `updates` stand oldest first."""

    severity: Severity | None
    started: datetime | None
    components: Mapping[str, Status] = field(default_factory=dict)
    detected: datetime | None = None
    disclosed_by: Discloser = Discloser.US
    found_later: str = ""
    upstream: Upstream | None = None
    updates: tuple[Update, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def type(self) -> PostType:
        return PostType.INCIDENT


@frozen(kw_only=True)
class Maintenance(Post):
    """`components` are the statuses expected inside `window`, the window first announced; updates may move it."""

    window: Timespan | None
    components: Mapping[str, Status] = field(default_factory=dict)
    updates: tuple[Update, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def type(self) -> PostType:
        return PostType.MAINTENANCE


@frozen(kw_only=True)
class Announcement(Post):
    """News. `effective` is when it bites, `until` when it expires by itself."""

    date: datetime | None
    topic: Topic = Topic.GENERAL
    effective: datetime | None = None
    until: datetime | None = None
    pin: bool = False
    author: Author | None = None
    components: tuple[str, ...] = ()

    @property
    def type(self) -> PostType:
        return PostType.ANNOUNCEMENT


@frozen(kw_only=True)
class Impact:
    """What it did to people, in their terms."""

    who: str = ""
    could_not: str = ""
    span_start: datetime | None = None
    span_end: datetime | None = None
    count: str = ""
    data_loss: str = ""


@frozen(kw_only=True)
class Repair:
    """What we do for those who were hurt. `automatic`: they need not ask; else `how` says how to claim it."""

    what: str
    who: str = ""
    automatic: bool = False
    how: str = ""
    by: datetime | None = None


@frozen(kw_only=True)
class Apology(Post):
    """A letter. The facts about the incidents come from the incidents, so that words and facts can't part."""

    incidents: tuple[str, ...]
    date: datetime | None
    author: Author | None = None
    failure: str = ""
    responsibility: Responsibility = Responsibility.OURS
    known_by: datetime | None = None
    impact: Impact | None = None
    repairs: tuple[Repair, ...] = ()
    repair_reason: str = ""
    prevention: tuple[Promise, ...] = ()
    contact_desk: str = ""
    reply_within: str = ""
    bring: str = ""
    disclosed_by: Discloser = Discloser.US
    amends: tuple[str, ...] = ()
    reviewed_by: str = ""
    legal_review: str = ""
    components: tuple[str, ...] = ()

    @property
    def type(self) -> PostType:
        return PostType.APOLOGY


@frozen(kw_only=True)
class Report(Post):
    """A post-incident review."""

    incidents: tuple[str, ...]
    date: datetime | None
    author: Author | None = None
    causes: tuple[str, ...] = ()
    went_well: tuple[str, ...] = ()
    went_badly: tuple[str, ...] = ()
    got_lucky: tuple[str, ...] = ()
    prevention: tuple[Promise, ...] = ()
    reviewed_by: str = ""
    components: tuple[str, ...] = ()

    @property
    def type(self) -> PostType:
        return PostType.REPORT


AnyPost: TypeAlias = Incident | Maintenance | Announcement | Apology | Report
