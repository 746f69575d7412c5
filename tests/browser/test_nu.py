"""The Nu HTML checker finds no error on any template but those that Material itself makes."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

import every_type
from chromium import OUTAGE, build_demo
from conftest import CONFIG, DURING, Site
from demo_pages import PAGES
from every_type import write_every_type

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
        member = next(each for each in archive if each.name.endswith("/vnu.jar"))
        content = archive.extractfile(member)
        assert content
        program = tmp_path / "vnu.jar"
        program.write_bytes(content.read())
    return program


def test_every_template_is_valid(checker: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_demo(site, "https://status.palegrove.example/", OUTAGE)

    assert _errors(checker, [_file(site, page) for page in PAGES.values()]) == []


def test_a_site_in_each_language_and_its_translations_are_valid(checker: Path, site: Site) -> None:
    files = []
    for lang, other in {"de": "ja", "es": "de", "fr": "es", "ja": "ar", "ar": "fr"}.items():
        site.write("mkdocs.yml", CONFIG)
        write_every_type(site, lang, other)
        built = site.build("--strict", as_of=DURING, into=lang)
        assert built.code == 0, built.log
        files += [_file(built.folder, page) for page in (*every_type.PAGES, f"{other}/incidents/cards/")]
        (site.root / f"incidents/cards.{other}.md").unlink()

    assert _errors(checker, files) == []


def _file(site: Path, page: str) -> Path:
    return site / (page if page.endswith(".html") else f"{page}index.html")


def _errors(checker: Path, files: list[Path]) -> list[str]:
    told = subprocess.run(
        ["java", "-jar", str(checker), "--format", "json", "--errors-only", "--exit-zero-always", *map(str, files)],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    errors = [m for m in json.loads(told.stderr)["messages"] if not m["message"].startswith(MATERIALS)]
    return [f"{m['url']}:{m.get('lastLine')} {m['message']}" for m in errors]
