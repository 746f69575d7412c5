"""What is open and owed, on one screen; and letters and reports that start from the facts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import DURING, Site
from mkdocs_candor.cli import candor
from mkdocs_candor.model.post import Apology, Report
from mkdocs_candor.read.history import read_history

Run = Callable[..., Result]


def _incident() -> str:
    start = datetime.now(UTC) - timedelta(hours=2, seconds=20)
    notice, due = start + timedelta(minutes=20), start + timedelta(minutes=50)
    return (
        "---\ntype: incident\ntitle: Card payments fail\nseverity: major\ncomponents: {checkout: partial_outage}\n"
        f"started: {start:%Y-%m-%d %H:%M} UTC\n---\n\n## {notice:%Y-%m-%d %H:%M} UTC — Investigating\n"
        f"Impact: You cannot pay by card.\nNext update: {due:%Y-%m-%d %H:%M} UTC\n\n## Questions\n\n"
        f"### Was I charged twice?\nAsked: {start + timedelta(minutes=60):%Y-%m-%d %H:%M} UTC, forum\n"
    )


def _over() -> str:
    return (
        "---\ntype: incident\ntitle: Search was slow\nseverity: minor\ncomponents: {search: degraded_performance}\n"
        "started: 2024-03-02 13:40 UTC\nfollow_ups:\n  - {id: F1, what: A larger index, owner: Dana Ortiz, "
        "due: 2024-04-01, status: open}\n---\n\n## 2024-03-02 14:02 UTC — Investigating\nImpact: Searches take long.\n"
        "Next update: 14:30 UTC\n\n## 2024-03-02 15:21 UTC — Resolved\n\nSearch is fast again.\n"
    )


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(site.root)
    for name in ("CANDOR_BY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(candor, arguments)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def test_status_shows_what_is_open_and_what_we_owe(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", _incident())
    site.write("incidents/slow.md", _over())
    site.write("incidents/torn.md", "---\ntype: incident\n")

    lines = run("status").output.splitlines()

    assert lines[0].startswith("Partly down: Checkout. ")
    assert "  Checkout: partial outage" in lines
    assert [line for line in lines if line.endswith(")") and not line.startswith(" ")][1:] == [
        "Open (candor update)",
        "Promises (candor promise done ID)",
        "Unanswered (candor answer)",
    ]
    open_ = r"  cards: investigating, open for 2 h( 1 min)?; next update overdue by 1 h 1[01] min"
    assert any(re.fullmatch(open_, line) for line in lines)
    assert any(re.fullmatch(r"  slow--F1 overdue by \d+ days: A larger index \(Dana Ortiz\)", line) for line in lines)
    assert any(re.fullmatch(r"  Was I charged twice\? \(cards, asked 1 h( 1 min)? ago\)", line) for line in lines)
    assert lines[-1] == "1 error in the files: candor check"


@pytest.mark.parametrize(("no_color", "is_coloured"), [("", True), ("1", False)])
def test_colours_are_left_out_where_nobody_wants_them(
    site: Site, monkeypatch: pytest.MonkeyPatch, no_color: str, is_coloured: bool
) -> None:
    monkeypatch.chdir(site.root)

    result = CliRunner(env={"NO_COLOR": no_color}).invoke(candor, ["status"], color=True)

    assert ("\x1b[" in result.output) == is_coloured


def test_posts_may_lie_beside_the_site(site: Site, run: Run) -> None:
    (site.root / "site").mkdir()
    (site.root / "mkdocs.yml").rename(site.root / "site/mkdocs.yml")
    (site.root / "site_src").rename(site.root / "site/site_src")
    config = site.root / "site/mkdocs.yml"
    config.write_text(config.read_text().replace("  - candor\n", "  - candor: {incidents_dir: ../incidents}\n"))
    site.write("incidents/slow.md", _over())
    os.chdir(site.root / "site")

    written = json.loads(run("report", "slow", "--json").output)["path"]

    assert (site.root / "site" / written).is_file()
    assert written.startswith("../incidents/")
    refused = run("notify", "--since", "HEAD").output
    assert refused == (
        f"Error: {site.root / 'incidents'} lies outside of the site's folder, where git is not asked. "
        "Compare with the published site: --since and its address.\n"
    )


def test_a_colleague_whose_clock_is_ahead_is_heard(site: Site, run: Run) -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=3)
    site.write("incidents/cards.md", f"{_incident()}\n".partition("\n## Q")[0])
    site.append("incidents/cards.md", f"\n## {ahead:%Y-%m-%d %H:%M} UTC — Identified\n\nWe know why.\n")

    told = json.loads(run("status", "--json").output)

    assert (told["status"], told["open"][0]["stage"]) == ("partial_outage", "identified")


def test_status_when_all_is_well_is_one_line(site: Site, run: Run) -> None:
    (line,) = run("status").output.splitlines()

    assert line.startswith("Everything works. (")


def test_status_is_json_for_scripts(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", _incident())

    told = json.loads(run("status", "--json").output)

    assert told["status"] == "partial_outage"
    assert told["components"] == {"checkout": "partial_outage", "search": "operational"}
    assert [(post["id"], post["stage"]) for post in told["open"]] == [("cards", "investigating")]
    assert [question["text"] for question in told["questions"]] == ["Was I charged twice?"]
    assert (told["promises"], told["errors"]) == ([], 0)


def test_status_loads_neither_the_engine_nor_what_pages_are_made_of(site: Site) -> None:
    heavy = ["mkdocs", "properdocs", "markdown", "jinja2", "feedgen", "icalendar", "lxml", "PIL", "babel", "bs4"]
    code = (
        "import sys; from mkdocs_candor.cli import candor; candor(['status'], standalone_mode=False); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )

    result = subprocess.run([sys.executable, "-c", code], cwd=site.root, capture_output=True, text=True, check=True)

    assert result.stdout.splitlines()[-1] == "[]"


def test_an_apology_starts_from_the_facts(site: Site, run: Run) -> None:
    site.write("incidents/slow.md", _over())
    before = (site.root / "incidents/slow.md").read_bytes()

    result = run("apologise", "slow", "--by", "Ines Roth", "--role", "head of operations", "--contact", "help-desk")

    assert result.output.endswith("let somebody read it; then take `draft: true` away.\n"), result.output
    history = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src").history
    letter = next(post for post in history.posts if isinstance(post, Apology))
    assert (letter.draft, letter.incidents) == (True, ("slow",))
    assert letter.author is not None
    assert letter.author.contact == "help-desk"
    assert letter.impact is not None
    assert letter.impact.span_end == datetime(2024, 3, 2, 15, 21, tzinfo=UTC)
    text = (site.root / letter.source.path).read_text("utf-8")
    for fact in (
        "From 2024-03-02 13:40 UTC to 2024-03-02 15:21 UTC, 1 h 41 min.",
        "Components at their worst: Search (degraded performance).",
        "Our first notice came after 22 min.",
        "The word promised by 2024-03-02 14:30 UTC came 51 min late.",
        "We said at 2024-03-02 14:02 UTC: Searches take long.",
        "Still open: A larger index, due 2024-04-01.",
    ):
        assert fact in text
    assert (site.root / "incidents/slow.md").read_bytes() == before


def test_a_report_starts_from_the_timeline(site: Site, run: Run) -> None:
    site.write("incidents/slow.md", _over())

    run("report", "slow", "--title", "Why search was slow")

    history = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src").history
    report = next(post for post in history.posts if isinstance(post, Report))
    assert (report.draft, report.title, report.incidents) == (True, "Why search was slow", ("slow",))
    assert (
        "- 2024-03-02 14:02 UTC, investigating: Searches take long.\n- 2024-03-02 15:21 UTC, resolved: Search is"
        in (report.body)
    )


def test_no_fact_and_no_question_of_a_draft_is_ever_published(site: Site, run: Run) -> None:
    site.write("incidents/slow.md", _over())
    for command in ("apologise", "report"):
        run(command, "slow")
    for draft in (site.root / "incidents").rglob("20*.md"):
        draft.write_text(
            draft.read_text("utf-8")
            .replace("draft: true\n", "")
            .replace(f"date: {datetime.now(UTC):%Y-%m-%d}", "date: 2024-03-04"),
            "utf-8",
        )

    built = site.build(as_of=DURING)

    assert built.code == 0, built.log
    everything = b"".join(built.files().values()).decode("utf-8", "replace")
    assert "Why search was slow" not in everything
    assert "About: Search was slow" in everything
    for secret in ("Our first notice came after", "What do we not know yet?", "take away the number sign"):
        assert secret not in everything


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["apologise", "zzz"], "no post is called 'zzz'. candor status lists what is open."),
        (["report", "slwo"], "no post is called 'slwo'. Did you mean 'slow'?"),
        (["report", "news"], "'news' is of type announcement; this is for incident."),
        (["apologise", "hidden"], "'hidden' is not public yet: publish it first."),
    ],
)
def test_what_cannot_be_drafted_is_said(site: Site, run: Run, arguments: list[str], message: str) -> None:
    site.write("incidents/slow.md", _over())
    site.write("incidents/hidden.md", _over().replace("---\n", "---\ndraft: true\n", 1).replace("Search", "Find"))
    site.write("incidents/news.md", "---\ntype: announcement\ntitle: N\ndate: 2024-03-01\ntopic: general\n---\n\nN.\n")

    result = run(*arguments)

    assert result.output == f"Error: {message}\n"
    assert result.exit_code == 1


def test_outside_of_a_site_the_next_step_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(candor, ["status"])

    assert result.exit_code == 1
    assert result.output == (
        f"Error: No mkdocs.yml in {tmp_path.resolve()} or above it. Go to your status site's folder, or make one: "
        "candor init my-status\n"
    )


def test_beside_the_site_in_its_repository_a_command_finds_it(
    site: Site, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (".git", "status", "source", "manual"):
        (site.root / folder).mkdir()
    for name in ("mkdocs.yml", "incidents", "site_src"):
        (site.root / name).rename(site.root / "status" / name)
    (site.root / "manual/mkdocs.yml").write_text("site_name: Manual\nplugins: [search]\n")
    (site.root / "status/incidents/slow.md").write_text(_over())
    monkeypatch.chdir(site.root / "source")

    written = run("report", "slow").output
    (site.root / "other").mkdir()
    shutil.copy(site.root / "status/mkdocs.yml", site.root / "other")
    refused = run("status").output

    assert written.startswith(f"Wrote {Path('../status/incidents')}")
    folders = f"{Path('../other')}, {Path('../status')}"
    assert refused == f"Error: There are 2 status sites in this repository. Go to one: {folders}.\n"


def test_a_zone_that_is_none_is_said(site: Site, run: Run) -> None:
    site.configure("  - candor\n", "  - candor: {timezone: Europe/Berln}\n")

    result = run("status")

    assert result.output == (
        "Error: mkdocs.yml: 'timezone' is 'Europe/Berln', which is no zone. Write one such as Europe/Berlin.\n"
    )
