"""Of posts that are over, an outline is kept: the facts are the same as without it, after whatever change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import COMPONENTS, DESKS, INCIDENT, RESOLVED, SORRY
from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, Snapshot
from mkdocs_candor.derive.policy import DEFAULT_POLICY, Policy
from mkdocs_candor.derive.settled import Settled
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.kept.outlines import Outlines
from mkdocs_candor.kept.store import Store
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.read.history import read_history
from mkdocs_candor.read.memory import FileChanged, Memory

AS_OF = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
DEMO = Path(__file__).parents[2]
CARDS = INCIDENT + RESOLVED
SEARCH = CARDS.replace("03-02", "03-09").replace("checkout:", "search:").replace("Card payments fail", "Search fails")
WORK = """
---
type: maintenance
title: A new database
starts: 2026-03-20 11:00 UTC
ends: 2026-03-20 13:00 UTC
components: [search]
---

## 2026-03-18 10:00 UTC — Scheduled
Impact: Search may be slow.

## 2026-03-20 12:50 UTC — Completed

All went well.
"""
LETTER = SORRY.replace("date: 2026-03-03", "date: 2026-03-05")
HELP = "---\ntitle: Pay by transfer\nkind: workaround\nincidents: [2026-03-09-search]\n---\n\nWrite to us.\n"


class Counting(Store):
    """A store that tells what it was asked for."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.asked: list[str] = []

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        self.asked += keys
        return super().get(keys)


class Project:
    """A folder with posts, which is read again and again as builds do it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = Counting(root / "kept.sqlite")
        self.write("incidents/components.yml", COMPONENTS)
        self.write("incidents/desks.yml", DESKS)
        self.write("incidents/2026-03-02-cards.md", CARDS)
        self.write("incidents/2026-03-09-search.md", SEARCH)
        self.write("incidents/2026-03-20-database.md", WORK)
        self.write("incidents/2026-03-05-sorry.md", LETTER)
        self.write("incidents/2026-04-30-open.md", INCIDENT.replace("03-02", "04-30"))

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text.lstrip("\n"), "utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def built(
        self, as_of: datetime = AS_OF, policy: Policy = DEFAULT_POLICY, heard: datetime | None = None
    ) -> tuple[Snapshot, tuple[Problem, ...]]:
        """Return what a build finds out that has outlines at hand, and let it keep such.

        `heard` is the moment of the facts, where a word is dated ahead of the clock.
        """
        self.store = Counting(self.root / "kept.sqlite")
        outlines = Outlines(self.store, policy, as_of, fewest=1)
        memory = Memory(self.store, lambda: "ours", None, outlines)
        settled = Settled()
        history, problems = self._read(memory)
        outlines.teach(settled)
        now = snapshot(history, heard or as_of, policy, settled)
        self.store.settle([*memory.used, *outlines.keep(memory.sources, now)])
        return now, problems

    def anew(self, as_of: datetime = AS_OF, policy: Policy = DEFAULT_POLICY) -> tuple[Snapshot, tuple[Problem, ...]]:
        history, problems = self._read(None)
        return snapshot(history, as_of, policy), problems

    def _read(self, memory: Memory | None) -> tuple[Any, tuple[Problem, ...]]:
        found = read_history(self.root, incidents=self.root / "incidents", pages=self.root / "site_src", memory=memory)
        return found.history, found.problems

    @property
    def kept(self) -> bytes:
        """Return all outlines as they are kept."""
        with sqlite3.connect(self.root / "kept.sqlite") as file:
            keys = [key for (key,) in file.execute("SELECT key FROM texts WHERE key LIKE 'outlines-%'")]
        return b"".join(Store(self.root / "kept.sqlite").get(keys).values())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with outlines of the three posts that are over."""
    project = Project(tmp_path)
    project.built()
    return project


def outlined(now: Snapshot) -> list[str]:
    """Return the ids of the posts of which only an outline is known."""
    kinds = (IncidentFacts, MaintenanceFacts)
    return sorted(id_ for id_, facts in now.posts.items() if isinstance(facts, kinds) and type(facts) not in kinds)


CHANGES: dict[str, Callable[[Project], object]] = {
    "nothing": lambda p: None,
    "a post edited": lambda p: p.change("incidents/2026-03-09-search.md", "No order was lost.", "One was lost."),
    "a post opened again": lambda p: p.change("incidents/2026-03-09-search.md", "Resolved", "Monitoring"),
    "a post added": lambda p: p.write("incidents/2026-03-10-new.md", CARDS.replace("03-02", "03-10")),
    "a post deleted": lambda p: (p.root / "incidents/2026-03-09-search.md").unlink(),
    "a post renamed": lambda p: (p.root / "incidents/2026-03-09-search.md").rename(p.root / "incidents/other.md"),
    "a post in another folder": lambda p: p.write("incidents/old/2026-03-09-search.md", SEARCH),
    "a post withdrawn": lambda p: p.change("incidents/2026-03-09-search.md", "type:", "draft: true\ntype:"),
    "a letter that names another post": lambda p: p.change(
        "incidents/2026-03-05-sorry.md", "[2026-03-02-cards]", "[2026-03-02-cards, 2026-03-09-search]"
    ),
    "a post that names one": lambda p: p.change(
        "incidents/2026-04-30-open.md", "severity", "related: [2026-03-09-search]\nseverity"
    ),
    "what a letter is about": lambda p: p.change("incidents/2026-03-02-cards.md", "15:21", "15:51"),
    "the letter gone": lambda p: (p.root / "incidents/2026-03-05-sorry.md").unlink(),
    "a community page about one": lambda p: p.write("site_src/community/transfer.md", HELP),
    "a post that names what is not there": lambda p: p.change(
        "incidents/2026-03-09-search.md", "severity", "related: [gone]\nseverity"
    ),
    "a component by another id": lambda p: p.change(
        "incidents/components.yml", "id: search, name: Search", "id: find, name: Find, aliases: [search]"
    ),
    "a component gone": lambda p: p.change(
        "incidents/components.yml", "      - {id: search, name: Search, since: 2026-01-01}\n", ""
    ),
    "no list of components": lambda p: (p.root / "incidents/components.yml").unlink(),
    "a translation": lambda p: p.write("incidents/2026-03-09-search.de.md", "---\ntitle: Die Suche geht nicht\n---\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_the_facts_are_the_same_after_any_change(project: Project, name: str) -> None:
    CHANGES[name](project)

    assert project.built() == project.anew()
    assert project.built() == project.anew(), "and in the build after that"


@pytest.mark.parametrize(
    "as_of",
    [AS_OF + timedelta(days=40), AS_OF - timedelta(hours=1), datetime(2026, 3, 2, 14, 10, tzinfo=UTC)],
    ids=["later", "a little earlier", "before what is over now was over"],
)
def test_the_facts_are_the_same_at_any_other_moment(project: Project, as_of: datetime) -> None:
    assert project.built(as_of) == project.anew(as_of)
    assert project.built() == project.anew()


def test_the_facts_are_the_same_by_other_rules(project: Project) -> None:
    strict = replace(DEFAULT_POLICY, grace=timedelta())

    assert project.built(policy=strict) == project.anew(policy=strict)
    assert project.built() == project.anew()


def parts(value: object) -> object:
    """Return what a value is made of, and of which types: where it was written too, which is not compared."""
    if is_dataclass(value):
        return [type(value).__name__, *(parts(getattr(value, each.name)) for each in fields(value))]
    if isinstance(value, tuple):
        return [parts(each) for each in value]
    if isinstance(value, dict):
        return [parts(each) for pair in value.items() for each in pair]
    return value


def test_the_facts_about_the_demo_are_the_same_in_every_part(tmp_path: Path) -> None:
    found = []
    for _ in range(2):
        store, as_of = Store(tmp_path / "kept.sqlite"), datetime(2026, 11, 20, tzinfo=UTC)
        outlines = Outlines(store, DEFAULT_POLICY, as_of, fewest=1)
        memory, settled = Memory(store, lambda: "ours", None, outlines), Settled()
        history = read_history(DEMO, incidents=DEMO / "incidents", pages=DEMO / "site_src", memory=memory).history
        outlines.teach(settled)
        found.append(snapshot(history, as_of, settled=settled))
        store.settle([*memory.used, *outlines.keep(memory.sources, found[-1])])
    without, with_outlines = found

    assert len(outlined(with_outlines)) > 10
    assert parts(without) == parts(with_outlines)


def test_what_is_over_is_not_read_as_long_as_nobody_looks_at_its_words(project: Project) -> None:
    now, _ = project.built()
    read_at_first = [key for key in project.store.asked if key.startswith("read-")]
    shown = [(facts.post.title, facts.post.source, facts.published) for facts in now.posts.values()]

    assert outlined(now) == ["2026-03-02-cards", "2026-03-09-search", "2026-03-20-database"]
    assert len(shown) == 5
    assert len(read_at_first) == 2, "the letter, and what is open"
    words = [told.update.body for told in now.posts["2026-03-02-cards"].updates]  # type: ignore[union-attr] # an incident
    assert "Cards work again. No order was lost." in words
    assert outlined(now) == ["2026-03-09-search", "2026-03-20-database"]
    assert len([key for key in project.store.asked if key.startswith("read-")]) == 3


def test_a_promise_of_an_outline_tells_all_that_was_promised(project: Project) -> None:
    (now, _), (anew, _) = project.built(), project.anew()

    assert [(p.made, p.kept, p.late_by, p.update, p.kept_by) for p in now.promises.values()] == [
        (p.made, p.kept, p.late_by, p.update, p.kept_by) for p in anew.promises.values()
    ]


def test_words_that_are_not_kept_any_more_are_read_again(project: Project) -> None:
    now, _ = project.built()
    with sqlite3.connect(project.root / "kept.sqlite") as file:
        file.execute("DELETE FROM texts WHERE key LIKE 'read-%'")

    assert now == project.anew()[0]


def test_nothing_is_told_of_a_file_that_changed_while_the_site_was_built(project: Project) -> None:
    now, _ = project.built()
    with sqlite3.connect(project.root / "kept.sqlite") as file:
        file.execute("DELETE FROM texts WHERE key LIKE 'read-%'")
    project.change("incidents/2026-03-02-cards.md", "No order was lost.", "One order was lost.")

    with pytest.raises(FileChanged, match=r"incidents/2026-03-02-cards\.md was changed"):
        _ = now.posts["2026-03-02-cards"].updates  # type: ignore[union-attr] # an incident


@pytest.mark.parametrize("damage", ["substr(packed, 1, 20)", "(SELECT packed FROM texts LIMIT 1)"])
def test_damaged_outlines_are_made_anew(project: Project, damage: str) -> None:
    with sqlite3.connect(project.root / "kept.sqlite") as file:
        file.execute(f"UPDATE texts SET packed = {damage} WHERE key LIKE 'outlines-%'")  # noqa: S608 - our own

    assert project.built() == project.anew()
    project.built()
    assert len(outlined(project.built()[0])) == 3


def test_of_a_post_that_was_withdrawn_nothing_is_kept_in_outlines(project: Project) -> None:
    assert b"Search fails" in project.kept

    project.change("incidents/2026-03-09-search.md", "type:", "draft: true\ntype:")
    project.built()

    assert b"Search fails" not in project.kept
    assert b"Card payments fail" in project.kept


def test_one_commit_does_not_write_all_outlines_anew_but_many_do(project: Project) -> None:
    before = project.kept
    for number in range(1, 34):
        project.write(f"incidents/2026-03-02-again-{number}.md", CARDS)
        if number == 1:
            project.built()
            assert project.kept == before

    project.built()

    assert len(outlined(project.built()[0])) == 3 + 33


def test_outlines_are_of_no_later_moment_than_the_clock_says(tmp_path: Path) -> None:
    project = Project(tmp_path)

    project.built(heard=AS_OF + timedelta(minutes=3))

    assert outlined(project.built()[0]) == []
    assert len(outlined(project.built()[0])) == 3
