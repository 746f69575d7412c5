"""`candor check`: every problem of every file, before customers see it; then what readers will hear in the words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import click

from mkdocs_candor.cli.place import Place, find_place
from mkdocs_candor.derive.clock import clock_problems
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.lint import finding
from mkdocs_candor.lint.case import Settings
from mkdocs_candor.lint.finding import Finding, Review
from mkdocs_candor.lint.review import review
from mkdocs_candor.model.deadlines import NOTICE_DAYS
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.read.history import Reading, read_history

_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def check(strict: bool) -> None:
    """Read all files, list every problem with file, line and repair, and coach their words.

    Exits with 0 when there is no error, with 1 when something could not be read as it was meant, or when a post has a
    pattern that its rule calls an error. `candor explain RULE` says why. Words never stop a build, nor a first notice.

    \b
    Examples:
      candor check
      candor check --strict
    """
    place = find_place()
    as_of = datetime.now(UTC)
    reading = read_history(place.root, incidents=place.incidents, pages=place.pages, timezone=place.timezone)
    ahead = clock_problems(reading.history, as_of, Policy())
    problems = sorted((*reading.problems, *ahead))
    _show_problems(problems)
    errors = sum(problem.level is Level.ERROR for problem in problems)
    warnings = len(problems) - errors
    posts = len(reading.history.posts)
    found = _review(place, reading, as_of)
    _show_findings(found.findings)
    for waived in found.waived:
        place_ = f"{waived.finding.path}:{waived.finding.line}"
        click.echo(f"waived {place_}: {waived.finding.seen} [{waived.finding.rule}], because: {waived.reason}")
    click.echo(f"{posts} posts read: {errors} errors, {warnings} warnings.")
    click.echo(_summary(found))
    errors += found.count(finding.Level.ERROR)
    warnings += found.count(finding.Level.WARNING)
    if errors or (strict and warnings):
        raise SystemExit(1)


def _review(place: Place, reading: Reading, as_of: datetime) -> Review:
    texts = {path: (place.root / path).read_text("utf-8", errors="replace") for path in reading.files}
    glossary = place.options.get("glossary") or []
    days = place.options.get("notice_days", NOTICE_DAYS)
    settings = Settings(
        place.lang,
        frozenset(map(str, glossary if isinstance(glossary, list) else [])),
        days if isinstance(days, int) else NOTICE_DAYS,
    )
    return review(reading.history, as_of, texts=texts, settings=settings)


def _show_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(f"{click.style(problem.level, fg=_COLOURS[problem.level])} {problem}")


def _show_findings(findings: Iterable[Finding]) -> None:
    """Print each finding; the coaching of a rule once, where it comes up first."""
    coached: set[str] = set()
    for found in findings:
        level = click.style(found.level, fg=_COLOURS[found.level])
        click.echo(f"{level} {found.path}:{found.line}:{found.column}: {found.seen} [{found.rule} {found.name}]")
        if found.rule not in coached:
            coached.add(found.rule)
            click.echo(f"  The reader hears: {found.hears}")
            click.echo(f"  Ask yourself: {found.question}")
            click.echo(f"  Pattern: {found.pattern}")
            click.echo(f"  Source: {found.source}. More: candor explain {found.rule}")


def _summary(found: Review) -> str:
    """Return the last line. It never praises: the linter knows patterns, not hearts."""
    waived = f"; {len(found.waived)} waived" if found.waived else ""
    if not found.findings:
        return f"Words and shape: no known pattern found{waived}."
    counts = (found.count(level) for level in finding.Level)
    return "Words and shape: {} errors, {} warnings, {} hints{}.".format(*counts, waived)
