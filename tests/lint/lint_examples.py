"""Short ways to put words before the linter, so that a test shows only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from mkdocs_candor.lint.case import Settings
from mkdocs_candor.lint.finding import Finding, Review
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.lint.review import review
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import Announcement, AnyPost, Apology, Author, Incident, Report, Update
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.model.status import Severity, Stage, Status

AS_OF = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def update(when: str, stage: str, body: str = "", **more: Any) -> Update:
    moment = at(when)
    line = more.pop("line", 12)
    return Update(
        id=f"{moment:%Y%m%dT%H%MZ}", at=moment, stage=Stage(stage), body=body,
        body_line=line + 5, source=Source("incidents/post.md", line), **more,
    )  # fmt: skip


def incident(*updates: Update, **more: Any) -> Incident:
    more.setdefault("severity", Severity.MAJOR)
    more.setdefault("components", {"checkout": Status.PARTIAL_OUTAGE})
    return Incident(
        id="post", title="Payments fail", started=at("2026-11-20 09:00"), updates=updates,
        source=Source("incidents/post.md", 1), **more,
    )  # fmt: skip


def apology(body: str, **more: Any) -> Apology:
    more.setdefault("author", Author("Ines Roth", "head of operations", "help-desk"))
    return Apology(
        id="letter", title="To our customers", incidents=(), date=at("2026-11-20 09:00"), body=body, body_line=8,
        source=Source("incidents/letter.md", 1), **more,
    )  # fmt: skip


def post_saying(text: str, kind: Kind, lang: str = "en") -> AnyPost | Resource:
    """Return a post of a kind whose one text is `text`; of an incident, its second update."""
    if kind is Kind.APOLOGY:
        return apology(text, lang=lang)
    if kind is Kind.REPORT:
        return Report(
            id="review", title="What happened", incidents=(), date=at("2026-11-20 09:00"), body=text, body_line=8,
            lang=lang, source=Source("incidents/review.md", 1),
        )  # fmt: skip
    if kind is Kind.NEWS:
        return Announcement(
            id="news",
            title="News",
            date=at("2026-11-20 09:00"),
            body=text,
            body_line=8,
            lang=lang,
            source=Source("incidents/news.md", 1),
        )
    if kind is Kind.COMMUNITY:
        return Resource(
            id="page",
            page="community/page.md",
            title="Page",
            body=text,
            lang=lang,
            source=Source("site_src/community/page.md", 1),
        )
    first = update("2026-11-20 09:05", "investigating")
    return incident(first, update("2026-11-20 11:50", "identified", text, line=30), lang=lang)


def read(*posts: AnyPost | Resource, **settings: Any) -> Review:
    history = History(
        posts=tuple(p for p in posts if not isinstance(p, Resource)),
        resources=tuple(p for p in posts if isinstance(p, Resource)),
    )
    return review(history, AS_OF, settings=Settings(**settings))


def found(text: str, kind: Kind, rule: str, lang: str = "en") -> list[Finding]:
    """Return what `rule` finds in a post of a kind that says `text`."""
    return [finding for finding in read(post_saying(text, kind, lang)).findings if finding.rule == rule]
