"""A theme's templates are compiled once for all builds, and again when they would become something else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from jinja2.ext import InternationalizationExtension

from mkdocs_candor.publish import compiled
from mkdocs_candor.publish.compiled import Compiled, compiler_of, told

Fill = Callable[..., str]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates as of a package that is installed, and nothing kept of it."""
    monkeypatch.setattr(compiled, "_INSTALLED", (f"{tmp_path}{os.sep}theme{os.sep}",))
    monkeypatch.setattr(compiled, "_THEMES", f"{tmp_path}{os.sep}kept{os.sep}")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    theme = tmp_path / "theme"
    (theme / "partials").mkdir(parents=True)
    (theme / "page.html").write_text("{{ 'one' | upper }} {% include 'partials/end.html' %}")
    (theme / "partials/end.html").write_text("{{ word }}.")
    return theme


def _filled(
    theme: Path,
    word: str = "two",
    *,
    extension: type[InternationalizationExtension] | None = None,
    trimmed: bool = False,
    **filters: Callable[[str], str],
) -> tuple[str, int]:
    """Fill the page as a new process does. Return what it says, and how many templates were compiled for it."""
    compiled._codes.clear()
    counted = 0

    class Counting(Environment):
        def _compile(self, source: str, filename: str):  # type: ignore[no-untyped-def] # as Jinja has it
            nonlocal counted
            counted += 1
            return super()._compile(source, filename)

    environment = Counting(loader=FileSystemLoader(theme))
    environment.filters.update(filters)
    if extension:
        environment.add_extension(extension)
        environment.install_null_translations()  # type: ignore[attr-defined] # the extension gives it
        environment.policies["ext.i18n.trimmed"] = trimmed
    compiler = compiler_of(environment)
    environment.bytecode_cache = Compiled(compiler, told_by=told(compiler))
    return environment.get_template("page.html").render(word=word), counted


def test_an_installed_theme_is_compiled_once(installed: Path) -> None:
    assert _filled(installed) == ("ONE two.", 2)
    assert _filled(installed, "three") == ("ONE three.", 0)


def test_a_template_that_changed_is_compiled_again(installed: Path) -> None:
    _filled(installed)
    (installed / "partials/end.html").write_text("{{ word }}!")

    assert _filled(installed) == ("ONE two!", 1)


@pytest.mark.parametrize("left", [0, 7, 20, 200])
def test_what_is_kept_and_damaged_is_compiled_again(installed: Path, left: int) -> None:
    _filled(installed)
    for kept in (installed.parent / "kept").iterdir():
        kept.write_bytes(kept.read_bytes()[:left])

    assert _filled(installed) == ("ONE two.", 2)


def test_with_filters_of_others_nothing_is_kept(installed: Path) -> None:
    assert _filled(installed, upper=lambda word: f"{word} by me") == ("one by me two.", 2)
    assert _filled(installed, upper=lambda word: f"{word} by you") == ("one by you two.", 2)
    assert not (installed.parent / "kept").exists()


def test_with_extensions_of_others_nothing_is_kept(installed: Path) -> None:
    class Own(InternationalizationExtension):
        pass

    _filled(installed, extension=Own)

    assert not (installed.parent / "kept").exists()


def test_a_compiler_with_other_rules_compiles_again(installed: Path) -> None:
    (installed / "page.html").write_text("{% trans %} one {% endtrans %}{% include 'partials/end.html' %}")
    _filled(installed, extension=InternationalizationExtension)
    said = {True: ("onetwo.", 2), False: (" one two.", 2)}

    for is_trimmed, found in said.items():
        assert _filled(installed, extension=InternationalizationExtension, trimmed=is_trimmed) == found


def test_templates_of_a_project_are_not_kept(installed: Path) -> None:
    own = installed.rename(installed.parent / "overrides")

    assert _filled(own) == ("ONE two.", 2)
    assert _filled(own) == ("ONE two.", 2)
