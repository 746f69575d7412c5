"""For programs that read text: `llms.txt` (llmstxt.org), which says what is where, and a twin of each post in Markdown.

A twin is the staff's own Markdown with the facts above it, so it costs a reader a tenth of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import islice

from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    ApologyFacts,
    IncidentFacts,
    MaintenanceFacts,
    PostFacts,
    ReportFacts,
    UpdateFacts,
)
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish import announced
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.language.language import Language
from mkdocs_candor.publish.links import placed
from mkdocs_candor.publish.metadata import has_twin
from mkdocs_candor.publish.pages.live import LIVE_PAGES
from mkdocs_candor.publish.states import kind_of, state_of

LLMS = "llms.txt"
_NEWEST = 50
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Code is left as it is; in a link only the address is of interest: `](address`, or `[name]: address` on its own line.
_LINK = re.compile(
    r"(?P<code>^(?P<fence>```+|~~~+).*?^(?P=fence)|`[^`\n]+`)"
    r"|(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]+<?)(?P<address>[^\s<>()]+)",
    re.DOTALL | re.MULTILINE,
)


def shared(edition: Edition) -> Iterator[Artifact]:
    """Yield `llms.txt`."""
    shown = [facts for facts in edition.now.posts.values() if has_twin(facts, edition)]
    yield Artifact(LLMS, llms(shown, edition), is_yielding=True)


def of_one(facts: PostFacts, edition: Edition) -> Iterator[Artifact]:
    """Yield the twin of a post, unless search shall not list it."""
    if has_twin(facts, edition):
        yield Artifact(edition.links.twin(facts.post.type, facts.post.id), twin(facts, edition.spoken(facts.post.lang)))


def llms(posts: list[PostFacts], edition: Edition) -> str:
    """Return `llms.txt`: the state now, and where to read on."""
    now, links, say = edition.now, edition.links, edition.language.gettext
    open_ = [f for f in posts if isinstance(f, IncidentFacts | MaintenanceFacts) and f.is_open]
    told = {facts.post.id for facts in open_}
    newest = list(islice((facts for facts in posts if facts.post.id not in told), _NEWEST))
    data = [
        (say("Status now"), links.api("status"), "JSON"),
        (say("All posts"), links.api("posts"), "JSON"),
        ("Statuspage API v2", links.statuspage("summary"), "JSON"),
        *((feed.title, feed.path, feed.mime) for feed in announced.site_wide(edition)),
    ]
    as_of = say("As of %(moment)s.", moment=edition.language.moment(now.as_of))
    pages = [(say(page.title), links.index(source.rpartition("/")[0]), say(page.description))
             for source, page in LIVE_PAGES.items() if "/" in source]  # fmt: skip
    parts = [
        f"# {_plain(edition.name)}",
        f"> {_plain(edition.sentence)} {as_of}",
        _plain(" ".join(filter(None, (edition.note, edition.description)))),
        _section(say("Open posts"), (_entry(facts, edition) for facts in open_)),
        _section(say("Posts"), (_entry(facts, edition) for facts in newest)),
        _section(say("Data"), (f"- [{_plain(name)}]({links.absolute(path)}): {note}" for name, path, note in data)),
        _section(
            say("Pages"), (f"- [{_plain(name)}]({links.absolute(path)}): {_plain(note)}" for name, path, note in pages)
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def twin(facts: PostFacts, edition: Edition) -> str:
    """Return a post in Markdown, with absolute links: its facts, its words, its updates newest first, its questions."""
    post, links = facts.post, edition.links
    parts = [
        f"# {_plain(post.title)}",
        _listed(_facts(facts, edition), edition),
        "" if post.is_readable else _unreadable(edition),
        _absolute(post.body, facts, edition),
    ]
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        parts += [_update(found, facts, edition) for found in facts.updates]
        parts.append(_questions(facts, edition))
    promised = [promise for promise in facts.promises if promise.promise]
    if promised:
        parts.append(
            _section(edition.language.gettext("Promises"), (_promise(promise, facts, edition) for promise in promised))
        )
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    return placed(text, links.site_url) + "\n"


def _facts(facts: PostFacts, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the facts that stand above the words: a name and a value, which may be empty."""
    post, links, language = facts.post, edition.links, edition.language
    say = language.gettext
    yield say("Page"), links.absolute(links.post(post.type, post.id))
    yield say("Kind"), kind_of(facts, edition.language)
    yield say("State"), state_of(facts, edition.language)
    if isinstance(facts, IncidentFacts):
        yield say("Started"), language.moment(facts.started)
        yield say("Ended"), language.moment(facts.ended) if facts.ended else ""
        yield say("Lasted"), language.span(facts.duration) if facts.duration else ""
        statuses = facts.statuses if facts.is_open else facts.worst_statuses
        yield (
            say("Affected") if facts.is_open else say("Affected, at its worst"),
            _components(statuses.items(), edition),
        )
    elif isinstance(facts, MaintenanceFacts):
        if facts.window:
            yield say("Window"), language.window(facts.window.start, facts.window.end)
        yield say("Expected"), _components(facts.post.components.items(), edition)
    elif isinstance(facts, AnnouncementFacts):
        yield say("From"), _moment(facts.post.effective, language) if facts.post.effective else ""
    elif isinstance(facts, ApologyFacts):
        yield say("We failed you"), _absolute(facts.post.failure, facts, edition)
        yield say("Responsibility"), language.say(facts.post.responsibility)
    if isinstance(facts, ApologyFacts | ReportFacts):
        about = [edition.now.posts[id_].post for id_ in facts.post.incidents if id_ in edition.now.posts]
        yield say("About"), ", ".join(f"[{_plain(p.title)}]({links.absolute(links.post(p.type, p.id))})" for p in about)
    if isinstance(facts, AnnouncementFacts | ApologyFacts | ReportFacts) and facts.post.author:
        author = facts.post.author
        yield say("By"), _plain(", ".join(filter(None, (author.name, author.role))))
    if isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.next_update and facts.next_update.due:
        yield say("Next update"), language.moment(facts.next_update.due)
    yield say("Published"), _moment(facts.published, language)
    yield say("Changed"), _moment(facts.changed, language)


def _update(found: UpdateFacts, facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> str:
    update, language = found.update, edition.language
    say = language.gettext
    lines: list[tuple[str, str]] = []
    if update.impact:
        lines.append((say("Impact"), _absolute(update.impact, facts, edition)))
    if update.scope:
        lines.append((say("Scope"), _absolute(update.scope, facts, edition)))
    if update.do_now:
        lines.append((say("Do now"), _absolute(update.do_now, facts, edition)))
    if update.window:
        lines.append((say("Window"), language.window(update.window.start, update.window.end)))
    if found.changes:
        changes = ((change.component, change.new) for change in found.changes)
        lines.append((say("Components"), _components(changes, edition)))
    if update.next_update:
        lines.append((say("Next update"), language.moment(update.next_update)))
    if update.by:
        lines.append((say("By"), _absolute(update.by, facts, edition)))
    lines += [
        (say("Edited"), f"{language.moment(edit.at)}, {_absolute(edit.what, facts, edition)}") for edit in update.edits
    ]
    return "\n\n".join(
        part
        for part in (
            f"## {language.moment(update.at)}: {language.say(update.stage)}",
            _listed(lines, edition),
            _absolute(update.body, facts, edition),
        )
        if part
    )


def _questions(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> str:
    parts = []
    for found in facts.questions:
        question = found.question
        answer = (
            _absolute(question.answer, facts, edition)
            if not found.is_open
            else edition.language.gettext("Not answered yet.")
        )
        parts.append(f"### {_absolute(question.text, facts, edition)}\n\n{answer}")
    title = edition.language.gettext("Questions")
    return "\n\n".join([f"## {title}", *parts]) if parts else ""


def _promise(found: PromiseFacts, facts: PostFacts, edition: Edition) -> str:
    promise = found.promise
    assert promise is not None, "next updates stand with their updates"  # noqa: S101
    language = edition.language
    say = language.gettext
    details = [
        promise.owner,
        say("first promised for %(date)s", date=_due(found.first_due, language)) if found.first_due else "",
        say("now for %(date)s", date=_due(found.due, language)) if found.due and found.due != found.first_due else "",
        say("kept %(date)s", date=language.short_day(found.kept.date())) if found.kept else "",
        say("why: %(text)s", text=_absolute(promise.why, facts, edition)) if promise.why else "",
        say("evidence: %(text)s", text=_absolute(promise.evidence, facts, edition)) if promise.evidence else "",
    ]
    what = _absolute(edition.promised(promise), facts, edition)
    return f"- **{language.say(found.state)}**: {what} ({'; '.join(filter(None, details))})"


def _components(statuses: Iterable[tuple[str, Status]], edition: Edition) -> str:
    known = edition.now.components
    named = (
        (known[id_].component.name if id_ in known else id_, edition.language.say(status)) for id_, status in statuses
    )
    return ", ".join(f"{_plain(name)} ({words})" for name, words in named)


def _entry(facts: PostFacts, edition: Edition) -> str:
    post, links = facts.post, edition.links
    address = links.absolute(links.twin(post.type, post.id))
    words = dict.fromkeys(
        (
            kind_of(facts, edition.language),
            state_of(facts, edition.language),
            edition.language.short_day(facts.published.date()),
        )
    )
    return f"- [{_plain(post.title)}]({address}): {', '.join(words)}"


def _moment(moment: datetime, language: Language) -> str:
    """Return a moment in words; midnight is how a day without a time of day is kept."""
    return language.short_day(moment.date()) if moment.time() == time.min else language.moment(moment)


def _due(moment: datetime, language: Language) -> str:
    """Return a moment by which something is due in words. Midnight is the end of the day before."""
    return _moment(moment if moment.time() != time.min else moment - timedelta(days=1), language)


def _listed(lines: Iterable[tuple[str, str]], edition: Edition) -> str:
    """Return a line for each value that is not empty, under its name."""
    say = edition.language.gettext
    return "\n".join("- " + say("%(label)s: %(text)s", label=name, text=value) for name, value in lines if value)


def _unreadable(edition: Edition) -> str:
    said = edition.language.gettext("Part of this report could not be read.")
    counts = edition.language.gettext("What it concerns counts as unknown.")
    return f"**{said}** {counts}"


def _section(title: str, lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    return f"## {title}\n\n{text}" if text else ""


def _absolute(text: str, facts: PostFacts, edition: Edition) -> str:
    """Return Markdown of a post without comments, and with links that hold anywhere."""
    if not text:
        return ""

    def led(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        address = edition.text.lead(match["address"], facts)
        here = edition.links.href(edition.links.post(facts.post.type, facts.post.id)) if address[:1] == "#" else ""
        return f"{match['before']}{here}{address}"

    text = edition.text.said(text, facts)
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    return _LINK.sub(led, text) if "](" in text or "]:" in text else text


def _plain(text: str) -> str:
    """Return plain text for Markdown, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
