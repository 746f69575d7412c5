"""History: everything that was ever posted, a page a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import PostType
from mkdocs_candor.model.status import Severity
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages import of_year


@frozen(kw_only=True)
class Choices:
    """By what the posts of a page can be filtered: words by the values that are there.

    `services` are the components of each post, by its id, with blanks between.
    """

    count: int
    services: Mapping[str, str]
    components: Mapping[str, str]
    types: Mapping[str, str]
    severities: Mapping[str, str]


def choices(edition: Edition, posts: list[PostFacts]) -> Choices:
    """Return by what `posts` can be filtered; components in the order of their list."""
    shown = {facts.post.id for facts in posts}
    services: dict[str, list[str]] = {id_: [] for id_ in shown}
    components = {}
    for facts in edition.now.components.values():
        if not facts.component.hidden and (found := shown.intersection(facts.history)):
            components[facts.component.id] = facts.component.name
            for id_ in found:
                services[id_].append(facts.component.id)
    types = {facts.post.type for facts in posts}
    severities = {str(facts.post.severity or "unknown") for facts in posts if isinstance(facts, IncidentFacts)}
    return Choices(
        count=len(posts),
        services={id_: " ".join(found) for id_, found in services.items()},
        components=components,
        types={type_.value: edition.language.say(type_) for type_ in PostType if type_ in types},
        severities={value: edition.language.say(value) for value in (*Severity, "unknown") if value in severities},
    )


def years(edition: Edition) -> dict[int, list[PostFacts]]:
    """Return the posts of each year, newest first, by the moment each is about."""
    posts = sorted(edition.now.posts.values(), key=lambda facts: (when(facts), facts.post.id), reverse=True)
    return {year: list(found) for year, found in groupby(posts, key=lambda facts: when(facts).year)}


def months(posts: list[PostFacts]) -> list[tuple[str, list[PostFacts]]]:
    """Return `posts`, sorted newest first, by month: ("2026-10", posts)."""
    by_month = groupby(posts, key=lambda facts: (when(facts).year, when(facts).month))
    return [(f"{year:04}-{month:02}", list(found)) for (year, month), found in by_month]


def when(facts: PostFacts) -> datetime:
    """Return the moment a post is filed under: an incident's start, a maintenance's window, else its publication."""
    if isinstance(facts, IncidentFacts):
        return facts.started
    if isinstance(facts, MaintenanceFacts) and facts.window:
        return facts.window.start
    return facts.published


def year_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for each year that has posts."""
    by_year = years(edition)
    for year, posts in by_year.items():
        yield _year_page(year, posts, list(by_year), edition)


def _year_page(year: int, posts: list[PostFacts], all_years: list[int], edition: Edition) -> Page:
    path, title = edition.links.year(year), edition.language.gettext("History %(year)s", year=year)
    about = edition.language.gettext("All incidents, maintenance and announcements of %(year)s.", year=year)
    chosen = choices(edition, posts)
    html = edition.remembered.value(
        path,
        lambda: (all_years, posts, chosen, [edition.line(facts) for facts in posts]),
        lambda: edition.render("history_year.html", year=year, years=all_years, months=months(posts), choices=chosen),
    )
    return of_year.page(edition, "history", path, title, about, html)
