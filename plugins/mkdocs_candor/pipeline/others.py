"""Which plugins and hooks work on single pages, and so have to be given each of ours.

An event cannot be asked what it does. So each is taken to work on all pages, but for plugins whose code was read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

_ON_PAGES = ("pre_page", "page_read_source", "page_markdown", "page_content", "post_page")
"""Events that are given a page's words, or all of it."""

_ON_CONTEXT = ("page_context", "env")
"""Events that are given what templates know: of one page, or of all alike."""

# The first three only collect or list pages. `blog`, `tags` and `typeset` work on pages that have what no post has:
# a place in a blog, tags, headings in a table of contents. `meta` gives a section's frame what it gives its pages. What
# `social` says of a page's picture gives way to what we say. The others work on the site as a whole.
_READ = tuple(
    f"{name}."
    for name in (
        "mkdocs_candor",
        "mkdocs.contrib.search",
        "properdocs.contrib.search",
        *(f"material.plugins.{name}" for name in ("blog", "group", "info", "meta", "offline", "optimize")),
        *(f"material.plugins.{name}" for name in ("projects", "search", "social", "tags", "typeset")),
    )
)


def on_pages(events: Mapping[str, Sequence[Callable[..., Any]]], plugins: Mapping[str, object]) -> list[str]:
    """Return those that work on single pages: "the hook 'hooks.py' (on_page_content)"."""
    return _acting(_ON_PAGES, events, plugins)


def on_context(events: Mapping[str, Sequence[Callable[..., Any]]], plugins: Mapping[str, object]) -> list[str]:
    """Return those that change what templates know."""
    return _acting(_ON_CONTEXT, events, plugins)


def _acting(
    names: Sequence[str], events: Mapping[str, Sequence[Callable[..., Any]]], plugins: Mapping[str, object]
) -> list[str]:
    found: dict[str, list[str]] = {}
    for event in names:
        for method in events.get(event, ()):
            owner = getattr(method, "__self__", None)
            module = str(getattr(method if owner is None else type(owner), "__module__", ""))
            if not f"{module}.".startswith(_READ):
                on = found.setdefault(_spoken(owner, module, plugins), [])
                on += [f"on_{event}"] if f"on_{event}" not in on else []
    return [f"{who} ({', '.join(on)})" for who, on in found.items()]


def _spoken(owner: object, module: str, plugins: Mapping[str, object]) -> str:
    for name, plugin in plugins.items():
        if isinstance(plugin, ModuleType) and plugin.__name__ == module:
            return f"the hook '{name}'"
        if owner is not None and plugin is owner:
            return f"the plugin '{name}'"
    return f"'{module}'"
