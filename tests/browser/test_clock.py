"""The clock script, by a clock that the test sets: what time changes on a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from conftest import INCIDENT, Site
from reader import Reader, reading

pytestmark = pytest.mark.browser

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


@pytest.fixture
def reader(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    site.write("incidents/cards.md", INCIDENT)
    site.write("incidents/disks.md", AT_WORK)
    site.write("incidents/letter.md", LETTER)
    site.write("incidents/desks.yml", OFFICE)
    with reading(site, tmp_path_factory.mktemp("profile")) as found:
        yield found


def test_a_promised_update_becomes_overdue(reader: Reader) -> None:
    reader.opens("incidents/cards/")
    assert "This time has passed" not in reader.words
    below = "document.querySelector('#timeline').getBoundingClientRect().top"
    place = reader.runs(below)
    reader.at("14:31")
    assert "This time has passed" in reader.hears()
    assert "1 minute ago" in reader.browser.find_element(By.CSS_SELECTOR, ".cd-next.cd-is-late").text
    assert reader.runs(below) == place


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


def test_the_list_of_open_promises_counts_those_that_became_overdue(reader: Reader) -> None:
    reader.opens("promises/")
    heading = reader.browser.find_element(By.ID, "open")
    before = heading.text
    reader.at("15:00")

    assert before == "Open 1"
    assert heading.text == "Open 1, 1 overdue now"


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
    assert "may be out of date" not in reader.hears()
    reader.at("15:10")

    assert "1 hour ago" in reader.words
    assert "may be out of date" in reader.hears()


def test_without_scripts_the_page_is_as_true(reader: Reader) -> None:
    reader.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    reader.opens("incidents/cards/")

    assert "Next update by 14:30 UTC" in reader.words
    assert "This time has passed" not in reader.words
