"""Material's instant navigation replaces pages without loading them: our scripts go along, forwards and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from conftest import INCIDENT, RESOLVED, Site
from reader import Reader, reading

pytestmark = pytest.mark.browser

# From here on Material follows links by itself.
KNOWS_PAGES = "performance.getEntriesByType('resource').some(e => e.name.endsWith('sitemap.xml') && e.responseEnd)"

DONE = (INCIDENT + RESOLVED).replace("2026-03-02", "2025-03-02")

NEXT_WEEK = """
---
type: maintenance
title: New disks
components: [search]
starts: 2026-03-02 16:00 UTC
ends: 2026-03-02 17:00 UTC
---

## 2026-03-01 12:00 UTC — Scheduled
Impact: Search is slower.
"""

GERMAN = """
---
title: Kartenzahlungen schlagen fehl
---

## 2026-03-02 14:02 UTC — Investigating
Impact: Sie können nicht mit Karte zahlen.
Do now: Zahlen Sie per Überweisung, oder warten Sie.

Unser Zahlungsanbieter lehnt Karten ab.
"""


@pytest.fixture
def reader(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    site.configure("  font: false", "  font: false\n  features: [navigation.instant]")
    site.write("incidents/cards.md", INCIDENT)
    site.write("incidents/cards.de.md", GERMAN)
    site.write("incidents/disks.md", NEXT_WEEK)
    site.write("incidents/old.md", DONE)
    with reading(site, tmp_path_factory.mktemp("profile")) as found:
        found.browser.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Kolkata"})
        found.opens()
        found.runs("window.isFirst = true")
        WebDriverWait(found.browser, 5).until(lambda _: found.runs(KNOWS_PAGES))
        yield found


def _follow(reader: Reader, path: str) -> None:
    """Follow the first visible link of the page that leads to `path`, while it stays as it is."""
    links = reader.browser.find_elements(By.CSS_SELECTOR, "main a, nav a")
    address = reader.address + path
    link = next(a for a in links if a.get_attribute("href") == address)
    reader.browser.execute_script("arguments[0].click()", link)
    _arrive(reader, path)


def _arrive(reader: Reader, path: str) -> None:
    canonical = f"new URL(document.querySelector('link[rel=canonical]').href).pathname === '/{path}'"
    WebDriverWait(reader.browser, 5).until(lambda _: reader.runs(canonical))
    assert reader.browser.current_url.partition("?")[0].partition("#")[0] == reader.address + path


def test_times_promises_and_windows_move_on_a_page_that_was_not_loaded(reader: Reader) -> None:
    _follow(reader, "incidents/cards/")
    assert "14:30 UTC (20:00 your time), in 19 minutes" in reader.words
    assert "14:02 UTC, 9 minutes ago" in reader.words
    assert "This time has passed" not in reader.words
    reader.at("14:31")
    assert "This time has passed" in reader.words
    reader.browser.back()
    _arrive(reader, "")
    assert "14:10 UTC, 21 minutes ago" in reader.words
    assert "This time has passed" in reader.words
    assert len(reader.browser.find_elements(By.CSS_SELECTOR, ".cd-banner .cd-age")) == 1

    _follow(reader, "incidents/disks/")
    kind = ".cd-kind"
    assert reader.browser.find_element(By.CSS_SELECTOR, kind).text.endswith("Scheduled")
    reader.at("16:00")
    assert reader.browser.find_element(By.CSS_SELECTOR, kind).text.endswith("In progress")
    assert reader.runs("window.isFirst")


def test_the_check_for_a_newer_build_goes_along(reader: Reader) -> None:
    _follow(reader, "incidents/cards/")
    reader.announce(as_of="2026-03-02T14:12:00Z", changed="2026-03-02T14:11:00Z")
    reader.at("14:13")
    WebDriverWait(reader.browser, 5).until(lambda _: reader.hears())
    offered = reader.hears()
    reader.browser.back()
    _arrive(reader, "")
    reader.at("14:14")
    WebDriverWait(reader.browser, 5).until(lambda _: not reader.runs("window.isFirst") or reader.hears())

    assert offered == "There is newer word than this page has. Load it again"


def test_the_filter_and_the_bars_work_after_going_there_and_back(reader: Reader) -> None:
    bars = reader.browser.find_elements(By.CSS_SELECTOR, ".cd-bars")
    assert len(reader.browser.find_elements(By.CSS_SELECTOR, ".cd-bars [role=slider]")) == len(bars) > 0
    _follow(reader, "history/")
    Select(reader.browser.find_element(By.NAME, "type")).select_by_value("maintenance")
    assert _shown(reader) == ["New disks"]
    _follow(reader, "incidents/disks/")
    reader.browser.back()
    _arrive(reader, "history/")
    assert reader.browser.current_url.endswith("history/?type=maintenance")
    assert _shown(reader) == ["New disks"]
    reader.browser.back()
    _arrive(reader, "")
    assert len(reader.browser.find_elements(By.CSS_SELECTOR, ".cd-bars [role=slider]")) == len(bars)
    assert reader.runs("window.isFirst")


def test_a_page_in_another_language_comes_whole(reader: Reader) -> None:
    _follow(reader, "incidents/cards/")
    _follow(reader, "de/incidents/cards/")
    WebDriverWait(reader.browser, 5).until(lambda _: reader.runs("document.documentElement.lang === 'de'"))
    WebDriverWait(reader.browser, 5).until(lambda _: "vor 9 Minuten" in reader.words)
    assert reader.browser.find_element(By.CSS_SELECTOR, "[data-md-component=search-query]").accessible_name == "Suche"
    reader.browser.back()
    WebDriverWait(reader.browser, 5).until(lambda _: reader.runs("document.documentElement.lang === 'en'"))
    WebDriverWait(reader.browser, 5).until(lambda _: "9 minutes ago" in reader.words)


def _shown(reader: Reader) -> list[str]:
    lines = reader.browser.find_elements(By.CSS_SELECTOR, ".cd-line")
    return [line.find_element(By.TAG_NAME, "a").text for line in lines if line.is_displayed()]
