"""Each sentence with which a command refuses stands in a test, as the person will read it."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import mkdocs_candor
from conftest import INCIDENT, Site
from mkdocs_candor.cli import candor

PACKAGE = Path(mkdocs_candor.__file__).parent
TESTS = Path(__file__).parents[1]
REFUSALS = {
    "ClickException",
    "UsageError",
    "BadParameter",
    "CannotAppend",
    "CannotEdit",
    "NoSite",
    "Refused",
    "Unreadable",
}


# What no test can bring about: another system, or a disk of its own.
ELSEWHERE = {
    "Folders cannot be switched at one stroke on Windows. Publish from Linux, macOS or WSL.",
    "is a mount, which cannot be a link. Publish into a folder in it.",
}


def _sources() -> list[Path]:
    return sorted((*PACKAGE.glob("cli/**/*.py"), *PACKAGE.glob("edit/*.py")))


def _refusals(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the line of each refusal, and the pieces of its sentence that are always the same."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in REFUSALS:
            pieces = [
                part.value.strip()
                for argument in node.args
                for part in ast.walk(argument)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            yield node.lineno, [piece for piece in pieces if len(piece) > 8]


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(site.root)

    def call(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(candor, arguments)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return call


def test_a_question_that_was_answered_keeps_its_answer(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    site.write("incidents/cards.md", INCIDENT + "\n## Questions\n\n### Why?\nAsked: 2026-03-02 14:10 UTC\n\nSo.\n")

    assert run("answer", "why", "-m", "No.") == (
        1,
        "Error: incidents/cards.md: 'Why?' has its answer already. Correct it in the file, or ask a new question.\n",
    )


def test_a_site_that_was_not_built_is_said(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    site.configure("name: material", "name: matreial")

    assert run("at", "now") == (1, "Error: The site as of now was not built; the lines above say why.\n")


def test_a_build_that_cannot_be_measured_is_said(
    run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))

    code, said = run("bench", "1")

    assert code == 1
    assert said.endswith("Error: The build failed; its messages stand above. Is mkdocs installed?\n")


def test_what_is_there_is_not_measured_over(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    assert run("bench", "1", "--keep", "incidents") == (
        1,
        "Error: incidents exists. Name a folder that does not, for it is filled.\n",
    )


def test_without_git_there_is_no_other_commit(
    run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert run("notify", "--since", "HEAD") == (
        1,
        "Error: git is not installed here, and only it knows other commits.\n",
    )


def test_a_rule_that_is_none_is_said(run: Callable[..., tuple[int, str]]) -> None:
    assert run("explain", "zzzzzz") == (
        1,
        "Error: no rule is called 'zzzzzz'. `candor explain` lists all rules.\n",
    )


def test_a_configuration_that_is_no_yaml_is_said(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    config = site.write("mkdocs.yml", "plugins: [candor\n")

    code, said = run("status")

    assert code == 1
    assert said.startswith(f"Error: {config} cannot be read as YAML: while parsing a flow sequence\n")


def test_a_configuration_in_another_encoding_is_said(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    config = site.write("mkdocs.yml", b"site_name: caf\xe9\n")

    assert run("status") == (1, f"Error: {config} is not UTF-8 text. Save it as UTF-8 in your editor.\n")


def test_a_file_where_a_folder_should_be_is_said(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    site.write("file", "")

    for command in ("schema", "init"):
        assert run(command, "file/x") == (1, "Error: file/x: Not a directory. Is that the place you mean?\n")


def test_a_moment_of_the_environment_that_is_none_is_said(
    run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in ("yesterday", "99999999999999"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)

        assert run("check") == (2, f"Error: SOURCE_DATE_EPOCH is '{wrong}', not a number of seconds since 1970.\n")


def test_an_editor_that_is_not_there_loses_nothing(
    site: Site, run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nonexistent/editor")
    facts = ("--severity", "major", "-c", "checkout=partial_outage", "--started", "now", "--impact", "You cannot pay.")

    code, said = run("new", "incident", "Cards fail", *facts, "--do-now", "Wait.", "--next", "30m", "--edit")

    assert code == 0
    assert re.match(r"/nonexistent/editor: Editing failed.*\. The file is written; open it yourself\.\nWrote ", said)


@pytest.fixture(scope="module")
def written() -> str:
    """All texts in the tests of commands, as they are once Python has joined them."""
    folders = ("cli", "edit", "lint", "migrate")
    trees = (ast.parse(path.read_text("utf-8")) for folder in folders for path in (TESTS / folder).glob("test_*.py"))
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return "\n".join(text.replace("\\", "") for text in texts if isinstance(text, str))


@pytest.mark.parametrize("path", _sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_refusal_is_read_back_by_a_test(path: Path, written: str) -> None:
    told = [(line, piece) for line, pieces in _refusals(path) for piece in pieces if piece not in ELSEWHERE]

    assert [(line, piece) for line, piece in told if piece not in written] == []
