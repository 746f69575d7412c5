"""A new status site of one's own builds at once, from an installed copy as from this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ENGINE, Built
from mkdocs_candor.cli import candor

ROOT = Path(__file__).parents[2]


def _build(folder: Path, *options: str, env: dict[str, str] | None = None) -> Built:
    command = [
        sys.executable,
        "-m",
        ENGINE,
        "build",
        "-f",
        str(folder / "mkdocs.yml"),
        "-d",
        str(folder / "site"),
        *options,
    ]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **(env or {})}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return Built(result.returncode, result.stdout + result.stderr, folder / "site")


def test_a_new_site_builds_at_once_without_a_warning(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        candor, ["init", str(tmp_path / "mine"), "--name", "Acme status", "--url", "https://s.acme.example"]
    )

    assert result.exit_code == 0, result.output
    built = _build(tmp_path / "mine", "--strict")
    assert built.code == 0, built.log
    assert "Everything works" in built.page("index.html").h1.text
    assert not list((tmp_path / "mine" / "site" / "incidents").rglob("*.html"))


@pytest.mark.parametrize("kind", ["incident", "maintenance", "announcement", "apology", "report"])
def test_every_sample_is_a_post_that_can_be_published_as_it_is(tmp_path: Path, kind: str) -> None:
    CliRunner().invoke(candor, ["init", str(tmp_path), "--name", "Acme", "--url", "https://s.acme.example"])
    samples = tmp_path / "incidents" / "samples"
    for sample in samples.glob("*.md"):
        sample.write_text(sample.read_text("utf-8").replace("draft: true\n", ""), "utf-8")

    problems = CliRunner(env={"PWD": str(tmp_path)})
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        result = problems.invoke(candor, ["check"])
    finally:
        os.chdir(here)

    assert f"samples/{kind}.md" not in result.output


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("mine")

    result = CliRunner().invoke(candor, ["init", str(tmp_path), "--name", "Acme", "--url", "https://s.acme.example"])

    assert (tmp_path / "mkdocs.yml").read_text() == "mine"
    assert "kept" in result.output


def test_the_wheel_holds_all_that_a_fresh_site_needs(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(installed)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    env = {**os.environ, "PYTHONPATH": str(installed)}
    where = [sys.executable, "-c", "import mkdocs_candor; print(mkdocs_candor.__file__)"]
    assert str(installed) in subprocess.run(where, env=env, capture_output=True, text=True, check=True).stdout

    mine = tmp_path / "mine"
    call = "from mkdocs_candor.cli import candor; candor()"
    options = ["init", str(mine), "--name", "Acme", "--url", "https://s.acme.example"]
    subprocess.run([sys.executable, "-c", call, *options], env=env, check=True, capture_output=True)
    built = _build(mine, "--strict", env={"PYTHONPATH": str(installed)})

    assert built.code == 0, built.log
    assert built.has("assets/candor/candor.css")


def test_a_script_that_says_nothing_gets_a_site_too(tmp_path: Path) -> None:
    result = CliRunner().invoke(candor, ["init", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert 'site_name: "Our status"' in (tmp_path / "mkdocs.yml").read_text("utf-8")
