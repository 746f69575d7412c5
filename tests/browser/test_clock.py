"""The clock script, by a clock that the test sets: what time changes on a page, and what a newer build brings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from chromium import need_chromium, opened, serving, serving_folder
from conftest import INCIDENT, Site

pytestmark = pytest.mark.browser

# The page's own clock and timers: `clock.to(moment)` goes there at once, and runs on the way what falls due.
CLOCK = """
window.clock = (() => {
  const Real = Date, wait = window.setTimeout.bind(window)
  let now = %d, next = 1
  const timers = new Map()
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [now])) }
    static now() { return now }
  }
  const keep = (run, after, every) => { timers.set(next, {run, at: now + after, every}); return next++ }
  window.setTimeout = (run, after = 0) => after < 1000 ? wait(run, after) : keep(run, after, 0)
  window.setInterval = (run, after) => keep(run, after, after)
  return {
    to(moment) {
      const end = Real.parse(moment)
      for (;;) {
        const due = [...timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0]
        if (!due) break
        const [id, timer] = due
        now = timer.at
        if (timer.every) timer.at += timer.every
        else timers.delete(id)
        try { timer.run() } catch {}  // the driver's own timers end up here too, when their script is over
      }
      now = end
    },
  }
})()
Math.random = () => 0.5
"""

AT_WORK = """
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

OFFICE = """
desks:
  - id: help-desk
    name: Help desk
    for: Anything that does not work.
    timezone: UTC
    hours: ["Mon-Fri 08:00-18:00"]
    contact: {email: help@acme.example}
"""

LETTER = """
---
type: apology
title: We are sorry
incident: cards
date: 2026-03-02 14:00 UTC
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
follow_ups:
  - {id: F1, to: all, what: We say what it was., owner: Dana Ortiz, due: 2026-03-02 15:00 UTC, status: open}
---

I am sorry.
"""

BUILT = datetime(2026, 3, 2, 14, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Reader:
    """Somebody who has a page of the tiny site open, in the middle of its incident."""

    browser: webdriver.Chrome
    address: str
    folder: Path

    def opens(self, path: str = "") -> None:
        self.browser.get(self.address + path)

    def runs(self, script: str) -> object:
        """Run `script` past the driver, whose own timers would obey the page's clock."""
        given = {"expression": script, "returnByValue": True}
        answer = self.browser.execute_cdp_cmd("Runtime.evaluate", given)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def at(self, clock: str) -> None:
        self.runs(f"clock.to('2026-03-02T{clock}:00Z')")

    @property
    def words(self) -> str:
        return self.browser.find_element(By.TAG_NAME, "main").text

    def hears(self) -> str:
        return self.browser.find_element(By.CSS_SELECTOR, "[role=status].cd-fresh").text

    def announce(self, **news: str) -> None:
        """Let the site's build.json tell of a newer build."""
        file = self.folder / "api/candor/v1/build.json"
        file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **news}), "utf-8")


@pytest.fixture
def reader(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    need_chromium()
    site.write("incidents/cards.md", INCIDENT)
    site.write("incidents/disks.md", AT_WORK)
    site.write("incidents/letter.md", LETTER)
    site.write("incidents/desks.yml", OFFICE)
    folder = site.build(as_of=BUILT).folder
    with serving(serving_folder(folder)) as address, opened(tmp_path_factory.mktemp("profile")) as browser:
        script = CLOCK % int((BUILT + timedelta(minutes=1)).timestamp() * 1000)
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        yield Reader(browser, address, folder)


def test_a_promised_update_becomes_overdue(reader: Reader) -> None:
    reader.opens("incidents/cards/")
    assert "This time has passed" not in reader.words
    reader.at("14:31")
    assert "This time has passed" in reader.words


def test_an_open_incident_says_how_long_ago_the_last_word_was(reader: Reader) -> None:
    reader.opens("incidents/cards/")
    assert "14:02 UTC, 9 minutes ago" in reader.words
    reader.at("15:10")
    assert "14:02 UTC, 1 hour ago" in reader.words


@pytest.mark.parametrize("page", ["apologies/letter/", "promises/"])
def test_a_commitment_becomes_overdue_by_the_clock_alone(reader: Reader, page: str) -> None:
    reader.opens(page)
    promise = reader.browser.find_element(By.CSS_SELECTOR, ".cd-promise")
    before = promise.text
    reader.at("15:00")

    assert before.startswith("Open")
    assert promise.text.startswith("Overdue")
    assert "which has passed, and nothing here says what became of it" in promise.text


def test_maintenance_starts_ends_and_is_overdue_by_the_clock(reader: Reader) -> None:
    reader.opens("incidents/disks/")
    before = reader.browser.find_element(By.CSS_SELECTOR, ".cd-kind").text
    reader.at("16:00")
    during = reader.browser.find_element(By.CSS_SELECTOR, ".cd-kind").text
    assert "The window is over" not in reader.words
    reader.at("17:00")
    after = reader.browser.find_element(By.CSS_SELECTOR, ".cd-kind").text

    assert [before.split("\n")[-1], during.split("\n")[-1], after.split("\n")[-1]] == [
        "Scheduled",
        "In progress",
        "Overdue",
    ]
    assert "The window is over" in reader.words


def test_a_desk_closes_and_says_when_it_opens(reader: Reader) -> None:
    reader.opens("help/")
    assert "Open now, until 18:00 UTC" in reader.words
    reader.at("18:00")
    assert "Open now" not in reader.words
    assert "Closed now, opens 3 Mar 2026, 08:00 UTC" in reader.words


def test_the_page_tells_its_age_and_that_it_may_be_out_of_date(reader: Reader) -> None:
    reader.opens()
    assert "14:10 UTC, 1 minute ago" in reader.words
    reader.runs("window.fetch = () => Promise.reject()")
    reader.at("15:09")
    assert reader.hears() == ""
    reader.at("15:10")

    assert "1 hour ago" in reader.words
    assert "may be out of date" in reader.hears()


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
    assert reader.hears() == ""
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


def test_without_scripts_the_page_is_as_true(reader: Reader) -> None:
    reader.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    reader.opens("incidents/cards/")

    assert "Next update by 14:30 UTC" in reader.words
    assert "This time has passed" not in reader.words
