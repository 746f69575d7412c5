"""`candor schema`: what editors need to complete and explain front matter, components, desks and options."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_candor.cli.editors.schemas import schemas
from mkdocs_candor.cli.now import shown
from mkdocs_candor.cli.place import NoSite, find_place
from mkdocs_candor.edit.post_files import write_file


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--print", "name", metavar="NAME", help="Print one of them, such as incident, and write nothing.")
def schema(folder: Path | None, name: str | None) -> None:
    """Write the JSON Schemas of all that people write into FOLDER (the site's schemas, if left out).

    There is one for the front matter of each type of post (and `post` for any of them), for a community page
    (`resource`), for components.yml, desks.yml and the plugin's options, for mkdocs.yml, and for the output of
    `candor check --format json`. `candor init` writes them too; write them anew after each upgrade.

    \b
    Examples:
      candor schema
      candor schema --print incident
    """
    made = schemas()
    if name is not None:
        file = f"{name.removesuffix('.json').removesuffix('.schema')}.schema.json"
        if file not in made:
            names = ", ".join(found.removesuffix(".schema.json") for found in made)
            raise click.ClickException(f"there is no schema '{name}'. There are: {names}.")
        click.echo(made[file], nl=False)
        return
    folder = folder or _folder_of_site()
    for file, text in made.items():
        write_file(folder / file, text)
    click.echo(f"wrote {len(made)} schemas into {shown(folder)}")
    click.echo("Next: name them in your editor; the handbook's page on editors says how.")


def _folder_of_site() -> Path:
    """Return the site's folder of schemas, or one here: who has no site yet may want to look at them."""
    try:
        return find_place().root / "schemas"
    except NoSite:
        return Path("schemas")
