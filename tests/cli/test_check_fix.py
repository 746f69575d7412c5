"""`candor check --fix`: what it writes, what it shows, and what it leaves alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from checked_site import checked

from conftest import COMPONENTS, INCIDENT, RESOLVED, Site

SLOPPY = (INCIDENT + RESOLVED).replace("UTC — Resolved", "UTC - Resolved").replace("No order was lost.", "Sorry. ")
DATED = "incidents/2026-03-02-cards.md"


def _files(site: Site) -> dict[str, bytes]:
    return {p.relative_to(site.root).as_posix(): p.read_bytes() for p in site.root.rglob("*") if p.is_file()}


def test_fix_says_what_it_mended_and_then_checks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(DATED, SLOPPY)
    before = _files(site)

    result = checked(site, monkeypatch, "--fix")

    lines = result.output.splitlines()
    assert lines[:2] == [
        f"fixed   {DATED}:20: took the spaces off the end of 1 line",
        f"fixed   {DATED}:18: put a long dash before the stage",
    ]
    assert lines[-1].startswith("1 post read: ")
    wanted = SLOPPY.replace("UTC - Resolved", "UTC — Resolved").replace("Sorry. \n", "Sorry.\n").lstrip("\n").encode()
    assert _files(site) == before | {DATED: wanted}
    assert not [line for line in checked(site, monkeypatch, "--fix").output.splitlines() if line.startswith("fixed")]


def test_a_dry_run_shows_the_change_as_git_does_and_writes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("incidents/cards.md", SLOPPY)
    before = _files(site)

    result = checked(site, monkeypatch, "--fix", "--dry-run")

    assert _files(site) == before
    diff = result.output[: result.output.index("fixed ")]
    assert "-## 2026-03-02 15:21 UTC - Resolved\n+## 2026-03-02 15:21 UTC — Resolved\n" in diff
    subprocess.run(["git", "init", "--quiet"], cwd=site.root, check=True)
    patch = f"diff --git a/incidents/cards.md b/{DATED}\nsimilarity index 90%\n{diff}".encode()
    subprocess.run(["git", "apply", "-"], cwd=site.root, input=patch, check=True)
    assert (site.root / DATED).read_text("utf-8").startswith("---\ntype: incident\ntitle: Card payments")


def test_a_file_is_called_by_its_day_and_its_post_keeps_its_id(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)

    result = checked(site, monkeypatch, "--fix", "incidents/cards.md")

    assert f"renamed incidents/cards.md to {DATED}; its id stays 'cards'" in result.output
    assert f"warning {DATED}:" in result.output, "the file with its new name is still the one asked about"
    text = (site.root / DATED).read_text("utf-8")
    assert text == (INCIDENT + RESOLVED).lstrip("\n").replace("at checkout\n", "at checkout\nid: cards\n")
    assert not (site.root / "incidents/cards.md").exists()


def test_a_name_that_is_no_id_becomes_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("incidents/2026-03-02 all cards.md", INCIDENT + RESOLVED)

    result = checked(site, monkeypatch, "--fix")

    new = "incidents/2026-03-02-all-cards.md"
    assert f"renamed incidents/2026-03-02 all cards.md to {new}; its id stays '2026-03-02-all-cards'" in result.output
    assert (site.root / new).read_text("utf-8") == (INCIDENT + RESOLVED).lstrip("\n"), "its name says the id"
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(
            "incidents/draft.md", INCIDENT.replace("type:", "draft: true\ntype:"), id="a draft has no day yet"
        ),
        pytest.param("incidents/no-date.md", INCIDENT.replace("started: 2026-03-02 13:40 UTC\n", ""), id="no time"),
    ],
)
def test_a_file_without_a_day_keeps_its_name(site: Site, monkeypatch: pytest.MonkeyPatch, path: str, text: str) -> None:
    site.write(path, text)

    checked(site, monkeypatch, "--fix")

    assert (site.root / path).exists()


def test_a_file_that_others_name_keeps_its_name(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/2026-03-01-search.md", INCIDENT + RESOLVED + "\nAs [before](cards.md).\n")

    result = checked(site, monkeypatch, "--fix")

    assert "kept    incidents/cards.md as it is called: incidents/2026-03-01-search.md names it" in result.output
    assert (site.root / "incidents/cards.md").exists()


def test_only_posts_that_are_asked_for_and_can_be_read_are_touched(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(DATED, SLOPPY)
    site.write("incidents/2026-03-02-broken.md", "---\ntitle: [never closed \n---\n\nText \n")
    site.write("incidents/2026-03-02-latin.md", SLOPPY.encode().replace(b"Sorry", b"Perd\xf3n"))
    site.write("incidents/components.yml", COMPONENTS + " \n")
    site.append("site_src/community/pay-by-transfer.md", "A page, \n")
    before = _files(site)

    checked(site, monkeypatch, "--fix", "incidents/2026-03-02-broken.md")
    assert _files(site) == before

    checked(site, monkeypatch, "--fix")
    assert {path for path, text in _files(site).items() if before[path] != text} == {DATED}


def test_a_bare_time_gets_the_zone_of_the_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.configure("  - candor\n", "  - candor: {timezone: Europe/Berlin}\n")
    site.write(DATED, (INCIDENT + RESOLVED).replace("13:40 UTC\n---", "13:40\n---"))

    result = checked(site, monkeypatch, "--fix")

    assert f"fixed   {DATED}:7: gave 2026-03-02 13:40 its zone, Europe/Berlin" in result.output
    assert "started: 2026-03-02 13:40 Europe/Berlin\n---" in (site.root / DATED).read_text("utf-8")


def test_a_report_for_machines_is_not_mixed_with_what_was_mended(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(DATED, SLOPPY)

    result = checked(site, monkeypatch, "--fix", "--format", "json")

    assert result.stdout.startswith("{\n")
    assert "fixed   " in result.stderr


def test_a_dry_run_of_nothing_is_a_wrong_option(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    result = checked(site, monkeypatch, "--dry-run")

    assert result.exit_code == 2
    assert "Error: --dry-run shows what --fix would do: give both." in result.output
    assert Path.cwd() == site.root
