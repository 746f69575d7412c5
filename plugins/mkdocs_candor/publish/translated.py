"""A post's facts with its words in another language, and the edition that pages in that language are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from babel import Locale

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts, QuestionFacts, Snapshot, UpdateFacts
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost, Question, Translation, Update
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pieces import Pieces
from mkdocs_candor.publish.translated_words import in_words, marked

_Facts = TypeVar("_Facts", IncidentFacts, MaintenanceFacts)


@frozen
class Version:
    """A page of a post in one language. `name` is the language's own; `href` is marked as from the root."""

    lang: str
    name: str
    href: str
    is_this: bool


def editions(edition: Edition, now: Snapshot) -> Iterator[Edition]:
    """Yield an edition for each language that a public post is translated into. `now` are the facts of `edition`."""
    for lang in languages(edition):
        posts = {id_: translated(facts, lang, edition.lang) for id_, facts in now.posts.items()}
        own = frozenset(id_ for id_, facts in posts.items() if facts.post.lang == lang and facts.post.original_lang)
        yield replace(
            edition,
            lang=lang,
            now=replace(now, posts=posts),
            links=replace(edition.links, lang=lang, translated=own),
            own_cards=own,
            watch=None,
            pieces=Pieces(),
        )


def translated(facts: PostFacts, lang: str, site_lang: str) -> PostFacts:
    """Return facts with the words of their post in `lang`.

    Where it lacks them it keeps its own, and says in which language these are.
    """
    post = facts.post
    words = next((t.post for t in others(post, site_lang) if t.lang == lang), None)
    original = post.lang or site_lang
    if words is None:
        return _saying(facts, replace(post, lang=original))
    said = _saying(facts, in_words(post, words, original))
    said = replace(said, promises=tuple(_promise(found, said.post) for found in facts.promises))
    if isinstance(said, IncidentFacts):
        return _case(said, words, original)
    return _case(said, words, original) if isinstance(said, MaintenanceFacts) else said


def _saying(facts: PostFacts, post: AnyPost) -> PostFacts:
    """Return facts with the words of `post`, which is of the same type as theirs."""
    found: PostFacts = replace(cast(Any, facts), post=post)
    return found


def versions(facts: PostFacts, edition: Edition) -> tuple[Version, ...]:
    """Return the pages of a post in all its languages, the original first; empty where there is one alone."""
    post, links = facts.post, edition.links
    original = post.original_lang or post.lang or edition.lang
    codes = [t.lang for t in post.translations if t.lang != original]
    if not codes:
        return ()
    here = post.lang if post.original_lang else original
    found = [Version(original, own_name(original), links.href(links.original(post.type, post.id)), here == original)]
    for lang in codes:
        address = links.href(links.translation(lang, post.type, post.id))
        found.append(Version(lang, own_name(lang), address, here == lang))
    return tuple(found)


def languages(edition: Edition) -> Mapping[str, str]:
    """Return the languages that posts are translated into, and what each calls itself."""
    translated = (facts.post for facts in edition.now.posts.values() if facts.post.translations)
    found = {t.lang for post in translated for t in others(post, edition.lang)}
    return {lang: own_name(lang) for lang in sorted(found)}


def same_language(post: AnyPost, site_lang: str) -> Translation | None:
    """Return the translation of a post into the language that it is written in already: it has no page."""
    return next((t for t in post.translations if t.lang == (post.lang or site_lang)), None)


def others(post: AnyPost, site_lang: str) -> tuple[Translation, ...]:
    """Return the translations of a post that have a page."""
    return tuple(t for t in post.translations if t.lang != (post.lang or site_lang))


def own_name(lang: str) -> str:
    """Return a language's name in itself: "Deutsch", "日本語"."""
    locale = Locale.parse(lang, sep="-")
    name = locale.get_display_name(locale) or lang
    return name[:1].upper() + name[1:]


def _promise(found: PromiseFacts, post: AnyPost) -> PromiseFacts:
    """Return a promise with the words that its translated post has of it."""
    if not found.promise:
        return found
    known = (*getattr(post, "prevention", ()), *post.follow_ups)
    return replace(found, promise=next((p for p in known if p.id == found.promise.id), found.promise))


def _case(facts: _Facts, words: AnyPost, original: str) -> _Facts:
    updates = {update.id: update for update in getattr(words, "updates", ())}
    questions = {question.id: question for question in getattr(words, "questions", ())}
    return replace(
        facts,
        updates=tuple(_update(found, updates, original) for found in facts.updates),
        questions=tuple(_question(found, questions, original) for found in facts.questions),
        impact=_newest("impact", facts.impact, facts, updates, original),
        scope=_newest("scope", facts.scope, facts, updates, original),
        do_now=_newest("do_now", facts.do_now, facts, updates, original),
    )


def _update(found: UpdateFacts, said: Mapping[str, Update], original: str) -> UpdateFacts:
    """Return an update with the translated words. Of the original's edits only those count that were told by now."""
    update = said.get(found.update.id)
    if update is None:
        return replace(found, update=replace(found.update, lang=original))
    known = found.update
    words = replace(
        update,
        impact=update.impact or marked(known.impact, original),
        scope=update.scope or marked(known.scope, original),
        do_now=update.do_now or marked(known.do_now, original),
        edits=update.edits[: len(known.edits)],
        components=known.components,
    )
    return replace(found, update=words)


def _question(found: QuestionFacts, said: Mapping[str, Question], original: str) -> QuestionFacts:
    known = found.question
    question = said.get(known.id)
    if question is None or (known.answer and not question.answer):
        return replace(found, question=replace(known, lang=original))
    answer = question.answer if known.answer else ""  # the original's may not be told yet
    return replace(
        found, question=replace(question, answer=answer, answered=known.answered, answered_by=known.answered_by)
    )


def _newest(name: str, value: str, facts: _Facts, said: Mapping[str, Update], original: str) -> str:
    """Return what the newest update that says it says in translation, else its own words, marked as such."""
    if not value:
        return ""
    source = next((found.update for found in facts.updates if getattr(found.update, name) == value), None)
    update = said.get(source.id) if source else None
    words: str = getattr(update, name) if update else ""
    return words if words and words != value else marked(value, original)
