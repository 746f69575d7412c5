"""`candor status`: how things are, what is open, and what we owe; on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import click

from mkdocs_candor.cli.moments import in_words
from mkdocs_candor.cli.now import Now, read_now
from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, QuestionFacts
from mkdocs_candor.derive.promise_facts import PromiseFacts, PromiseState
from mkdocs_candor.model.problem import Level
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.status import Status

_COLOURS = {Status.OPERATIONAL: "green", Status.MAJOR_OUTAGE: "red", Status.PARTIAL_OUTAGE: "red"}
_SOON = timedelta(days=14)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, for scripts.")
def status(as_json: bool) -> None:
    """Show the state now, open posts, promises due and overdue, and unanswered questions.

    Promises are listed when they are overdue or due within 14 days. Exits with 0 whatever the state is.

    \b
    Examples:
      candor status
      candor status --json | jq -r .status
    """
    now = read_now()
    if as_json:
        import json  # for scripts alone

        click.echo(json.dumps(_as_json(now), ensure_ascii=False, indent=2))
        return
    for line in _lines(now):
        click.echo(line)


def _lines(now: Now) -> Iterator[str]:
    overall = now.facts.overall
    colour = _COLOURS.get(overall.status, "yellow")
    yield f"{click.style(overall.sentence, fg=colour, bold=True)} ({in_words(now.as_of)})"
    if overall.note:
        yield overall.note
    for component in now.facts.components.values():
        if component.status is not Status.OPERATIONAL and not component.is_retired:
            yield f"  {component.component.name}: {_words(component.status)}"
    yield from _section("Open", "candor update", [_post_line(now, post) for post in _open(now)])
    yield from _section("Promises", "candor promise done ID", [_promise_line(now, promise) for promise in _due(now)])
    questions = [_question_line(now, question) for question in now.facts.open_questions]
    yield from _section("Unanswered", "candor answer", questions)
    errors = sum(problem.level is Level.ERROR for problem in now.reading.problems)
    if errors:
        counted = "1 error" if errors == 1 else f"{errors} errors"
        yield click.style(f"\n{counted} in the files: candor check", fg="red")


def _section(title: str, step: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n{click.style(title, bold=True)} {click.style(f'({step})', dim=True)}"
        yield from (f"  {line}" for line in lines)


def _open(now: Now) -> list[IncidentFacts | MaintenanceFacts]:
    maintenances = sorted(
        (m for m in now.facts.maintenances if m.is_open),
        key=lambda m: m.window.start if m.window else now.as_of,
    )
    return [*now.facts.open_incidents, *maintenances]


def _post_line(now: Now, facts: IncidentFacts | MaintenanceFacts) -> str:
    if isinstance(facts, IncidentFacts):
        line = f"{facts.post.id}: {_words(facts.stage)}, open for {_length(now.as_of - facts.started)}"
    else:
        window = f", {in_words(facts.window.start)} to {in_words(facts.window.end)}" if facts.window else ""
        line = f"{facts.post.id}: {_words(facts.phase)}{window}"
    promise = facts.next_update
    if promise is None or promise.due is None:
        return line
    if promise.due < now.as_of:
        return f"{line}; {click.style(f'next update overdue by {_length(now.as_of - promise.due)}', fg='red')}"
    return f"{line}; next update in {_length(promise.due - now.as_of)}"


def _due(now: Now) -> list[PromiseFacts]:
    """Return the promises that somebody should think of, but next updates: those stand beside their posts."""
    return [
        promise
        for promise in now.facts.promises.values()
        if promise.kind is not PromiseKind.NEXT_UPDATE
        and promise.is_open
        and promise.due is not None
        and promise.due - now.as_of <= _SOON
    ]


def _promise_line(now: Now, promise: PromiseFacts) -> str:
    assert promise.due is not None  # noqa: S101 - `_due` leaves those out
    if promise.state is PromiseState.OVERDUE:
        when = click.style(f"overdue by {_length(now.as_of - promise.due)}", fg="red")
    else:
        when = f"due in {_length(promise.due - now.as_of)}"
    written = promise.promise
    what = f": {written.what}" if written else ""
    owner = f" ({written.owner})" if written and written.owner else ""
    return f"{promise.id} {when}{what}{owner}"


def _question_line(now: Now, facts: QuestionFacts) -> str:
    asked = facts.question.asked
    return f"{facts.question.text} ({facts.post}{f', asked {_length(now.as_of - asked)} ago' if asked else ''})"


def _as_json(now: Now) -> dict[str, Any]:
    facts = now.facts
    return {
        "as_of": _iso(now.as_of),
        "status": facts.overall.status.value,
        "sentence": facts.overall.sentence,
        "components": {c.component.id: c.status.value for c in facts.components.values() if not c.is_retired},
        "open": [
            {
                "id": post.post.id,
                "type": post.post.type.value,
                "title": post.post.title,
                "stage": (post.stage if isinstance(post, IncidentFacts) else post.phase).value,
                "next_update": _iso(post.next_update.due) if post.next_update else None,
            }
            for post in _open(now)
        ],
        "promises": [{"id": p.id, "state": p.state.value, "due": _iso(p.due)} for p in _due(now)],
        "questions": [
            {"post": q.post, "text": q.question.text, "asked": _iso(q.question.asked)} for q in facts.open_questions
        ],
        "errors": sum(problem.level is Level.ERROR for problem in now.reading.problems),
    }


def _iso(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None


def _words(value: str) -> str:
    return value.replace("_", " ")


def _length(length: timedelta) -> str:
    """Return a length in its two largest units: "1 h 20 min", "3 days"."""
    minutes = int(length.total_seconds()) // 60
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, minutes = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else "") if part
    )
