"""What is written shows at once, in a browser that opens at the right post."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import INCIDENT, Site
from mkdocs_candor.cli import candor

DRAFT = INCIDENT.replace("type: incident", "type: incident\ndraft: true").replace("Card payments fail", "Search fails")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _hear_all() -> None:
    """As a terminal's programs do. Those that a shell starts in the background, or `nohup`, are deaf to some of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize(
    ("order", "code"), [(signal.SIGINT, 0), (signal.SIGHUP, 128 + signal.SIGHUP)], ids=["Ctrl-C", "a closed terminal"]
)
def test_a_preview_opens_at_the_draft_that_was_saved_last_and_leaves_nothing_of_it(
    site: Site, tmp_path: Path, order: int, code: int
) -> None:
    site.configure("https://status.acme.example/", "https://acme.example/status/")
    old = site.write("incidents/cards.md", INCIDENT)
    os.utime(old, (1, 1))
    site.write("incidents/search.md", DRAFT)
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    fifo = os.open(opened, os.O_RDWR)
    port = _free_port()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    env = {**os.environ, "BROWSER": f"sh -c 'echo %s > {opened}'", "CANDOR_AS_OF": "", "PYTHONUNBUFFERED": "1"}
    env["TMPDIR"] = str(temporary)
    command = [sys.executable, "-c", "from mkdocs_candor.cli import candor; candor()", "preview", "--port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=site.root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=_hear_all,
    )
    try:
        ready, _, _ = select.select([fifo], [], [], 60)
        assert ready, "no browser was opened"
        address = os.read(fifo, 1000).decode().strip()
        assert address == f"http://127.0.0.1:{port}/status/incidents/search/"
        with urllib.request.urlopen(address, timeout=30) as page:
            assert "Search fails at checkout" in page.read().decode()
    finally:
        process.send_signal(order)
        said, _ = process.communicate(timeout=30)
        os.close(fifo)
    assert said.rstrip() == f"Search fails at checkout (search): {address}\nCtrl-C ends it."
    assert process.returncode == code
    assert [each.name for each in temporary.iterdir()] == []


def test_a_port_in_use_is_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.root)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = CliRunner().invoke(candor, ["preview", "--no-browser", "--port", str(port)])

    assert result.output == (
        f"Error: Port {port} cannot be used (Address already in use). Choose another: --port {port % 65000 + 100}\n"
    )
    assert result.exit_code == 1


def test_a_site_that_cannot_be_built_is_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.configure("name: material", "name: matreial")
    monkeypatch.chdir(site.root)

    result = CliRunner().invoke(candor, ["preview", "--no-browser", "--port", str(_free_port())])

    assert result.output.startswith("No post yet: http://127.0.0.1:")
    assert result.output.endswith("Error: The site is not served; the lines above say why.\n")
    assert result.exit_code == 1
