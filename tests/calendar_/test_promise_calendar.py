"""Who holds us to our word has the days in a calendar, moved when we put them off."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
from ical.calendar_stream import IcsCalendarStream

from conftest import INCIDENT, RESOLVED, Site
from editions import edition_of
from mkdocs_candor.publish import promise_calendar

LETTER = """
---
type: apology
title: We are sorry about your cards
incident: cards
date: 2026-03-04
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
prevention:
  - {id: P1, action: Watch it, owner: Dana Ortiz, due: 2026-03-20, status: open}
  - {id: P2, action: Have a second provider, owner: Jonas Weir, due: 2026-03-08, status: slipped,
     slips: [{on: 2026-03-07, due: 2026-04-10, why: The contract is late.}]}
  - {id: P3, action: Done with it, owner: Dana Ortiz, due: 2026-03-06, status: done, on: 2026-03-05, evidence: Seen.}
follow_up: {date: 2026-04-08 10:00 UTC, where: this page, owner: Dana Ortiz, status: open}
---

I am sorry.
"""


def _events(content: str | bytes) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def test_what_we_still_owe_is_in_the_calendar_by_its_newest_day(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/letter.md", LETTER)

    (made,) = promise_calendar.artifacts(edition_of(site.root))

    assert made.path == "promises/promises.ics"
    events = _events(made.content)
    by_promise = {uid.partition("promise-")[2].partition("@")[0]: event for uid, event in events.items()}
    assert {id_: event.start for id_, event in by_promise.items()} == {
        "P1": date(2026, 3, 20),
        "P2": date(2026, 4, 10),
        "follow-up": datetime(2026, 4, 8, 10, 0, tzinfo=UTC),
    }
    slipped = by_promise["P2"]
    assert slipped["SEQUENCE"] == 1
    assert slipped["SUMMARY"] == "Due: Have a second provider"
    assert "Jonas Weir" in slipped["DESCRIPTION"]
    assert "The contract is late." in slipped["DESCRIPTION"]
    assert slipped["URL"] == "https://status.acme.example/promises/#promise-letter--P2"
    assert len(IcsCalendarStream.calendar_from_ics(bytes(made.content).decode()).events) == 3


def test_the_calendar_changes_when_we_say_so_and_not_with_the_clock(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/letter.md", LETTER)

    before, after = (
        next(promise_calendar.artifacts(edition_of(site.root, datetime(2026, month, 12, tzinfo=UTC)))).content
        for month in (3, 6)
    )

    assert before == after


def test_without_a_promise_the_calendar_is_empty_and_still_one(site: Site) -> None:
    (made,) = promise_calendar.artifacts(edition_of(site.root))

    assert _events(made.content) == {}
    assert b"BEGIN:VTIMEZONE" in bytes(made.content)
