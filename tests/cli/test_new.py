"""New posts from the command line: complete, with explicit zones, and read as they were meant."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import Site
from mkdocs_candor.cli import candor
from mkdocs_candor.model.post import Announcement, AnyPost, Discloser, Incident, Maintenance, PostType, Topic
from mkdocs_candor.model.status import Severity, Stage, Status
from mkdocs_candor.read.form import keys_of
from mkdocs_candor.read.history import read_history
from mkdocs_candor.read.schema import POST_FORMS

Run = Callable[..., Result]

# What the options do not offer, since it has parts of its own; `type` is the command.
NOT_OFFERED = {"type", "follow_ups", "check", "imported", "edited"}
SPELT = {"author": "author", "resources": "resources", "id": "id_", "title": "title", "upstream": "upstream"}


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(site.root)
    for name in ("CANDOR_BY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str, input: str = "", env: dict[str, str] | None = None) -> Result:
        result = CliRunner(env=env).invoke(candor, ["new", *arguments], input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def _only(site: Site) -> AnyPost:
    reading = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src")
    assert not reading.problems
    (post,) = reading.history.posts
    return post


def _now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


def test_a_first_notice_takes_one_line(site: Site, run: Run) -> None:
    before = _now()

    result = run(
        *("incident", "Card payments fail: all of them", "-s", "major", "-c", "checkout", "--started", "20 min ago"),
        *("--impact", "You cannot pay by card.", "--do-now", "Pay by transfer.", "--next", "30m"),
    )

    assert result.exit_code == 0, result.output
    post = _only(site)
    assert isinstance(post, Incident)
    assert post.source.path in result.output.replace("\\", "/")
    assert (post.title, post.severity) == ("Card payments fail: all of them", Severity.MAJOR)
    assert post.components == {"checkout": Status.PARTIAL_OUTAGE}
    assert post.started is not None
    assert before <= post.started + timedelta(minutes=20) <= _now()
    assert post.id == f"{post.started:%Y-%m-%d}-card-payments-fail-all-of-them"
    assert post.source.path == f"incidents/{post.started:%Y}/{post.id}.md"
    (update,) = post.updates
    assert (update.stage, update.impact, update.do_now) == (
        Stage.INVESTIGATING,
        "You cannot pay by card.",
        "Pay by transfer.",
    )
    assert " UTC — Investigating\nImpact: You cannot pay by card.\nDo now: Pay by transfer.\nNext update: " in (
        (site.root / post.source.path).read_text("utf-8")
    )
    assert result.output.endswith(f"then speak again by {update.next_update:%H:%M} UTC: candor update.\n")


def test_every_field_of_an_incident_can_be_said(site: Site, run: Run) -> None:
    site.write(
        "incidents/old.md", "---\ntype: incident\ntitle: Old\nseverity: none\nstarted: 2024-03-01 10:00 UTC\n---\n"
    )

    result = run(
        *("incident", "Cards", "-s", "critical", "-c", "Checkout=degraded performance, search=major_outage"),
        *("--started", "2024-03-02 14:40 +01:00", "--at", "2024-03-02 14:02 UTC", "--stage", "identified"),
        *("--detected", "2024-03-02 13:50 UTC", "--disclosed-by", "customers", "--found-later", "Our alarm slept."),
        *(
            "--upstream",
            "Paylane",
            "--upstream-url",
            "https://pay.example/",
            "--upstream-feed",
            "https://pay.example/f",
        ),
        *("--impact", "No cards.", "--scope", "Europe.", "--do-now", "Wait.", "--by", "Dana Ortiz", "--text", "-"),
        *("--related", "old", "--resource", "pay-by-transfer", "--desk", "help-desk", "--lang", "en"),
        *(
            "--passed-on",
            "The list of shops.",
        ),
        *("--discussion", "https://forum.example/1", "--audience", "community", "--redirect-from", "/x/", "--noindex"),
        *("--description", "Cards failed.", "--publish-at", "2999-01-01 00:00 UTC", "--draft", "--id", "cards"),
        input="The cause is known.\n",
    )

    assert result.exit_code == 0, result.output
    text = (site.root / "incidents/2024/2024-03-02-cards.md").read_text("utf-8")
    assert text == (
        "---\ntype: incident\ntitle: Cards\nid: cards\nseverity: critical\n"
        "components:\n  checkout: degraded_performance\n  search: major_outage\nstarted: 2024-03-02 13:40 UTC\n"
        "detected: 2024-03-02 13:50 UTC\ndisclosed_by: customers\nfound_later: Our alarm slept.\n"
        "upstream:\n  name: Paylane\n  url: https://pay.example/\n  feed: https://pay.example/f\n"
        "related: [old]\nresources: [pay-by-transfer]\ndesk: help-desk\n"
        "passed_on: The list of shops.\ndiscussion: https://forum.example/1\n"
        "description: Cards failed.\naudience: community\nlang: en\nredirect_from: [/x/]\nnoindex: true\ndraft: true\n"
        "publish_at: 2999-01-01 00:00 UTC\n---\n\n"
        "## 2024-03-02 14:02 UTC — Identified\nImpact: No cards.\nScope: Europe.\nDo now: Wait.\nBy: Dana Ortiz\n\n"
        "The cause is known.\n"
    )
    reading = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src")
    post = next(p for p in reading.history.posts if p.id == "cards")
    assert isinstance(post, Incident)
    assert post.disclosed_by is Discloser.CUSTOMERS


def test_a_maintenance_is_announced_with_its_window(site: Site, run: Run) -> None:
    result = run(
        *("maintenance", "New software", "--starts", "2999-03-05 05:00 UTC", "--ends", "2h", "-c", "checkout"),
        *("--impact", "Orders wait.", "--scope", "Everybody.", "--do-now", "Order before.", "--by", "Dana Ortiz"),
        *("--next", "2999-03-05 05:00 UTC", "-m", "It takes two hours."),
    )

    assert result.exit_code == 0, result.output
    post = _only(site)
    assert isinstance(post, Maintenance)
    assert post.window is not None
    assert f"{post.window.start:%H:%M}-{post.window.end:%H:%M}" == "05:00-07:00"
    assert post.components == {"checkout": Status.UNDER_MAINTENANCE}
    assert (post.updates[0].stage, post.updates[0].body) == (Stage.SCHEDULED, "It takes two hours.")
    assert "components: [checkout]\n" in (site.root / post.source.path).read_text("utf-8")
    assert result.output.endswith("at 2999-03-05 05:00 UTC: candor start, and then candor complete.\n")


def test_news_are_written_with_the_day_they_bite(site: Site, run: Run) -> None:
    result = run(
        *("announcement", "Plain FTP ends", "-t", "deprecation", "--date", "2024-03-01", "--effective", "2024-06-01"),
        *("--until", "2024-07-01 12:00 UTC", "--pin", "-c", "checkout", "--author", "Dana Ortiz", "--author-role"),
        *("engineer", "--author-contact", "help-desk", "-m", "Use SFTP."),
    )

    assert result.exit_code == 0, result.output
    post = _only(site)
    assert isinstance(post, Announcement)
    assert (post.topic, post.pin, post.body, post.components) == (Topic.DEPRECATION, True, "Use SFTP.", ("checkout",))
    assert post.author is not None
    assert post.author.contact == "help-desk"
    assert "date: 2024-03-01\n" in (site.root / post.source.path).read_text("utf-8")


def test_news_without_words_are_a_draft(site: Site, run: Run) -> None:
    result = run("announcement", "New prices", "-t", "pricing")

    assert result.output.endswith("Next: write its text, and take `draft: true` away; then commit and push it.\n")
    assert _only(site).draft


def test_open_prints_the_path_and_nothing_else(site: Site, run: Run) -> None:
    result = run("incident", "Search is slow", "-s", "minor", "--open")

    assert (site.root / result.output.removesuffix("\n")).is_file()


def test_two_posts_of_one_name_are_two_files(site: Site, run: Run) -> None:
    first = run("incident", "Search is slow", "-s", "minor", "--open").output.strip()
    second = run("incident", "Search is slow", "-s", "minor", "--open").output.strip()

    assert Path(second).stem in {f"{Path(first).stem}-2", f"{datetime.now(UTC):%Y-%m-%d}-search-is-slow"}
    assert first != second


def test_the_editor_opens_the_file_that_was_written(site: Site, run: Run, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys\nopen(sys.argv[1], 'a', encoding='utf-8').write('\\nEdited.\\n')\n")

    run("incident", "Cards", "-s", "minor", "--edit", env={"EDITOR": f"{sys.executable} {editor}"})

    post = _only(site)
    assert isinstance(post, Incident)
    assert post.updates[0].body == "Edited."


MISTAKES = {
    "no title": (["incident"], "Say a TITLE; it is asked for only on a terminal."),
    "no severity": (
        ["incident", "X"],
        "Say --severity (none, minor, major, critical); it is asked for only on a terminal.",
    ),
    "no start": (["maintenance", "X"], "Say --starts; it is asked for only on a terminal."),
    "no end": (
        ["maintenance", "X", "--starts", "2999-01-01 10:00 UTC"],
        "Say --ends; it is asked for only on a terminal.",
    ),
    "no topic": (
        ["announcement", "X"],
        "Say --topic (pricing, deprecation, policy, security, feature, general); it is asked for only on a terminal.",
    ),
    "ends first": (
        ["maintenance", "X", "--starts", "2999-01-01 10:00 UTC", "--ends", "2999-01-01 09:00 UTC"],
        "Invalid value for --ends: '2999-01-01 09:00 UTC' is not after 2999-01-01 10:00 UTC.",
    ),
    "component": (
        ["incident", "X", "-s", "minor", "-c", "chekout"],
        "Invalid value for --components: there is no component 'chekout'. Did you mean 'checkout'?",
    ),
    "no zone": (
        ["incident", "X", "-s", "minor", "--started", "14:02"],
        "Invalid value for --started: '14:02' has no time zone. Write 14:02 UTC if that is what you mean, or an offset "
        "(+02:00), or a zone's name (Europe/Berlin).",
    ),
    "unknown unit": (
        ["incident", "X", "-s", "minor", "--started", "20 moons ago"],
        "Invalid value for --started: unknown unit 'moons' in 'in 20 moons'. Units are min, h and d: in 1 h 30 min.",
    ),
    "date": (
        ["announcement", "X", "-t", "policy", "--effective", "2024-13-01"],
        "Invalid value for --effective: there is no month 13 in '2024-13-01'. Did you mean 2024-01-13? "
        "Order: year, month, day.",
    ),
    "desk": (
        ["incident", "X", "-s", "minor", "--desk", "helpdesk"],
        "Invalid value for --desk: there is no 'helpdesk'. Did you mean 'help-desk'?",
    ),
    "author's desk": (
        ["announcement", "X", "-t", "policy", "--author", "Dana", "--author-contact", "zzz"],
        "Invalid value for --author-contact: there is no 'zzz'. Those there are stand in desks.yml.",
    ),
    "resource": (
        ["incident", "X", "-s", "minor", "--resource", "pay-transfer"],
        "Invalid value for --resource: there is no 'pay-transfer'. Did you mean 'pay-by-transfer'?",
    ),
    "related": (
        ["incident", "X", "-s", "minor", "--related", "zzz"],
        "Invalid value for --related: there is no 'zzz'. Those there are stand in incidents.",
    ),
    "id": (
        ["incident", "X", "-s", "minor", "--id", "a b"],
        "Invalid value for --id: 'a b' is no id: use letters, digits, '.', '_' and '-'.",
    ),
    "text": (
        ["incident", "X", "-s", "minor", "-m", "## 2024-03-02 15:00 UTC — Resolved"],
        "this update would not be read back as it was written. A heading, a key such as 'By:' at its start, or an "
        "open comment or code block, in it or in the file, may swallow it. Nothing was written; candor check may say "
        "more.",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_written(
    site: Site, run: Run, arguments: list[str], message: str
) -> None:
    result = run(*arguments)

    assert result.output.splitlines()[-1] == f"Error: {message}"
    assert result.exit_code in {1, 2}
    assert not list((site.root / "incidents").rglob("*.md"))


def test_an_id_is_given_once(site: Site, run: Run) -> None:
    run("incident", "X", "-s", "minor", "--id", "cards")

    result = run("incident", "Y", "-s", "minor", "--id", "cards")

    assert result.output.splitlines()[-1] == "Error: Invalid value for --id: 'cards' is taken by another post."


@pytest.mark.parametrize("type", [PostType.INCIDENT, PostType.MAINTENANCE, PostType.ANNOUNCEMENT])
def test_every_key_of_front_matter_has_an_option(type: PostType) -> None:
    group = candor.get_command(None, "new")  # type: ignore[arg-type]
    command = group.commands[type.value]  # type: ignore[union-attr]
    names = {parameter.name for parameter in command.params} | {p.name.rstrip("_") for p in command.params if p.name}

    keys = set(keys_of(POST_FORMS[type]))

    assert keys - NOT_OFFERED <= names
