"""The choice between frames and pages that MkDocs makes one by one."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from mkdocs_candor.build import Build
from mkdocs_candor.pipeline import others, theme

PIPELINES = ("auto", "fast", "mkdocs")

_OURS = str(Path(__file__).parents[1] / "theme")


def reasons(config: MkDocsConfig) -> list[str]:
    """Return why pages have to be made one by one, as far as that can be told before any is made."""
    found = others.on_pages(config.plugins.events, config.plugins)
    known = _known_folders(config)
    if _foreign_folders(config):
        asked = theme.reasons(config.theme.get_env(), config.theme.dirs, known, config.theme.static_templates)
        found += [f"the template {each}" for each in asked]
    return found


def late_reasons(
    build: Build, environment: Environment, nav: Navigation, files: Files, config: MkDocsConfig
) -> list[str]:
    """Return why frames do not do, from trying some: where the theme, or what it knows, is not known to us."""
    changing = others.on_context(config.plugins.events, config.plugins)
    # Material asks whether a page helped, and puts its title into an address for that, spelled as addresses are.
    asks_back = "feedback" in (config.extra.get("analytics") or {})
    if not (changing or asks_back or _foreign_folders(config)):
        return []
    from mkdocs_candor.pipeline import trial  # most sites need none

    page = trial.first_that_differs(build, environment, nav, files, config)
    return [*(changing or ["the theme"]), f"seen at '{page}'"] if page else []


def said(found: list[str]) -> str:
    """Return what the owner is told of it."""
    return (
        f"MkDocs makes each post's page by itself, which takes longer, because of {'; '.join(found)}. "
        "If that need not see single posts, set 'pipeline: fast' in the options of candor; if it must, "
        "'pipeline: mkdocs'."
    )


def _foreign_folders(config: MkDocsConfig) -> bool:
    return not _known_folders(config).issuperset(config.theme.dirs)


def _known_folders(config: MkDocsConfig) -> frozenset[str]:
    """Return the folders of templates that ask nothing of single pages: ours, Material's, and the engine's own."""
    known = {_OURS, config.theme.dirs[-1]}
    material = find_spec("material.templates") if config.theme.name == "material" else None
    return frozenset(known | {str(Path(material.origin).parent)} if material and material.origin else known)
