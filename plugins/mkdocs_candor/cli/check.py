"""`candor check`: every problem of every file, before customers see it; then what readers will hear in the words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from mkdocs_candor.cli.checked.as_text import as_text
from mkdocs_candor.cli.checked.earlier import read_place, since
from mkdocs_candor.cli.checked.remarks import Checked, divided, gathered
from mkdocs_candor.cli.place import Place, below_repository, find_place
from mkdocs_candor.derive.clock import clock_problems
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.lint.case import Settings
from mkdocs_candor.lint.finding import Level, Review
from mkdocs_candor.lint.review import review
from mkdocs_candor.model.deadlines import NOTICE_DAYS, Deadlines
from mkdocs_candor.read.deadlines import BadDeadlines, read_deadlines

FORMATS = ("text", "github", "gitlab", "sarif", "json")


class CannotCheck(click.ClickException):
    """Nothing was checked: not the same as something wrong in the files."""

    exit_code = 2


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    help="Text for people; or what GitHub, GitLab, SARIF readers or scripts take.",
)
@click.option(
    "--against",
    metavar="REF",
    help="Compare with a commit too: what was published there and is gone, or says something else in silence.",
)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend in posts first, and say what was mended.")
@click.option("--dry-run", is_flag=True, help="With --fix: show the changes, and write nothing.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def check(files: tuple[Path, ...], format_: str, against: str | None, fix: bool, dry_run: bool, strict: bool) -> None:
    """Read all files, list every problem with file, line and repair, and coach their words.

    With FILES or folders, only what is wrong in them is shown, and decides how the command ends; the rest is counted
    in one line. `candor explain RULE` says why a rule is there. Words never stop a build, nor a first notice.

    --fix takes spaces off line ends, puts a long dash into the headings of updates, gives bare times the zone of the
    site, puts type, title and the facts first, and the day into a file's name; its id stays. It writes no word.

    \b
    Exit codes:
      0  no error (with --strict: no warning either); hints never fail
      1  something could not be read as it was meant, or a post has a pattern that its rule calls an error
      2  nothing was checked: no site here, no such file or commit, a wrong option

    \b
    Examples:
      candor check
      candor check --strict
      candor check incidents/2026
      candor check --fix --dry-run
      candor check --against origin/main
      candor check --format github
      candor check --format sarif > candor.sarif
    """
    if dry_run and not fix:
        raise click.UsageError("--dry-run shows what --fix would do: give both.")
    try:
        place = find_place(_folder_of(files[0]) if files else None)
        is_wanted = _wanted(place, files)
        if fix:
            is_wanted = _mend(place, is_wanted, dry_run=dry_run, err=format_ != "text")
        checked = _checked(place, _clock(), is_wanted, against)
    except click.UsageError:
        raise
    except click.ClickException as error:
        raise CannotCheck(error.message) from None
    for line in _lines(checked, format_):
        click.echo(line)
    if checked.count(Level.ERROR) or (strict and checked.count(Level.WARNING)):
        raise SystemExit(1)


def _clock() -> datetime:
    """Return now, or the moment that SOURCE_DATE_EPOCH sets for a build too."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise click.ClickException(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds since 1970.") from None


def _mend(place: Place, is_wanted: Callable[[str], bool], *, dry_run: bool, err: bool) -> Callable[[str], bool]:
    """Mend files, or show how; return what is wanted from then on: files that have a new name too."""
    from mkdocs_candor.cli.checked.fixing import fixes, write

    renamed: set[str] = set()
    for found in list(fixes(place, read_place(place), is_wanted)):
        if dry_run:
            click.echo(found.diff, nl=False, err=err)
        else:
            write(place, found)
            renamed.add(found.new)
        for line in found.said:
            click.echo(line, err=err)
    return lambda path: is_wanted(path) or path in renamed


def _checked(place: Place, as_of: datetime, is_wanted: Callable[[str], bool], against: str | None) -> Checked:
    reading = read_place(place)
    ahead = clock_problems(reading.history, as_of, Policy())
    texts = {path: _text(place.root / path) for path in reading.files}
    settings = _settings(place)
    found = review(reading.history, as_of, texts=texts, settings=settings)
    if against:
        found = _with(found, since(against, place, reading.history, as_of, texts=texts, settings=settings))
    remarks, waived = gathered((*reading.problems, *ahead), found, texts)
    shown, elsewhere = divided(remarks, is_wanted)
    return Checked(
        posts=len(reading.history.posts),
        remarks=shown,
        waived=divided(waived, is_wanted)[0],
        elsewhere=elsewhere,
        prefix=below_repository(place.root),
    )


def _with(one: Review, other: Review) -> Review:
    return Review((*one.findings, *other.findings), (*one.waived, *other.waived))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:  # a folder that is named like a post; reading has said so
        return ""


def _settings(place: Place) -> Settings:
    glossary = place.options.get("glossary") or []
    days = place.options.get("notice_days", NOTICE_DAYS)
    return Settings(
        place.lang,
        frozenset(map(str, glossary if isinstance(glossary, list) else [])),
        days if isinstance(days, int) else NOTICE_DAYS,
        _deadlines(place),
    )


def _deadlines(place: Place) -> Deadlines:
    try:
        return read_deadlines(place.options.get("deadlines") or {})
    except BadDeadlines as bad:
        raise click.ClickException(f"mkdocs.yml: candor: {bad}") from None


def _folder_of(file: Path) -> Path:
    return file if file.is_dir() else file.parent


def _wanted(place: Place, files: tuple[Path, ...]) -> Callable[[str], bool]:
    """Return whether a path, from the site's folder, is one of `files` or lies in one of them; without any, all are."""
    wanted = [file.resolve() for file in files]
    return lambda path: not wanted or any((place.root / path).resolve().is_relative_to(file) for file in wanted)


def _lines(checked: Checked, format_: str) -> Iterable[str]:
    """Return what is printed. Each format's module is loaded only when it is asked for."""
    if format_ == "github":
        from mkdocs_candor.cli.checked.as_github import as_github

        return as_github(checked)
    if format_ == "gitlab":
        from mkdocs_candor.cli.checked.as_gitlab import as_gitlab

        return [as_gitlab(checked)]
    if format_ == "sarif":
        from mkdocs_candor.cli.checked.as_sarif import as_sarif

        return [as_sarif(checked)]
    if format_ == "json":
        from mkdocs_candor.cli.checked.as_json import as_json

        return [as_json(checked)]
    return as_text(checked)
