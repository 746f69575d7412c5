"""`candor init`: a complete new status site of one's own, that builds at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from mkdocs_candor.cli.editors.workspace import workspace
from mkdocs_candor.cli.place import below_repository
from mkdocs_candor.cli.recipe import RECIPES, write_recipe
from mkdocs_candor.cli.words import ask, can_ask

# Names that a package cannot hold as they are: what installers and git treat as theirs.
RENAMED = {"gitignore": ".gitignore"}
_HOSTS = [*RECIPES, "none"]
_NAME = "Our status"
_URL = "https://status.example.org/"


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help=f"Shown on top of every page.  [default: {_NAME}]")
@click.option("--url", help=f"The address it will have, with https://.  [default: {_URL}]")
@click.option(
    "--recipe",
    type=click.Choice(_HOSTS),
    help="The host that you publish at; candor recipe writes another one later.  "
    "[default: github; none where FOLDER lies in a larger repository]",
)
def init(folder: Path, name: str | None, url: str | None, recipe: str | None) -> None:
    """Write a new status site into FOLDER (here, if left out): configuration, components, desks, sample posts.

    On a terminal it asks for what is missing; a script gets the defaults. The samples are drafts: they show in
    `mkdocs serve` and are never published. Schemas and settings for editors come with them. A file that exists is
    left as it is.

    \b
    Examples:
      candor init my-status
      candor init my-status --name "Acme status" --url https://status.acme.example/ --recipe gitlab
    """
    name = name or (ask("Name of the site", _NAME) if can_ask() else _NAME)
    url = url or (ask("Address it will have", _URL) if can_ask() else _URL)
    is_inner = bool(below_repository(folder.resolve()))
    recipe = recipe or _recipe(is_inner)
    now = datetime.now(UTC)
    values = {
        "%NAME%": name.replace('"', "'"),
        "%URL%": url.rstrip("/") + "/",
        "%TODAY%": f"{now:%Y-%m-%d}",
        "%YESTERDAY%": f"{now - timedelta(days=1):%Y-%m-%d}",
        "%NEXT_WEEK%": f"{now + timedelta(days=7):%Y-%m-%d}",
        "%NEXT_MONTH%": f"{now + timedelta(days=30):%Y-%m-%d}",
        "%NEXT_QUARTER%": f"{now + timedelta(days=90):%Y-%m-%d}",
        "%NOW%": f"{now:%Y-%m-%d %H:%M} UTC",
    }
    written = 0
    for path, text in _samples():
        written += _write(folder / _filled(path, values), _filled(text, values))
    for path, text in workspace().items():
        written += _write(folder / path, text, is_told=False)
    click.echo("wrote  .vscode and schemas, with which editors complete and explain what you write")
    if recipe != "none":
        write_recipe(recipe, folder, values["%URL%"])
    elif is_inner:
        click.echo("It lies in a larger repository, whose workflows were left alone: candor recipe --help")
    step = "" if folder == Path() else f"cd {folder} && "
    click.echo(f"\n{written} files. Next: {step}mkdocs serve")
    click.echo("Then name what your customers use in incidents/components.yml.")


def _recipe(is_inner: bool) -> str:
    """Return the recipe that is wanted: asked for on a terminal, else the likely one."""
    # In a larger repository it would lie among the workflows of others, and might replace a site that they publish.
    likely = "none" if is_inner else "github"
    if not can_ask():
        return likely
    chosen: str = click.prompt("Where will you publish?", type=click.Choice(_HOSTS), default=likely, err=True)
    return chosen


def _write(target: Path, text: str, *, is_told: bool = True) -> bool:
    """Write a file that is not there yet; return whether it was written."""
    if target.exists():
        click.echo(f"kept   {target} (it exists)")
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    if is_told:
        click.echo(f"wrote  {target}")
    return True


def _samples() -> list[tuple[str, str]]:
    """Return the path below the new site, and the text, of every file."""
    found: list[tuple[str, str]] = []

    def walk(folder: Traversable, prefix: str) -> None:
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.is_dir():
                walk(entry, f"{prefix}{entry.name}/")
            else:
                name = RENAMED.get(entry.name, entry.name)
                found.append((f"{prefix}{name}", entry.read_text("utf-8")))

    walk(files("mkdocs_candor.cli").joinpath("new_site"), "")
    return found


def _filled(text: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        text = text.replace(key, value)
    return text
