"""No element of any page looks otherwise by the lean stylesheet than by the whole one."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser

PAGES = (
    "", "incidents/2026-10-14-hall-north-cooling/", "announcements/",
    "apologies/2025-09-05-webmail-apology/", "components/block-storage/", "history/2025/", "promises/", "help/",
    "community/",
)  # fmt: skip
WITH_TABS = "handbook/hosting/"

# Remembers each property of each element, and of what stands before and after it; then tells what has changed.
LOOKS = """
const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"))
window.looks = () => [...document.querySelectorAll("body, body *")].flatMap((element) =>
  [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part)
    if (part && style.content === "none") return ""
    return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("\\n")
  }))
window.before = looks()
return before[0].length > 1000
"""
DRESS = """
const [href, done] = arguments
const link = document.createElement("link")
link.rel = "stylesheet"
link.href = href
const old = document.querySelector("link[href*='assets/candor/face.']")
link.onload = () => { old.remove(); setTimeout(done, 50) }
link.onerror = () => done("not there")
old.before(link)
"""
CHANGED = """
const after = looks()
const lines = (look) => look.split("\\n")
if (after.length !== before.length) return ["other elements"]
return after.flatMap((look, at) => look === before[at] ? [] :
  lines(look).filter((line, which) => line !== lines(before[at])[which]).map((line) => `${at}: ${line}`)).slice(0, 20)
"""


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_what_is_left_out_changes_nothing(demo: str, tmp_path: Path, size: tuple[int, int], scheme: str) -> None:
    whole = demo + _sheet(demo + WITH_TABS)
    with opened(tmp_path, size) as browser:
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        for path in PAGES:
            assert demo + _sheet(demo + path) != whole, path
            browser.get(demo + path)
            if not path:
                _search(browser)
            assert browser.execute_script(LOOKS), "this browser tells styles in another way"
            assert browser.execute_async_script(DRESS, whole) is None, path
            assert browser.execute_script(CHANGED) == [], path


def _sheet(address: str) -> str:
    with urlopen(address) as page:
        found = re.search(r"assets/candor/face\.[0-9a-f]{8}\.css", page.read().decode())
    assert found is not None, address
    return found[0]


def _search(browser: webdriver.Chrome) -> None:
    field = browser.find_element(By.CSS_SELECTOR, "[data-md-component=search-query]")
    browser.execute_script("document.querySelector('#__search').checked = true; arguments[0].focus()", field)
    field.send_keys("cooling")
    WebDriverWait(browser, 15).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".md-search-result__item a"))
