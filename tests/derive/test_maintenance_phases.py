"""A maintenance follows the clock, and believes a word that says otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from derive_examples import DOWN, PARTLY, PLANNED, UNKNOWN, UP, at, incident, maintenance, seen, span, update

from mkdocs_candor.derive.facts import ComponentChange, Phase, StatusSpan

TOLD = update("09:00", "scheduled")
MOVED = update("19:00", "scheduled", window=span("2026-11-19 20:00", "2026-11-19 22:00"))


@pytest.mark.parametrize(
    ("updates", "as_of", "phase", "status"),
    [
        pytest.param((TOLD,), "19:59", Phase.SCHEDULED, UP, id="announcing it changes no status"),
        pytest.param((TOLD,), "20:00", Phase.IN_PROGRESS, PLANNED, id="starts by the clock"),
        pytest.param((TOLD,), "22:00", Phase.OVERDUE, PLANNED, id="over by the clock and not confirmed"),
        pytest.param((), "21:00", Phase.IN_PROGRESS, PLANNED, id="without a word"),
        pytest.param((TOLD, update("19:30", "in_progress")), "19:40", Phase.IN_PROGRESS, PLANNED, id="started early"),
        pytest.param((TOLD, update("20:10", "in_progress")), "20:05", Phase.IN_PROGRESS, PLANNED, id="told late"),
        pytest.param((TOLD, update("21:00", "verifying")), "21:10", Phase.VERIFYING, PLANNED, id="verifying"),
        pytest.param((TOLD, update("21:00", "verifying")), "22:10", Phase.OVERDUE, PLANNED, id="verified too long"),
        pytest.param(
            (TOLD, update("22:05", "in_progress")), "22:10", Phase.IN_PROGRESS, PLANNED, id="said it is longer"
        ),
        pytest.param((TOLD, update("22:05", "scheduled")), "22:10", Phase.OVERDUE, PLANNED, id="said nothing new"),
        pytest.param((TOLD, update("21:00", "completed")), "21:00", Phase.COMPLETED, UP, id="done early"),
        pytest.param((TOLD, update("23:00", "completed")), "23:30", Phase.COMPLETED, UP, id="confirmed late"),
        pytest.param((TOLD, update("12:00", "cancelled")), "21:00", Phase.CANCELLED, UP, id="cancelled before"),
        pytest.param((TOLD, update("20:30", "cancelled")), "21:00", Phase.CANCELLED, UP, id="cancelled inside"),
        pytest.param((TOLD, MOVED), "21:00", Phase.SCHEDULED, UP, id="moved away"),
        pytest.param((TOLD, MOVED), "2026-11-19 20:00", Phase.IN_PROGRESS, PLANNED, id="moved to here"),
        pytest.param((TOLD, MOVED), "18:00", Phase.SCHEDULED, UP, id="not yet moved"),
    ],
)
def test_the_phase_follows_the_clock_and_the_words(updates, as_of, phase, status):
    now = seen(maintenance(*updates), as_of=as_of)

    assert now.maintenances[0].phase is phase
    assert now.maintenances[0].statuses == {"dns": status}
    assert now.components["dns"].status is status


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        pytest.param((TOLD,), [("20:00", "23:59")], id="until somebody confirms"),
        pytest.param((TOLD, update("19:30", "in_progress")), [("19:30", "23:59")], id="from an early start"),
        pytest.param((TOLD, update("21:00", "completed")), [("20:00", "21:00")], id="to an early end"),
        pytest.param((TOLD, update("12:00", "cancelled")), [], id="cancelled: never"),
        pytest.param((TOLD, MOVED), [], id="moved away before it started"),
        pytest.param(
            (TOLD, update("20:30", "scheduled", window=span("23:00", "23:30"))),
            [("20:00", "20:30"), ("23:00", "23:59")],
            id="moved after it started",
        ),
        pytest.param(
            (TOLD, update("21:00", "completed"), update("21:30", "in_progress"), update("21:40", "completed")),
            [("20:00", "21:00"), ("21:30", "21:40")],
            id="reopened",
        ),
    ],
)
def test_its_spans_are_when_it_ran(updates, expected):
    now = seen(maintenance(*updates), as_of="23:59")

    assert now.components["dns"].spans == tuple(StatusSpan(PLANNED, span(*when), "new-disks") for when in expected)


def test_an_incident_that_is_worse_than_the_maintenance_wins():
    now = seen(maintenance(TOLD), incident(components={"dns": DOWN}), as_of="21:00")

    assert now.components["dns"].status is DOWN


def test_a_window_that_could_not_be_read_leaves_its_components_unknown():
    now = seen(maintenance(TOLD, window=None), as_of="21:00")

    assert now.components["dns"].status is UNKNOWN
    assert now.maintenances[0].window is None


def test_a_moved_maintenance_says_from_where():
    facts = seen(maintenance(TOLD, MOVED)).maintenances[0]
    later = seen(maintenance(TOLD, MOVED), as_of="19:30").maintenances[0]

    assert (facts.window, facts.moved_from) == (span("20:00", "22:00"), ())
    assert (later.window, later.moved_from) == (MOVED.window, (span("20:00", "22:00"),))


def test_a_completed_maintenance_says_how_long_it_really_took():
    told = seen(maintenance(TOLD, update("19:30", "in_progress"), update("21:00", "completed")), as_of="23:00")
    silent = seen(maintenance(TOLD, update("21:00", "completed")), as_of="23:00")

    assert told.maintenances[0].actual == span("19:30", "21:00")
    assert silent.maintenances[0].actual == span("20:00", "21:00")
    assert seen(maintenance(TOLD), as_of="23:00").maintenances[0].actual is None


def test_notice_is_given_from_the_first_word_to_the_window():
    assert seen(maintenance(TOLD)).maintenances[0].notice == timedelta(hours=11)
    assert seen(maintenance()).maintenances[0].notice is None
    assert seen(maintenance(publish_at=at("14:00"))).maintenances[0].notice == timedelta(hours=6)


def test_expected_statuses_hold_inside_the_window_and_updates_change_them():
    post = maintenance(TOLD, update("20:30", "in_progress", components={"panel": PARTLY}), components={"dns": PARTLY})

    assert seen(post, as_of="20:15").maintenances[0].statuses == {"dns": PARTLY}
    assert seen(post, as_of="20:45").maintenances[0].statuses == {"dns": PARTLY, "panel": PARTLY}


def test_the_last_word_tells_which_components_are_back():
    facts = seen(maintenance(TOLD, update("21:00", "completed")), as_of="23:00").maintenances[0]

    assert [u.changes for u in facts.updates] == [(ComponentChange("dns", PLANNED, UP),), ()]
