"""`candor check` for people: what it shows first, what it leaves out, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from checked_site import checked, wrong_site
from click.testing import CliRunner

from conftest import INCIDENT, RESOLVED, Site
from mkdocs_candor.cli import candor

ROOT = Path(__file__).parents[2]
BAD_FILES = ROOT / "tests" / "bad_files"


def test_the_file_with_the_worst_comes_first_and_in_it_the_worst(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)

    lines = checked(site, monkeypatch).output.splitlines()

    shown = [line for line in lines if line.startswith(("error ", "warning ", "hint "))]
    files = list(dict.fromkeys(line.split(".md:")[0].split(" ", 1)[1] for line in shown))
    assert shown[0].startswith("error incidents/news: 100%, all.md:")
    assert files == ["incidents/news: 100%, all", "incidents/2026/late", "incidents/cards"]
    levels = [line.split()[0] for line in shown if "news" in line]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index)


def test_asked_about_files_check_shows_those_and_counts_the_others(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)

    one = checked(site, monkeypatch, "incidents/2026/late.md")
    folder = checked(site, monkeypatch, "incidents/2026")

    assert one.exit_code == 0, one.output
    assert "late.md" in one.output
    assert "news: 100%" not in one.output
    assert "waived" not in one.output
    assert "in 2 other files. `candor check` shows all." in one.output
    assert folder.output == one.output


def test_only_errors_fail_and_warnings_do_when_strict(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)

    assert checked(site, monkeypatch).exit_code == 0
    assert checked(site, monkeypatch, "--strict").exit_code == 1


def test_words_of_a_draft_never_fail_but_say_that_they_will(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    clumsy = INCIDENT + RESOLVED.replace("Cards work", "Mistakes were made. Cards work")
    site.write("incidents/cards.md", clumsy)
    published = checked(site, monkeypatch)
    site.write("incidents/cards.md", clumsy.replace("severity", "draft: true\nseverity"))
    draft = checked(site, monkeypatch)

    words = "Mistakes were made"
    assert (published.exit_code, draft.exit_code) == (1, 0)
    assert f"error incidents/cards.md:20:1: {words} [AP101 agentless-mistakes]" in published.output
    assert (
        f"warning incidents/cards.md:21:1: {words} (a draft: an error once it is published) [AP101 agentless-mistakes]"
    ) in draft.output
    assert checked(site, monkeypatch, "--strict").exit_code == 1


def test_what_cannot_be_checked_ends_with_two(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    missing = checked(site, monkeypatch, "incidents/nothing.md")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    no_site = CliRunner().invoke(candor, ["check"])

    assert (missing.exit_code, no_site.exit_code) == (2, 2)
    assert "Path 'incidents/nothing.md' does not exist." in missing.output
    assert "No mkdocs.yml in" in no_site.output


def test_the_summary_is_one_line_and_waivers_say_why(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)

    lines = checked(site, monkeypatch).output.splitlines()

    assert lines[-1].startswith("3 posts read: 2 errors, ")
    assert lines[-1].endswith("; 1 waived.")
    assert [line for line in lines if line.startswith("waived")] == [
        "waived incidents/cards.md:11:1: 22 minutes after the start; 15 minutes is our rule for major "
        "[IU301 late-first-notice], because: the alarm was new"
    ]


def test_check_on_the_demo_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795176000")  # 2026-11-20 12:00 UTC, when the demo is built

    result = CliRunner().invoke(candor, ["check", "--strict"])

    assert result.exit_code == 0, result.output
    assert "posts read: no problem, and no known pattern found; 1 waived." in result.output


def test_check_reports_every_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = sorted(folder for folder in BAD_FILES.iterdir() if folder.is_dir())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795176000")
    (tmp_path / "mkdocs.yml").write_text("site_name: Bad files\ndocs_dir: site_src\nplugins: [candor]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    silent = []
    for kind in kinds:
        for name in ("incidents", "site_src"):
            (tmp_path / name).unlink(missing_ok=True)
            if (kind / name).exists():
                (tmp_path / name).symlink_to(kind / name)
        said = CliRunner().invoke(candor, ["check"]).output
        wanted = (kind / "expected.txt").read_text("utf-8").splitlines()
        rules = {line.rpartition("[")[2] for line in wanted if line.startswith(("error: ", "warning: "))}
        silent += [f"{kind.name}: {rule}" for rule in rules if f"[{rule}" not in said]

    assert silent == []


def test_check_finds_the_site_of_the_files_that_it_is_asked_about(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = site.write("incidents/cards.md", INCIDENT + RESOLVED)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    result = CliRunner().invoke(candor, ["check", str(file)])

    assert "warning incidents/cards.md:10:1: 22 minutes after the start" in result.output
