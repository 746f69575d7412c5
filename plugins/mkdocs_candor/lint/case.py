"""One post under review, with all that rules may ask about it and about the posts around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from mkdocs_candor.lint.pack import Pack
from mkdocs_candor.lint.passages import Kind, Passage, passages_of
from mkdocs_candor.lint.prose import Sentence, Splitting
from mkdocs_candor.model.deadlines import DEADLINES, NOTICE_DAYS, Deadlines
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, Report, Update
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.model.status import Severity

_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]{1,6}\b")
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [a-z]{1,3})? [A-ZÀ-Þ][\w'’-]+")
NOBODY = frozenset(
    {
        "team", "teams", "we", "us", "all", "everyone", "everybody", "nobody", "someone", "somebody", "tbd", "tba",
        "n/a", "na", "none", "support", "staff", "ops", "operations", "engineering", "management", "admin", "company",
        "unknown", "infrastructure", "devops", "sre", "it", "platform", "security", "community", "marketing", "legal",
        "the", "a", "our",
    }
)  # fmt: skip
"""Words that are no one person's name: an owner called so is nobody."""


@frozen
class Settings:
    """What the owner says about the house: `lang` is the site's, `glossary` abbreviations its readers know.

    `notice_days` is the least notice of a change that customers may not like; `deadlines` the rest that is promised.
    """

    lang: str = "en"
    glossary: frozenset[str] = frozenset()
    notice_days: int = NOTICE_DAYS
    deadlines: Deadlines = DEADLINES


class Archive:
    """A history, looked up by what rules ask for."""

    def __init__(self, history: History, settings: Settings) -> None:
        self.settings = settings
        self.posts: Mapping[str, AnyPost] = {post.id: post for post in history.posts}
        self.desks = {desk.id: desk for desk in history.desks}
        self.resources = {resource.id: resource for resource in history.resources}
        self.component_names = {c.id: c.name for c in history.components}
        known = [
            *(c.name + " " + c.description for c in history.components),
            *(d.name + " " + d.purpose for d in history.desks),
        ]
        self.glossary = settings.glossary | {word for text in known for word in _CAPITALS.findall(text)}
        self.letters_about: dict[str, list[Apology | Report]] = defaultdict(list)
        self.apologies: dict[str, list[Apology]] = defaultdict(list)
        for post in history.posts:
            if isinstance(post, Apology | Report):
                for incident in post.incidents:
                    self.letters_about[incident].append(post)
            if isinstance(post, Apology):
                for component in self.components_of(post):
                    self.apologies[component].append(post)
        self.resources_for: dict[str, list[Resource]] = defaultdict(list)
        for resource in history.resources:
            for target in (*resource.components, *resource.incidents):
                self.resources_for[target].append(resource)
        self.staff = frozenset(
            name for post in history.posts for name in _names(post) if _FULL_NAME.fullmatch(name)
        ) | frozenset(desk.person for desk in history.desks if _FULL_NAME.fullmatch(desk.person))

    def components_of(self, post: AnyPost) -> frozenset[str]:
        """Return the components that a post is about; a letter's are those of its incidents too."""
        if isinstance(post, Incident | Maintenance):
            return frozenset(post.components) | {c for update in post.updates for c in update.components}
        found = set(post.components)
        if isinstance(post, Apology | Report):
            for incident in self.incidents_of(post):
                found |= self.components_of(incident)
        return frozenset(found)

    def incidents_of(self, post: Apology | Report) -> list[Incident | Maintenance]:
        """Return the incidents and maintenances that a letter is about and that exist."""
        found = (self.posts.get(incident) for incident in post.incidents)
        return [incident for incident in found if isinstance(incident, Incident | Maintenance)]

    def severity_of(self, post: AnyPost | Resource) -> Severity:
        """Return how bad it was; `none` where nobody has said so."""
        if isinstance(post, Incident):
            return post.severity or Severity.NONE
        if isinstance(post, Apology | Report):
            levels = [incident.severity for incident in self.incidents_of(post) if isinstance(incident, Incident)]
            return max((level for level in levels if level), key=lambda level: level.rank, default=Severity.NONE)
        return Severity.NONE


@dataclass(eq=False)
class Case:
    """A post under review at `as_of`. `pack` None: nobody has written word rules for its language."""

    post: AnyPost | Resource
    archive: Archive
    pack: Pack | None
    as_of: datetime
    heading_zones: Mapping[int, bool] = field(default_factory=dict)  # by line: whether the heading says UTC

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return passages_of(self.post, self.pack.splitting if self.pack else Splitting())

    @cached_property
    def body(self) -> Passage | None:
        """Return the letter, the summary or the page itself; None where it is empty."""
        return next(
            (p for p in self.passages if p.is_body and p.update is None and p.line == self.post.body_line), None
        )

    @cached_property
    def by_update(self) -> Mapping[str, tuple[Passage, ...]]:
        """Return the passages of each update, by its id."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages:
            if passage.update:
                found[passage.update.id].append(passage)
        return {id_: tuple(passages) for id_, passages in found.items()}

    @cached_property
    def severity(self) -> Severity:
        return self.archive.severity_of(self.post)

    @property
    def is_grave(self) -> bool:
        return self.severity.rank >= Severity.MAJOR.rank

    @cached_property
    def updates(self) -> tuple[Update, ...]:
        """Return its updates told by now, oldest first; none where it has none."""
        if isinstance(self.post, Incident | Maintenance):
            return tuple(update for update in self.post.updates if update.at <= self.as_of)
        return ()

    @property
    def is_over(self) -> bool:
        return bool(self.updates) and self.updates[-1].stage.is_final

    @property
    def is_draft(self) -> bool:
        embargo = getattr(self.post, "publish_at", None)
        return self.post.draft or (embargo is not None and embargo > self.as_of)

    @property
    def is_first_notice(self) -> bool:
        """Return whether this is an incident with its first word only: nothing may stand in its way."""
        return isinstance(self.post, Incident) and len(self.post.updates) <= 1 and not self.is_over

    def has(self, feature: str, text: str) -> bool:
        return bool(self.pack and self.pack.has(feature, text))

    def first(self, feature: str, passage: Passage, *, unless: str = "") -> Sentence | None:
        """Return the first sentence of `passage` with the feature, and without `unless`."""
        for sentence in passage.prose.sentences:
            if self.has(feature, sentence.text) and not (unless and self.has(unless, sentence.text)):
                return sentence
        return None

    def said(self, feature: str, passages: Iterable[Passage]) -> bool:
        """Return whether any sentence of `passages` has the feature."""
        return any(self.has(feature, s.text) for passage in passages for s in passage.prose.sentences)


def _names(post: AnyPost) -> Iterable[str]:
    """Yield the names of our own people that a post gives."""
    if isinstance(post, Incident | Maintenance):
        yield from (update.by for update in post.updates)
        yield from (question.answered_by for question in post.questions)
    else:
        yield post.author.name if post.author else ""
    yield from (promise.owner for promise in post.follow_ups)
    if isinstance(post, Apology | Report):
        yield from (promise.owner for promise in post.prevention)


def is_person(name: str) -> bool:
    """Return whether `name` can be one person's: a first and a last name, and no team's."""
    words = name.replace(",", " ").split()
    return len(words) >= 2 and not any(word.lower() in NOBODY for word in words)


LETTERS = frozenset({Kind.APOLOGY, Kind.REPORT})
