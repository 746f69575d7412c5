"""What staff see: `candor check` coaches after the problems, `candor explain` says why, the handbook has it all."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import INCIDENT, RESOLVED, Site
from mkdocs_candor.cli import candor
from mkdocs_candor.lint.catalogue import NOT_HERE, rules
from mkdocs_candor.lint.handbook import wording_page

HANDBOOK = Path(__file__).parents[2] / "site_src" / "handbook" / "wording.md"

APOLOGY = """
---
type: apology
title: We are sorry
incident: cards
date: 2026-03-03
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
failure: >-
  Mistakes
  were made.
responsibility: ours
impact:
  {who: shops, could_not: take cards, from: 2026-03-02 13:40 UTC, to: 2026-03-02 15:21 UTC, count: 40 shops,
   data_loss: none}
repair: [{what: the fee of a week, who: the 40 shops, automatic: true}]
prevention: [{id: P1, action: Have a second provider, owner: Dana Ortiz, due: 2126-12-01, status: open}]
follow_up: {date: 2126-12-01, where: this page, owner: Dana Ortiz}
contact: {to: help-desk, reply_within: 4 h}
---

We let you down: we have one provider, and you could not take cards for two hours. I am sorry.
"""


def _run(site: Site, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(site.root)
    return CliRunner().invoke(candor, list(arguments))


def test_check_shows_problems_and_findings_by_file_and_fails_on_errors(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/sorry.md", APOLOGY)
    site.write("incidents/broken.md", "no front matter")

    result = _run(site, monkeypatch, "check")

    assert result.exit_code == 1
    assert "error incidents/sorry.md:8:3: Mistakes were made [AP101 agentless-mistakes]" in result.output
    assert "The reader hears: Nobody here did it." in result.output
    assert "error incidents/broken.md:1:1: the file has no front matter [no-front-matter]" in result.output


def test_a_build_is_not_stopped_by_what_the_linter_finds(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/sorry.md", APOLOGY)

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert built.has("apologies/sorry/index.html")


def test_hints_never_fail_and_warnings_do_when_strict(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)

    plain = _run(site, monkeypatch, "check")
    strict = _run(site, monkeypatch, "check", "--strict")

    assert "warning incidents/cards.md:10:1: 22 minutes after the start" in plain.output
    assert plain.exit_code == 0, plain.output
    assert strict.exit_code == 1


def test_silence_is_no_praise(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.root / "site_src/community/pay-by-transfer.md").unlink()

    result = _run(site, monkeypatch, "check", "--strict")

    assert result.exit_code == 0, result.output
    assert "no problem, and no known pattern found." in result.output
    assert "good" not in result.output.lower()


def test_waivers_are_listed_with_their_reasons(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    late = INCIDENT.replace(
        "severity: major", "check: {disable: [{rule: IU301, reason: the alarm was new}]}\nseverity: major"
    )
    site.write("incidents/cards.md", late + RESOLVED)

    result = _run(site, monkeypatch, "check")

    assert "waived incidents/cards.md:11:1: 22 minutes" in result.output
    assert "because: the alarm was new" in result.output


def test_a_finding_in_a_key_line_has_its_place_to_the_column(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    update = "\n## 2026-03-02 14:25 UTC — Identified\nImpact: You cannot pay. This is a\n  brief outage.\n"
    site.write("incidents/cards.md", INCIDENT + update + RESOLVED)
    lines = (site.root / "incidents/cards.md").read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if "brief" in text)

    result = _run(site, monkeypatch, "check")

    assert f"incidents/cards.md:{line}:3: brief outage [AP111 minimising]" in result.output


def test_the_glossary_of_the_site_is_known(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.configure("  - candor\n", "  - candor: {glossary: [BGP]}\n")
    site.write("incidents/cards.md", INCIDENT.replace("by card.", "by card: BGP and VRRP fail.") + RESOLVED)

    result = _run(site, monkeypatch, "check")

    assert "VRRP [IU308 jargon]" in result.output
    assert "BGP [IU308 jargon]" not in result.output
    assert site.build("--strict").code == 0


@pytest.mark.parametrize("wanted", [*rules(), *(rule.name for rule in rules().values())])
def test_every_rule_explains_itself_by_id_and_by_name(wanted: str) -> None:
    result = CliRunner().invoke(candor, ["explain", wanted])

    assert result.exit_code == 0
    for part in ("Why:", "bad", "good", "The reader hears:", "Ask yourself:", "Pattern:", "Source:", "check: off"):
        assert part in result.output


def test_explain_without_a_rule_lists_all_of_them() -> None:
    output = CliRunner().invoke(candor, ["explain"]).output

    assert all(id_ in output for id_ in rules())


def test_explain_says_which_rule_was_probably_meant() -> None:
    result = CliRunner().invoke(candor, ["explain", "sory-but"])

    assert result.exit_code == 1
    assert "Did you mean AP107" in result.output


@pytest.mark.parametrize("rule", NOT_HERE)
def test_a_rule_of_the_plan_that_is_not_here_says_why(rule: str) -> None:
    assert NOT_HERE[rule] in CliRunner().invoke(candor, ["explain", rule.lower()]).output


def test_explain_speaks_german_and_spanish() -> None:
    german = CliRunner().invoke(candor, ["explain", "AP101", "--lang", "de"]).output
    spanish = CliRunner().invoke(candor, ["explain", "AP101", "--lang", "es"]).output

    assert "Niemand von denen war es." in german
    assert "Allí no fue nadie." in spanish


def test_the_handbook_page_is_made_from_the_rules() -> None:
    assert HANDBOOK.read_text("utf-8") == wording_page(), (
        "run: candor explain --markdown > site_src/handbook/wording.md"
    )
