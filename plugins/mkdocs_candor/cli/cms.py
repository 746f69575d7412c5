"""`candor cms`: an editor in the browser, for people without git, on a phone too."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import click

from mkdocs_candor.cli.commits import origin
from mkdocs_candor.cli.editors.cms import Folders, Host, configuration
from mkdocs_candor.cli.now import shown
from mkdocs_candor.cli.place import Place, below_repository, find_place
from mkdocs_candor.edit.post_files import write_file
from mkdocs_candor.read.catalogue import COMPONENTS_FILE
from mkdocs_candor.read.desks import DESKS_FILE
from mkdocs_candor.read.history import read_history

HOSTS = ("github", "gitlab", "gitea")
SCRIPT = "sveltia-cms.js"
_FOLDER = "admin"
_REPOSITORY = re.compile(r"(?:^[\w.-]+@|//(?:[^/@]*@)?)(?P<host>[\w.-]+)(?::\d+)?[:/](?P<repo>[^:]+?)(?:\.git)?/?$")
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Edit the status site</title>
</head>
<body>
<script src="%SCRIPT%"></script>
</body>
</html>
"""


@click.command()
@click.option(
    "--write", is_flag=True, help="Write the editor's page and its configuration into the site, under admin/."
)
@click.option("--host", type=click.Choice(HOSTS), help="The kind of Git host, if its address does not say it.")
@click.option("--repo", metavar="OWNER/NAME", help="The repository there, if it is not that of `git remote`.")
@click.option("--branch", default="main", show_default=True, help="The branch that is published.")
@click.option(
    "--base-url", default="", metavar="URL", help="Who signs people in: a proxy for GitHub, or your own host."
)
@click.option("--app-id", default="", help="The id of the application that you registered at GitLab or Gitea.")
@click.option(
    "--script",
    default=SCRIPT,
    show_default=True,
    metavar="FILE|URL",
    help="The editor's script: a file beside the page, or an address.",
)
def cms(write: bool, host: str | None, repo: str | None, branch: str, base_url: str, app_id: str, script: str) -> None:
    """Print the configuration of Sveltia CMS and Decap CMS, which edit posts in a browser through the Git host.

    All types and fields are in it, and the components and desks of this site: make it anew when those change. The files
    of components and desks are edited as text. With
    --write the page stands under admin/ of the site. The page is for staff: nothing on the public pages links to it.
    The editor's script comes from your own site; put it there once, as the command says.

    \b
    Examples:
      candor cms
      candor cms --write
      candor cms --write --host gitlab --repo acme/status --app-id 0123abcd
    """
    place = find_place()
    history = read_history(place.root, incidents=place.incidents, pages=place.pages, timezone=place.timezone).history
    text = configuration(
        _host(place, host, repo, branch, base_url, app_id),
        _folders(place),
        components={component.id: component.name for component in history.components if component.until is None},
        desks=[desk.id for desk in history.desks],
        lists=[name for name in (COMPONENTS_FILE, DESKS_FILE) if _is_text(place.incidents / name)],
        site_url=place.site_url,
    )
    if not write:
        click.echo(text, nl=False)
        return
    folder = place.pages / _FOLDER
    write_file(folder / "config.yml", text)
    write_file(folder / "index.html", _PAGE.replace("%SCRIPT%", escape(script)))
    click.echo(f"wrote {shown(folder / 'config.yml')}")
    click.echo(f"wrote {shown(folder / 'index.html')}")
    for step in _next_steps(folder, script, base_url):
        click.echo(f"Next: {step}")


def _is_text(file: Path) -> bool:
    """Return whether a file is there that does not begin as front matter does, which the editors would take it for."""
    return file.is_file() and not file.read_bytes().startswith(b"---")


def _next_steps(folder: Path, script: str, base_url: str) -> list[str]:
    steps = []
    if "//" in script:
        steps.append("staff's browsers load the editor from that address: pin its version in it.")
    elif not (folder / script).exists():
        steps.append(
            f"put the editor's script beside the page, as {shown(folder / script)}: `npm pack @sveltia/cms` has it in "
            "package/dist/sveltia-cms.js, `npm pack decap-cms` in package/dist/decap-cms.js."
        )
    if not base_url:
        steps.append("sign in there with a token of the Git host; the handbook's page on editors has other ways.")
    return [*steps, "commit, push, and open admin/ of the site."]


def _host(place: Place, host: str | None, repo: str | None, branch: str, base_url: str, app_id: str) -> Host:
    """Return where the repository is. Raises ClickException where neither options nor git say it."""
    found = _REPOSITORY.search(origin(place.root))
    server = found["host"] if found else ""
    name = host or next((kind for kind in HOSTS if kind in server), None)
    path = repo or (found["repo"] if found else None)
    if not name or not path:
        missing = " and ".join(["--host"] * (not name) + ["--repo OWNER/NAME"] * (not path))
        raise click.ClickException(f"git does not say where this site is pushed to. Say it: {missing}.")
    if name == "gitea" and not base_url and server:
        base_url = f"https://{server}"
    return Host(name=name, repo=path, branch=branch, base_url=base_url, app_id=app_id)


def _folders(place: Place) -> Folders:
    prefix = below_repository(place.root)
    return Folders(
        incidents=prefix + place.incidents.relative_to(place.root).as_posix(),
        pages=prefix + place.pages.relative_to(place.root).as_posix(),
    )
