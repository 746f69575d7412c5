"""When a build must run again, although nobody writes."""

from __future__ import annotations

from datetime import date, time

import pytest
from derive_examples import (
    announcement,
    apology,
    at,
    history,
    incident,
    maintenance,
    promise,
    question,
    report,
    seen,
    update,
)

from mkdocs_candor.derive.next_change import next_event
from mkdocs_candor.derive.policy import DEFAULT_POLICY
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.desk import Contact, Desk, OpeningHours
from mkdocs_candor.model.promise import Slip

MIDNIGHT = "2026-11-19 00:00"
OFFICE = Desk(
    id="d",
    name="Desk",
    purpose="Help",
    contact=Contact(email="a@b.example"),
    hours=(OpeningHours((0, 1, 2, 3, 4), time(8), time(18)),),
)


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        pytest.param([], MIDNIGHT, id="a new day gets a cell"),
        pytest.param([incident(publish_at=at("16:00"))], "16:00", id="an embargo ends"),
        pytest.param([incident(publish_at=at("16:00"), draft=True)], MIDNIGHT, id="a draft stays one"),
        pytest.param([announcement("16:00")], "16:00", id="news is dated ahead"),
        pytest.param([apology(date="16:00")], "16:00", id="a letter is dated ahead"),
        pytest.param([announcement(effective=at("16:00"))], "16:00", id="news bites"),
        pytest.param([announcement(until=at("16:00"))], "16:00", id="news expires"),
        pytest.param([maintenance()], "20:00", id="a window starts"),
        pytest.param([maintenance(window=("14:00", "16:00"))], "16:00", id="a window ends"),
        pytest.param([incident(update("14:50", next_update="15:20"))], "15:20", id="a next update is due"),
        pytest.param(
            [incident(update("14:50", next_update="15:20"), update("14:55"))], MIDNIGHT, id="a kept promise is over"
        ),
        pytest.param([report(date="14:00", prevention=(promise(due="16:00"),))], "16:00", id="a promise is due"),
        pytest.param(
            [report(date="14:00", prevention=(promise(slips=(Slip(at("16:00"), at("2027-01-01 00:00"), "x"),)),))],
            "16:00",
            id="a slip is told",
        ),
        pytest.param([incident(update("14:50"), update("15:30"))], "15:30", id="an update is dated ahead"),
        pytest.param([incident(questions=(question(asked="15:30"),))], "15:30", id="a question is dated ahead"),
    ],
)
def test_the_site_changes_next_when_the_clock_says(posts, expected):
    assert seen(*posts, as_of="15:00").next_change == at(expected)


def test_the_public_is_not_told_of_an_embargo():
    now = seen(incident(publish_at=at("16:00")), announcement("17:00"), as_of="15:00")

    assert now.next_announced_change == at(MIDNIGHT)


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        pytest.param([], None, id="never"),
        pytest.param([maintenance(window=("2026-12-24 22:00", "2026-12-24 23:00"))], "2026-12-24 22:00", id="in weeks"),
        pytest.param([incident(publish_at=at("16:00"))], "16:00", id="an embargo ends"),
    ],
)
def test_but_for_midnight_nothing_may_ever_change(posts, expected):
    now, as_of = history(*posts), at("15:00")

    event = next_event(now, snapshot(now, as_of).posts.values(), (), as_of, DEFAULT_POLICY.grace)

    assert event == (at(expected) if expected else None)


def test_a_next_update_turns_overdue_after_its_moment():
    post = incident(update("14:50", next_update="15:20"))

    assert seen(post, as_of="15:20").next_change == at("15:20:01")


def test_a_desk_closes():
    assert seen(desks=(OFFICE,), as_of="15:00").next_change == at("18:00")


def test_a_component_retires_at_midnight():
    component = Component(id="a", name="A", until=date(2026, 11, 19))

    assert seen(components=(component,), as_of="15:00").next_change == at(MIDNIGHT)
