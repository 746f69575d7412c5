"""A post → the texts in it that its author says, each with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_candor.lint.prose import Prose, Splitting
from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, Report, Update
from mkdocs_candor.model.resource import Resource


class Kind(StrEnum):
    """What a text is for: which rules read it, and how strictly."""

    APOLOGY = "apology"
    REPORT = "report"
    UPDATE = "update"
    NEWS = "announcement"
    COMMUNITY = "community page"


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One text. `key` is the name of the field that holds it; empty: it is a body, and `line` is its own first line.

    Of a field, `line` is where the search for it begins. `update` is the update that it belongs to.
    """

    kind: Kind
    key: str
    line: int
    prose: Prose
    update: Update | None = None

    @property
    def is_body(self) -> bool:
        return not self.key


def passages_of(post: AnyPost | Resource, splitting: Splitting) -> tuple[Passage, ...]:
    """Return the texts of a post, from top to bottom. What customers asked is theirs, and not among them."""
    return tuple(_Reader(splitting).read(post))


class _Reader:
    def __init__(self, splitting: Splitting) -> None:
        self._splitting = splitting

    def read(self, post: AnyPost | Resource) -> Iterator[Passage]:
        if isinstance(post, Resource):
            yield from self._text(Kind.COMMUNITY, "", post.body, post.body_line)
            return
        kind = _kind(post)
        yield from self._text(kind, "title", post.title, 1)
        yield from self._text(kind, "passed_on", post.passed_on, 1)
        if isinstance(post, Apology):
            yield from self._text(kind, "failure", post.failure, 1)
            yield from self._text(kind, "repair_reason", post.repair_reason, 1)
        if isinstance(post, Report):
            for text in (*post.causes, *post.went_badly):
                yield from self._text(kind, "-", text, 1)
        yield from self._text(kind, "", post.body, post.body_line)
        if isinstance(post, Incident | Maintenance):
            for update in post.updates:
                yield from self._update(update)
            for question in post.questions:
                yield from self._text(kind, "", question.answer, question.body_line)

    def _update(self, update: Update) -> Iterator[Passage]:
        line = update.source.line
        for key, text in (("Impact", update.impact), ("Scope", update.scope), ("Do now", update.do_now)):
            yield from self._text(Kind.UPDATE, key, text, line, update)
        yield from self._text(Kind.UPDATE, "", update.body, update.body_line, update)

    def _text(self, kind: Kind, key: str, text: str, line: int, update: Update | None = None) -> Iterator[Passage]:
        if text:
            yield Passage(kind, key, line, Prose(text, self._splitting), update)


def _kind(post: AnyPost) -> Kind:
    if isinstance(post, Apology):
        return Kind.APOLOGY
    if isinstance(post, Report):
        return Kind.REPORT
    return Kind.UPDATE if isinstance(post, Incident | Maintenance) else Kind.NEWS
