"""Light and dark: as the reader's device has it, and as the reader chose."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from chromium import opened

pytestmark = pytest.mark.browser


def test_the_scheme_follows_the_device_until_the_reader_chooses(demo: str, tmp_path: Path) -> None:
    with opened(tmp_path) as browser:
        by_day = _scheme(browser, demo, device="light")
        by_night = _scheme(browser, demo + "help/", device="dark")
        browser.find_element(By.CSS_SELECTOR, "label[title='Use the light scheme']").click()
        chosen = _scheme(browser, demo, device="dark")

    assert [by_day, by_night, chosen] == ["default", "slate", "default"]


def _scheme(browser: webdriver.Chrome, address: str, device: str) -> str | None:
    features = [{"name": "prefers-color-scheme", "value": device}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(address)
    return browser.find_element(By.TAG_NAME, "body").get_attribute("data-md-color-scheme")
