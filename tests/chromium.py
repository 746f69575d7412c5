"""A real Chromium for tests, the demo built for it, and a quiet web server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

ROOT = Path(__file__).parents[1]
OUTAGE = "2026-10-14 11:30 UTC"
NOW = "2026-11-20 12:00 UTC"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
DESKTOP = (1280, 900)
PHONE = (390, 844)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_head(self) -> Any:
        del self.headers["If-Modified-Since"]  # it counts in seconds, and tests write a file again sooner
        return super().send_head()


def need_chromium() -> None:
    """Skip the test where there is no Chromium; fail it where one is required."""
    if CHROMIUM and DRIVER:
        return
    reason = "no Chromium with its driver on this machine (Debian: apt-get install chromium chromium-driver)"
    if os.environ.get("CANDOR_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve with `handler` on a free port, and give the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def serving_folder(folder: Path) -> Callable[..., BaseHTTPRequestHandler]:
    return partial(Quiet, directory=str(folder))


def build_demo(folder: Path, address: str, as_of: str) -> None:
    """Build the demo into `folder`, as of the moment `as_of`."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(ROOT / "mkdocs.yml"), "-d", str(folder)],
        check=True,
        env={**os.environ, "CANDOR_AS_OF": as_of, "CANDOR_SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"},
    )


@contextmanager
def opened(profile: Path, size: tuple[int, int] = DESKTOP) -> Iterator[webdriver.Chrome]:
    """Give a browser with a profile of its own; a narrow `size` is a phone that is touched."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    if size == PHONE:
        metrics = {"width": size[0], "height": size[1], "pixelRatio": 2, "mobile": True, "touch": True}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    if size != PHONE:
        driver.set_window_size(*size)
    try:
        yield driver
    finally:
        driver.quit()
