"""What changed in public → messages for people elsewhere, and the feeds that are to be fetched again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from mkdocs_candor.derive.changes import Change, News
from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts
from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish import plain_text
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry, entries_of
from mkdocs_candor.publish.feeds.topics import post_feed, shared_feeds

# How the id of a promise's entry goes on, by what has become of it.
_ENDINGS = {
    PromiseState.KEPT: "done",
    PromiseState.KEPT_LATE: "done",
    PromiseState.DROPPED: "dropped",
    PromiseState.SLIPPED: "slipped-",
}


@frozen(kw_only=True)
class Message:
    """A change in words: plain text, in the language of its post. `at` is when it was so; `url` leads to it."""

    change: Change
    title: str
    text: str
    url: str
    at: datetime


def messages(changes: Iterable[Change], edition: Edition) -> list[Message]:
    """Return a message for each change that there is something to show of, the oldest first."""
    found = [message for change in changes for message in _message(change, edition)]
    return sorted(found, key=lambda message: message.at)


def changed_feeds(changes: Iterable[Change], edition: Edition) -> list[str]:
    """Return the addresses of the feeds that have an entry of a post with such a change."""
    posts = {change.post for change in changes}
    feeds = list(shared_feeds(edition))
    for id_ in posts & edition.now.posts.keys():
        facts = edition.now.posts[id_]
        cases = (edition.now.posts.get(case) for case in (id_, *getattr(facts.post, "incidents", ())))
        feeds += [post_feed(case, edition) for case in cases if isinstance(case, IncidentFacts | MaintenanceFacts)]
    changed = [feed for feed in feeds if any(entry.post in posts for entry in feed.entries)]
    paths = ((path, ending) for feed in changed for path in (feed.path, *feed.old_paths) for ending in feed.endings)
    return list(dict.fromkeys(edition.links.absolute(path + ending) for path, ending in paths))


def _message(change: Change, edition: Edition) -> Iterator[Message]:
    if change.kind is News.RESOURCE:
        yield from _of_resource(change, edition)
        return
    facts = edition.now.posts.get(change.post)
    if facts is None or change.post in edition.drafts:
        return
    spoken = edition.spoken(facts.post.lang)
    if change.kind is News.PROMISE:
        yield from _of_promise(change, facts, spoken)
    elif change.kind is News.ANSWERED:
        yield from _of_answer(change, facts, spoken)
    elif change.kind is News.MOVED_ON and isinstance(facts, MaintenanceFacts):
        yield _of_phase(change, facts, spoken)
    elif change.part:
        yield from _of_update(change, facts, spoken)
    else:
        yield _of_whole(change, facts, spoken)


def _of_update(change: Change, facts: PostFacts, edition: Edition) -> Iterator[Message]:
    told = next((u for u in getattr(facts, "updates", ()) if u.update.id == change.part), None)
    entry = _entry(facts, edition, change.part)
    if told is None or entry is None or not isinstance(facts, IncidentFacts | MaintenanceFacts):
        return
    update, say = told.update, edition.language
    lines = plain_text.what_to_know(update.impact, update.scope, update.do_now, facts, edition)
    lines = lines or [entry.summary]
    if update.next_update:
        lines.append(say.gettext("Next update: %(moment)s", moment=say.moment(update.next_update)))
    at = entry.published
    if change.kind is News.CORRECTED:
        edit = max(update.edits, key=lambda edit: edit.at)
        lines = [say.gettext("Edited %(moment)s: %(what)s", moment=say.moment(edit.at), what=edit.what), *lines]
        at = edit.at
    yield Message(change=change, title=entry.title, text="\n".join(lines), url=entry.link, at=at)


def _of_whole(change: Change, facts: PostFacts, edition: Edition) -> Message:
    entry = _entry(facts, edition)
    url = edition.links.absolute(edition.links.post(facts.post.type, facts.post.id))
    text = entry.summary if entry and entry.summary != facts.post.title else ""
    at = facts.published
    if change.kind is News.IN_FORCE:
        at = getattr(facts.post, "effective", None) or at
    return Message(change=change, title=facts.post.title, text=text, url=url, at=at)


def _of_phase(change: Change, facts: MaintenanceFacts, edition: Edition) -> Message:
    say = edition.language
    lines = plain_text.what_to_know(facts.impact, facts.scope, facts.do_now, facts, edition)
    if facts.window:
        lines.append(say.window(facts.window.start, facts.window.end))
    moments = (facts.window.start, facts.window.end) if facts.window else ()
    return Message(
        change=change,
        title=f"{say.say(facts.phase)}: {facts.post.title}",
        text="\n".join(lines),
        url=edition.links.absolute(edition.links.post(facts.post.type, facts.post.id)),
        at=max((moment for moment in moments if moment <= edition.now.as_of), default=facts.changed),
    )


def _of_answer(change: Change, facts: PostFacts, edition: Edition) -> Iterator[Message]:
    for asked in getattr(facts, "questions", ()):
        question = asked.question
        if question.id == change.part:
            yield Message(
                change=change,
                title=f"{facts.post.title}: {plain_text.line(question.text, facts, edition)}",
                text=plain_text.plain(edition.text.answer(facts, question), edition),
                url=edition.links.absolute(
                    edition.links.post(facts.post.type, facts.post.id), edition.links.question_anchor(question.id)
                ),
                at=question.answered or edition.now.as_of,
            )


def _of_promise(change: Change, facts: PostFacts, edition: Edition) -> Iterator[Message]:
    promise = edition.now.promises.get(change.part)
    if promise is None or promise.promise is None:
        return
    begins = edition.tag(facts.post.id, f"promise-{promise.promise.id}-{_ENDINGS.get(promise.state, ' ')}")
    told = [entry for entry in entries_of((facts,), edition) if entry.id.startswith(begins)]
    if told:
        newest = max(told, key=lambda entry: entry.published)
        slips = promise.promise.slips
        words = slips[-1].why if promise.state is PromiseState.SLIPPED and slips else ""
        words = words or promise.promise.evidence or promise.promise.why
        text = plain_text.plain(edition.text.written(words, promise.promise.source), edition)
        yield Message(change=change, title=newest.title, text=text, url=newest.link, at=newest.published)
        return
    # Nobody tells that it is overdue, and the day on which it was done may not have been written down.
    what = plain_text.plain(edition.text.written(edition.promised(promise.promise), promise.promise.source), edition)
    url = edition.links.absolute(edition.links.index("promises"), edition.links.promise_anchor(promise.id))
    at = promise.due if promise.state is PromiseState.OVERDUE else None
    title = f"{edition.language.say(promise.state)}: {what}"
    yield Message(change=change, title=title, text=promise.promise.owner, url=url, at=at or edition.now.as_of)


def _of_resource(change: Change, edition: Edition) -> Iterator[Message]:
    found = edition.now.resources.get(change.part)
    address = edition.resource_addresses.get(change.part)
    if found is not None and address is not None:
        url = edition.links.absolute(address)
        text = found.resource.description or found.resource.works_for
        yield Message(change=change, title=found.resource.title, text=text, url=url, at=edition.now.as_of)


def _entry(facts: PostFacts, edition: Edition, *part: str) -> Entry | None:
    id_ = edition.tag(facts.post.id, *part)
    return next((entry for entry in entries_of((facts,), edition) if entry.id == id_), None)
