"""`mkdocs serve` shows what staff save, drafts marked, and survives a broken file."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ENGINE, INCIDENT, RESOLVED, Site

SEARCH = INCIDENT.replace("Card payments fail at checkout", "Search is empty").replace("checkout:", "search:")


class Preview:
    """A running `serve`. It says on a line of its log when a build is done, so nothing waits for a length of time."""

    def __init__(self, site: Site, temporary: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = str(site.root / "mkdocs.yml")
        command = [sys.executable, "-u", "-m", ENGINE, "serve", "-f", config, "-a", f"127.0.0.1:{port}"]
        environment = {
            **os.environ, "SOURCE_DATE_EPOCH": "1772539200", "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true", "CANDOR_AS_OF": "", "TMPDIR": str(temporary),
        }  # fmt: skip
        self.address = f"http://127.0.0.1:{port}/"
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=site.root
        )
        self.log = ""
        self._root = site.root
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.until("Serving on")

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def until(self, words: str) -> str:
        """Read the log up to a line with `words`. The watcher may start after "Serving on": then it is nudged."""
        seen, nudges = "", 0
        while True:
            try:
                line = self._lines.get(timeout=8)
            except queue.Empty:
                nudges += 1
                assert nudges < 8, f"no word of '{words}':\n{self.log}{seen}"
                self._root.joinpath("incidents/desks.yml").touch()
                continue
            assert line is not None, f"the server ended without saying '{words}':\n{self.log}{seen}"
            seen += line
            assert "An error happened during the rebuild" not in line, self.log + seen
            if words in line:
                self.log += seen
                return seen

    def built(self) -> str:
        """Wait for the next build, and for the browser to be told of it."""
        return self.until("Reloading browsers")  # how long it took is not said when it is as long as the last time

    def text(self, path: str = "") -> str:
        with urllib.request.urlopen(self.address + path, timeout=30) as response:
            return str(response.read().decode())


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for temporary files of the preview."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture
def preview(site: Site, temporary: Path) -> Iterator[Preview]:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    running = Preview(site, temporary)
    yield running
    running.process.terminate()
    running.process.communicate(timeout=30)


def test_what_staff_save_is_shown_and_a_broken_file_stops_nothing(
    site: Site, preview: Preview, temporary: Path
) -> None:
    path = "incidents/2026-03-02-cards/"
    assert "rejects cards" in preview.text(path)

    site.append("incidents/2026-03-02-cards.md", RESOLVED)
    preview.built()
    assert "Cards work again" in preview.text(path)

    site.write("incidents/new/2026-03-02-search.md", SEARCH.replace("title:", "title: [x"))
    log = preview.built()
    assert "incidents/new/2026-03-02-search.md:3" in log
    assert "could not" in preview.text()

    site.write("incidents/new/2026-03-02-search.md", SEARCH.replace("type:", "draft: true\ntype:", 1))
    preview.built()
    assert "Search is empty" in preview.text()
    assert "Draft" in preview.text("incidents/2026-03-02-search/")

    written = [p.name for p in Path(site.root, "incidents").rglob("*.md")]
    assert sorted(written) == ["2026-03-02-cards.md", "2026-03-02-search.md"]

    # A draft is nowhere once the preview has been told to end, as by a system that shuts down.
    assert [each.name for each in temporary.iterdir()] != []
    preview.process.terminate()
    assert preview.process.wait(30) == 128 + signal.SIGTERM
    assert [each.name for each in temporary.iterdir()] == []
