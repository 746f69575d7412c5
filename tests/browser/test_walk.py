"""A customer and a subscriber walk through the demo in a real Chromium, in the middle of its outage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with opened(tmp_path, request.param) as driver:
        yield driver


def _article(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "article").text


def _follow(browser: webdriver.Chrome, text: str) -> None:
    """Follow the first link of the page's own part that says `text`."""
    link = next(a for a in browser.find_elements(By.CSS_SELECTOR, "article a") if text in a.text and a.is_displayed())
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    before = browser.current_url
    link.click()
    WebDriverWait(browser, 10).until(lambda b: b.current_url != before)


def test_a_customer_finds_what_to_do_and_comes_back(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(demo)
    first_screen = browser.find_element(By.TAG_NAME, "h1")
    assert first_screen.location["y"] < 400
    assert "Down" in first_screen.text or "down" in first_screen.text

    incident = browser.find_element(By.CSS_SELECTOR, "article a[href*='hall-north-cooling']")
    _follow(browser, incident.text)
    assert "hall-north-cooling" in browser.current_url
    assert "next update" in _article(browser).lower()

    resource = browser.find_element(By.CSS_SELECTOR, "article a[href*='community/']")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", resource)
    resource.click()
    WebDriverWait(browser, 10).until(lambda b: "/community/" in b.current_url)
    assert browser.find_elements(By.TAG_NAME, "ol") or browser.find_elements(By.TAG_NAME, "pre")

    browser.back()
    WebDriverWait(browser, 10).until(lambda b: "hall-north-cooling" in b.current_url)


def test_a_customer_looks_up_one_component_and_its_history(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(demo)
    component = browser.find_element(By.CSS_SELECTOR, "article a[href*='components/block-storage']")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", component)
    component.click()
    WebDriverWait(browser, 10).until(lambda b: "/components/block-storage" in b.current_url)
    assert "Block storage" in browser.find_element(By.TAG_NAME, "h1").text
    browser.get(f"{demo}history/2026/")
    assert "2026" in browser.find_element(By.TAG_NAME, "h1").text
    assert browser.find_elements(By.CSS_SELECTOR, "article a[href*='incidents/2026-']")


def test_search_finds_the_incident(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(demo)
    field = browser.find_element(By.CSS_SELECTOR, "[data-md-component=search-query]")
    browser.execute_script("document.querySelector('#__search').checked = true; arguments[0].focus()", field)
    field.send_keys("cooling")
    results = ".md-search-result__item a[href*='hall-north-cooling']"
    WebDriverWait(browser, 15).until(lambda b: b.find_elements(By.CSS_SELECTOR, results))
    field.send_keys(Keys.ESCAPE)


def test_a_subscriber_finds_the_feed(demo: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{demo}subscribe/")
    href = browser.find_element(By.CSS_SELECTOR, "article a[href$='feed.xml']").get_attribute("href")
    announced = browser.find_element(By.CSS_SELECTOR, "link[type='application/rss+xml']").get_attribute("href")
    assert href == announced == f"{demo}feed.xml"

    feed = feedparser.parse(href)

    assert not feed.bozo
    assert "hall-north-cooling" in feed.entries[0].link


@pytest.mark.parametrize("path", ["", "incidents/2026-10-14-hall-north-cooling/", "history/", "promises/", "help/"])
def test_no_page_is_wider_than_the_screen_or_complains(demo: str, browser: webdriver.Chrome, path: str) -> None:
    browser.get(demo + path)

    too_wide = browser.execute_script("return document.documentElement.scrollWidth > window.innerWidth")
    serious = [
        entry
        for entry in browser.get_log("browser")
        if entry["level"] == "SEVERE" and "favicon" not in entry["message"]
    ]

    assert not too_wide
    assert serious == []
