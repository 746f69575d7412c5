"""What has become of a promise, said by a command."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import Site
from mkdocs_candor.cli import candor
from mkdocs_candor.model.post import Report
from mkdocs_candor.model.promise import Promise, PromiseOutcome
from mkdocs_candor.read.history import read_history

REPORT = """
---
type: report
title: Why cards failed
incident: [cards]
date: 2024-03-09
prevention:
  - {id: P1, action: Two lines, owner: Dana Ortiz, due: 2024-06-01, status: done, on: 2024-05-02, evidence: Seen.}
  - id: P2   # the hard one
    action: Another supplier
    owner: Ines Roth
    due: 2024-07-01
    status: slipped
    slips:
      - {on: 2024-06-20, due: 2024-09-01, why: Contracts.}
follow_up: {date: 2024-05-01, where: here}
---

The cable was cut.
"""

CARDS = """
---
type: incident
title: Cards fail
severity: major
started: 2024-03-02 13:40 UTC
follow_ups: [{id: F1, to: all, what: A letter, due: 2024-04-01}]
---

## 2024-03-02 14:02 UTC — Investigating
Next update: 14:30 UTC

## 2024-03-02 15:00 UTC — Resolved

Over.
"""

Run = Callable[..., Result]


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    site.write("incidents/why.md", REPORT)
    site.write("incidents/cards.md", CARDS)
    monkeypatch.chdir(site.root)

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(candor, ["promise", *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def _promises(site: Site) -> dict[str, Promise]:
    reading = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src")
    assert not reading.problems
    return {
        promise.id: promise
        for post in sorted(reading.history.posts, key=lambda post: not post.draft)
        for promise in (*post.follow_ups, *(post.prevention if isinstance(post, Report) else ()))
    }


def _added(before: str, after: str) -> list[str]:
    old = before.splitlines()
    return [line for line in after.splitlines() if line not in old]


def test_a_promise_is_done_with_evidence(site: Site, run: Run) -> None:
    path = site.root / "incidents/why.md"
    before = path.read_text("utf-8")

    result = run("done", "P2", "--evidence", "Both are in use.", "--link", "https://a.example/", "--on", "2024-08-30")

    assert result.output == (
        f"Wrote {Path('incidents/why.md')}\nNext: commit and push it, and tell those to whom it was promised.\n"
    )
    assert _added(before, path.read_text("utf-8")) == [
        "    status: done",
        "    on: 2024-08-30",
        "    evidence: '[Both are in use.](https://a.example/)'",
    ]
    assert _promises(site)["P2"].outcome is PromiseOutcome.DONE


def test_a_promise_slips_aloud_and_its_first_date_stays(site: Site, run: Run) -> None:
    run("slip", "Wh--P2", "--to", "2024-10-01", "--why", "More contracts.", "--on", "2024-08-20")

    promise = _promises(site)["P2"]
    assert promise.due == datetime(2024, 7, 2, tzinfo=UTC)
    assert [f"{slip.on:%m-%d} {slip.why}" for slip in promise.slips] == ["06-20 Contracts.", "08-20 More contracts."]


def test_a_promise_is_dropped_and_says_why_and_where(site: Site, run: Run) -> None:
    run("drop", "cards", "--why", "Nobody wants it.", "--told", "in the forum")

    promise = _promises(site)["F1"]
    assert (promise.outcome, promise.why, promise.where) == (PromiseOutcome.DROPPED, "Nobody wants it.", "in the forum")
    assert promise.closed is not None
    assert f"{promise.closed:%Y-%m-%d}" == f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.mark.parametrize("name", ["P2", "why--P2", "hy--P2", "another supp", "cards--F1", "2024-03-02"])
def test_a_promise_is_named_by_its_id_its_post_or_its_words(site: Site, run: Run, name: str) -> None:
    (site.root / "incidents/cards.md").rename(site.root / "incidents/2024-03-02-cards.md")

    result = run("drop", name, "--why", "x")

    assert result.exit_code == 0, result.output


def test_the_only_open_promise_needs_no_name(site: Site, run: Run) -> None:
    site.write("incidents/sample.md", REPORT.replace("type:", "draft: true\ntype:"))
    run("drop", "F1", "--why", "x")
    run("done", "why--follow-up", "--link", "https://a.example/")

    told = json.loads(run("done", "--evidence", "Both.", "--json").output)

    assert told["path"] == "incidents/why.md"
    assert (told["post"], told["problems"]) == ("why", [])
    assert _promises(site)["P2"].evidence == "Both."
    assert _promises(site)["follow-up"].evidence == "<https://a.example/>"


OPEN = (
    "\n  cards--F1: A letter, due 2024-04-01"
    "\n  why--P2: Another supplier, due 2024-09-01\n  why--follow-up: Report back, due 2024-05-01"
)

MISTAKES = {
    "no name": (["done", "--evidence", "x"], f"3 promises are open. Name one: candor promise done ID.{OPEN}"),
    "a post with two": (
        ["slip", "why", "--to", "2030-01-01", "--why", "x"],
        "2 promises are open. Name one: candor promise slip ID."
        "\n  why--P2: Another supplier, due 2024-09-01\n  why--follow-up: Report back, due 2024-05-01",
    ),
    "misspelt": (["done", "why--P3"], "no open promise is called 'why--P3'. Did you mean 'why--P2'?"),
    "unknown": (["done", "zzz"], "no open promise is called 'zzz'. candor status lists those that are due."),
    "empty": (["done", " "], "no open promise is called ' '. candor status lists those that are due."),
    "done already": (
        ["drop", "P1"],
        "'why--P1' is done already, on 2024-05-02. To correct that: incidents/why.md, line 7.",
    ),
    "a next update": (
        ["done", "cards--20240302T1402Z"],
        "'cards--20240302T1402Z' is a next update: speak, with candor update cards.",
    ),
    "no evidence": (["done", "P2"], "Say --evidence or --link; it is asked for only on a terminal."),
    "no date": (["slip", "P2"], "Say --to; it is asked for only on a terminal."),
    "no reason for the slip": (["slip", "P2", "--to", "2030-01-01"], "Say --why; it is asked for only on a terminal."),
    "no reason": (["drop", "P2"], "Say --why; it is asked for only on a terminal."),
    "not later": (
        ["slip", "P2", "--to", "2024-09-01"],
        "Invalid value for --to: '2024-09-01' is not after 2024-09-01, the date told before.",
    ),
    "no such date": (
        ["slip", "P2", "--to", "2024-13-01"],
        "Invalid value for --to: there is no month 13 in '2024-13-01'. Did you mean 2024-01-13? "
        "Order: year, month, day.",
    ),
    "told nowhere": (
        ["done", "P2", "--evidence", "x", "--told", "here"],
        "Invalid value for --told: 'P2' has no place for it; leave it out.",
    ),
    "told in the letter": (
        ["drop", "follow-up", "--why", "x", "--told", "here"],
        "Invalid value for --told: 'follow-up' has no place for it; leave it out.",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_promise_that_cannot_be_settled_is_said(site: Site, run: Run, arguments: list[str], message: str) -> None:
    before = {path: path.read_bytes() for path in (site.root / "incidents").iterdir()}

    result = run(*arguments)

    assert result.output.partition("Error: ")[2] == f"{message}\n"
    assert result.exit_code in {1, 2}
    assert {path: path.read_bytes() for path in (site.root / "incidents").iterdir()} == before


def test_a_day_ahead_is_no_day_on_which_it_was_done(run: Run) -> None:
    result = run("done", "P2", "--evidence", "x", "--on", "2999-01-01")

    assert re.fullmatch(
        r"Error: Invalid value for --on: '2999-01-01' lies ahead; it is \d{4}-\d\d-\d\d \d\d:\d\d UTC now\.",
        result.output.splitlines()[-1],
    )


def test_a_file_laid_out_in_a_strange_way_is_left_alone(site: Site, run: Run) -> None:
    path = site.write("incidents/why.md", REPORT.replace("date: 2024-05-01", "date: 2024-05-01, slips: none"))
    before = path.read_bytes()

    result = run("slip", "follow-up", "--to", "2030-01-01", "--why", "x")

    assert result.output == (
        "Error: incidents/why.md: 'follow-up' is laid out in a way that cannot be changed without touching the rest. "
        "Edit line 15 by hand; candor check says whether it is right. Nothing was written.\n"
    )
    assert path.read_bytes() == before


def test_without_any_promise_it_is_said(site: Site, run: Run) -> None:
    for path in (site.root / "incidents").glob("*.md"):
        path.unlink()

    assert run("done").output == "Error: No promise is open. What we promise stands in letters and reports.\n"


def test_an_example_that_is_a_draft_is_not_taken_for_a_closed_promise_of_the_same_id(site: Site, run: Run) -> None:
    draft = site.write("incidents/sample.md", REPORT.replace("type:", "draft: true\ntype:"))
    before = draft.read_bytes()
    run("done", "why--P2", "--evidence", "Both.")
    run("done", "why--follow-up", "--link", "https://a.example/")
    run("drop", "F1", "--why", "x")

    named, unnamed = run("drop", "P2", "--why", "x"), run("drop", "--why", "x")

    assert named.output.startswith("Error: 'why--P2' is done already, on ")
    assert unnamed.output == "Error: No promise is open. What we promise stands in letters and reports.\n"
    assert draft.read_bytes() == before
