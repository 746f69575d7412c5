"""Other people's Statuspage clients, unchanged, read the demo from a local server and find what is true.

Each is installed into a temporary folder by its ordinary package manager. Where that cannot be done, its tests say so
and are skipped; `CANDOR_CLIENTS=required` makes that a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import ENGINE

pytestmark = pytest.mark.clients

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
MOMENTS = {"outage": "2026-10-14 11:30 UTC", "quiet": "2026-11-20 12:00 UTC", "work": "2026-11-24 22:30 UTC"}

Reader = Callable[[str], dict[str, Any]]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Returns the address of the demo as of one of `MOMENTS`."""
    folder = tmp_path_factory.mktemp("demo")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    host = f"http://127.0.0.1:{server.server_port}/"
    for name, moment in MOMENTS.items():
        subprocess.run(
            [sys.executable, "-m", ENGINE, "build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(folder / name)],
            check=True,
            env={**os.environ, "CANDOR_AS_OF": moment, "CANDOR_SITE_URL": f"{host}{name}/", "NO_MKDOCS_2_WARNING": "1"},
        )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield lambda name: f"{host}{name}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def statuspage_io(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("npm")
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        _cannot("npm and node are not on this machine")
    options = ("--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts")
    _install([str(npm), "install", *options, "statuspage.io@3.3.8"])
    return lambda address: _read([str(node), str(HERE / "read_with_statuspage_io.cjs"), address], folder)


@pytest.fixture(scope="session")
def statuscheck(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    if sys.version_info >= (3, 13):
        _cannot("statuscheck needs the module cgi, which Python 3.13 no longer has")
    return _python_client(tmp_path_factory.mktemp("statuscheck"), "statuscheck==3.11.0", "read_with_statuscheck.py")


@pytest.fixture(scope="session")
def arez(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return _python_client(tmp_path_factory.mktemp("arez"), "aRez==0.2.4", "read_with_arez.py")


def test_statuspage_io_sees_the_outage(statuspage_io: Reader, demo: Callable[[str], str]) -> None:
    seen = statuspage_io(demo("outage"))

    assert (seen["indicator"], seen["description"]) == ("critical", "Major Service Outage")
    assert seen["agrees"]
    assert seen["components"]["Virtual servers, Hall North"] == "major_outage"
    assert seen["components"]["Control panel"] == "degraded_performance"
    assert seen["components"]["Name servers"] == "operational"
    assert seen["groups"]["Servers and storage"] == 5
    assert [i[:3] for i in seen["incidents"]] == [["Hall North: cooling failure", "identified", "critical"]]
    assert seen["maintenances"] == []


def test_statuspage_io_sees_a_quiet_day_with_work_ahead(statuspage_io: Reader, demo: Callable[[str], str]) -> None:
    seen = statuspage_io(demo("quiet"))

    assert (seen["indicator"], seen["description"]) == ("none", "All Systems Operational")
    assert seen["agrees"]
    assert set(seen["components"].values()) == {"operational"}
    assert seen["incidents"] == []
    assert ["Hall North: cooling failure", "postmortem"] in seen["history"]
    assert ["Name servers: new software", "scheduled", "2026-11-24T22:00:00.000Z"] in seen["maintenances"]


def test_statuscheck_sees_the_outage(statuscheck: Reader, demo: Callable[[str], str]) -> None:
    seen = statuscheck(demo("outage"))

    assert (seen["indicator"], seen["is_ok"]) == ("critical", False)
    assert seen["components"]["Virtual servers, Hall North"] == "Major outage"
    assert seen["components"]["Name servers"] == "Operational"
    (event,) = seen["events"]
    assert event[:2] == ["Hall North: cooling failure", "identified"]
    assert "Virtual servers, Hall North" in event[2]


def test_statuscheck_sees_planned_work_running_on_an_otherwise_good_day(
    statuscheck: Reader, demo: Callable[[str], str]
) -> None:
    seen = statuscheck(demo("work"))

    assert (seen["indicator"], seen["description"]) == ("none", "Service Under Maintenance")
    assert seen["components"]["Name servers"] == "Under maintenance"
    assert ["Name servers: new software", "in_progress", ["Name servers"]] in seen["events"]


def test_arez_sees_the_outage(arez: Reader, demo: Callable[[str], str]) -> None:
    seen = arez(demo("outage"))

    assert (seen["description"], seen["impact"]) == ("Major Service Outage", "Critical")
    assert seen["components"]["Block storage"] == "Major Outage"
    assert seen["groups"]["Servers and storage"] == ["Major Outage", 5]
    (incident,) = seen["incidents"]
    assert incident[:3] == ["Hall North: cooling failure", "Identified", "Critical"]
    assert "Block storage" in incident[3]
    assert incident[4] == "Identified"


def test_arez_sees_planned_work_running(arez: Reader, demo: Callable[[str], str]) -> None:
    seen = arez(demo("work"))

    assert (seen["description"], seen["impact"]) == ("Service Under Maintenance", "None")
    assert seen["components"]["Name servers"] == "Under Maintenance"
    assert seen["maintenances"][0][:3] == ["Name servers: new software", "In Progress", "2026-11-24T22:00:00"]


def _python_client(folder: Path, requirement: str, script: str) -> Reader:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    _install([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement])
    return lambda address: _read([str(python), str(HERE / script), address], folder)


def _install(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        _cannot(f"{' '.join(command[-2:])} failed: {done.stderr.strip()[-300:]}")


def _read(command: list[str], folder: Path) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _cannot(reason: str) -> None:
    if os.environ.get("CANDOR_CLIENTS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)
