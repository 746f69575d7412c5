"""One command per moment: each writes what was said to one file, touches nothing else, and says what comes next."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import Site
from mkdocs_candor.cli import candor
from mkdocs_candor.model.post import Incident, Maintenance
from mkdocs_candor.model.status import Stage, Status
from mkdocs_candor.read.history import read_history

CARDS = """
---
type: incident
title: Card payments fail   # a comment
severity: major
components: {checkout: partial_outage}
started: 2024-03-02 13:40 UTC
---

## 2024-03-02 14:02 UTC — Investigating
Impact: You cannot pay by card.

We are on the phone.

## Questions

### Was I charged twice?
Asked: 2024-03-02 14:10 UTC, forum
"""

SEARCH = CARDS.replace("Card payments fail", "Search is slow").replace("checkout", "search").replace("charged", "found")

DNS = """
---
type: maintenance
title: New DNS software
starts: 2024-03-05 05:00 UTC
ends: 2024-03-05 07:00 UTC
components: [search]
---

## 2024-03-02 14:02 UTC — Scheduled

We change the software.
"""

Run = Callable[..., Result]


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    (site.root / "incidents" / "2024").mkdir()
    monkeypatch.chdir(site.root / "incidents" / "2024")  # any folder inside the site will do
    for name in ("CANDOR_BY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str, input: str = "", env: dict[str, str] | None = None) -> Result:
        result = CliRunner(env=env).invoke(candor, arguments, input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def _post(site: Site, id: str) -> Incident | Maintenance:
    reading = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src")
    (post,) = (p for p in reading.history.posts if p.id == id)
    assert isinstance(post, Incident | Maintenance)
    assert post.is_readable, reading.problems
    return post


def test_with_one_incident_open_an_update_needs_no_name(site: Site, run: Run) -> None:
    path = site.write("incidents/cards.md", CARDS)
    before = path.read_text("utf-8")

    result = run(
        *("update", "-m", "We found the cause.", "--stage", "identified", "--next", "30m", "--by", "Dana Ortiz"),
        *("--components", "checkout=degraded_performance", "--impact", "Some cards fail.", "--do-now", "Try again."),
        *("--scope", "Shops in Europe."),
    )

    assert result.exit_code == 0, result.output
    said = re.fullmatch(
        r"Wrote (\S+cards\.md)\nNext: commit and push it, then speak again by ([0-9:]{5} UTC): candor update\.\n",
        result.output,
    )
    assert said, result.output
    assert Path(said[1]).resolve() == path.resolve()
    added = path.read_text("utf-8").replace("\n## Questions", "\x00## Questions").split("\x00")[0].partition("phone.\n")
    assert re.fullmatch(
        r"\n## \d{4}-\d\d-\d\d \d\d:\d\d UTC — Identified\nImpact: Some cards fail\.\nScope: Shops in Europe\.\n"
        r"Do now: Try again\.\nComponents: checkout=degraded_performance\n"
        rf"Next update: {said[2]}\nBy: Dana Ortiz\n\nWe found the cause\.\n",
        added[2],
    )
    assert path.read_text("utf-8").replace(added[2], "") == before
    update = _post(site, "cards").updates[-1]
    assert update.next_update is not None
    assert 29 * 60 <= (update.next_update - update.at).total_seconds() <= 30 * 60


def test_the_stage_stays_what_it_is_unless_said(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)

    run("update", "-m", "Still at it.")

    assert [u.stage for u in _post(site, "cards").updates] == [Stage.INVESTIGATING, Stage.INVESTIGATING]


def test_scripts_are_told_what_was_written_as_json(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS.replace("type: incident", "type: incident\nfoo: bar"))

    for command in (["update", "-m", "x"], ["ask", "Why?"], ["answer", "Why?", "-m", "So."], ["resolve", "-m", "y"]):
        told = json.loads(run(*command, "--json").output)

        assert (told["path"], told["post"]) == ("incidents/cards.md", "cards")
        assert [(problem["rule"], problem["line"]) for problem in told["problems"]] == [("unknown-key", 3)]
        assert told["next"].endswith(".") or told["next"].startswith("answer it")


def test_two_updates_in_one_minute_are_two(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)

    assert run("update", "-m", "One.").exit_code == 0
    second = run("update", "-m", "Two.")

    bodies = {update.body for update in _post(site, "cards").updates}
    assert {"One.", "Two."} <= bodies, second.output


@pytest.mark.parametrize("name", ["cards", "Card pay", "incidents/cards.md"])
def test_a_post_is_named_by_id_by_title_or_by_file(site: Site, run: Run, name: str) -> None:
    site.write("incidents/cards.md", CARDS)
    site.write("incidents/find.md", SEARCH)

    result = run("update", name, "-m", "Still at it.")

    assert result.exit_code == 0, result.output
    assert len(_post(site, "cards").updates) == 2


def test_the_text_comes_from_standard_input(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)

    run("update", "--text", "-", input="From a pipe.\n\nTwo paragraphs.\n")

    assert _post(site, "cards").updates[-1].body == "From a pipe.\n\nTwo paragraphs."


def test_the_text_comes_from_the_editor(site: Site, run: Run, tmp_path: Path) -> None:
    site.write("incidents/cards.md", CARDS)
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text('Edited.' + p.read_text('utf-8'), 'utf-8')\n"
    )

    result = run("update", "--edit", env={"EDITOR": f"{sys.executable} {editor}"})

    assert result.exit_code == 0, result.output
    assert _post(site, "cards").updates[-1].body == "Edited."


def test_resolve_ends_the_incident(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)

    result = run(
        "resolve", "-m", "Cards work again.", "--at", "2024-03-02 15:21 UTC", "--since", "2024-03-02 15:10 UTC"
    )

    assert result.output.endswith("Next: commit and push it, then, if people were hurt: candor apologise cards.\n"), (
        result.output
    )
    update = _post(site, "cards").updates[-1]
    assert (update.stage, f"{update.at:%H:%M}", f"{update.since:%H:%M}") == (Stage.RESOLVED, "15:21", "15:10")
    assert "Everything works" in run("status").output


def test_words_from_the_editor_that_cannot_be_written_are_not_lost(site: Site, run: Run) -> None:
    path = site.write("incidents/cards.md", CARDS)
    before = path.read_bytes()
    words = "We found it.\n\n## 2024-03-02 15:00 UTC — Resolved"
    editor = site.write("editor.py", f"import sys\nopen(sys.argv[1], 'w', encoding='utf-8').write({words!r})\n")

    result = run("update", "--edit", env={"EDITOR": f"{sys.executable} {editor}"})

    found = re.search(
        r"Nothing was written; candor check may say more\. Your words are in (\S+\.md)\.\n$", result.output
    )
    assert found, result.output
    kept = Path(found[1])
    assert kept.read_text("utf-8") == f"{words}\n"
    kept.unlink()
    assert path.read_bytes() == before


def test_a_maintenance_starts_and_completes(site: Site, run: Run) -> None:
    site.write("incidents/dns.md", DNS)

    started = run("start", "--at", "2024-03-05 04:50 UTC", "-m", "We begin.")
    completed = run("complete", "--at", "2024-03-05 06:50 UTC")

    assert started.exit_code == completed.exit_code == 0, started.output + completed.output
    stages = [(u.stage, f"{u.at:%H:%M}") for u in _post(site, "dns").updates]
    assert stages == [(Stage.SCHEDULED, "14:02"), (Stage.IN_PROGRESS, "04:50"), (Stage.COMPLETED, "06:50")]


def test_a_maintenance_starts_days_early_when_that_is_meant(site: Site, run: Run) -> None:
    site.write("incidents/dns.md", DNS.replace("2024-03-05", "2999-03-05"))

    assert run("start", "--yes").exit_code == 0
    assert _post(site, "dns").updates[-1].stage is Stage.IN_PROGRESS


def test_a_maintenance_is_cancelled_with_a_reason(site: Site, run: Run) -> None:
    site.write("incidents/dns.md", DNS)

    result = run("cancel", "-m", "The supplier is not ready.", "--by", "Dana Ortiz")

    assert "candor new maintenance" in result.output
    assert _post(site, "dns").updates[-1].stage is Stage.CANCELLED


def test_an_update_may_move_a_component_of_a_maintenance(site: Site, run: Run) -> None:
    site.write("incidents/dns.md", DNS)

    run("update", "dns", "-c", "Search=partial_outage", "--stage", "in_progress")

    assert _post(site, "dns").updates[-1].components == {"search": Status.PARTIAL_OUTAGE}


def test_a_question_is_asked_and_answered(site: Site, run: Run) -> None:
    path = site.write("incidents/cards.md", CARDS)
    before = path.read_text("utf-8")

    asked = run("ask", "Do you refund me?", "--asked", "2024-03-02 14:20 UTC", "--where", "by e-mail")
    answered = run("answer", "refund", "-m", "Yes.", "--by", "Dana Ortiz", "--at", "2024-03-02 14:40 UTC")

    assert asked.output.endswith('Next: answer it as soon as you can: candor answer "Do you refund me?"\n')
    assert answered.output.endswith("Next: commit and push it, and tell those who asked.\n")
    assert path.read_text("utf-8") == before + (
        "\n### Do you refund me?\nAsked: 2024-03-02 14:20 UTC, by e-mail\n"
        "Answered: 2024-03-02 14:40 UTC, Dana Ortiz\n\nYes.\n"
    )


def test_a_question_may_come_with_its_answer(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)

    result = run("ask", "Do backups run?", "--answer", "Yes. Every one did.", "--by", "Dana Ortiz")

    question = _post(site, "cards").questions[-1]
    assert (question.answer, question.answered_by) == ("Yes. Every one did.", "Dana Ortiz"), result.output


def test_a_question_without_words_is_refused(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)

    result = run("ask", " ## ")

    assert result.output.endswith("Error: A question needs words.\n")
    assert result.exit_code == 2
    assert len(_post(site, "cards").questions) == 1


def test_the_only_open_question_needs_no_name(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)

    run("answer", "-m", "No.")

    assert _post(site, "cards").questions[0].answer == "No."


def test_a_question_of_a_draft_is_answered_only_by_name(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)
    site.write("incidents/find.md", SEARCH.replace("severity", "draft: true\nseverity"))

    assert "cards.md" in run("answer", "-m", "No.").output
    assert run("answer", "-m", "No.").output == 'Error: No question is open. To add one: candor ask "…"\n'
    assert "find.md" in run("answer", "found twice", "-m", "No.").output


USAGE = "Usage: candor {0} [OPTIONS] {1}\nTry 'candor {0} --help' for help.\n\n"

MISTAKES = {
    "no incident": ("", ["resolve"], "No incident is open. Name the one you mean: candor resolve POST."),
    "nothing open": (
        "",
        ["update"],
        "No post is open. Name one: candor update POST; or tell of something new: candor new.",
    ),
    "no maintenance ahead": ("", ["start"], "No maintenance is ahead. Name the one you mean: candor start POST."),
    "none running": ("", ["complete"], "No maintenance is running. Name the one you mean: candor complete POST."),
    "none to cancel": ("", ["cancel"], "No maintenance is open. Name the one you mean: candor cancel POST."),
    "nothing to ask on": ("", ["ask", "Why?"], "No post is open. Name the one you mean: candor ask … --post POST."),
    "no question": ("", ["answer", "-m", "Yes."], 'No question is open. To add one: candor ask "…"'),
    "two open": ("cf", ["update", "-m", "x"], "2 posts are open. Name one: cards, find."),
    "two questions": (
        "cf",
        ["answer", "-m", "x"],
        "2 questions are open. Name one, by some of its words:\n  Was I charged twice? (cards)\n"
        "  Was I found twice? (find)",
    ),
    "misspelt post": ("c", ["update", "crads", "-m", "x"], "no post is called 'crads'. Did you mean 'cards'?"),
    "misspelt post with a date": (
        "o",
        ["update", "oldre", "-m", "x"],
        "no post is called 'oldre'. Did you mean '2024-03-02-older-cards'?",
    ),
    "unknown post": (
        "c",
        ["update", "zzz", "-m", "x"],
        "no post is called 'zzz'. candor status lists what is open.",
    ),
    "vague post": ("cf", ["update", "a", "-m", "x"], "'a' could be any of 2 posts. Name one: cards, find."),
    "unread post": (
        "u",
        ["update", "torn", "-m", "x"],
        "'torn' cannot be read. candor check says what is wrong; repair that first.",
    ),
    "other type": (
        "a",
        ["update", "news", "-m", "x"],
        "'news' is of type announcement; this is for incident or maintenance.",
    ),
    "start long before the window": (
        "l",
        ["start"],
        "The window of 'later' begins only at 2999-03-05 05:00 UTC. If work has begun already: --yes. "
        "Nothing was written.",
    ),
    "complete what has not begun": (
        "l",
        ["complete", "later"],
        "'later' has not begun. If it has: candor start later first. If it will not happen: candor cancel later",
    ),
    "no words": (
        "c",
        ["update"],
        'An update needs words. Say them with --text "…", --text - (standard input) or --edit; '
        "or say --impact, --do-now, --next or --components. Nothing was written.",
    ),
    "no answer": (
        "c",
        ["answer"],
        'An answer needs words. Say them with --text "…", --text - (standard input) or --edit. Nothing was written.',
    ),
    "unknown question": (
        "c",
        ["answer", "refunds", "-m", "x"],
        "no open question says 'refunds'. candor status lists the open ones.",
    ),
    "asked already": (
        "c",
        ["ask", "was I charged twice?"],
        "incidents/cards.md: 'was I charged twice?' has been asked already. Answer it: candor answer.",
    ),
    "resolve a maintenance": ("d", ["resolve", "dns"], "'dns' is a maintenance. End it with: candor complete dns"),
    "complete an incident": ("c", ["complete", "cards"], "'cards' is an incident. Say it with: candor update cards"),
    "resolved already": (
        "r",
        ["resolve", "over", "-m", "x"],
        "'over' is resolved already. To add a word: candor update over --stage resolved",
    ),
    "completed already": (
        "e",
        ["complete", "done"],
        "'done' is completed already. To add a word: candor update done --stage completed",
    ),
    "update of what is over": (
        "r",
        ["update", "over", "-m", "x"],
        "'over' is resolved since 2024-03-02 16:00 UTC. Say what this is: --stage resolved adds a word, "
        "--stage monitoring opens it again.",
    ),
    "same time": (
        "c",
        ["update", "-m", "x", "--at", "2024-03-02 14:02 UTC"],
        "incidents/cards.md: there is an update of 2024-03-02 14:02 UTC already, and the time is an update's address. "
        "Give another time.",
    ),
    "a comment that stays open": (
        "c",
        ["ask", "<!-- Why?"],
        "incidents/cards.md: this question would not be read back as it was written. A heading, a key such as 'By:' at "
        "its start, or an open comment or code block, in it or in the file, may swallow it. Nothing was written; "
        "candor check may say more.",
    ),
    "an update in the answer": (
        "c",
        ["ask", "And why?", "--answer", "## 2024-03-02 15:00 UTC — Resolved"],
        "incidents/cards.md: this answer would not be read back as it was written. A heading, a key such as 'By:' at "
        "its start, or an open comment or code block, in it or in the file, may swallow it. Nothing was written; "
        "candor check may say more.",
    ),
    "a heading in the text": (
        "c",
        ["update", "-m", "## 2024-03-02 15:00 UTC — Resolved"],
        "incidents/cards.md: this update would not be read back as it was written. A heading, a key such as 'By:' at "
        "its start, or an open comment or code block, in it or in the file, may swallow it. Nothing was written; "
        "candor check may say more.",
    ),
}

MISTYPED = {
    "stage": (["--stage", "identifed"], "--stage: unknown stage 'identifed'. Did you mean 'identified'?"),
    "no zone": (
        ["--at", "2024-03-02 15:00"],
        "--at: '2024-03-02 15:00' has no time zone. Write 2024-03-02 15:00 UTC if that is what you mean, or an offset "
        "(+02:00), or a zone's name (Europe/Berlin).",
    ),
    "next in the past": (
        ["--next", "2024-03-02 15:00 UTC"],
        r"--next: '2024-03-02 15:00 UTC' is not after \d{4}-\d\d-\d\d \d\d:\d\d UTC.",
    ),
    "no time": (
        ["--next", "soon"],
        "--next: 'soon' is not a time. Write a full time (2026-11-18 14:02 UTC), a time of day (14:30 UTC) or a "
        "distance (in 30 min). If you do not know, promise a time to say at least that; or leave the line out.",
    ),
    "component": (
        ["-c", "chekout=operational"],
        "--components: there is no component 'chekout'. Did you mean 'checkout'?",
    ),
    "strange component": (
        ["-c", "zzz=operational"],
        "--components: there is no component 'zzz'. There are: checkout, search.",
    ),
    "status": (
        ["-c", "checkout=brokn"],
        "--components: unknown status 'brokn'. Write one of: operational, degraded_performance, partial_outage, "
        "major_outage.",
    ),
    "no status": (["-c", "checkout"], "--components: 'checkout' needs a status, for example checkout=operational."),
    "ahead": (
        ["--at", "2999-03-02 15:00 UTC"],
        r"--at: '2999-03-02 15:00 UTC' lies ahead; it is \d{4}-\d\d-\d\d \d\d:\d\d UTC now.",
    ),
    "last promise": (
        ["--next", "30m", "--stage", "resolved"],
        "--next: nothing is promised after the last update; leave it out.",
    ),
}

FILES = {
    "c": ("cards", CARDS),
    "f": ("find", SEARCH),
    "o": ("2024-03-02-older-cards", CARDS),
    "d": ("dns", DNS),
    "u": ("torn", "---\ntype: incident\n"),
    "a": ("news", "---\ntype: announcement\ntitle: News\ndate: 2024-03-01\ntopic: general\n---\n\nNews.\n"),
    "r": ("over", CARDS.replace("## Questions", "## 2024-03-02 16:00 UTC — Resolved\n\nOver.\n\n## Questions")),
    "l": ("later", DNS.replace("2024-03-05", "2999-03-05")),
    "e": ("done", DNS + "\n## 2024-03-05 06:00 UTC — Completed\n"),
}


def _files(site: Site) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (site.root / "incidents").rglob("*") if path.is_file()}


@pytest.mark.parametrize(("files", "arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    site: Site, run: Run, files: str, arguments: list[str], message: str
) -> None:
    for name, text in (FILES[key] for key in files):
        site.write(f"incidents/{name}.md", text)
    before = _files(site)

    result = run(*arguments)

    assert result.output == f"Error: {message}\n"
    assert result.exit_code == 1
    assert _files(site) == before


@pytest.mark.parametrize(("options", "message"), MISTYPED.values(), ids=MISTYPED)
def test_what_was_mistyped_is_said_and_nothing_is_written(
    site: Site, run: Run, options: list[str], message: str
) -> None:
    site.write("incidents/cards.md", CARDS)
    before = _files(site)

    result = run("update", "-m", "x", *options)

    last = result.output.splitlines()[-1]
    expected = f"Error: Invalid value for {message}"
    assert last == expected or re.fullmatch(expected, last)
    assert result.exit_code == 2
    assert _files(site) == before


def test_a_file_that_cannot_be_written_is_said_and_left_as_it_is(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)
    (site.root / "incidents" / ".cards.md.part").mkdir()
    before = _files(site)

    result = run("update", "-m", "x")

    assert re.fullmatch(
        r"Error: \S+cards\.md cannot be written: .+\. Check that the folder may be written to\.\n", result.output
    )
    assert result.exit_code == 1
    assert _files(site) == before


def test_words_that_are_no_text_are_refused(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS)
    before = _files(site)

    as_option = run("update", "-m", "x\udcff")
    as_input = CliRunner().invoke(candor, ["update", "-m", "-"], input=b"x\xff")

    assert as_option.output == "Error: The words are not UTF-8 text. Nothing was written.\n"
    assert as_input.output == "Error: Standard input is not UTF-8 text. Nothing was written.\n"
    assert as_option.exit_code == as_input.exit_code == 1
    assert _files(site) == before
