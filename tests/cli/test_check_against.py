"""`candor check --against`: what was published at another commit, and is lost or changed in silence since."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from checked_site import checked
from click.testing import Result

from conftest import INCIDENT, RESOLVED, Site

APOLOGY = """
---
type: apology
title: We are sorry
incident: cards
date: 2026-03-03
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
prevention:
  - {id: P1, action: Have a second provider, owner: Dana Ortiz, due: 2026-12-01}
  - {id: P2, action: Try it each month, owner: Dana Ortiz, due: 2026-12-01}
---

We had one provider, and that was our mistake. We are sorry.
"""


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Dana Ortiz", "-c", "user.email=dana@acme.example", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


@pytest.fixture
def published(site: Site) -> Site:
    """A site in git, with an incident and an apology in its only commit."""
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/sorry.md", APOLOGY)
    site.write("incidents/secret.md", APOLOGY.replace("type: apology", "draft: true\ntype: apology"))
    git(site.root, "init", "--quiet")
    commit(site.root)
    return site


def _lost(result: Result) -> list[str]:
    found = (line for line in result.output.splitlines() if line.startswith(("error ", "warning ")))
    rules = ("PB70", "IU318", "FU505", "FU508", "FU509")
    return [line for line in found if any(f"[{rule}" in line for rule in rules)]


def test_a_renamed_file_a_changed_update_and_a_vanished_promise_are_caught(
    published: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    incidents = published.root / "incidents"
    text = (incidents / "cards.md").read_text("utf-8").replace("You cannot pay by card.", "Some payments are slow.")
    (incidents / "cards.md").unlink()
    published.write("incidents/2026-03-02-cards.md", text)
    published.write("incidents/sorry.md", APOLOGY.replace("incident: cards", "incident: 2026-03-02-cards"))
    sorry = (incidents / "sorry.md").read_text("utf-8")
    published.write("incidents/sorry.md", "".join(line for line in sorry.splitlines(True) if "id: P2" not in line))

    result = checked(published, monkeypatch, "--against", "HEAD")

    assert result.exit_code == 1
    assert sorted(_lost(result)) == [
        "error incidents/2026-03-02-cards.md:1:1: this was published as 'cards', and is '2026-03-02-cards' now "
        "[PB702 changed-id]",
        "error incidents/sorry.md:7:1: P2, 'Try it each month', was promised, and is gone [FU505 vanished-promise]",
        "warning incidents/2026-03-02-cards.md:10:1: published with another impact; it said 'You cannot pay by card.' "
        "[IU318 silent-edit]",
    ]


def test_a_new_file_that_says_where_it_was_is_fine(published: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    incidents = published.root / "incidents"
    moved = (incidents / "cards.md").read_text("utf-8").replace("severity:", "redirect_from: [cards]\nseverity:")
    (incidents / "cards.md").unlink()
    published.write("incidents/2026-03-02-cards.md", moved)
    published.write("incidents/sorry.md", APOLOGY.replace("incident: cards", "incident: 2026-03-02-cards"))

    assert _lost(checked(published, monkeypatch, "--against", "HEAD")) == []


def test_what_is_gone_is_named_where_it_was(published: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("incidents/cards.md", "incidents/secret.md", "site_src/community/pay-by-transfer.md"):
        (published.root / path).unlink()
    published.write("incidents/components.yml", "components: [{id: checkout, name: Checkout}]\n")

    lost = _lost(checked(published, monkeypatch, "--against", "HEAD"))

    assert lost == [
        "error incidents/cards.md:1:1: 'cards' was published, and is gone [PB701 vanished-post]",
        "warning incidents/components.yml:1:1: the component 'search' is gone [PB706 vanished-component]",
        "warning site_src/community/pay-by-transfer.md:1:1: the page 'Pay by transfer' is gone [PB707 vanished-page]",
    ], "a draft that is gone was never seen"


def test_what_others_added_since_is_not_lost(published: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    git(published.root, "switch", "--quiet", "--create", "mine")
    git(published.root, "switch", "--quiet", "main")
    published.write("incidents/theirs.md", INCIDENT + RESOLVED)
    commit(published.root)
    git(published.root, "switch", "--quiet", "mine")

    assert _lost(checked(published, monkeypatch, "--against", "main")) == []


def test_comparing_changes_nothing_in_the_repository(published: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def files() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in published.root.rglob("*") if file.is_file()}

    published.append("incidents/cards.md", "\nMore.\n")
    before = files()

    checked(published, monkeypatch, "--against", "HEAD")

    assert files() == before


def test_a_commit_that_is_not_there_is_named_with_the_way_to_get_it(
    published: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit_two = published.write("incidents/news.md", "---\ntype: announcement\n---\n")
    commit(published.root)
    git(tmp_path, "clone", "--quiet", "--depth=1", published.root.as_uri(), "shallow")
    shallow = Site(tmp_path / "shallow", monkeypatch)

    full = checked(published, monkeypatch, "--against", "origin/release")
    thin = checked(shallow, monkeypatch, "--against", "origin/release")
    newest = checked(shallow, monkeypatch, "--against", "HEAD")

    assert commit_two.exists()
    assert (full.exit_code, thin.exit_code) == (2, 2)
    assert full.stderr == (
        "Error: there is no commit 'origin/release' here. `git branch --all` and `git tag` list those that there are; "
        "`git fetch` brings newer ones.\n"
    )
    assert thin.stderr == (
        "Error: there is no commit 'origin/release' here. This clone is shallow: fetch it first with `git fetch "
        "--depth=1 origin release` and name FETCH_HEAD, or clone all (GitHub Actions: fetch-depth: 0; GitLab: "
        "GIT_DEPTH: 0).\n"
    )
    assert _lost(newest) == []


def test_outside_of_git_there_is_nothing_to_compare_with(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.root.parent))  # where the tests' own folder is in git

    result = checked(site, monkeypatch, "--against", "HEAD")

    assert result.exit_code == 2
    assert "is in no git repository, so there is no other commit to compare with." in result.stderr


def test_a_commit_from_before_the_site_is_no_mistake(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    git(site.root, "init", "--quiet")
    git(site.root, "commit", "--quiet", "--allow-empty", "--message", "x")

    result = checked(site, monkeypatch, "--against", "HEAD")

    assert result.exit_code == 0, result.output
    assert "There was no site here at 'HEAD' yet: nothing to compare with." in result.stderr


def test_a_repository_that_git_cannot_read_is_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    git(site.root, "init", "--quiet")
    git(site.root, "add", "--all")
    git(site.root, "commit", "--quiet", "--message", "All")
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD^{tree}"], cwd=site.root, capture_output=True, text=True, check=True
    ).stdout.strip()
    (site.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    result = checked(site, monkeypatch, "--against", "HEAD")

    assert result.exit_code == 2
    assert result.output == "Error: git: fatal: not a tree object\n"
