"""The hooks that pre-commit offers are commands that there are, for files that Candor reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from mkdocs_candor.cli import candor

HOOKS = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_there_are_the_hooks_that_the_handbook_names() -> None:
    assert [hook["id"] for hook in HOOKS] == ["candor-check", "candor-fix"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_that_there_is(hook: dict[str, str], tmp_path: Path) -> None:
    program, *arguments = hook["entry"].split()
    file = tmp_path / "incidents" / "cards.md"
    file.parent.mkdir()
    file.write_text("no front matter", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("plugins: [candor]\n", "utf-8")

    result = CliRunner().invoke(candor, [*arguments, str(file)])

    assert program == "candor"
    assert "[no-front-matter]" in result.output
    assert re.search(hook["files"], "status/incidents/2026/cards.md")
    assert not re.search(hook["files"], "README.md")
