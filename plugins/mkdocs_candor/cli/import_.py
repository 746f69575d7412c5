"""`candor import`: the history of another tool, as files of ours."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mkdocs_candor.cli.place import NoSite, find_place
from mkdocs_candor.migrate.statuspage import import_statuspage


@click.group("import")
def import_() -> None:
    """Bring the history of another tool here. Nothing is overwritten; a second run writes nothing.

    \b
    Examples:
      candor import statuspage downloaded/
    """


@import_.command("statuspage", short_help="Import files of a Statuspage's public API.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="The incidents folder. By default the site's; without a site, ./incidents.",
)
@click.pass_context
def statuspage(context: click.Context, paths: tuple[Path, ...], into: Path | None) -> None:
    """Import files of a Statuspage's public API: incidents, maintenances, components.

    PATH is a file or a folder of them, as downloaded from /api/v2/: what a file is, its content says. Prints what could
    not be taken as it was, by file, and a summary last.

    \b
    Examples:
      candor import statuspage incidents.json scheduled-maintenances.json
      candor import statuspage downloaded/ --into incidents
    """
    report = import_statuspage(paths, into or _incidents_folder(Path.cwd()))
    for line in report.lines():
        click.echo(line)
    if report.files:
        click.echo("Next: candor check, then look at it: candor preview", err=True)  # the summary stays the last line
    if not report.found_anything:
        context.exit(1)


def _incidents_folder(start: Path) -> Path:
    """Return the incidents folder of the site that `start` lies in, as seen from `start`."""
    try:
        return Path(os.path.relpath(find_place(start).incidents, start))
    except NoSite:
        return Path("incidents")
