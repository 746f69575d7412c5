"""What pages cost who opens them: few bytes for the first, and no request to any other host from any."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chromium import opened
from demo_pages import PAGES
from weigh import visit, weight

pytestmark = pytest.mark.browser


def test_home_is_light_to_read_and_to_use(demo: str, demo_folder: Path, tmp_path: Path) -> None:
    brotli = pytest.importorskip("brotli")
    with opened(tmp_path) as browser:
        seen = visit(browser, demo, demo_folder)

    assert weight(seen.read, demo_folder, brotli.compress) < 20_000  # before scripts and the search
    assert weight(seen.used, demo_folder, brotli.compress) < 60_000


def test_no_page_asks_another_host_or_is_refused_anything(demo: str, demo_folder: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as browser:
        seen = {name: visit(browser, demo + path, demo_folder) for name, path in PAGES.items()}

    here = urlsplit(demo).netloc
    elsewhere = {name: [a for a in each.used if urlsplit(a).netloc != here] for name, each in seen.items()}
    assert {name: found for name, found in elsewhere.items() if found} == {}
    assert {name: each.refused for name, each in seen.items() if each.refused} == {}
