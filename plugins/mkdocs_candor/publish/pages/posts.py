"""The pages of posts, one for each."""

from __future__ import annotations

from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    ApologyFacts,
    IncidentFacts,
    MaintenanceFacts,
    PostFacts,
)
from mkdocs_candor.derive.resources import helpful_for
from mkdocs_candor.publish import announced, metadata
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.behind import behind
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import SECTIONS
from mkdocs_candor.publish.prose import passages, plain
from mkdocs_candor.publish.translated import versions


def page(facts: PostFacts, edition: Edition) -> Page:
    """Return the page of one post, in its own language where the interface has words in that."""
    post = facts.post
    lang = post.lang or edition.lang
    edition = edition.spoken(post.lang)
    about = description(facts, edition)
    html, worn = edition.render_with_dress(
        f"{post.type}.html",
        post=facts,
        is_draft=post.id in edition.drafts,
        helpful=helpful_for(facts, edition.now),
        versions=versions(facts, edition),
        behind=behind(facts, edition.links),
    )
    return Page(
        path=edition.links.post(post.type, post.id),
        section=f"{lang}/{SECTIONS[post.type]}" if post.original_lang else SECTIONS[post.type],
        title=post.title,
        description=about,
        html=html,
        worn=worn,
        text=_found_by(facts, edition),
        tags=(edition.language.say(post.type), *_component_names(facts, edition)),
        preference=_preference(facts),
        lang=lang,
        noindex=post.noindex or post.id in edition.drafts,
        changed=facts.changed,
        source=post.source,
        feeds=announced.of_post(facts, edition),
        head=metadata.of_post(facts, edition, about),
        meta={"type": post.type},
    )


def description(facts: PostFacts, edition: Edition) -> str:
    """Return one line that says what the post is about: its own description, the impact, or its first words."""
    post = facts.post
    if post.description:
        return post.description
    if isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.impact:
        return plain(edition.text.line(facts.impact, facts))
    words = plain(edition.text.body(facts))
    if not words and isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.updates:
        words = plain(edition.text.update(facts, facts.updates[0].update))
    return words if len(words) <= 200 else words[:200].rsplit(" ", 1)[0] + " …"


def _found_by(facts: PostFacts, edition: Edition) -> str:
    """Return what search looks through: the words of a post, without its title, a line for each passage."""
    parts = [edition.text.body(facts)]
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        for update in facts.updates:
            parts += [edition.text.line(update.update.impact, facts), edition.text.update(facts, update.update)]
        for question in facts.questions:
            parts += [edition.text.line(question.question.text, facts), edition.text.answer(facts, question.question)]
    return "\n".join(passage for part in parts for passage in passages(part))


def _preference(facts: PostFacts) -> float:
    """Return by how much more than words in titles and tags it counts that an incident is open, and not translated."""
    is_open = isinstance(facts, IncidentFacts) and facts.is_open
    return (1000 if is_open else 1) * (0.3 if facts.post.original_lang else 1)


def _component_names(facts: PostFacts, edition: Edition) -> tuple[str, ...]:
    if isinstance(facts, IncidentFacts):
        ids = tuple(facts.worst_statuses) or tuple(facts.statuses)
    elif isinstance(facts, MaintenanceFacts | AnnouncementFacts):
        ids = tuple(facts.post.components)
    elif isinstance(facts, ApologyFacts):
        ids = facts.components
    else:
        ids = facts.components
    known = edition.now.components
    return tuple(known[id_].component.name for id_ in ids if id_ in known)
