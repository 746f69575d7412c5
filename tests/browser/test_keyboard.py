"""Who has no mouse and who sees nothing: a walk by the keyboard alone, and what a screen reader is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser

INCIDENT = "incidents/2026-10-14-hall-north-cooling/"
# Where the keyboard is: what it is called, whether it can be seen, and its classes.
WHERE = """
const at = document.activeElement, box = at.getBoundingClientRect()
return {
  name: (at.getAttribute("aria-label") || at.textContent || at.getAttribute("title") || "").trim(),
  seen: at.checkVisibility({visibilityProperty: true}) && box.right > 0 && box.left < innerWidth,
  classes: at.className || "",
  tag: at.tagName,
}
"""


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with opened(tmp_path) as driver:
        yield driver


def _press(browser: webdriver.Chrome, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def _walk(browser: webdriver.Chrome, until: str, most: int = 120) -> list[dict[str, str]]:
    """Press Tab until the keyboard stands on an element of the class `until`."""
    stops = []
    for _ in range(most):
        _press(browser, Keys.TAB)
        stops.append(browser.execute_script(WHERE))
        if until in stops[-1]["classes"].split():
            return stops
    raise AssertionError(f"no stop at '{until}' among {[stop['name'] for stop in stops]}")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_stop_can_be_seen_and_the_first_leads_past_the_menus(
    demo: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    with opened(tmp_path, size) as browser:
        calm = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", calm)
        browser.get(demo)

        stops = _walk(browser, "cd-cursor")

    assert "md-skip" in stops[0]["classes"]
    assert [stop for stop in stops[1:] if not stop["seen"]] == []
    assert any("Hall North" in stop["name"] for stop in stops)


def test_each_day_of_a_bar_is_told_to_the_keyboard(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(demo)
    _walk(browser, "cd-cursor")
    cursor = browser.switch_to.active_element

    today = cursor.get_attribute("aria-valuetext")
    _press(browser, Keys.ARROW_LEFT)
    yesterday, tip = cursor.get_attribute("aria-valuetext"), browser.find_element(By.CSS_SELECTOR, ".cd-tip").text
    _press(browser, Keys.HOME)
    first = cursor.get_attribute("aria-valuetext")
    _press(browser, Keys.TAB)

    assert today == "14 October 2026: Partly down 4 h 42 min"
    assert yesterday == tip == "October 13, 2026: Works"
    assert first == "July 17, 2026: Works"
    assert not browser.find_elements(By.CSS_SELECTOR, ".cd-tip")


def test_a_customer_goes_from_home_to_incident_history_and_search_without_a_mouse(
    demo: str, browser: webdriver.Chrome
) -> None:
    browser.get(demo)
    _walk(browser, "cd-action")
    _press(browser, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: INCIDENT in b.current_url)
    _walk(browser, "cd-copy")
    assert browser.execute_script(WHERE)["name"] == "Copy the link to this update"

    browser.get(f"{demo}history/2025/")
    while browser.switch_to.active_element.get_attribute("name") != "type":
        _press(browser, Keys.TAB)
    _press(browser, "i")
    WebDriverWait(browser, 10).until(lambda b: b.current_url.endswith("?type=incident"))

    _press(browser, Keys.ESCAPE)
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    WebDriverWait(browser, 10).until(lambda b: b.switch_to.active_element.get_attribute("name") == "query")
    _press(browser, "cooling")
    WebDriverWait(browser, 15).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".md-search-result__link"))
    _press(browser, Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: "history/2025" not in b.current_url)


def test_a_screen_reader_is_given_the_state_then_what_to_do_then_the_rest(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(demo)

    told = _told(browser)

    order = [
        "link: Skip to content", "heading: Down: Virtual servers", "heading: What is wrong now",
        "heading: Hall North: cooling failure", "heading: What you can do now", "heading: Newest update",
        "heading: Affected", "heading: Every service", "heading: Last 14 days",
    ]  # fmt: skip
    places = [next(at for at, line in enumerate(told) if line.startswith(start)) for start in order]
    assert places == sorted(places)
    assert any(line.startswith("image: Last 90 days: 14 October 2026: Partly down") for line in told)
    assert sum(line.startswith("slider: ") for line in told) >= 10
    assert not [line for line in told if line.startswith(("image: icon", "link: http"))]


def _told(browser: webdriver.Chrome) -> list[str]:
    """Return what a screen reader is given, in the order of reading."""
    nodes = {node["nodeId"]: node for node in browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]}
    told, waiting = [], [next(iter(nodes))]
    while waiting:
        node = nodes[waiting.pop()]
        waiting += [child for child in reversed(node.get("childIds", [])) if child in nodes]
        name = node.get("name", {}).get("value")
        if name and not node.get("ignored"):
            told.append(f"{node['role']['value']}: {name}")
    return told


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["", INCIDENT, "history/2025/"], ids=["home", "incident", "history"])
def test_nothing_moves_once_it_is_shown(demo: str, tmp_path: Path, size: tuple[int, int], path: str) -> None:
    with opened(tmp_path, size) as browser:
        browser.get(demo + path)
        moved = browser.execute_async_script(
            """const done = arguments[0]; let moved = 0
            new PerformanceObserver((list) => list.getEntries().forEach((e) => moved += e.value))
              .observe({type: "layout-shift", buffered: true})
            setTimeout(() => done(moved), 800)"""
        )

    assert moved < 0.001
