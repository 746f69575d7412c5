"""The site as a command finds it: read once, at one moment; and which of its posts is meant."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import click

from mkdocs_candor.cli.place import Place, find_place
from mkdocs_candor.cli.words import ask, can_ask
from mkdocs_candor.derive.facts import Snapshot
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.present import present
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Incident, Maintenance
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.read.files import Found
from mkdocs_candor.read.history import Reading, read_history
from mkdocs_candor.read.notes import likely
from mkdocs_candor.read.posts import read_post

Dated: TypeAlias = Incident | Maintenance

_NO_BARS = Policy(days_shown=1)  # no command shows any, and each component has one


@frozen
class Now:
    """What was read, and what is true and public at `as_of`. Drafts are in `history` alone."""

    place: Place
    as_of: datetime
    reading: Reading
    facts: Snapshot

    @property
    def history(self) -> History:
        return self.reading.history

    @property
    def timezone(self) -> ZoneInfo | None:
        return self.place.timezone

    def path_of(self, post: AnyPost) -> Path:
        return self.place.root / post.source.path


def read_now() -> Now:
    """Return the site that the current folder lies in. The one place where these commands read the clock."""
    as_of = datetime.now(UTC)
    place = find_place()
    reading = read_history(place.root, incidents=place.incidents, pages=place.pages, timezone=place.timezone)
    return Now(place, as_of, reading, present(reading.history, as_of, _NO_BARS).now)


def dated_post(now: Now, name: str | None, open_ones: Sequence[str], what: str, instead: str) -> Dated:
    """Return the incident or maintenance called `name`, or the only one of `open_ones`; on a terminal it asks which.

    `what` says what those are, `instead` what to do where there is none. Raises ClickException.
    """
    if name is None:
        if not open_ones:
            raise click.ClickException(f"No {what}. {instead}")
        if len(open_ones) > 1 and not can_ask():
            raise click.ClickException(f"{len(open_ones)} posts are open. Name one: {', '.join(open_ones)}.")
        name = open_ones[0] if len(open_ones) == 1 else _chosen(now, open_ones)
    post = named_post(now, name, (Incident, Maintenance))
    assert isinstance(post, Incident | Maintenance)  # noqa: S101 - what `named_post` was asked for
    return post


def _chosen(now: Now, ids: Sequence[str]) -> str:
    for id_ in ids:
        click.echo(f"  {id_}: {now.facts.posts[id_].post.title}", err=True)
    return ask("Which one? (its id, or a part of it)")


def named_post(now: Now, name: str, types: tuple[type[AnyPost], ...]) -> AnyPost:
    """Return the post of one of `types` whose id, file or part of a title or id `name` is. Raises ClickException."""
    wanted = Path(name).stem if name.endswith(".md") else name
    posts = {post.id: post for post in now.history.posts if isinstance(post, types)}
    if wanted in posts:
        return posts[wanted]
    if any(unread.id == wanted for unread in now.history.unread):
        raise click.ClickException(f"'{wanted}' cannot be read. candor check says what is wrong; repair that first.")
    if other := next((post for post in now.history.posts if post.id == wanted), None):
        expected = " or ".join(type.__name__.lower() for type in types)
        raise click.ClickException(f"'{wanted}' is of type {other.type.value}; this is for {expected}.")
    folded = wanted.casefold()
    found = [post for post in posts.values() if folded in post.id.casefold() or folded in post.title.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(post.id for post in found[-5:])
        raise click.ClickException(f"'{wanted}' could be any of {len(found)} posts. Name one: {shown}.")
    guess = likely(wanted, posts) or _undated(wanted, posts)
    hint = f"Did you mean '{guess}'?" if guess else "candor status lists what is open."
    raise click.ClickException(f"no post is called '{wanted}'. {hint}")


def _undated(wanted: str, posts: Mapping[str, AnyPost]) -> str | None:
    """Return the id of a post that, but for the date in front, is much like `wanted`, or has a word like it."""
    dated = [(found[1], id_) for id_ in posts if (found := re.match(r"\d{4}-\d{2}-\d{2}-(.+)", id_))]
    whole = dict(dated)
    words = {word: id_ for name, id_ in dated for word in name.split("-") if len(word) > 3}
    guess = likely(wanted, whole) or likely(wanted, words, cutoff=0.75)
    return {**words, **whole}[guess] if guess else None


def known(words: Collection[str], choices: Collection[str], option: str, where: str) -> list[str]:
    """Return `words`, each one of `choices`, which stand in `where`. Raises BadParameter."""
    for word in words:
        if word not in choices:
            guess = likely(word, choices)
            hint = f"Did you mean '{guess}'?" if guess else f"Those there are stand in {where}."
            raise click.BadParameter(f"there is no '{word}'. {hint}", param_hint=option)
    return list(words)


def shown(path: Path) -> str:
    """Return `path` as it can be typed from here."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if relative.startswith(os.path.join("..", "..", "..")) else relative


def save(path: Path, text: str) -> None:
    """Write a post's file, whole or not at all. Raises ClickException where the machine does not let us."""
    from mkdocs_candor.edit.post_files import write_file  # most commands only read

    try:
        write_file(path, text)
    except UnicodeEncodeError:
        raise click.ClickException("The words are not UTF-8 text. Nothing was written.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise click.ClickException(
            f"{shown(path)} cannot be written: {reason}. Check that the folder may be written to."
        ) from None


json_option = click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON, for scripts.")


def say_written(now: Now, path: Path, next_step: str, *, as_json: bool = False) -> None:
    """Print which file was written, what is wrong with it, and what comes next.

    As JSON: `path` from the site's root, `post` its id (null: it is none), `problems`, and `next`.
    """
    is_post = path.is_relative_to(now.place.incidents)
    found = read_post(Found(str(path), shown(path), path.stem), now.timezone) if is_post else None
    problems = sorted(found.notes.problems) if found else _problems_of_page(now, path)
    if as_json:
        told: dict[str, Any] = {
            "path": now.place.from_root(path),
            "post": found.post.id if found and found.post else None,
            "problems": [
                {"line": p.line, "level": p.level.value, "rule": p.rule, "message": p.message, "hint": p.hint}
                for p in problems
            ],
            "next": next_step,
        }
        import json  # for scripts alone

        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"Wrote {shown(path)}")
    for problem in problems:
        click.secho(str(problem), fg="red" if problem.level is Level.ERROR else "yellow")
    click.echo(f"Next: {next_step}")


def _problems_of_page(now: Now, path: Path) -> list[Problem]:
    place = now.place
    reading = read_history(place.root, incidents=place.incidents, pages=place.pages, timezone=place.timezone)
    relative = place.from_root(path)
    return [problem for problem in reading.problems if problem.path == relative]
