"""A theme is quicker to use than the engine has it, and gives the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader

from mkdocs_candor.theme_environment import keep_compiled, quicker


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The folders of a theme: the owner's, and that of the theme itself."""
    for name in (
        "own/main.html",
        "own/assets/logo.svg",
        "theme/main.html",
        "theme/partials/nav.html",
        "theme/.icons/many/one.svg",
        "theme/assets/.hidden/two.svg",
        "theme/.nojekyll",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path / "own", tmp_path / "theme"


def _made(folders: tuple[Path, Path]) -> Environment:
    return quicker(lambda: Environment(autoescape=True, loader=FileSystemLoader(folders)))()


def test_what_a_theme_has_is_listed_without_its_hidden_folders(folders: tuple[Path, Path]) -> None:
    of_engine = Environment(autoescape=True, loader=FileSystemLoader(folders)).list_templates()

    assert _made(folders).list_templates() == [name for name in of_engine if "/." not in f"/{name.rpartition('/')[0]}"]
    assert _made(folders).list_templates() == [
        ".nojekyll", "assets/logo.svg", "main.html", "partials/nav.html"
    ]  # fmt: skip


def test_an_icon_in_a_hidden_folder_is_found_by_its_name(folders: tuple[Path, Path]) -> None:
    assert _made(folders).get_template(".icons/many/one.svg").render() == "theme/.icons/many/one.svg"


def test_the_owners_template_stands_in_place_of_the_themes(folders: tuple[Path, Path]) -> None:
    assert _made(folders).get_template("main.html").render() == "own/main.html"


def test_what_templates_can_do_later_is_compiled_into_them(folders: tuple[Path, Path]) -> None:
    (folders[0] / "main.html").write_text("{{ 'one' | upper }}")
    assert _made(folders).get_template("main.html").render() == "ONE"

    environment = _made(folders)
    environment.filters["upper"] = lambda word: f"{word} by another plugin"
    keep_compiled(environment)

    assert environment.get_template("main.html").render() == "one by another plugin"


def test_who_keeps_templates_elsewhere_goes_on_with_it(folders: tuple[Path, Path]) -> None:
    elsewhere = FileSystemBytecodeCache(str(folders[0]))
    environment = Environment(autoescape=True, loader=FileSystemLoader(folders), bytecode_cache=elsewhere)

    keep_compiled(environment)

    assert environment.bytecode_cache is elsewhere
