"""Who subscribes to planned work sees every window once, moved when we move it and cancelled when we cancel it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from conftest import Site
from editions import TODAY, edition_of, made_by
from mkdocs_candor.publish import calendar, ics
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import Links

WORK = """
---
type: maintenance
title: "Search: new disks"
starts: 2026-03-20 22:00 UTC
ends: 2026-03-21 00:00 UTC
components: [search]
---

We replace the disks.

## 2026-03-05 10:00 UTC — Scheduled
Impact: Search is slow, for up to an hour.
Do now: Nothing.

All six disks.
"""
MOVED = """
## 2026-03-07 10:00 UTC — Scheduled
Window: 2026-03-22 22:00 UTC to 2026-03-23 00:00 UTC

Moved by two days.
"""
CANCELLED = """
## 2026-03-08 10:00 UTC — Cancelled

The disks did not arrive.
"""
TAKEN_UP = """
## 2026-03-09 10:00 UTC — Scheduled
Window: 2026-03-29 22:00 UTC to 2026-03-30 00:00 UTC

They arrived.
"""
DEMO = Path(__file__).parents[2]
ALL = "maintenance.ics"
SEARCH = "components/search/maintenance.ics"
CHECKOUT = "components/checkout/maintenance.ics"
ONE = "incidents/disks/maintenance.ics"


def _calendars(edition: Edition) -> dict[str, bytes]:
    return {artifact.path: bytes(artifact.content) for artifact in made_by(calendar, edition)}  # type: ignore[arg-type]


def _event(content: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event


def _read_by_another(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def test_a_window_is_an_event_with_all_that_is_known(site: Site) -> None:
    site.write("incidents/disks.md", WORK)

    event = _event(_calendars(edition_of(site.root))[ALL])

    assert event["UID"] == "disks@status.acme.example"
    assert (event.start, event.end) == (
        datetime(2026, 3, 20, 22, tzinfo=UTC),
        datetime(2026, 3, 21, tzinfo=UTC),
    )
    assert event["SUMMARY"] == "Search: new disks"
    assert event["STATUS"] == "CONFIRMED"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SEQUENCE"] == 0
    assert event.categories == ["Maintenance", "Search"]
    assert event["URL"] == "https://status.acme.example/incidents/disks/"
    assert event.DTSTAMP == event.LAST_MODIFIED == datetime(2026, 3, 5, 10, tzinfo=UTC)
    words = str(event["DESCRIPTION"])
    for part in ("Impact: Search is slow", "Do now: Nothing.", "We replace the disks.", "All six disks."):
        assert part in words


def test_an_event_is_written_byte_for_byte_like_this(site: Site) -> None:
    site.write("incidents/disks.md", WORK)

    text = _calendars(edition_of(site.root))[ALL].decode()

    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Candor//Status page//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "NAME:Acme status: planned work",
        "X-WR-CALNAME:Acme status: planned work",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "URL:https://status.acme.example/maintenance/",
        "SOURCE;VALUE=URI:https://status.acme.example/maintenance.ics",
        "BEGIN:VEVENT",
        "UID:disks@status.acme.example",
        "DTSTAMP:20260305T100000Z",
        "CREATED:20260305T100000Z",
        "LAST-MODIFIED:20260305T100000Z",
        "SEQUENCE:0",
        "DTSTART:20260320T220000Z",
        "DTEND:20260321T000000Z",
        "SUMMARY:Search: new disks",
        r"DESCRIPTION:Impact: Search is slow\, for up to an hour.\n\nDo now: Nothing",
        r" .\n\nWe replace the disks.\n\nAll six disks.\n\nhttps://status.acme.exampl",
        " e/incidents/disks/",
        "URL:https://status.acme.example/incidents/disks/",
        "CATEGORIES:Maintenance,Search",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("updates", "sequence", "status", "start"),
    [
        pytest.param(MOVED, 1, "CONFIRMED", 22, id="moved"),
        pytest.param(CANCELLED, 1, "CANCELLED", 20, id="cancelled"),
        pytest.param(MOVED + CANCELLED, 2, "CANCELLED", 22, id="moved, then cancelled"),
        pytest.param(MOVED + CANCELLED + TAKEN_UP, 4, "CONFIRMED", 29, id="taken up again, in another window"),
        pytest.param("\n## 2026-03-06 10:00 UTC — Scheduled\n\nOne word more.\n", 0, "CONFIRMED", 20, id="only words"),
    ],
)
def test_the_sequence_grows_with_what_moves_the_window_and_with_nothing_else(
    site: Site, updates: str, sequence: int, status: str, start: int
) -> None:
    site.write("incidents/disks.md", WORK)
    before = _event(_calendars(edition_of(site.root))[ALL])
    site.append("incidents/disks.md", updates)

    after = _event(_calendars(edition_of(site.root))[ALL])

    assert after["UID"] == before["UID"]
    assert (after["SEQUENCE"], after["STATUS"], after.start.day) == (sequence, status, start)
    assert after.LAST_MODIFIED > before.LAST_MODIFIED


def test_a_cancelled_window_stays_and_says_so_in_its_title(site: Site) -> None:
    site.write("incidents/disks.md", WORK + CANCELLED)

    event = _event(_calendars(edition_of(site.root))[ALL])

    assert event["SUMMARY"] == "Cancelled: Search: new disks"
    assert "The disks did not arrive." in event["DESCRIPTION"]


def test_a_component_has_a_calendar_of_its_own_windows(site: Site) -> None:
    site.write("incidents/disks.md", WORK)
    site.write("incidents/cards.md", WORK.replace("[search]", "[checkout]"))

    made = _calendars(edition_of(site.root))

    assert [e["UID"] for e in icalendar.Calendar.from_ical(made[SEARCH]).walk("VEVENT")] == [
        "disks@status.acme.example"
    ]
    assert [e["UID"] for e in icalendar.Calendar.from_ical(made[CHECKOUT]).walk("VEVENT")] == [
        "cards@status.acme.example"
    ]
    assert len(icalendar.Calendar.from_ical(made[ALL]).walk("VEVENT")) == 2
    assert _event(made[ONE]).to_ical() == _event(made[SEARCH]).to_ical()


def test_calendars_without_windows_are_valid(site: Site) -> None:
    made = _calendars(edition_of(site.root))

    assert set(made) == {ALL, SEARCH, CHECKOUT}
    for content in made.values():
        assert icalendar.Calendar.from_ical(content).walk("VEVENT") == []
        assert icalendar.Calendar.from_ical(content).subcomponents
        assert _read_by_another(content).events == []


def test_drafts_embargoes_and_windows_that_cannot_be_read_are_in_no_calendar(site: Site) -> None:
    site.write("incidents/draft.md", WORK.replace("type:", "draft: true\ntype:"))
    site.write("incidents/later.md", WORK.replace("type:", "publish_at: 2026-03-15 08:00 UTC\ntype:"))
    site.write("incidents/no-window.md", WORK.replace("starts: 2026-03-20 22:00 UTC", "starts: soon"))

    made = _calendars(edition_of(site.root))

    assert set(made) == {ALL, SEARCH, CHECKOUT}
    assert all(b"VEVENT" not in content for content in made.values())


def test_what_only_a_preview_shows_is_in_no_calendar(site: Site) -> None:
    site.write("incidents/disks.md", WORK)

    made = _calendars(edition_of(site.root, drafts=frozenset({"disks"})))

    assert all(b"VEVENT" not in content for content in made.values())


def test_a_window_of_a_post_that_cannot_be_fully_read_is_tentative(site: Site) -> None:
    site.write("incidents/disks.md", WORK.replace("Do now:", "Do nwo:"))

    event = _event(_calendars(edition_of(site.root))[ALL])

    assert event["STATUS"] == "TENTATIVE"
    assert "could not be read" in event["DESCRIPTION"]


def test_nothing_in_a_calendar_comes_from_the_clock(site: Site) -> None:
    site.write("incidents/disks.md", WORK)

    now = _calendars(edition_of(site.root, TODAY))
    later = _calendars(edition_of(site.root, TODAY + timedelta(days=3)))

    assert now == later


def test_a_renamed_file_keeps_its_event(site: Site) -> None:
    site.write("incidents/new-disks.md", WORK.replace("type:", "redirect_from: [disks]\ntype:"))

    made = _calendars(edition_of(site.root))

    assert _event(made[ALL])["UID"] == "disks@status.acme.example"
    assert _event(made["incidents/new-disks/maintenance.ics"])["URL"].endswith("/incidents/new-disks/")


def test_what_is_long_over_leaves_the_calendar_and_keeps_its_own_file(site: Site) -> None:
    first = datetime(2024, 1, 1, 10, tzinfo=UTC)
    for number in range(calendar.PAST_SHOWN + 3):
        start = first + timedelta(days=number)
        site.write(
            f"incidents/w{number:03}.md",
            f"---\ntype: maintenance\ntitle: W\nstarts: {start:%Y-%m-%d} 10:00 UTC\nends: {start:%Y-%m-%d} 11:00 UTC\n"
            f"components: [search]\n---\n\n## {start:%Y-%m-%d} 09:00 UTC — Scheduled\n\nW.\n\n"
            f"## {start:%Y-%m-%d} 11:00 UTC — Completed\n\nDone.\n",
        )
    site.write("incidents/disks.md", WORK)

    made = _calendars(edition_of(site.root))

    uids = [event["UID"] for event in icalendar.Calendar.from_ical(made[ALL]).walk("VEVENT")]
    assert len(uids) == calendar.PAST_SHOWN + 1
    assert uids[0].startswith("w003@")
    assert uids[-1].startswith("disks@")
    assert "incidents/w000/maintenance.ics" in made


def test_the_subscribing_address_keeps_the_path_that_the_site_lives_under() -> None:
    links = Links("https://acme.example:8443/status/")

    assert links.webcal(links.calendar()) == "webcal://acme.example:8443/status/maintenance.ics"
    assert links.webcal(links.calendar("search")).endswith("/status/components/search/maintenance.ics")


def test_without_a_site_url_there_is_no_subscribing_address() -> None:
    assert Links().webcal(Links().calendar()) == ""


@pytest.mark.parametrize(
    "as_of", [datetime(2026, 10, 14, 11, 30, tzinfo=UTC), datetime(2026, 11, 24, 22, 30, tzinfo=UTC)]
)
def test_two_parsers_read_every_calendar_of_the_demo_alike(as_of: datetime) -> None:
    made = _calendars(edition_of(DEMO, as_of))

    assert len(made) > 20
    for content in made.values():
        _assert_well_formed(content)
        seen = icalendar.Calendar.from_ical(content).walk("VEVENT")
        other = _read_by_another(content).events
        assert [(e["UID"], e["SEQUENCE"], e.start, e.end, e["SUMMARY"]) for e in seen] == [
            (e.uid, e.sequence, e.start, e.end, e.summary) for e in other
        ]


HARD = 'He said "x"; y, z\\n C:\\New ]]> <script>1</script> & BEGIN:VEVENT 😀👩‍👩‍👧 שלום مرحبا \x07\x1b\x85\u2028'


def test_hard_characters_and_long_words_survive_in_both_parsers(site: Site) -> None:
    title = HARD.replace("'", "''")
    site.write("incidents/disks.md", WORK.replace('"Search: new disks"', f"'{title}'") + "\n" + "ü😀" * 5_000 + "\n")

    made = _calendars(edition_of(site.root))

    seen = _event(made[ALL])
    other = _read_by_another(made[ALL]).events[0]
    expected = 'He said "x"; y, z\\n C:\\New ]]> <script>1</script> & BEGIN:VEVENT 😀👩‍👩‍👧 שלום مرحبا'
    assert str(seen["SUMMARY"]).strip() == str(other.summary).strip() == expected
    assert "ü😀" * 5_000 in str(seen["DESCRIPTION"])
    assert "ü😀" * 5_000 in str(other.description)
    for content in made.values():
        _assert_well_formed(content)


@given(st.text(max_size=300))
def test_any_text_is_folded_and_escaped_so_that_it_comes_back(text: str) -> None:
    content = ics.component("VEVENT", [f"SUMMARY:{ics.escaped(text)}"]).encode()

    _assert_well_formed(content)
    assert str(icalendar.Event.from_ical(content)["SUMMARY"]) == ics.clean(text)


def _assert_well_formed(content: bytes) -> None:
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        assert not any(ord(c) < 32 and c != "\t" for c in line.decode("utf-8"))
