"""When the site next changes by itself, in the forms that schedulers take."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from conftest import Site
from mkdocs_candor.cli import candor

SOON = (datetime.now(UTC) + timedelta(hours=30)).replace(hour=12, minute=0, second=30, microsecond=0)
"""Midday of tomorrow, or the day after: never midnight, and never today."""


def _next(site: Site, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    monkeypatch.chdir(site.root)
    return CliRunner().invoke(candor, ["next", *options])


def _embargo(site: Site) -> None:
    site.write(
        "incidents/news.md",
        "---\ntype: announcement\ntitle: N\ndate: 2024-03-01\ntopic: general\n"
        f"publish_at: {SOON:%Y-%m-%d %H:%M:%S} UTC\n---\n\nN.\n",
    )


def test_the_next_change_is_midnight_at_the_latest(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _next(site, monkeypatch)

    moment = datetime.strptime(result.output.strip(), "%Y-%m-%d %H:%M UTC").replace(tzinfo=UTC)
    assert (moment.hour, moment.minute, result.exit_code) == (0, 0, 0)
    assert timedelta() <= moment - datetime.now(UTC) <= timedelta(days=1)


def test_who_builds_is_told_of_an_embargo(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    _embargo(site)

    told = {form: _next(site, monkeypatch, "--no-midnight", "--format", form).output.strip() for form in FORMS}

    assert told["text"] == f"{SOON:%Y-%m-%d %H:%M:%S} UTC"
    assert told["epoch"] == str(int(SOON.timestamp()))
    assert told["cron"] == f"1 12 {SOON.day} {SOON.month} *"  # a minute after it, rather than half a minute before
    assert abs(int(told["seconds"]) - (SOON - datetime.now(UTC)).total_seconds()) < 30
    all_of_it = json.loads(_next(site, monkeypatch, "--no-midnight", "--json").output)
    assert (all_of_it["next_change"], all_of_it["cron"]) == (f"{SOON:%Y-%m-%dT%H:%M:%SZ}", told["cron"])


FORMS = ("text", "epoch", "seconds", "cron")


@pytest.mark.parametrize("options", [[], ["--format", "cron"], ["--format", "epoch"]], ids=str)
def test_never_is_said_in_words_and_by_the_exit_code(
    site: Site, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    result = _next(site, monkeypatch, "--no-midnight", *options)

    assert (result.output, result.exit_code) == ("never\n", 3)


def test_never_is_null_in_json(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _next(site, monkeypatch, "--no-midnight", "--json")

    assert json.loads(result.output) == {"next_change": None, "epoch": None, "seconds": None, "cron": None}
    assert result.exit_code == 3


def _published(site: Site, ago: timedelta) -> str:
    """Write what a site that was built so long ago says of itself."""
    built = f"{datetime.now(UTC) - ago:%Y-%m-%dT%H:%M:%SZ}"
    site.write("public/api/candor/v1/build.json", json.dumps({"as_of": built}))
    return str(site.root / "public")


@pytest.mark.parametrize(
    ("ago", "code", "said"),
    [
        (timedelta(), 3, "Not yet, but at 20"),
        (timedelta(minutes=31), 0, "else its pages say that they may be out of date."),
        (timedelta(days=2), 0, "Due since 20"),
    ],
    ids=["fresh", "older than half of stale_page_minutes", "two days old"],
)
def test_a_scheduler_learns_whether_the_published_site_must_be_built_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, ago: timedelta, code: int, said: str
) -> None:
    site.configure("  - candor\n", "  - candor: {stale_page_minutes: 60}\n")
    result = _next(site, monkeypatch, "--due", _published(site, ago))

    assert result.exit_code == code, result.output
    assert said in result.output


def test_an_embargo_that_has_ended_since_the_build_makes_it_due(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.configure("  - candor\n", "  - candor: {stale_page_minutes: 0}\n")
    ended = datetime.now(UTC) - timedelta(minutes=1)
    site.write(
        "incidents/news.md",
        "---\ntype: announcement\ntitle: N\ndate: 2024-03-01\ntopic: general\n"
        f"publish_at: {ended:%Y-%m-%d %H:%M:%S} UTC\n---\n\nN.\n",
    )

    result = _next(site, monkeypatch, "--json", "--due", _published(site, timedelta(minutes=2)))

    assert (result.exit_code, json.loads(result.output)["due"]) == (0, True)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("nowhere", "Due: nowhere cannot be read: [Errno 2] No such file or directory"),
        ("http://127.0.0.1:9/", "Due: http://127.0.0.1:9/ cannot be read: <urlopen error [Errno 111] Connection ref"),
        ("site_src", "Due: site_src has no api/candor/v1/build.json that can be read.\n"),
    ],
)
def test_a_site_that_cannot_be_read_is_built_rather_than_not(
    site: Site, monkeypatch: pytest.MonkeyPatch, where: str, said: str
) -> None:
    site.write("site_src/api/candor/v1/build.json", "{}")

    result = _next(site, monkeypatch, "--due", where)

    assert result.exit_code == 0
    assert result.output.startswith(said)
