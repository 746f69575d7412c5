"""`candor new`: a new post. Each type is a command of its own."""

from __future__ import annotations

import click

from mkdocs_candor.cli.apologise import apology
from mkdocs_candor.cli.new_announcement import announcement
from mkdocs_candor.cli.new_incident import incident
from mkdocs_candor.cli.new_maintenance import maintenance
from mkdocs_candor.cli.new_resource import resource
from mkdocs_candor.cli.report import new_report


@click.group()
def new() -> None:
    """Write a new post: what was not said as an option is asked for on a terminal, and nowhere else.

    What the options do not offer (follow_ups, check) is written in the file: the handbook's page of the file format
    has it.

    \b
    Examples:
      candor new incident
      candor new maintenance "New DNS software" --starts "2026-11-24 05:00 UTC" --ends 2h -c dns
    """


for command in (incident, maintenance, announcement, apology, new_report, resource):
    new.add_command(command)
