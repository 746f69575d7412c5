"""The Nu HTML checker finds no error on any template but those that Material itself makes."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from chromium import OUTAGE, build_demo
from demo_pages import PAGES

pytestmark = pytest.mark.browser

CHECKER = "vnu-jar@26.9.27"
# Its switches of the menu and the search, and the labels of its menu.
MATERIALS = (
    "Attribute “autocomplete” is only allowed when",
    "Bad value “” for attribute “tabindex” on element “label”",
)


@pytest.fixture
def checker(tmp_path: Path) -> Path:
    """The checker's program, from its registry."""
    if not (shutil.which("npm") and shutil.which("java")):
        pytest.skip("no npm or no java (Debian: apt-get install npm default-jre-headless)")
    fetched = subprocess.run(
        ["npm", "pack", CHECKER, "--silent"], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    if fetched.returncode:
        pytest.skip(f"the checker could not be fetched: {fetched.stderr.strip()[-200:]}")
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    return next(tmp_path.rglob("vnu.jar"))


def test_every_template_is_valid(checker: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_demo(site, "https://status.palegrove.example/", OUTAGE)
    files = [str(site / f"{page}index.html" if not page.endswith(".html") else site / page) for page in PAGES.values()]

    told = subprocess.run(
        ["java", "-jar", str(checker), "--format", "json", "--errors-only", "--exit-zero-always", *files],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip

    errors = [m for m in json.loads(told.stderr)["messages"] if not m["message"].startswith(MATERIALS)]
    assert [f"{m['url']}:{m.get('lastLine')} {m['message']}" for m in errors] == []
