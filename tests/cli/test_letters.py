"""Letters, reports and community pages: every field an option, and the facts of the incident filled in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from conftest import Site
from mkdocs_candor.cli import candor
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import Apology, Responsibility
from mkdocs_candor.model.resource import Power, Trust
from mkdocs_candor.read.form import Form, keys_of
from mkdocs_candor.read.history import read_history
from mkdocs_candor.read.resources import THEME_KEYS, ResourceForm
from mkdocs_candor.read.schema import ApologyForm, ReportForm

SLOW = """
---
type: incident
title: Search was slow
severity: minor
components: {search: degraded_performance}
started: 2024-03-02 13:40 UTC
---

## 2024-03-02 14:02 UTC — Investigating
Impact: Searches take long. [Another way](../../../site_src/community/pay-by-transfer.md)

![A chart](chart.svg)

## 2024-03-02 14:30 UTC — Identified

See [what
we said][before].

[before]: ../../old.md

## 2024-03-02 15:21 UTC — Resolved

| it | is |
|----|----|
"""

OLD = "---\ntype: announcement\ntitle: Old\ndate: 2024-01-01\ntopic: general\n---\n\nOld.\n"

Run = Callable[..., Result]


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    site.write("incidents/2024/03/slow.md", SLOW)
    site.write("incidents/2024/03/chart.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("incidents/old.md", OLD)
    monkeypatch.chdir(site.root)
    monkeypatch.delenv("CANDOR_BY", raising=False)

    def call(*arguments: str, input: str = "") -> Result:
        result = CliRunner().invoke(candor, arguments, input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def _history(site: Site) -> History:
    reading = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src")
    assert not reading.problems
    return reading.history


APOLOGY = (
    *("new", "apology", "We are sorry", "--incident", "slow", "--by", "Ines Roth", "--role", "head"),
    *("--contact", "help-desk", "--date", "2024-03-05", "--failure", "We ran one index.", "--responsibility", "ours"),
    *("--who", "Shops.", "--could-not", "find", "--count", "3 of 9", "--data-loss", "none"),
    *("--from", "2024-03-02 13:00 UTC", "--to", "2024-03-02 15:00 UTC", "--known-by", "2024-04-01"),
    *("--repair", "A month free | who=all shops | automatic=true | by=2024-12-31", "--disclosed-by", "customers"),
    *("--prevention", "Two indexes | owner=Dana Ortiz | due=2024-06-01", "--prevention", "An alarm | due=2024-07-01"),
    *("--follow-up", "2024-08-01 | where=this page | owner=Ines Roth", "--reach", "help-desk | reply_within=4 h"),
    *("--reviewed-by", "Mira", "--legal-review", "none", "-c", "search", "--no-draft", "-m", "We are sorry."),
)


def test_all_of_an_apology_can_be_said_at_once(site: Site, run: Run) -> None:
    result = run(*APOLOGY)

    assert result.exit_code == 0, result.output
    assert result.output.endswith("Next: commit and push it.\n")
    text = (site.root / "incidents/2024/2024-03-05-we-are-sorry.md").read_text("utf-8")
    assert text == (
        "---\ntype: apology\ntitle: We are sorry\nincident: [slow]\ndate: 2024-03-05\n"
        "author:\n  name: Ines Roth\n  role: head\n  contact: help-desk\ncomponents: [search]\n"
        "prevention:\n- id: A1\n  action: Two indexes\n  owner: Dana Ortiz\n  due: 2024-06-01\n  status: open\n"
        "- id: A2\n  action: An alarm\n  due: 2024-07-01\n  status: open\n"
        "follow_up:\n  date: 2024-08-01\n  where: this page\n  owner: Ines Roth\nreviewed_by: Mira\n"
        "failure: We ran one index.\nresponsibility: ours\nknown_by: 2024-04-01\n"
        "repair:\n- what: A month free\n  who: all shops\n  automatic: true\n  by: 2024-12-31\n"
        "contact:\n  to: help-desk\n  reply_within: 4 h\ndisclosed_by: customers\nlegal_review: none\n"
        "impact:\n  who: Shops.\n  could_not: find\n  count: 3 of 9\n  data_loss: none\n"
        "  from: 2024-03-02 13:00 UTC\n  to: 2024-03-02 15:00 UTC\n---\n\nWe are sorry.\n"
    )
    letter = next(post for post in _history(site).posts if isinstance(post, Apology))
    assert (letter.responsibility, letter.draft, len(letter.prevention)) == (Responsibility.OURS, False, 2)


def test_what_was_said_is_not_asked_again_in_the_draft(site: Site, run: Run) -> None:
    run("apologise", "slow", "--failure", "We ran one index.", "--who", "Shops.", "--repair", "none")

    soon = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
    (path,) = (site.root / "incidents").rglob("*about-search-was-slow.md")
    front, _, body = path.read_text("utf-8").removeprefix("---\n").partition("---\n")
    assert front.endswith(
        "impact:\n  who: Shops.\n  from: 2024-03-02 13:40 UTC\n  to: 2024-03-02 15:21 UTC\n"
        "  # could_not: what they could not do\n  # count: how many of how many\n"
        "  # data_loss: what was lost, or none\n"
        "# Fill in, and take away the number sign.\n# responsibility: ours (or: shared, supplier, unknown)\n"
        "# prevention:\n"
        f"#   - {{id: A1, action: what we change, owner: Name Surname, due: {soon}, status: open}}\n"
        f"# follow_up: {{date: {soon}, where: this page, owner: Name Surname}}\n"
        "# contact: {to: the id of a desk, reply_within: 4 h, bring: what to have at hand}\n"
        "# reviewed_by: who read it before it went out\n"
    )
    assert "draft: true\n" in front
    assert "<!-- Who signs, and how can they be reached? -->" in body


def test_the_links_of_a_drafted_report_lead_where_they_led(site: Site, run: Run) -> None:
    told = json.loads(run("new", "report", "--incident", "slow", "--cause", "One index.", "--json").output)

    path = site.root / told["path"]
    assert path.parent == site.root / f"incidents/{datetime.now(UTC):%Y}"
    text = path.read_text("utf-8")
    assert "causes: [One index.]\n" in text
    assert (
        "- 2024-03-02 14:02 UTC, investigating: Searches take long. "
        "[Another way](../../site_src/community/pay-by-transfer.md)\n"
        "- 2024-03-02 14:30 UTC, identified: See [what we said](../old.md).\n"
        "- 2024-03-02 15:21 UTC, resolved\n"
    ) in text
    path.write_text(text.replace("draft: true\n", ""), "utf-8")
    built = site.build("--strict", as_of=datetime.now(UTC))
    assert built.code == 0, built.log
    assert built.page(f"reports/{told['post']}/index.html").select('article a[href$="announcements/old/"]')


def test_both_ways_to_a_letter_are_one(site: Site, run: Run) -> None:
    first = (site.root / run("apologise", "slow", "--title", "Sorry", "--open").output.strip()).read_text("utf-8")
    second = (site.root / run("new", "apology", "Sorry", "--incident", "slow", "--open").output.strip()).read_text(
        "utf-8"
    )

    assert first == second


def test_all_of_a_community_page_can_be_said_at_once(site: Site, run: Run) -> None:
    result = run(
        *("new", "resource", "Search by hand", "-c", "Search", "--incident", "slow", "--power", "work around"),
        *("--status", "official", "--works-for", "All.", "--cost-and-risk", "Time.", "--undo", "Stop."),
        *("--until", "It is fast.", "--tested-on", "2024-03-03", "--tested-by", "Dana", "--bring", "your name"),
        *("--credit", "Ana P. | link=https://a.example/ | consent=yes", "--discuss", "https://f.example/"),
        *("--desk", "help-desk", "--alternative", "Other | url=https://o.example/ | better=fast | worse=dear"),
        *("--step", "Look.", "--tag", "search", "--lang", "en", "--description", "By hand.", "-m", "Look."),
    )

    assert result.output.endswith("search-by-hand.md\nNext: commit and push it.\n")
    page = next(resource for resource in _history(site).resources if resource.id == "search-by-hand")
    assert (page.power, page.trust, page.components) == (Power.WORK_AROUND, Trust.OFFICIAL, ("search",))
    assert (page.alternatives[0].worse, page.credits[0].link) == ("dear", "https://a.example/")


def test_a_community_page_may_be_begun_with_its_title_alone(site: Site, run: Run) -> None:
    result = run("new", "resource", "Search by hand")

    assert result.output.endswith("Next: write its steps, and take `draft: true` away; then commit and push it.\n")
    text = (site.root / "site_src/community/search-by-hand.md").read_text("utf-8")
    assert text.startswith(
        "---\ntitle: Search by hand\nstatus: untested\ndraft: true\n---\n\n# Search by hand\n\n<!-- What is it"
    )
    assert run("new", "resource", "Search by hand", "--open").output.endswith("search-by-hand-2.md\n")


def test_a_letter_about_the_one_incident_that_waits_for_it_needs_no_name(site: Site, run: Run) -> None:
    yesterday = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
    site.write("incidents/lately.md", SLOW.replace("2024-03-02", yesterday).replace("was slow", "failed"))

    result = run("new", "report", "--open")
    again = run("report")

    assert result.stderr == "About lately: Search failed\n"
    assert "incident: [lately]" in (site.root / result.stdout.strip()).read_text("utf-8")
    assert again.stderr == (
        "Error: No incident ended in the last 30 days that has no report yet. Name the one you mean.\n"
    )
    site.write("incidents/also.md", SLOW.replace("2024-03-02", yesterday))
    assert run("apologise").output == (
        "Error: 2 incidents ended of late and have no apology yet. Name one: also, lately.\n"
    )


MISTAKES = {
    "no incident": (
        ["apologise"],
        "No incident ended in the last 30 days that has no apology yet. Name the one you mean.",
    ),
    "no title": (["new", "resource"], "Say a TITLE; it is asked for only on a terminal."),
    "no key": (
        ["apologise", "slow", "--prevention", "A | ownr=B"],
        "Invalid value for --prevention: 'ownr=B' begins with no key and '='. Did you mean 'owner'?",
    ),
    "strange key": (
        ["apologise", "slow", "--reach", "help-desk | zzz"],
        "Invalid value for --reach: 'zzz' begins with no key and '='. Keys are to, reply_within and bring.",
    ),
    "no date": (
        ["report", "slow", "--prevention", "A | due=soon"],
        "Invalid value for --prevention: due: 'soon' is not a date. Write a date as 2026-11-18.",
    ),
    "no desk": (
        ["apologise", "slow", "--reach", "helpdesk"],
        "Invalid value for --reach: there is no 'helpdesk'. Did you mean 'help-desk'?",
    ),
    "author's desk": (
        ["report", "slow", "--contact", "zzz"],
        "Invalid value for --contact: there is no 'zzz'. Those there are stand in desks.yml.",
    ),
    "no such letter": (
        ["apologise", "slow", "--amends", "zzz"],
        "Invalid value for --amends: there is no 'zzz'. Those there are stand in incidents.",
    ),
    "no such post": (
        ["new", "resource", "X", "--incident", "slwo"],
        "Invalid value for --incident: there is no 'slwo'. Did you mean 'slow'?",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_letter_that_cannot_be_written_is_said(site: Site, run: Run, arguments: list[str], message: str) -> None:
    before = sorted(site.root.rglob("*.md"))

    result = run(*arguments)

    assert result.output.splitlines()[-1] == f"Error: {message}"
    assert sorted(site.root.rglob("*.md")) == before


# What is an option by another name, or has parts of its own.
SPELT = {"author": "by", "incident": "posts", "impact": "who", "help": "desk", "resources": "resources", "id": "id_"}
NOT_OFFERED = {"type", "follow_ups", "check", "imported", "edited"} | THEME_KEYS - {"tags"}


@pytest.mark.parametrize(
    ("name", "form"), [("apology", ApologyForm), ("report", ReportForm), ("resource", ResourceForm)]
)
def test_every_key_of_a_letter_has_an_option(name: str, form: type[Form]) -> None:
    group = candor.get_command(None, "new")  # type: ignore[arg-type]
    options = {parameter.name for parameter in group.commands[name].params}  # type: ignore[union-attr]

    keys = {SPELT.get(key, key) for key in keys_of(form) if key not in NOT_OFFERED}

    assert keys <= options
