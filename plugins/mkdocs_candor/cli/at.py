"""`candor at`: the site as it was, or will be, at a moment; built, and shown."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from mkdocs_candor.cli.engine import build_site
from mkdocs_candor.cli.place import Place, find_place
from mkdocs_candor.cli.port import HOST, check_port
from mkdocs_candor.read.notes import Misread
from mkdocs_candor.read.times import parse_time

NOW = "now"


@click.command()
@click.argument("moments", nargs=-1, metavar="[MOMENT]...")
@click.option("--serve", is_flag=True, help="Serve what was built until Ctrl-C, each moment at its own address.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65000),
    help="The port of the first moment; each next one has the next.",
)
@click.option("--strict", is_flag=True, help="Fail on any warning.")
@click.option(
    "--into", type=click.Path(path_type=Path), help="Folder for the built sites, one folder each. [default: .build]"
)
def at(moments: tuple[str, ...], serve: bool, port: int, strict: bool, into: Path | None) -> None:
    """Build the site as of each MOMENT ("now", or a time with its zone), and show it.

    \b
    Examples:
      candor at now --serve
      candor at now "2026-10-14 11:30 UTC" --serve
    """
    place = find_place()
    folder = into or place.root / ".build"
    wanted = moments or (NOW,)
    for number, moment in enumerate(wanted):
        _checked(moment, place)
        if serve:
            check_port(port + number)
    sites = [_built(place, moment, folder, strict, port + n if serve else None) for n, moment in enumerate(wanted)]
    if serve:
        _serve(list(zip(wanted, sites, strict=True)), port)


def _checked(moment: str, place: Place) -> None:
    if moment != NOW:
        try:
            parse_time(moment, place.timezone)
        except Misread as error:
            raise click.BadParameter(f"{error.message}. {error.hint}", param_hint="MOMENT") from None


def _built(place: Place, moment: str, folder: Path, strict: bool, port: int | None) -> Path:
    """Return the folder of the built site. Under `port` its address replaces the configured one."""
    site = folder / ("now" if moment == NOW else "".join(c if c.isalnum() else "-" for c in moment))
    environment = {"CANDOR_AS_OF": "" if moment == NOW else moment}
    if port:
        environment["CANDOR_SITE_URL"] = f"http://{HOST}:{port}/"
    if not build_site(place.root / "mkdocs.yml", site, environment, strict=strict):
        raise click.ClickException(f"The site as of {moment} was not built; the lines above say why.")
    click.echo(f"Built as of {moment}: {site}")
    return site


def _serve(sites: list[tuple[str, Path]], port: int) -> None:
    for number, (_, site) in enumerate(sites):
        server = ThreadingHTTPServer((HOST, port + number), partial(_Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo("")
    for number, (moment, _) in enumerate(sites):
        label = f"As of now ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC)" if moment == NOW else f"As of {moment}"
        click.echo(f"{label}:  http://{HOST}:{port + number}/")
    click.echo("Ctrl-C ends it.")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a built site as a host for static sites would: no listing of folders, and our page for what is missing."""

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the addresses must stay in sight."""

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(str(self.directory), "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
