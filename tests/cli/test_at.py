"""`candor at` builds the site as of a moment, and says what is wrong with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from conftest import INCIDENT, RESOLVED, Site

COMMAND = [sys.executable, "-c", "from mkdocs_candor.cli import candor; candor()", "at"]


def _at(site: Site, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DISABLE_MKDOCS_2_WARNING": "true"}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=site.root, env=environment, capture_output=True, text=True, check=False
    )


def test_a_strict_build_fails_on_a_broken_post_and_shows_why(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", (INCIDENT + RESOLVED).replace("severity: major", "severity: mayor"))

    plain, strict = _at(site, "now"), _at(site, "now", "--strict")

    assert plain.returncode == 0
    assert strict.returncode == 1
    for result in (plain, strict):
        assert "Did you mean 'major'?" in result.stdout + result.stderr


def test_each_moment_is_built_into_a_folder_of_its_own(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    result = _at(site, "now", "2026-03-02 14:10 UTC", "--strict")

    assert result.returncode == 0, result.stderr
    then = (site.root / ".build/2026-03-02-14-10-UTC/index.html").read_text("utf-8")
    assert "Our payment provider rejects cards" in then
    assert "Our payment provider rejects cards" not in (site.root / ".build/now/index.html").read_text("utf-8")


def test_a_moment_without_a_zone_is_refused_before_anything_is_built(site: Site) -> None:
    result = _at(site, "2026-03-02 14:10")

    assert result.returncode == 2
    assert result.stderr.endswith(
        "Error: Invalid value for MOMENT: '2026-03-02 14:10' has no time zone. Write 2026-03-02 14:10 UTC if that is "
        "what you mean, or an offset (+02:00), or a zone's name (Europe/Berlin).\n"
    )
    assert not (site.root / ".build").exists()


def test_a_port_in_use_is_said_before_anything_is_built(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = _at(site, "now", "--serve", "--port", str(port))

    assert result.stderr == (
        f"Error: Port {port} cannot be used (Address already in use). Choose another: --port {port % 65000 + 100}\n"
    )
    assert result.returncode == 1
    assert not (site.root / ".build").exists()
