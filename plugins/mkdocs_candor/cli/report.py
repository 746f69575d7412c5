"""`candor report`: the draft of a report, with the facts filled in."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.letters import report_options, write_report


@click.command()
@click.argument("posts", metavar="[POST]...", nargs=-1)
@click.option("--title", metavar="TEXT", help='Its title. [default: "Report" and the incident\'s]')
@report_options
def report(posts: tuple[str, ...], title: str | None, **options: Any) -> None:
    """Draft the report on the incidents POST: the times, the components, the promises and the timeline filled in.

    While one incident of the last 30 days is over and has no report, it needs no name.

    The words are yours: the draft holds the questions that they must answer, and the keys to fill in that no option
    said. It is published once `draft: true` is taken away.

    \b
    Examples:
      candor report
      candor report card-payments
      candor report hall-north-cooling volumes-read-only --by "Tomas Vik" --edit
      candor report card-payments --cause "One line for all cards." --prevention "A second line | due=2026-12-01"
    """
    write_report(posts, title, options)


@click.command(name="report", short_help="Draft a report, as candor report does.")
@click.argument("title", required=False)
@click.option(
    "--incident",
    "posts",
    metavar="POST",
    multiple=True,
    help="An incident that it is about; repeatable. [default: the one of late that has none]",
)
@report_options
def new_report(title: str | None, posts: tuple[str, ...], **options: Any) -> None:
    """Draft a report: candor report by another name, for those who look for it here.

    \b
    Examples:
      candor new report --incident card-payments
      candor new report "Why cards failed" --incident card-payments --edit
    """
    write_report(posts, title, options)
