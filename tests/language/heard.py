"""What a screen reader says of a page's own part, in its order, read from the HTML alone.

Names of landmarks and pictures are said, hidden elements are not, and a heading says its level.
"""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

_ALONE = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "tr", "ul", "ol", "section", "nav", "article", "header", "div"}
_NAMED = {"nav", "section", "aside", "ul", "ol", "article"}


def heard(page: BeautifulSoup, part: str) -> list[str]:
    """Return what is said of the first element that `part` selects, a string for each line."""
    root = page.select_one(part)
    assert root is not None
    said = "".join(_said(root, page)).split("\n")
    return [line for line in (" ".join(text.split()) for text in said) if line]


def _said(node: Tag, page: BeautifulSoup) -> Iterator[str]:
    if node.get("aria-hidden") == "true" or node.has_attr("hidden") or node.name in {"script", "style"}:
        return
    if {"cd-cramped", "cd-narrow"}.intersection(node.get("class") or []):  # a wide screen shows the other
        return
    if node.name == "svg":
        yield f" [picture: {node.get('aria-label')}] "
        return
    is_line = node.name in _ALONE
    if is_line:
        yield "\n"
    if node.name in _NAMED and node.get("aria-label"):
        yield f"[{node.name}: {node['aria-label']}]\n"
    elif (named_by := node.get("aria-labelledby")) and page.find(id=named_by) is None:
        raise AssertionError(f"nothing is named {named_by}")
    if node.name in {"h1", "h2", "h3", "h4"}:
        yield f"{'#' * int(node.name[1])} "
    for child in node.children:
        if isinstance(child, Tag):
            yield from _said(child, page)
        elif type(child) is NavigableString:
            yield str(child)
    if is_line:
        yield "\n"
