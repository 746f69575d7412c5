"""The check for a newer build, by a clock that the test sets: how often it asks, whom, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from conftest import INCIDENT, Site
from reader import BUILT, Reader, reading

pytestmark = pytest.mark.browser

HIDDEN = """
Object.defineProperty(document, "visibilityState", {{value: "{state}", configurable: true}})
document.dispatchEvent(new Event("visibilitychange"))
"""
NO_ANSWER = "window.asked = 0; window.fetch = () => { asked++; return Promise.reject() }"
AN_ANSWER = "window.asked = 0; window.fetch = () => { asked++; return Promise.resolve(new Response('{}')) }"
HEARD = """
window.heard = []
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const region = target instanceof Element && target.closest("[role=status], [aria-live]")
    if (region && region.textContent.trim()) heard.push(region.textContent.trim())
  }
}).observe(document, { childList: true, subtree: true, characterData: true })
"""


@pytest.fixture
def reader(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    site.write("incidents/cards.md", INCIDENT)
    with reading(site, tmp_path_factory.mktemp("profile")) as found:
        yield found


def _asked_at(reader: Reader, until: str) -> list[str]:
    """Return the minutes at which the page asked, from 14:12 to `until`."""
    found, before = [], 0
    moment = BUILT + timedelta(minutes=1)
    while f"{moment:%H:%M}" < until:
        moment += timedelta(minutes=1)
        reader.at(f"{moment:%H:%M}")
        asked = reader.runs("asked")
        assert isinstance(asked, int)
        found += [f"{moment:%H:%M}"] * (asked - before)
        before = asked
    return found


def test_a_newer_build_is_offered_to_who_is_reading(reader: Reader) -> None:
    reader.opens()
    reader.announce(as_of="2026-03-02T14:12:00Z", changed="2026-03-02T14:11:00Z")
    reader.runs("dispatchEvent(new Event('scroll'))")
    reader.at("14:13")
    WebDriverWait(reader.browser, 5).until(lambda _: reader.hears())

    assert reader.hears() == "There is newer word than this page has. Load it again"


def test_a_newer_build_loads_by_itself_where_nobody_has_touched_the_page(reader: Reader) -> None:
    reader.opens()
    reader.runs("window.isFirst = true")
    reader.announce(as_of="2026-03-02T14:12:00Z", changed="2026-03-02T14:11:00Z")
    reader.at("14:13")

    WebDriverWait(reader.browser, 5).until(lambda _: reader.runs("!window.isFirst"))


def test_a_newer_build_without_news_only_keeps_the_page_fresh(reader: Reader) -> None:
    reader.opens()
    reader.announce(as_of="2026-03-02T14:12:00Z")
    reader.at("14:13")
    asked = "performance.getEntriesByType('resource').some(e => e.name.endsWith('build.json') && e.responseEnd)"
    WebDriverWait(reader.browser, 5).until(lambda _: reader.runs(asked))

    assert reader.hears() == ""
    reader.runs("window.fetch = () => Promise.reject()")
    reader.at("15:11")
    assert "may be out of date" not in reader.hears()
    reader.at("15:13")
    assert "may be out of date" in reader.hears()


def test_who_saves_data_is_not_asked_for_any(reader: Reader) -> None:
    reader.browser.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument",
        {"source": "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"},
    )
    reader.opens()
    reader.runs("window.asked = 0; window.fetch = () => { asked++; return Promise.reject() }")
    reader.at("16:00")

    assert reader.runs("asked") == 0


def test_the_state_that_came_by_itself_is_read_out(reader: Reader, site: Site) -> None:
    reader.prepares(HEARD)
    reader.opens()
    reader.runs("window.isFirst = true")
    site.append(
        "incidents/cards.md", "\n## 2026-03-02 14:11 UTC — Monitoring\nComponents: checkout=degraded_performance\n"
    )
    site.build(as_of=BUILT + timedelta(minutes=1))
    reader.at("14:13")
    WebDriverWait(reader.browser, 5).until(lambda _: reader.runs("!window.isFirst && window.heard?.length"))

    heard = reader.runs("heard")
    assert heard == ["Slow: Checkout. Everything else works.\n\nAs of 2 Mar 2026, 14:11 UTC, now"]
    assert not reader.browser.find_element(By.CSS_SELECTOR, ".cd-fresh").text
    reader.browser.refresh()
    reader.at("14:12")
    assert reader.runs("sessionStorage.length") == 0


def test_a_cache_that_still_has_the_old_page_makes_no_circle(reader: Reader) -> None:
    reader.opens()
    reader.announce(as_of="2026-03-02T14:12:00Z", changed="2026-03-02T14:11:00Z")
    reader.at("14:13")
    WebDriverWait(reader.browser, 5).until(lambda _: reader.runs("sessionStorage.getItem('candor-loaded')"))
    reader.opens()
    reader.runs("window.isSecond = true")
    reader.at("14:13")
    WebDriverWait(reader.browser, 5).until(lambda _: reader.hears())

    assert reader.runs("window.isSecond")
    assert reader.hears() == "There is newer word than this page has. Load it again"


def test_the_offer_is_heard_where_it_is_seen(reader: Reader) -> None:
    reader.prepares(HEARD)
    reader.opens("incidents/cards/")
    reader.announce(as_of="2026-03-02T14:12:00Z", changed="2026-03-02T14:11:00Z")
    reader.at("14:13")
    WebDriverWait(reader.browser, 5).until(lambda _: reader.hears())
    reader.at("14:20")

    assert reader.runs("[...new Set(heard)]") == ["There is newer word than this page has. Load it again"]


def test_no_other_host_is_asked(reader: Reader) -> None:
    reader.opens()
    reader.runs(NO_ANSWER)
    reader.runs(
        "document.querySelector('meta[name=candor-built]').dataset.build = 'https://elsewhere.example/build.json'"
    )

    assert _asked_at(reader, until="14:20") == []


def test_a_tab_that_nobody_sees_asks_when_somebody_does(reader: Reader) -> None:
    reader.opens()
    reader.runs(AN_ANSWER)
    reader.runs(HIDDEN.format(state="hidden"))
    assert _asked_at(reader, until="14:40") == []

    reader.runs(HIDDEN.format(state="visible"))
    assert reader.runs("asked") == 1
    reader.at("14:40:59")
    assert reader.runs("asked") == 1
    reader.at("14:41")
    assert reader.runs("asked") == 2


@pytest.mark.parametrize(("luck", "first"), [(0, "14:11:45"), (0.9999, "14:12:15")], ids=["early", "late"])
def test_not_all_readers_ask_at_once(reader: Reader, luck: float, first: str) -> None:
    reader.prepares(f"Math.random = () => {luck}")
    reader.opens()
    reader.runs(AN_ANSWER)
    reader.at(first.replace("45", "44").replace("15", "14"))
    assert reader.runs("asked") == 0
    reader.at(first)
    assert reader.runs("asked") == 1


def test_where_no_answer_comes_it_asks_ever_more_seldom(reader: Reader) -> None:
    reader.opens()
    reader.runs(NO_ANSWER)

    assert _asked_at(reader, until="16:40") == ["14:12", "14:14", "14:18", "14:26", "14:42", "15:12", "15:42", "16:12"]

    reader.runs(AN_ANSWER)
    reader.at("16:42")
    assert reader.runs("asked") == 1
    reader.at("16:43")
    assert reader.runs("asked") == 2


def test_where_nothing_is_wrong_it_asks_every_five_minutes(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with reading(site, tmp_path_factory.mktemp("profile")) as reader:
        reader.opens()
        reader.runs(AN_ANSWER)

        assert _asked_at(reader, until="14:22") == ["14:16", "14:21"]
