"""`candor check`: every problem of every file, before customers see it."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from mkdocs_candor.cli.place import find_place
from mkdocs_candor.derive.clock import clock_problems
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.model.problem import Level
from mkdocs_candor.read.history import read_history


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def check(strict: bool) -> None:
    """Read all files and list every problem, with file, line and repair.

    Exits with 0 when nothing is wrong, with 1 when something could not be read as it was meant.

    \b
    Examples:
      candor check
      candor check --strict
    """
    place = find_place()
    reading = read_history(place.root, incidents=place.incidents, pages=place.pages, timezone=place.timezone)
    ahead = clock_problems(reading.history, datetime.now(UTC), Policy())
    problems = sorted((*reading.problems, *ahead))
    for problem in problems:
        colour = "red" if problem.level is Level.ERROR else "yellow"
        click.echo(f"{click.style(problem.level, fg=colour)} {problem}")
    errors = sum(problem.level is Level.ERROR for problem in problems)
    warnings = len(problems) - errors
    posts = len(reading.history.posts)
    click.echo(f"{posts} posts read: {errors} errors, {warnings} warnings.")
    if errors or (strict and warnings):
        raise SystemExit(1)
