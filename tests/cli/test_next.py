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
