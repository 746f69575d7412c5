"""Which of a theme's templates ask of single pages what no frame could tell them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from jinja2 import Environment, TemplateError, nodes
from jinja2.meta import find_referenced_templates

from mkdocs_candor.pipeline.overrides import asked
from mkdocs_candor.read.form import keys_of
from mkdocs_candor.read.schema import POST_FORMS

_MAIN = "main.html"

# A frame has slots for the first two, and no page of ours has the last.
_CARRIED = frozenset(("title", "description", "author"))
_FRONT_MATTER = frozenset(key for form in POST_FORMS.values() for key in ("type", *keys_of(form))) - _CARRIED


def reasons(
    environment: Environment, folders: Collection[str], known: Collection[str], static: Collection[str]
) -> Iterator[str]:
    """Yield what templates ask: "main.html:3: page.meta.severity".

    `folders` are the theme's; the templates of those in `known` ask nothing. `static` are templates of no page.
    """
    names = {name for folder in folders if folder not in known for name in _names(folder)} - set(static)
    overrides = {name for name in names if any(os.path.isfile(os.path.join(folder, name)) for folder in known)}
    for name in _used({_MAIN, *overrides} & names, names, environment):
        for what, line in asked(_parsed(name, environment), _FRONT_MATTER):
            yield f"{name}:{line}: {what}"


def _names(folder: str) -> Iterator[str]:
    root = Path(folder)
    return (path.relative_to(root).as_posix() for path in root.rglob("*.html"))


def _used(first: set[str], names: Collection[str], environment: Environment) -> list[str]:
    """Return those of `names` that pages are made with: `first`, and what these use."""
    found, newest = set(first), set(first)
    while newest:
        used = {str(each) for name in newest for each in find_referenced_templates(_parsed(name, environment))}
        newest = (used & set(names)) - found
        found |= newest
    return sorted(found)


def _parsed(name: str, environment: Environment) -> nodes.Template:
    assert environment.loader is not None, "a theme has folders"  # noqa: S101
    try:
        return environment.parse(environment.loader.get_source(environment, name)[0])
    except (TemplateError, UnicodeDecodeError):
        return nodes.Template([])  # the engine will say what is wrong with it
