"""The pages that belong to no single post: home and the sections. People may write words of their own around them."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish import schema_org, translated
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages import history, lists, policy, questions
from mkdocs_candor.publish.words import N_


@frozen
class LivePage:
    """A page at `source` (as MkDocs names it), its title, and what draws it.

    `describe` gives what its head tells search engines. `searched`: search may find its text. `title` and
    `description` are messages, still to be translated.
    """

    source: str
    title: str
    description: str
    draw: Callable[[Edition], Markup]
    describe: Callable[[Edition], str]
    searched: bool


def _template(name: str) -> Callable[[Edition], Markup]:
    return lambda edition: edition.render(name)


def _home(edition: Edition) -> Markup:
    return edition.render("home.html", front=lists.front(edition.now))


def _maintenance(edition: Edition) -> Markup:
    return edition.render("maintenance_index.html", windows=lists.windows(edition.now))


def _subscribe(edition: Edition) -> Markup:
    return edition.render("subscribe.html", others=translated.languages(edition))


def _promises(edition: Edition) -> Markup:
    return edition.render("promises.html", ledger=lists.ledger(edition.now, edition.records, edition.drafts))


def _questions(edition: Edition) -> Markup:
    return edition.render("questions.html", board=questions.board(edition.now))


def _describe_questions(edition: Edition) -> str:
    return schema_org.of_questions(questions.board(edition.now).newest, edition)


def _policy(edition: Edition) -> Markup:
    return edition.render("policy.html", cadence=policy.cadence(edition))


def _community(edition: Edition) -> Markup:
    return edition.render("community_index.html", groups=lists.resources_by_power(edition.now.resources.values()))


def _history(edition: Edition) -> Markup:
    """Draw the newest year that has come: work planned for the next one is not history yet."""
    by_year = history.years(edition)
    past = [year for year in by_year if year <= edition.now.as_of.year]
    shown = next(iter(past or by_year), None)
    return edition.render(
        "history.html",
        years=list(by_year),
        counts={year: len(posts) for year, posts in by_year.items()},
        year=shown,
        months=history.months(by_year[shown]) if shown else [],
        choices=history.choices(edition, by_year[shown] if shown else []),
    )


def _nothing(_: Edition) -> str:
    return ""


_DESCRIBED = {"questions/index.md": _describe_questions}
_SEARCHED = {"community/index.md", "help/index.md", "policy/index.md", "subscribe/index.md"}

LIVE_PAGES: dict[str, LivePage] = {
    source: LivePage(source, title, description, draw, _DESCRIBED.get(source, _nothing), source in _SEARCHED)
    for source, title, description, draw in (
        ("index.md", N_("Status"), N_("The state of our services now."), _home),
        ("history/index.md", N_("History"), N_("Everything that happened, by year."), _history),
        ("maintenance/index.md", N_("Maintenance"), N_("Work that is planned, running or done."), _maintenance),
        (
            "announcements/index.md",
            N_("Announcements"),
            N_("News that concerns you."),
            _template("announcements_index.html"),
        ),
        (
            "apologies/index.md",
            N_("Apologies"),
            N_("Our letters after we failed you."),
            _template("apologies_index.html"),
        ),
        ("reports/index.md", N_("Reports"), N_("What happened, why, what we change."), _template("reports_index.html")),
        ("promises/index.md", N_("Promises"), N_("What we said we would do, and whether we did."), _promises),
        (
            "questions/index.md",
            N_("Questions"),
            N_("What customers asked, and what we still owe an answer to."),
            _questions,
        ),
        ("policy/index.md", N_("What we promise"), N_("How bad is bad, and when you hear from us."), _policy),
        ("community/index.md", N_("Help yourself"), N_("What you can do, found by us and by customers."), _community),
        ("help/index.md", N_("Help"), N_("Who helps you, when, and what to have ready."), _template("help.html")),
        ("subscribe/index.md", N_("Subscribe"), N_("Every way to hear from us."), _subscribe),
    )
}


def resource_facts(id_: str, edition: Edition) -> Markup:
    """Return what is known of a community page beside its words."""
    return edition.render("resource.html", resource=edition.now.resources[id_])
