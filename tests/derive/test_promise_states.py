"""What becomes of a promise as time passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from derive_examples import apology, at, incident, maintenance, promise, report, seen, update
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.derive.promises import next_update_promises
from mkdocs_candor.model.promise import PromiseKind, PromiseOutcome, Slip

OPEN, KEPT, LATE, MISSED, SLIPPED, DROPPED, OVERDUE = (
    PromiseState.OPEN,
    PromiseState.KEPT,
    PromiseState.KEPT_LATE,
    PromiseState.MISSED,
    PromiseState.SLIPPED,
    PromiseState.DROPPED,
    PromiseState.OVERDUE,
)
ASKED = update("14:00", next_update="14:20")
LONG = update("14:00", next_update="16:00")


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("updates", "as_of", "state", "late_by"),
    [
        pytest.param((ASKED,), "14:20", OPEN, None, id="open until its moment"),
        pytest.param((ASKED,), "14:21", OVERDUE, minutes(1), id="overdue by the clock, without grace"),
        pytest.param((ASKED,), "19:00", OVERDUE, minutes(280), id="overdue while the incident is open"),
        pytest.param((ASKED, update("14:10")), "19:00", KEPT, None, id="kept early"),
        pytest.param((ASKED, update("14:25")), "19:00", KEPT, None, id="kept within the grace"),
        pytest.param((ASKED, update("14:25")), "14:22", OVERDUE, minutes(2), id="the word that keeps it comes later"),
        pytest.param((ASKED, update("14:26")), "19:00", LATE, minutes(6), id="late"),
        pytest.param((ASKED, update("14:50")), "19:00", LATE, minutes(30), id="late by the most for a short wait"),
        pytest.param((ASKED, update("14:51")), "19:00", MISSED, minutes(31), id="too late for a short wait"),
        pytest.param((LONG, update("18:00")), "19:00", LATE, minutes(120), id="late by as much as was promised"),
        pytest.param((LONG, update("18:01")), "19:00", MISSED, minutes(121), id="later than the wait was long"),
        pytest.param((ASKED, update("14:15", "resolved")), "19:00", KEPT, None, id="kept by the end"),
        pytest.param((update("14:00", "resolved", "14:20"),), "14:10", OPEN, None, id="a promise at the end is one"),
        pytest.param((update("14:00", "resolved", "14:20"),), "14:22", OVERDUE, minutes(2), id="at the end, in grace"),
        pytest.param((update("14:00", "resolved", "14:20"),), "19:00", MISSED, None, id="at the end, and never came"),
    ],
)
@pytest.mark.parametrize("post", [incident, maintenance])
def test_a_next_update_is_kept_late_missed_or_open(post, updates, as_of, state, late_by):
    if post is maintenance:
        updates = [update_of_maintenance(u) for u in updates]
    facts = next(iter(seen(post(*updates), as_of=as_of).posts.values()))

    assert (facts.promises[0].state, facts.promises[0].late_by) == (state, late_by)
    assert facts.updates[-1].promise == facts.promises[0]


def update_of_maintenance(written):
    stage = "completed" if written.stage.value == "resolved" else "scheduled"
    return update(f"{written.at:%H:%M}", stage, f"{written.next_update:%H:%M}" if written.next_update else "")


def test_a_next_update_names_who_made_it_and_who_kept_it():
    facts = seen(incident(ASKED, update("14:26"))).incidents[0].promises[0]

    assert facts.id == "card-payments--20261118T1400Z"
    assert (facts.update, facts.kept_by, facts.kept) == ("20261118T1400Z", "20261118T1426Z", at("14:26"))
    assert (facts.made, facts.due, facts.components) == (at("14:00"), at("14:20"), ("checkout",))


def test_a_missed_word_is_kept_by_nobody():
    facts = seen(incident(ASKED, update("14:59"))).incidents[0].promises[0]

    assert (facts.kept, facts.kept_by) == (None, "")


def test_an_open_incident_says_what_is_still_to_come():
    assert seen(incident(ASKED), as_of="14:10").incidents[0].next_update.due == at("14:20")
    assert seen(incident(ASKED, update("14:15")), as_of="14:16").incidents[0].next_update is None
    assert seen(incident(update("14:00", "resolved", "14:20")), as_of="14:10").incidents[0].next_update is None


TOLD = Slip(on=at("2026-11-25 00:00"), due=at("2027-01-15 00:00"), why="parts are late")
DONE = {"outcome": PromiseOutcome.DONE}


@pytest.mark.parametrize(
    ("written", "as_of", "state", "late_by"),
    [
        pytest.param({}, "2026-11-30 23:59", OPEN, None, id="open"),
        pytest.param({}, "2026-12-01 00:00", OVERDUE, minutes(0), id="overdue at its moment"),
        pytest.param({"due": ""}, "2027-12-01 00:00", OPEN, None, id="without a date it is never overdue"),
        pytest.param({"slips": (TOLD,)}, "2026-12-24 00:00", SLIPPED, None, id="slipped aloud"),
        pytest.param({"slips": (TOLD,)}, "2026-11-24 00:00", OPEN, None, id="not yet told"),
        pytest.param({"slips": (TOLD,)}, "2027-01-16 00:00", OVERDUE, timedelta(days=1), id="overdue by its new date"),
        pytest.param(DONE, "2027-03-01 00:00", KEPT, None, id="done, nobody wrote down when"),
        pytest.param(DONE | {"closed": at("2026-12-01 00:00")}, "2027-03-01 00:00", KEPT, None, id="done in time"),
        pytest.param(DONE | {"closed": at("2026-11-30 00:00")}, "2026-11-29 00:00", OPEN, None, id="done only later"),
        pytest.param(
            DONE | {"closed": at("2026-12-03 00:00")}, "2026-12-02 00:00", OVERDUE, timedelta(1), id="not yet"
        ),
        pytest.param(
            DONE | {"closed": at("2026-12-03 00:00")}, "2027-03-01 00:00", LATE, timedelta(days=2), id="done late"
        ),
        pytest.param(
            DONE | {"closed": at("2027-01-01 00:00"), "slips": (TOLD,)},
            "2027-03-01 00:00",
            LATE,
            timedelta(days=31),
            id="done by its new date is late by the first",
        ),
        pytest.param({"outcome": PromiseOutcome.DROPPED, "why": "x"}, "2027-03-01 00:00", DROPPED, None, id="dropped"),
        pytest.param(
            {"outcome": PromiseOutcome.SLIPPED, "slips": (TOLD,)}, "2026-11-24 00:00", OPEN, None, id="slips only later"
        ),
    ],
)
def test_a_prevention_item_is_open_done_slipped_dropped_or_overdue(written, as_of, state, late_by):
    facts = seen(incident(), report("card-payments", prevention=(promise(**written),)), as_of=as_of)

    found = facts.promises["what-happened--P1"]
    assert (found.state, found.late_by) == (state, late_by)
    assert found.components == ("checkout",)


def test_a_slipped_promise_keeps_the_date_first_promised():
    found = seen(report(prevention=(promise(slips=(TOLD,)),)), as_of="2026-12-01 00:00").promises["what-happened--P1"]

    assert (found.first_due, found.due) == (at("2026-12-01 00:00"), TOLD.due)


def test_evidence_from_later_is_not_shown_yet():
    done = promise(outcome=PromiseOutcome.DONE, closed=at("2026-11-25 00:00"), evidence="see there")
    found = seen(apology(prevention=(done,)), as_of="2026-11-24 00:00").promises["we-are-sorry--P1"]

    assert (found.promise.evidence, found.promise.closed) == ("", None)


def test_promises_are_summed_up_over_all_kinds():
    kept = promise("P1", outcome=PromiseOutcome.DONE)
    dropped = promise("P2", outcome=PromiseOutcome.DROPPED)
    now = seen(
        incident(ASKED, update("14:10", next_update="14:30")),
        report(prevention=(kept, dropped), follow_ups=(promise("F1", due="2026-11-19 00:00"),)),
        as_of="2026-11-20 12:00",
    )

    assert {s: c for s, c in now.summary.promises.counts.items() if c} == {KEPT: 2, DROPPED: 1, OVERDUE: 2}
    assert (now.summary.promises.on_time, now.summary.promises.settled) == (2, 4)
    assert now.incidents[0].kept.settled == 2
    assert [p.kind for p in now.incidents[0].promises] == [PromiseKind.NEXT_UPDATE] * 2


def test_promises_are_listed_by_due_and_those_without_last():
    now = seen(
        report(prevention=(promise("P1", due=""), promise("P2"), promise("P3", due="2026-11-21 00:00"))),
        as_of="2026-11-20 12:00",
    )

    assert [p.promise.id for p in now.promises.values()] == ["P3", "P2", "P1"]


def test_an_incident_that_promised_nothing_has_no_score():
    assert seen(incident(update("14:00"))).incidents[0].kept is None


@given(
    wait=st.integers(1, 300),
    came=st.integers(1, 900),
    grace=st.integers(0, 20),
)
def test_a_later_word_never_makes_a_promise_better(wait, came, grace):
    order = [KEPT, LATE, MISSED]

    def state(after: int) -> PromiseState:
        first = update("2026-11-18 00:00")
        made = first.at
        updates = (
            replace(first, next_update=made + minutes(wait)),
            replace(first, id="b", at=made + minutes(after)),
        )
        as_of = made + timedelta(days=9)
        found = next_update_promises("p", updates, (), is_over=False, as_of=as_of, grace=minutes(grace))
        return next(iter(found.values())).state

    assert order.index(state(came)) <= order.index(state(came + 1))
