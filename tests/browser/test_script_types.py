"""TypeScript finds nothing wrong in our scripts, by the types in its comments."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from chromium import ROOT
from mkdocs_candor.publish.script import PARTS

pytestmark = pytest.mark.browser

COMPILER = "typescript@5.9.3"
STATIC = ROOT / "plugins/mkdocs_candor/publish/static"
STRICT = ("--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2022", "--lib", "es2022,dom,dom.iterable")


def test_the_types_of_our_scripts_hold(tmp_path: Path) -> None:
    if not shutil.which("npx"):
        pytest.skip("no npx to fetch TypeScript with (Debian: apt-get install npm)")
    compiler = ("npx", "--yes", "--package", COMPILER, "tsc")
    fetched = subprocess.run([*compiler, "--version"], capture_output=True, text=True, check=False, cwd=tmp_path)
    if fetched.returncode:
        pytest.skip(f"TypeScript could not be fetched: {fetched.stderr.strip()[-200:]}")

    checked = subprocess.run(
        [*compiler, *STRICT, *(str(STATIC / part) for part in PARTS)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert checked.stdout == ""
    assert checked.returncode == 0
