"""Posts in other languages: the page of each, its twin in Markdown and its card, and a feed for each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.publish import agents, cards, feeds
from mkdocs_candor.publish.artifact import Artifact, Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry, entries
from mkdocs_candor.publish.feeds.topics import Feed, newest
from mkdocs_candor.publish.links import SECTIONS, placed
from mkdocs_candor.publish.pages import posts
from mkdocs_candor.publish.translated import own_name


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of each post that is translated into the edition's language."""
    for facts in own(edition):
        yield posts.page(facts, edition)


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield the feed of the edition's language, and what stands beside its posts."""
    yield from feeds.in_formats(_feed(edition), edition)
    for facts in own(edition):
        yield from agents.of_one(facts, edition)
        yield from cards.of_translation(facts, edition)
        yield from _redirects(facts, edition)


def own(edition: Edition) -> Iterator[PostFacts]:
    """Yield the posts that are translated into the edition's language."""
    return (facts for id_, facts in edition.now.posts.items() if id_ in edition.links.translated)


def _feed(edition: Edition) -> Feed:
    """Return the feed of everything: who reads only one language must still hear of every outage."""
    say = edition.language.gettext
    return Feed(
        path=edition.links.feed("feed"),
        title=f"{edition.name} ({own_name(edition.lang)})",
        description=say("Every update from %(name)s.", name=edition.name),
        home=edition.links.absolute(edition.links.home) or "./",
        entries=[_marked(entry, edition) for entry in newest(entries(edition), edition.feed_size)],
    )


def _marked(entry: Entry, edition: Edition) -> Entry:
    """Return an entry that says so where it is not in the feed's language. A translation is an entry of its own."""
    if entry.lang == edition.lang:
        return replace(entry, id=f"{entry.id}/{edition.lang}", write=entry.write)
    language = edition.language.name_of(entry.lang)
    said = edition.language.gettext("This is not translated yet. It is in %(language)s.", language=language)
    note = Markup('<p lang="{}"><em>{}</em></p>\n').format(edition.lang, said)
    return replace(entry, write=lambda: (f"{note}{entry.html}", entry.summary))


def _redirects(facts: PostFacts, edition: Edition) -> Iterator[Artifact]:
    """Yield a page that leads on from each earlier id of a post."""
    post, links = facts.post, edition.links
    for old in post.redirect_from:
        if "/" in old:
            continue
        path = links.page(f"{edition.lang}/{SECTIONS[post.type]}/{old}")
        html = edition.render(
            "redirect.html",
            title=post.title,
            target=edition.addresses.post(post.id),
            canonical=links.absolute(links.post(post.type, post.id)),
        )
        yield Artifact(links.file(path), placed(html, links.root(path)))
