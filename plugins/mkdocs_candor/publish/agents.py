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
    PromiseFacts,
    ReportFacts,
    UpdateFacts,
)
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish import feeds
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import placed
from mkdocs_candor.publish.metadata import has_twin
from mkdocs_candor.publish.pages.live import LIVE_PAGES
from mkdocs_candor.publish.states import kind_of, state_of
from mkdocs_candor.publish.words import (
    PROMISE_STATE,
    RESPONSIBILITY,
    STAGE,
    STATUS,
    moment_in_words,
    short_day,
    span_in_words,
)

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
        yield Artifact(edition.links.twin(facts.post.type, facts.post.id), twin(facts, edition))


def llms(posts: list[PostFacts], edition: Edition) -> str:
    """Return `llms.txt`: the state now, and where to read on."""
    now, links = edition.now, edition.links
    open_ = [f for f in posts if isinstance(f, IncidentFacts | MaintenanceFacts) and f.is_open]
    told = {facts.post.id for facts in open_}
    newest = list(islice((facts for facts in posts if facts.post.id not in told), _NEWEST))
    data = [
        ("Status now", links.api("status"), "JSON"),
        ("All posts", links.api("posts"), "JSON"),
        ("Statuspage API v2", links.statuspage("summary"), "JSON"),
        *((feed.title, feed.path, feed.mime) for feed in feeds.site_wide(edition)),
    ]
    pages = [(page.title, links.index(source.rpartition("/")[0]), page.description)
             for source, page in LIVE_PAGES.items() if "/" in source]  # fmt: skip
    parts = [
        f"# {_plain(edition.name)}",
        f"> {_plain(now.overall.sentence)} As of {moment_in_words(now.as_of)}.",
        _plain(" ".join(filter(None, (now.overall.note, edition.description)))),
        _section("Open now", (_entry(facts, edition) for facts in open_)),
        _section("Posts", (_entry(facts, edition) for facts in newest)),
        _section("Data", (f"- [{_plain(name)}]({links.absolute(path)}): {note}" for name, path, note in data)),
        _section(
            "Pages", (f"- [{_plain(name)}]({links.absolute(path)}): {_plain(note)}" for name, path, note in pages)
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def twin(facts: PostFacts, edition: Edition) -> str:
    """Return a post in Markdown, with absolute links: its facts, its words, its updates newest first, its questions."""
    post, links = facts.post, edition.links
    parts = [
        f"# {_plain(post.title)}",
        "\n".join(f"- {name}: {value}" for name, value in _facts(facts, edition) if value),
        "" if post.is_readable else "**Part of this report could not be read.** What it concerns counts as unknown.",
        _absolute(post.body, facts, edition),
    ]
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        parts += [_update(found, facts, edition) for found in facts.updates]
        parts.append(_questions(facts, edition))
    promised = [promise for promise in facts.promises if promise.promise]
    if promised:
        parts.append(_section("Promises", (_promise(promise, facts, edition) for promise in promised)))
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    return placed(text, links.site_url) + "\n"


def _facts(facts: PostFacts, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the facts that stand above the words: a name and a value, which may be empty."""
    post, links = facts.post, edition.links
    yield "Page", links.absolute(links.post(post.type, post.id))
    yield "Kind", kind_of(facts)
    yield "State", state_of(facts)
    if isinstance(facts, IncidentFacts):
        yield "Started", moment_in_words(facts.started)
        yield "Ended", moment_in_words(facts.ended) if facts.ended else ""
        yield "Lasted", span_in_words(facts.duration) if facts.duration else ""
        statuses = facts.statuses if facts.is_open else facts.worst_statuses
        yield "Affected" if facts.is_open else "Affected, at its worst", _components(statuses.items(), edition)
    elif isinstance(facts, MaintenanceFacts):
        if facts.window:
            yield "Window", f"{moment_in_words(facts.window.start)} to {moment_in_words(facts.window.end)}"
        yield "Expected", _components(facts.post.components.items(), edition)
    elif isinstance(facts, AnnouncementFacts):
        yield "From", _moment(facts.post.effective) if facts.post.effective else ""
    elif isinstance(facts, ApologyFacts):
        yield "We failed you", _absolute(facts.post.failure, facts, edition)
        yield "Responsibility", RESPONSIBILITY[facts.post.responsibility]
    if isinstance(facts, ApologyFacts | ReportFacts):
        about = [edition.now.posts[id_].post for id_ in facts.post.incidents if id_ in edition.now.posts]
        yield "About", ", ".join(f"[{_plain(p.title)}]({links.absolute(links.post(p.type, p.id))})" for p in about)
    if isinstance(facts, AnnouncementFacts | ApologyFacts | ReportFacts) and facts.post.author:
        author = facts.post.author
        yield "By", _plain(", ".join(filter(None, (author.name, author.role))))
    if isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.next_update and facts.next_update.due:
        yield "Next update", moment_in_words(facts.next_update.due)
    yield "Published", _moment(facts.published)
    yield "Changed", _moment(facts.changed)


def _update(found: UpdateFacts, facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> str:
    update = found.update
    lines = [
        (name, _absolute(value, facts, edition))
        for name, value in (("Impact", update.impact), ("Scope", update.scope), ("Do now", update.do_now))
    ]
    if update.window:
        lines.append(("Window", f"{moment_in_words(update.window.start)} to {moment_in_words(update.window.end)}"))
    changes = ((change.component, change.new) for change in found.changes)
    lines.append(("Components", _components(changes, edition)))
    lines.append(("Next update", moment_in_words(update.next_update) if update.next_update else ""))
    lines.append(("By", _absolute(update.by, facts, edition)))
    lines += [
        ("Edited", f"{moment_in_words(edit.at)}, {_absolute(edit.what, facts, edition)}") for edit in update.edits
    ]
    return "\n\n".join(
        part
        for part in (
            f"## {moment_in_words(update.at)}: {STAGE[update.stage]}",
            "\n".join(f"- {name}: {value}" for name, value in lines if value),
            _absolute(update.body, facts, edition),
        )
        if part
    )


def _questions(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> str:
    parts = []
    for found in facts.questions:
        question = found.question
        answer = _absolute(question.answer, facts, edition) if not found.is_open else "Not answered yet."
        parts.append(f"### {_absolute(question.text, facts, edition)}\n\n{answer}")
    return "\n\n".join(["## Questions", *parts]) if parts else ""


def _promise(found: PromiseFacts, facts: PostFacts, edition: Edition) -> str:
    promise = found.promise
    assert promise is not None, "next updates stand with their updates"  # noqa: S101
    details = [
        promise.owner,
        f"first promised for {_due(found.first_due)}" if found.first_due else "",
        f"now for {_due(found.due)}" if found.due and found.due != found.first_due else "",
        f"kept {short_day(found.kept.date())}" if found.kept else "",
        f"why: {_absolute(promise.why, facts, edition)}" if promise.why else "",
        f"evidence: {_absolute(promise.evidence, facts, edition)}" if promise.evidence else "",
    ]
    what = _absolute(promise.what, facts, edition)
    return f"- **{PROMISE_STATE[found.state]}**: {what} ({'; '.join(filter(None, details))})"


def _components(statuses: Iterable[tuple[str, Status]], edition: Edition) -> str:
    known = edition.now.components
    named = ((known[id_].component.name if id_ in known else id_, STATUS[status]) for id_, status in statuses)
    return ", ".join(f"{_plain(name)} ({words})" for name, words in named)


def _entry(facts: PostFacts, edition: Edition) -> str:
    post, links = facts.post, edition.links
    address = links.absolute(links.twin(post.type, post.id))
    words = dict.fromkeys((kind_of(facts), state_of(facts), short_day(facts.published.date())))
    return f"- [{_plain(post.title)}]({address}): {', '.join(words)}"


def _moment(moment: datetime) -> str:
    """Return a moment in words; midnight is how a day without a time of day is kept."""
    return short_day(moment.date()) if moment.time() == time.min else moment_in_words(moment)


def _due(moment: datetime) -> str:
    """Return a moment by which something is due in words. Midnight is the end of the day before."""
    return _moment(moment if moment.time() != time.min else moment - timedelta(days=1))


def _section(title: str, lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    return f"## {title}\n\n{text}" if text else ""


def _absolute(text: str, facts: PostFacts, edition: Edition) -> str:
    """Return Markdown of a post without comments, and with links that hold anywhere."""
    if not text:
        return ""
    page = edition.links.href(edition.links.post(facts.post.type, facts.post.id))

    def led(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        address = edition.text.lead(match["address"], facts)
        return f"{match['before']}{page if address.startswith('#') else ''}{address}"

    text = _COMMENT.sub("", text)
    return _LINK.sub(led, text) if "](" in text or "]:" in text else text


def _plain(text: str) -> str:
    """Return plain text for Markdown, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
