"""Who searches during an outage is shown the outage, also by a search that finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from chromium import PHONE, opened

pytestmark = pytest.mark.browser

FOUND = "return [...document.querySelectorAll('.md-search-result__item h1')].map(title => title.textContent)"


def test_a_search_shows_the_outage_first_and_instead_of_nothing(demo: str, tmp_path: Path) -> None:
    with opened(tmp_path, PHONE) as browser:
        browser.get(demo + "history/2025/")
        browser.find_element(By.CSS_SELECTOR, ".md-header label[for=__search]").click()
        query = WebDriverWait(browser, 5).until(lambda b: _shown(b, ".md-search__input"))

        query.send_keys("servers")  # in the titles of other posts, and not in that of the outage
        WebDriverWait(browser, 10).until(lambda b: "Name servers answer slowly" in b.execute_script(FOUND))
        found = browser.execute_script(FOUND)
        query.clear()
        query.send_keys("qqqq")
        nothing = WebDriverWait(browser, 10).until(lambda b: _shown(b, ".cd-nothing"))
        said = nothing.text
        nothing.find_element(By.LINK_TEXT, "Hall North: cooling failure").click()
        WebDriverWait(browser, 10).until(lambda b: "/incidents/2026-10-14-hall-north-cooling/" in b.current_url)

    assert found[0] == "Hall North: cooling failure"
    assert len(found) > 5
    assert said.startswith("Nothing was found with these words.\nDown: Virtual servers, Hall North")
    assert said.endswith("Status now\nAll history\nAsk a person")


def _shown(browser: webdriver.Chrome, selector: str) -> webdriver.remote.webelement.WebElement | None:
    found = browser.find_elements(By.CSS_SELECTOR, selector)
    return found[0] if found and found[0].is_displayed() else None
