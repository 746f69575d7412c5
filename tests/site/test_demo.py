"""The demo is what newcomers copy: it builds strictly, links nowhere in vain, and gives the same bytes twice."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ENGINE, Built
from links_in import broken_links

ROOT = Path(__file__).parents[2]
URL = "https://status.palegrove.example/"
NOW = "1795176000"  # 2026-11-20 12:00 UTC
OUTAGE = "2026-10-14 11:30 UTC"


def _build(folder: Path, as_of: str) -> Built:
    command = [sys.executable, "-m", ENGINE, "build", "--strict", "-f", str(ROOT / "mkdocs.yml"), "-d", str(folder)]
    environment = {
        **os.environ, "SOURCE_DATE_EPOCH": NOW, "CANDOR_AS_OF": as_of,
        "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true",
    }  # fmt: skip
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return Built(result.returncode, result.stdout + result.stderr, folder)


@pytest.fixture(scope="module")
def outage(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _build(tmp_path_factory.mktemp("outage"), OUTAGE)


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _build(tmp_path_factory.mktemp("now"), "")


def test_the_demo_builds_strictly_now_and_in_its_outage(now: Built, outage: Built) -> None:
    assert now.code == 0, now.log
    assert outage.code == 0, outage.log


def test_no_internal_link_of_the_demo_is_broken(now: Built, outage: Built) -> None:
    assert broken_links(now.folder, URL) == []
    assert broken_links(outage.folder, URL) == []


def test_no_page_shows_its_front_matter(now: Built) -> None:
    pages = {path for path in now.folder.rglob("*.html") if "<p>description:" in path.read_text("utf-8")}

    assert pages == set()


def test_two_builds_of_the_demo_are_byte_identical(now: Built, tmp_path: Path) -> None:
    again = _build(tmp_path / "again", "")

    assert again.files() == now.files()


def test_the_demo_is_the_same_when_mkdocs_makes_each_post_by_itself(
    outage: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    monkeypatch.setenv("CANDOR_AS_OF", OUTAGE)
    config = importlib.import_module(f"{ENGINE}.config").load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path))
    config.plugins["candor"].config["pipeline"] = "mkdocs"
    config.plugins.on_startup(command="build", dirty=False)

    importlib.import_module(f"{ENGINE}.commands.build").build(config)

    assert Built(0, "", tmp_path).files() == outage.files()


def test_in_the_middle_of_the_outage_the_front_page_tells_what_to_do_and_when_we_write_again(outage: Built) -> None:
    home = outage.words("index.html")

    assert "own" in outage.page("index.html").h1.text
    assert "11:45 UTC" in home
    assert "hall-north-apology" not in outage.text("index.html")


def test_two_years_of_history_are_there(now: Built) -> None:
    posts = [
        p for s in ("incidents", "announcements", "apologies", "reports") for p in (now.folder / s).glob("*/index.html")
    ]

    assert len(posts) >= 30
    assert now.has("history/2024/index.html")
