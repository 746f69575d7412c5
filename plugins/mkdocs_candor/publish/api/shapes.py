"""The shapes of the files about how things are and were: keys, types, and what they mean. The schemas come from here.

Moments are RFC 3339 in UTC. A length is in seconds and its name says so. A share is from 0.0 to 1.0. What is not
known, or does not apply, is null. Words are plain text, except where a name ends with `_html`.
"""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish.api.post_shapes import NextUpdate, PostLine, Window


@frozen(kw_only=True)
class Site:
    """The site. `url` ends with a slash."""

    name: str
    url: str
    lang: str


@frozen(kw_only=True)
class Overall:
    """The worst of all that counts, and the sentence that says it. `note`: something could not be read."""

    status: Status
    sentence: str
    note: str | None


@frozen(kw_only=True)
class GroupNow:
    """A group, its worst component's status, and the ids of its components in order."""

    id: str
    name: str
    status: Status
    components: tuple[str, ...]


@frozen(kw_only=True)
class ComponentNow:
    """A component. `open_posts` are the ids of the posts that make it what it is, worst first."""

    id: str
    name: str
    group: str | None
    status: Status
    url: str
    open_posts: tuple[str, ...]


@frozen(kw_only=True)
class OpenIncident(PostLine):
    """An incident that is not over. `statuses`: what it does to each component."""

    impact: str | None
    scope: str | None
    do_now: str | None
    next_update: NextUpdate | None
    statuses: dict[str, Status]


@frozen(kw_only=True)
class OpenMaintenance(PostLine):
    """A maintenance that is scheduled, at work, or over without anybody having said so (`overdue`)."""

    window: Window | None
    impact: str | None
    scope: str | None
    do_now: str | None
    next_update: NextUpdate | None
    statuses: dict[str, Status]


@frozen(kw_only=True)
class StatusFile:
    """How everything is at `as_of`. The site next changes by itself at `next_change`.

    Incidents: the worst first. Maintenance: by the start of the window. `announcements` are the pinned ones.
    `unread` counts files of which nothing is known.
    """

    as_of: datetime
    changed: datetime
    next_change: datetime | None
    site: Site
    overall: Overall
    groups: tuple[GroupNow, ...]
    components: tuple[ComponentNow, ...]
    incidents: tuple[OpenIncident, ...]
    maintenance: tuple[OpenMaintenance, ...]
    announcements: tuple[PostLine, ...]
    unread: int


@frozen(kw_only=True)
class PostsFile:
    """All posts, newest first; each has a file of its own at `api_url`."""

    as_of: datetime
    changed: datetime
    posts: tuple[PostLine, ...]


@frozen(kw_only=True)
class ComponentDay:
    """A day in UTC. `status` is its worst; null: no data. `outage_seconds`: how long in each bad status."""

    date: dt.date
    status: Status | None
    outage_seconds: dict[Status, int]
    posts: tuple[str, ...]


@frozen(kw_only=True)
class Month:
    """A month, "2026-11", and its uptime so far; null: no data."""

    month: str
    uptime_share: float | None


@frozen(kw_only=True)
class ComponentHistory:
    """A component, its uptime over the days shown and by month, newest first, and its days, oldest first."""

    id: str
    name: str
    description: str | None
    group: str | None
    since: dt.date | None
    until: dt.date | None
    is_retired: bool
    link: str | None
    url: str
    status: Status
    uptime_share: float | None
    uptime_by_month: tuple[Month, ...]
    days: tuple[ComponentDay, ...]
    open_posts: tuple[str, ...]
    posts: tuple[str, ...]
    resources: tuple[str, ...]


@frozen(kw_only=True)
class GroupListed:
    """A group, its worst component's status, and the ids of its components in order."""

    id: str
    name: str
    description: str | None
    status: Status
    components: tuple[str, ...]


@frozen(kw_only=True)
class ComponentsFile:
    """Groups and components in the order listed; retired components are here too."""

    as_of: datetime
    days_shown: int
    groups: tuple[GroupListed, ...]
    components: tuple[ComponentHistory, ...]


@frozen(kw_only=True)
class Freshness:
    """How to tell whether these files are fresh. True of everything at `as_of`; from `stale_from` on something that
    the clock alone changes may be missing. Null: nothing ever will.
    """

    as_of: datetime
    stale_from: datetime | None


@frozen(kw_only=True)
class Version:
    """What made the site."""

    name: str
    version: str


@frozen(kw_only=True)
class Counts:
    """How much the site holds."""

    incidents: int
    maintenances: int
    announcements: int
    apologies: int
    reports: int
    components: int
    resources: int
    unread: int


@frozen(kw_only=True)
class BuildFile:
    """The build: as of when it is true, when it must run again (`next_change`), and what made it."""

    as_of: datetime
    changed: datetime
    next_change: datetime | None
    freshness: Freshness
    site: Site
    generator: Version
    counts: Counts
