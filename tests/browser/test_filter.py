"""The history is filtered in the browser, and the address says by what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from chromium import PHONE, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with opened(tmp_path, PHONE) as driver:
        yield driver


def _lines(browser: webdriver.Chrome) -> list[str]:
    lines = browser.find_elements(By.CSS_SELECTOR, ".cd-line")
    return [line.find_element(By.CSS_SELECTOR, "a").text for line in lines if line.is_displayed()]


def test_a_choice_shows_what_fits_and_stands_in_the_address(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{demo}history/2025/")
    everything = _lines(browser)
    Select(browser.find_element(By.NAME, "type")).select_by_value("incident")
    incidents = _lines(browser)
    Select(browser.find_element(By.NAME, "component")).select_by_visible_text("Webmail")
    webmail = _lines(browser)
    status = browser.find_element(By.CSS_SELECTOR, ".cd-filter [role=status]").text

    assert len(everything) > len(incidents) > len(webmail) > 0
    assert status == f"{len(webmail)} of {len(everything)} shown"
    assert browser.current_url == f"{demo}history/2025/?component=webmail&type=incident"

    browser.refresh()
    assert _lines(browser) == webmail
    year = browser.find_element(By.LINK_TEXT, "2024").get_attribute("href")
    assert year == f"{demo}history/2024/?component=webmail&type=incident"

    browser.execute_script("document.querySelector('.cd-filter [type=reset]').click()")
    browser.refresh()
    assert _lines(browser) == everything


def test_an_address_that_asks_for_what_is_not_there_shows_everything(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{demo}history/2025/")
    everything = _lines(browser)
    browser.get(f"{demo}history/2025/?severity=enormous&colour=red")

    assert _lines(browser) == everything


def test_without_scripts_the_history_is_a_plain_list(demo: str, browser: webdriver.Chrome) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(f"{demo}history/2025/?type=incident")

    assert not browser.find_element(By.CSS_SELECTOR, ".cd-filter").is_displayed()
    assert _lines(browser)
