"""History: everything that was ever posted, a page a year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mkdocs_candor.derive.facts import IncidentFacts, PostFacts
from mkdocs_candor.publish import feeds, metadata
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition


def years(edition: Edition) -> dict[int, list[PostFacts]]:
    """Return the posts of each year, newest first, by the moment each is about."""
    posts = sorted(edition.now.posts.values(), key=lambda facts: (when(facts), facts.post.id), reverse=True)
    return {year: list(found) for year, found in groupby(posts, key=lambda facts: when(facts).year)}


def months(posts: list[PostFacts]) -> list[tuple[str, list[PostFacts]]]:
    """Return `posts`, sorted newest first, by month: ("2026-10", posts)."""
    return [(key, list(found)) for key, found in groupby(posts, key=lambda facts: f"{when(facts):%Y-%m}")]


def when(facts: PostFacts):  # type: ignore[no-untyped-def]
    """Return the moment a post is filed under: an incident's start, a maintenance's window, else its publication."""
    if isinstance(facts, IncidentFacts):
        return facts.started
    window = getattr(facts, "window", None)
    return window.start if window else facts.published


def year_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for each year that has posts."""
    by_year = years(edition)
    all_years = list(by_year)
    for year, posts in by_year.items():
        path, title = edition.links.year(year), f"History {year}"
        about = f"All incidents, maintenance and announcements of {year}."
        yield Page(
            path=path,
            section="history",
            title=title,
            description=about,
            html=edition.render("history_year.html", year=year, years=all_years, months=months(posts)),
            lang=edition.lang,
            feeds=feeds.site_wide(edition),
            head=metadata.of_page(edition, path, title, about),
        )
