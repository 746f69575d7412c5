"""A community page: what customers can do themselves, who found it, and how far to trust it."""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Source

TEST_LASTS = timedelta(days=180)
"""How long a test of a community page is worth something."""


class Power(StrEnum):
    """What is in a customer's own hands during an outage."""

    OBSERVE = "observe"
    WORK_AROUND = "work around"
    PROTECT = "protect"
    SUBSTITUTE = "substitute"
    HELP_ONE_ANOTHER = "help one another"
    DECIDE = "decide"
    HOLD_TO_ACCOUNT = "hold to account"


class Trust(StrEnum):
    """Who stands behind a resource."""

    OFFICIAL = "official"
    COMMUNITY_TESTED = "community-tested"
    UNTESTED = "untested"


class Consent(StrEnum):
    """How the person who is credited wants it. `declined`: thanked without a trace on the page."""

    YES = "yes"
    ANONYMOUS = "anonymous"
    DECLINED = "declined"


@frozen
class Credit:
    name: str
    link: str = ""
    consent: Consent = Consent.YES


@frozen
class Alternative:
    """Another way or another provider, with what it does better and worse."""

    name: str
    url: str = ""
    better: str = ""
    worse: str = ""


@frozen(kw_only=True)
class Resource:
    """A page of `site_src/community/`. `id` is its file's stem; `page` its path below the pages folder.

    `body` is its Markdown as written, `body_line` the first line of it in the file.
    """

    id: str
    page: str
    title: str
    components: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    power: Power | None = None
    trust: Trust = Trust.UNTESTED
    works_for: str = ""
    cost_and_risk: str = ""
    undo: str = ""
    until: str = ""
    tested_on: date | None = None
    tested_by: str = ""
    credits: tuple[Credit, ...] = ()
    discuss: str = ""
    desk: str = ""
    bring: str = ""
    alternatives: tuple[Alternative, ...] = ()
    steps: tuple[str, ...] = ()
    description: str = ""
    lang: str = ""
    draft: bool = False
    body: str = field(default="", repr=False)
    source: Source = field(compare=False, repr=False)
    body_line: int = field(default=1, compare=False, repr=False)

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it holds, where `until` is a date and nothing else."""
        try:
            return date.fromisoformat(self.until)
        except ValueError:
            return None

    def is_stale(self, today: date) -> bool:
        """Return whether its last test is too long ago to rely on. One that never was tested says so itself."""
        return self.tested_on is not None and today - self.tested_on > TEST_LASTS
