"""What a letter or a report about incidents starts from: the facts filled in, the words left to its author."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import click

from mkdocs_candor.cli.moments import in_words
from mkdocs_candor.cli.now import Now, known, named_post
from mkdocs_candor.derive.facts import IncidentFacts
from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.model.post import Apology, Incident, PostType, Report
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.read.headings import stage_name

# After as long, a letter is more likely about an older incident than forgotten for this one.
_RECENT = timedelta(days=30)
_NO_PARAGRAPH = re.compile(r"#|```|~~~|\||<|!!!|\?\?\?|===|\[[^\]]+\]:")
_BROKEN = frozenset({PromiseState.MISSED, PromiseState.KEPT_LATE, PromiseState.OVERDUE})


def incidents_of(now: Now, names: Sequence[str]) -> list[IncidentFacts]:
    """Return the public incidents that `names` mean. Raises ClickException."""
    found = []
    for name in names:
        post = named_post(now, name, (Incident,))
        facts = now.facts.posts.get(post.id)
        if not isinstance(facts, IncidentFacts):
            raise click.ClickException(f"'{post.id}' is not public yet: publish it first.")
        found.append(facts)
    return found


def incident_without(now: Now, type: PostType) -> str:
    """Return the id of the only incident that was resolved of late and has no letter of that type, not even a draft.

    Says on standard error which one it is. Raises ClickException where there is none, or more than one.
    """
    told = {
        id_
        for post in now.history.posts
        if isinstance(post, Apology | Report) and post.type is type
        for id_ in post.incidents
    }
    recent = [
        facts.post
        for facts in now.facts.incidents
        if facts.ended and now.as_of - facts.ended <= _RECENT and facts.post.id not in told
    ]
    if len(recent) == 1:
        click.echo(f"About {recent[0].id}: {recent[0].title}", err=True)
        return recent[0].id
    if recent:
        ids = ", ".join(post.id for post in recent)
        raise click.ClickException(
            f"{len(recent)} incidents ended of late and have no {type.value} yet. Name one: {ids}."
        )
    raise click.ClickException(
        f"No incident ended in the last {_RECENT.days} days that has no {type.value} yet. Name the one you mean."
    )


def author_of(now: Now, name: str | None, role: str | None, contact: str | None) -> dict[str, Value]:
    """Return the author for front matter. Raises BadParameter for a desk that is not there."""
    author: dict[str, Value] = {"name": name or "", "role": role or ""}
    if contact:
        (author["contact"],) = known([contact], [desk.id for desk in now.history.desks], "--contact", "desks.yml")
    return {key: value for key, value in author.items() if value}


def facts_in_words(incidents: Sequence[IncidentFacts], now: Now) -> Iterator[str]:
    """Yield what is known about each incident, a line each."""
    for facts in incidents:
        yield f"{facts.post.id}: {facts.post.title}"
        yield f"  From {in_words(facts.started)} to {in_words(facts.ended) if facts.ended else '(still open)'}" + (
            f", {_length(facts.duration)}." if facts.duration is not None else "."
        )
        if facts.worst_statuses:
            listed = (f"{_name(now, c)} ({s.value.replace('_', ' ')})" for c, s in facts.worst_statuses.items())
            yield f"  Components at their worst: {', '.join(listed)}."
        if facts.first_notice_after is not None:
            yield f"  Our first notice came after {_length(facts.first_notice_after)}."
        if facts.longest_silence is not None:
            yield f"  Our longest silence was {_length(facts.longest_silence)}."
        for told in reversed(facts.updates):
            if told.update.impact:
                yield f"  We said at {in_words(told.update.at)}: {told.update.impact}"
        for promise in facts.promises:
            if promise.kind is PromiseKind.NEXT_UPDATE and promise.state in _BROKEN and promise.due:
                came = f"came {_length(promise.late_by)} late" if promise.late_by else "never came"
                yield f"  The word promised by {in_words(promise.due)} {came}."
        for promise in facts.promises:
            if promise.promise and promise.is_open:
                due = f", due {promise.due - timedelta(seconds=1):%Y-%m-%d}" if promise.due else ""
                yield f"  Still open: {promise.promise.what}{due}."
        for question in facts.questions:
            if question.is_open:
                yield f"  Unanswered: {question.question.text}"


def timeline(incidents: Sequence[IncidentFacts], said: Callable[[str, str, IncidentFacts], str]) -> Iterator[str]:
    """Yield a Markdown list of all updates, oldest first, with what each said first.

    `said` turns words, a part of all that their update says, of an incident into words that may stand elsewhere.
    """
    told = sorted(((u.update, facts) for facts in incidents for u in facts.updates), key=lambda entry: entry[0].at)
    for update, facts in told:
        words = said(update.impact or _first_paragraph(update.body), update.body, facts)
        yield f"- {in_words(update.at)}, {stage_name(update.stage).lower()}{': ' if words else ''}{words}"


def _first_paragraph(body: str) -> str:
    """Return the first paragraph on one line; nothing where the text begins with something else."""
    first = " ".join(body.strip().partition("\n\n")[0].split())
    return "" if _NO_PARAGRAPH.match(first) else first


def _name(now: Now, component: str) -> str:
    return now.facts.components[component].component.name if component in now.facts.components else component


def _length(length: timedelta) -> str:
    hours, minutes = divmod(round(length.total_seconds()) // 60, 60)
    return " ".join(p for p in (f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else "") if p)
