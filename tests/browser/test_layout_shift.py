"""Nothing on a page moves once it is shown: not for scripts, not for what they add, not for pictures that come late."""

from __future__ import annotations

import io
import time
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from selenium import webdriver

from chromium import DESKTOP, PHONE, Quiet, need_chromium, opened, serving
from conftest import INCIDENT, Site
from demo_pages import PAGES

pytestmark = pytest.mark.browser

# What Chromium counts, with what moved, from the first paint until the page is done and still for a while.
SHIFTS = """
const [isDone, done] = arguments, found = []
const moved = (source) => source.node?.outerHTML?.slice(0, 120) || source.node?.textContent
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) found.push([entry.value, entry.sources.map(moved)])
}).observe({type: "layout-shift", buffered: true})
const is = new Function("return " + isDone)
const wait = () => {
  if (document.readyState === "complete" && is()) setTimeout(() => done(found), 150)
  else setTimeout(wait, 20)
}
wait()
"""


# Less than this is a word that moved within its line.
A_WORD = 0.001
PICTURE = "document.querySelector('article img')"


class Slow(Quiet):
    """Serves scripts and pictures when the page has long been seen."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        if self.path.endswith((".js", ".png")):
            time.sleep(0.2)
        super().do_GET()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_template_moves(demo: str, demo_folder: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    with serving(partial(Slow, directory=str(demo_folder))) as address, opened(tmp_path, size) as browser:
        # A reader who is not in UTC: their own times are added.
        browser.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Kolkata"})
        browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
        moved = {name: _shifts(browser, address + path) for name, path in PAGES.items()}

    assert {name: shifts for name, shifts in moved.items() if shifts} == {}


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
def test_the_reader_s_time_and_the_age_of_the_page_come_where_room_was_kept_for_them(
    demo: str, demo_folder: Path, tmp_path: Path, width: int, zone: str
) -> None:
    with serving(partial(Slow, directory=str(demo_folder))) as address, opened(tmp_path, (width, 844)) as browser:
        browser.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": zone})
        browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
        pages = ("home", "component", "incident, open", "incident, translated")
        moved = {name: _shifts(browser, address + PAGES[name]) for name in pages}
        browser.get(address)
        told = browser.execute_script("return document.querySelector('.cd-next > span').innerText")

    assert {name: shifts for name, shifts in moved.items() if shifts} == {}
    assert "your time), in 1" in told


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_wide_picture_that_comes_late_fits_and_moves_nothing(
    site: Site, tmp_path_factory: pytest.TempPathFactory, size: tuple[int, int]
) -> None:
    need_chromium()
    file = io.BytesIO()
    Image.new("RGB", (2400, 900), "navy").save(file, "PNG")
    site.write("incidents/error.png", file.getvalue())
    body = "![A red line at checkout](error.png)\n\nThis is what you see."
    site.write("incidents/cards.md", INCIDENT.replace("Our payment provider", f"{body}\n\nOur payment provider"))
    folder = site.build(replay="2026-03-02 14:10 UTC").folder

    with (
        serving(partial(Slow, directory=str(folder))) as address,
        opened(tmp_path_factory.mktemp("p"), size) as browser,
    ):
        shifts = _shifts(browser, f"{address}incidents/cards/", until=f"{PICTURE}.naturalWidth === 2400")
        shown = f"const {{width, height}} = {PICTURE}; return [width, height, document.documentElement.scrollWidth]"
        width, height, page = browser.execute_script(shown)

    assert shifts == []
    assert page <= size[0]
    assert 300 <= width <= size[0]
    assert height == pytest.approx(width * 900 / 2400, abs=1)


def _shifts(browser: webdriver.Chrome, address: str, *, until: str = "true") -> list[tuple[float, list[str]]]:
    browser.get(address)
    found: list[tuple[float, list[str]]] = browser.execute_async_script(SHIFTS, until)
    return [(value, moved) for value, moved in found if value >= A_WORD]
