"""A page of a year of something, of which there is too much for one page."""

from __future__ import annotations

from mkdocs_candor.publish import announced, metadata
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition


def page(edition: Edition, section: str, path: str, title: str, about: str, html: str) -> Page:
    """Return the page at `path`; `html` has nothing of Markdown in it."""
    return Page(
        path=path,
        section=section,
        title=title,
        description=about,
        html=html,
        lang=edition.lang,
        feeds=announced.site_wide(edition),
        head=metadata.of_page(edition, path, title, about),
        worn=frozenset(),
    )
