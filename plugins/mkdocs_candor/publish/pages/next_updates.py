"""What became of each next update that was promised, a page a year: of a long history it is too much for one page."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_candor.derive.facts import IncidentFacts
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages import lists, of_year


def year_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for each year, where the page of all promises has no room for all."""
    by_year = lists.next_updates_by_year(edition.now)
    for year, incidents in by_year.items():
        yield _year_page(year, incidents, list(by_year), edition)


def _year_page(year: int, incidents: list[IncidentFacts], all_years: list[int], edition: Edition) -> Page:
    path, say = edition.links.next_updates(year), edition.language.gettext
    title = say("Next updates %(year)s", year=year)
    about = say("Each time we write about an incident we say when the next word comes. Here is whether it came.")
    html = edition.remembered.value(
        path,
        lambda: (all_years, incidents),
        lambda: edition.render("next_updates_year.html", year=year, years=all_years, incidents=incidents),
    )
    return of_year.page(edition, "promises", path, title, about, html)
