"""`candor preview`: the site as it will be, drafts and all, opened at the post that changed last."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
import urllib.request
import webbrowser
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

import click

from mkdocs_candor.cli.engine import serve_site
from mkdocs_candor.cli.now import Now, named_post, read_now
from mkdocs_candor.cli.port import HOST, check_port
from mkdocs_candor.leaving import leave_when_told
from mkdocs_candor.model.post import Announcement, AnyPost, Apology, Incident, Maintenance, Report
from mkdocs_candor.publish.links import Links

_TYPES = (Incident, Maintenance, Announcement, Apology, Report)
_BETWEEN_LOOKS = 0.3
_PATIENCE_SECONDS = 5


@click.command()
@click.argument("post", required=False)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to serve at.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open nothing.")
def preview(post: str | None, port: int, no_browser: bool) -> None:
    """Serve the site on this machine until Ctrl-C, and open it at POST, or at the post that changed last.

    It is `mkdocs serve` with the right options: drafts and what is under embargo show, marked as such, and each save
    shows at once. Exits with 1 when the site cannot be built or the port is in use.

    \b
    Examples:
      candor preview
      candor preview card-payments --port 8100 --no-browser
    """
    now = read_now()
    shown = named_post(now, post, _TYPES) if post else _changed_last(now)
    address = f"http://{HOST}:{port}{_path(now, shown)}"
    check_port(port)
    leave_when_told()
    what = f"{shown.title} ({shown.id})" if shown else "No post yet"
    click.echo(f"{what}: {address}\nCtrl-C ends it.")
    server = serve_site(now.place.root / "mkdocs.yml", f"{HOST}:{port}")
    if not no_browser:
        threading.Thread(target=_open_once_it_answers, args=(address, server), daemon=True).start()
    if _ended(server):
        raise click.ClickException("The site is not served; the lines above say why.")


def _changed_last(now: Now) -> AnyPost | None:
    """Return the post whose file was saved last. After a fresh clone all were: then the one that says the newest."""
    posts = [post for post in now.history.posts if now.path_of(post).is_file()]
    public = now.facts.posts
    return max(
        posts,
        key=lambda p: (
            int(now.path_of(p).stat().st_mtime),
            public[p.id].changed if p.id in public else now.as_of,
            p.id,
        ),
        default=None,
    )


def _path(now: Now, post: AnyPost | None) -> str:
    """Return the path of a post, or of the front page, on the engine's server: below the path of the site's address."""
    links = Links(directory_urls=now.place.directory_urls)
    below = (urlsplit(now.place.site_url).path or "/").rstrip("/")
    return f"{below}/{quote(links.post(post.type, post.id) if post else links.home)}"


def _open_once_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                pass
        except HTTPError:  # it answers, though not with this page
            pass
        except (OSError, HTTPException):
            time.sleep(_BETWEEN_LOOKS)
            continue
        webbrowser.open(address)
        return


def _ended(server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server ends, and return whether that was for a fault of its own."""
    try:
        return server.wait() != 0
    except KeyboardInterrupt:
        click.echo("")
        return False
    finally:
        _stop(server)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server: as Ctrl-C does, so that it takes its temporary folder away; else without asking."""
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGABRT):
        if server.poll() is None:
            server.send_signal(end)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(_PATIENCE_SECONDS)
