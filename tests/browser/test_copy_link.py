"""The link to one update: copied by who has scripts, an ordinary link for everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from chromium import opened

pytestmark = pytest.mark.browser

INCIDENT = "incidents/2026-10-14-hall-north-cooling/"
CLIPBOARD = "navigator.clipboard.readText().then(arguments[0])"


@pytest.fixture
def browser(demo: str, tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with opened(tmp_path) as driver:
        rights = {"origin": demo, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        driver.execute_cdp_cmd("Browser.grantPermissions", rights)
        yield driver


def _link(browser: webdriver.Chrome) -> WebElement:
    link = browser.find_elements(By.CSS_SELECTOR, "[data-candor-copy]")[2]
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    return link


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
def test_the_link_to_an_update_is_copied_and_said(demo: str, browser: webdriver.Chrome, by: str) -> None:
    browser.get(demo + INCIDENT)
    link = _link(browser)
    address = link.get_attribute("href")
    assert address is not None
    assert link.accessible_name == "Copy the link to this update"
    place = browser.execute_script("return scrollY")
    if by == "pointer":
        link.click()
    else:
        link.send_keys(Keys.ENTER)
    said = WebDriverWait(browser, 5).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".cd-said[role=status]"))[0]
    WebDriverWait(browser, 5).until(lambda _: said.text)

    assert said.text == "Copied to clipboard"
    assert browser.execute_async_script(CLIPBOARD) == address
    assert browser.current_url == address
    assert address.startswith(f"{demo}{INCIDENT}#update-2026")
    assert browser.execute_script("return scrollY") == place
    assert browser.find_element(By.CSS_SELECTOR, ".md-dialog").text == "Copied to clipboard"
    browser.get("about:blank")
    browser.get(address)
    update = browser.find_element(By.ID, address.partition("#")[2])
    assert 0 <= browser.execute_script("return arguments[0].getBoundingClientRect().top", update) < 200


@pytest.mark.parametrize("lack", ["no scripts", "no clipboard", "no right to it"])
def test_who_cannot_copy_is_led_there(demo: str, browser: webdriver.Chrome, lack: str) -> None:
    if lack == "no scripts":
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    else:
        clipboard = {"no clipboard": "undefined", "no right to it": "{writeText: () => Promise.reject()}"}[lack]
        gone = f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})"
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": gone})
    browser.get(demo + INCIDENT)
    link = browser.find_elements(By.CSS_SELECTOR, "[data-candor-copy]")[2]
    address = link.get_attribute("href")
    assert address is not None
    link.click()
    WebDriverWait(browser, 5).until(lambda b: b.current_url == address)

    update = browser.find_element(By.ID, address.partition("#")[2])
    assert 0 <= browser.execute_script("return arguments[0].getBoundingClientRect().top", update) < 200
    assert not browser.find_elements(By.CSS_SELECTOR, ".cd-said")
