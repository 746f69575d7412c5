"""`candor promise`: what has become of something we said we would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import click

from mkdocs_candor.cli.moments import day_or_moment, in_words
from mkdocs_candor.cli.new_post import required
from mkdocs_candor.cli.now import Now, json_option, read_now, save, say_written
from mkdocs_candor.cli.promise_make import make
from mkdocs_candor.cli.words import ask, can_ask
from mkdocs_candor.edit.promises import CannotEdit, with_done, with_dropped, with_slip
from mkdocs_candor.model.post import AnyPost, Apology, Report
from mkdocs_candor.model.promise import Promise, PromiseKind, PromiseOutcome
from mkdocs_candor.read.files import clean
from mkdocs_candor.read.notes import did_you_mean
from mkdocs_candor.read.times import parse_day_or_time

_F = TypeVar("_F", bound=Callable[..., Any])
_STEP = "commit and push it, and tell those to whom it was promised."
_ON = click.option("--on", metavar="WHEN", help="The day it was so, or was told. [default: today, UTC]")
_TOLD = click.option("--told", metavar="TEXT", help="Where we told how it ended; for follow-ups.")


def _id_argument(function: _F) -> _F:
    return click.argument("promise", metavar="[ID]", required=False)(function)


@click.group()
def promise() -> None:
    """Say what has become of a promise: a prevention item, or a follow-up. A next update is kept by speaking.

    ID is the promise's own (P2), with its post's where that is not enough (hall-north-report--P2), a post that has
    one open promise, or some of its words. While one promise is open, it needs none. `candor status` lists those due.
    Nothing but the promise's own lines is touched in the file.

    \b
    Examples:
      candor promise done P2 --evidence "Both alarms rang in the test of 12 November."
      candor promise slip "two alarms" --to 2027-01-15 --why "The firm we chose must first train two people."
    """


promise.add_command(make)


@promise.command()
@_id_argument
@click.option("--evidence", metavar="TEXT", help="How others can see that it is done, in Markdown.")
@click.option("--link", metavar="URL", help="Where they can see it.")
@_ON
@_TOLD
@json_option
def done(
    promise: str | None, evidence: str | None, link: str | None, on: str | None, told: str | None, as_json: bool
) -> None:
    """Say that the promise ID is kept, with evidence that others can see.

    \b
    Examples:
      candor promise done P2 --evidence "Both alarms rang in the test of 12 November."
      candor promise done hall-north-report--P2 --link https://status.example.org/incidents/alarm-test/
    """
    now = read_now()
    post, found = _open_promise(now, promise, "done")
    if not link:
        evidence = required(evidence, "--evidence or --link", "How can others see that it is done? (text or address)")
    words = _line(evidence)
    seen = f"[{words}]({link})" if words and link else words or f"<{link}>"
    day = _told_on(now, on)
    _write(now, post, lambda text: with_done(text, found, on=day, evidence=seen, told=_told(found, told)), as_json)


@promise.command()
@_id_argument
@click.option("--to", metavar="WHEN", help="The new date: 2027-01-15.")
@click.option("--why", metavar="TEXT", help="Why it takes longer.")
@_ON
@json_option
def slip(promise: str | None, to: str | None, why: str | None, on: str | None, as_json: bool) -> None:
    """Say that the promise ID takes longer: a new date, and why. The first date stays, for all to see.

    \b
    Examples:
      candor promise slip P2 --to 2027-01-15 --why "The firm we chose must first train two people."
    """
    now = read_now()
    post, found = _open_promise(now, promise, "slip")
    due = day_or_moment(required(to, "--to", "By when now? (2027-01-15)"), now.timezone, "--to")
    told_last = found.slips[-1].due if found.slips else found.due
    if told_last and parse_day_or_time(str(due), now.timezone, end=True) <= told_last:
        raise click.BadParameter(f"'{due}' is not after {_due(told_last)}, the date told before.", param_hint="--to")
    reason = _line(required(why, "--why", "Why does it take longer?"))
    day = _told_on(now, on)
    _write(now, post, lambda text: with_slip(text, found, on=day, due=due, why=reason), as_json)


@promise.command()
@_id_argument
@click.option("--why", metavar="TEXT", help="Why it will not be done.")
@_ON
@_TOLD
@json_option
def drop(promise: str | None, why: str | None, on: str | None, told: str | None, as_json: bool) -> None:
    """Say that the promise ID will not be kept, and why. It stays on the page.

    \b
    Examples:
      candor promise drop F1 --why "We closed the hall that it was for."
    """
    now = read_now()
    post, found = _open_promise(now, promise, "drop")
    reason = _line(required(why, "--why", "Why will it not be done?"))
    day = _told_on(now, on)
    _write(now, post, lambda text: with_dropped(text, found, on=day, why=reason, told=_told(found, told)), as_json)


def _promises(now: Now) -> Iterator[tuple[AnyPost, Promise]]:
    for post in now.history.posts:
        prevention = post.prevention if isinstance(post, Apology | Report) else ()
        yield from ((post, made) for made in (*prevention, *post.follow_ups))


def _open_promise(now: Now, wanted: str | None, command: str) -> tuple[AnyPost, Promise]:
    """Return the promise that is meant, and its post; rather one that was made in public. Raises ClickException."""
    made = list(_promises(now))
    still_open = [(p, m) for p, m in made if m.outcome in {PromiseOutcome.OPEN, PromiseOutcome.SLIPPED}]
    in_public = [(p, m) for p, m in still_open if not p.draft]
    if wanted is None and len(in_public) > 1 and can_ask():
        click.echo("".join(f"{line}\n" for line in _listed(in_public)), nl=False, err=True)
        wanted = ask("Which promise? (its id)")
    if wanted is None:
        found = in_public
    else:
        exact = [(p, m) for p, m in made if wanted in {m.id, _id(p, m)}]
        # The same short id may stand in a draft too: once ours is closed, that one is not meant by it.
        exact = [(p, m) for p, m in exact if not p.draft] or exact
        found = [one for one in exact if one in still_open] or ([] if exact else _meant(now, wanted, still_open))
        if not found and exact:
            _refuse_closed(*exact[0])
        if not found:
            _refuse_unknown(now, wanted, still_open)
    found = [(p, m) for p, m in found if not p.draft] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise click.ClickException("No promise is open. What we promise stands in letters and reports.")
    listed = "".join(f"\n  {line}" for line in _listed(found))
    raise click.ClickException(f"{len(found)} promises are open. Name one: candor promise {command} ID.{listed}")


def _meant(now: Now, wanted: str, still_open: list[tuple[AnyPost, Promise]]) -> list[tuple[AnyPost, Promise]]:
    """Return the open promises of the post called `wanted`, or of the post and the id in it, else those that say so."""
    stem = wanted.replace("\\", "/").rpartition("/")[2].removesuffix(".md")
    folded = " ".join(stem.split()).casefold()
    if not folded:
        return []
    part, _, id_ = stem.rpartition("--")
    return (
        [(p, m) for p, m in still_open if p.id == stem]
        or [(p, m) for p, m in still_open if part and m.id == id_ and part.casefold() in p.id.casefold()]
        or [(p, m) for p, m in still_open if folded in m.what.casefold()]
        or [(p, m) for p, m in still_open if folded in p.id.casefold() or folded in p.title.casefold()]
    )


def _refuse_closed(post: AnyPost, closed: Promise) -> None:
    since = f", on {closed.closed:%Y-%m-%d}" if closed.closed else ""
    raise click.ClickException(
        f"'{_id(post, closed)}' is {closed.outcome.value} already{since}. "
        f"To correct that: {post.source.path}, line {closed.source.line}."
    )


def _refuse_unknown(now: Now, wanted: str, still_open: list[tuple[AnyPost, Promise]]) -> None:
    facts = now.facts.promises.get(wanted)
    if facts and facts.kind is PromiseKind.NEXT_UPDATE:
        raise click.ClickException(f"'{wanted}' is a next update: speak, with candor update {facts.post}.")
    spellings = [spelling for p, m in still_open for spelling in (m.id, _id(p, m))]
    hint = did_you_mean(wanted, spellings) or "candor status lists those that are due."
    raise click.ClickException(f"no open promise is called '{wanted}'. {hint}")


def _listed(promises: list[tuple[AnyPost, Promise]]) -> Iterator[str]:
    for post, made in promises:
        due = made.slips[-1].due if made.slips else made.due
        yield f"{_id(post, made)}: {made.what}{f', due {_due(due)}' if due else ''}"


def _write(now: Now, post: AnyPost, change: Callable[[str], str], as_json: bool) -> None:
    path = now.path_of(post)
    try:
        text = change(path.read_bytes().decode("utf-8"))
    except CannotEdit as refused:
        raise click.ClickException(f"{post.source.path}: {refused.message}. {refused.hint}") from None
    save(path, text)
    say_written(now, path, _STEP, as_json=as_json)


def _told_on(now: Now, on: str | None) -> date | str:
    day = day_or_moment(on or f"{now.as_of:%Y-%m-%d}", now.timezone, "--on")
    if parse_day_or_time(str(day), now.timezone) > now.as_of:
        raise click.BadParameter(f"'{on}' lies ahead; it is {in_words(now.as_of)} now.", param_hint="--on")
    return day


def _told(promise: Promise, told: str | None) -> str:
    if told and (promise.kind is PromiseKind.PREVENTION or promise.id == "follow-up"):
        raise click.BadParameter(f"'{promise.id}' has no place for it; leave it out.", param_hint="--told")
    return _line(told)


def _id(post: AnyPost, promise: Promise) -> str:
    return f"{post.id}--{promise.id}"


def _due(moment: datetime) -> str:
    """Return by when something is due: midnight is the end of the day before."""
    is_midnight = moment.time() == datetime.min.time()
    return f"{moment - timedelta(seconds=1):%Y-%m-%d}" if is_midnight else in_words(moment)


def _line(text: str | None) -> str:
    return " ".join(clean(text or "").split())
