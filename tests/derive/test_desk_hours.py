"""Whether somebody is there, by the desk's own clock."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from derive_examples import at
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.derive.desks import desk_facts
from mkdocs_candor.model.desk import Contact, Desk, OpeningHours

WEEKDAYS, EVERY_DAY = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)
OFFICE = (OpeningHours(WEEKDAYS, time(8), time(18)),)


def desk(hours: tuple[OpeningHours, ...] | None, timezone: str = "Europe/Berlin") -> Desk:
    return Desk(
        id="d", name="Desk", purpose="Help", contact=Contact(email="a@b.example"), hours=hours, timezone=timezone
    )


@pytest.mark.parametrize(
    ("hours", "as_of", "is_open", "changes"),
    [
        pytest.param(None, "12:00", True, None, id="always open"),
        pytest.param((), "12:00", False, None, id="never open"),
        pytest.param(OFFICE, "12:00", True, "17:00", id="open until six, local"),
        pytest.param(OFFICE, "07:00", True, "17:00", id="open from its first moment"),
        pytest.param(OFFICE, "17:00", False, "2026-11-19 07:00", id="closed from its last moment"),
        pytest.param(OFFICE, "2026-11-20 18:00", False, "2026-11-23 07:00", id="over the weekend"),
        pytest.param(OFFICE, "2026-03-27 18:00", False, "2026-03-30 06:00", id="over the change to summer time"),
        pytest.param(
            (OpeningHours(WEEKDAYS, time(8), time(12)), OpeningHours(WEEKDAYS, time(12), time(18))),
            "10:00",
            True,
            "17:00",
            id="hours that touch are one",
        ),
        pytest.param((OpeningHours((2,), time(20), time(0)),), "22:00", True, "23:00", id="until midnight"),
        pytest.param(
            (OpeningHours((2,), time(22), time(6)),), "2026-11-19 03:00", True, "2026-11-19 05:00", id="night"
        ),
        pytest.param((OpeningHours(EVERY_DAY, time(0), time(0)),), "12:00", True, None, id="around the clock"),
        pytest.param((OpeningHours((1,), time(8), time(9)),), "12:00", False, "2026-11-24 07:00", id="once a week"),
    ],
)
def test_a_desk_is_open_by_its_own_clock(hours, as_of, is_open, changes):
    facts = desk_facts(desk(hours), at(as_of))

    assert (facts.is_open, facts.changes) == (is_open, at(changes) if changes else None)


@given(
    st.lists(
        st.builds(
            OpeningHours,
            st.sets(st.integers(0, 6), min_size=1).map(tuple),
            st.times().map(lambda t: t.replace(second=0, microsecond=0)),
            st.times().map(lambda t: t.replace(second=0, microsecond=0)),
        ),
        max_size=4,
    ),
    st.integers(0, 60 * 24 * 300),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"]),
)
def test_a_desk_really_changes_when_it_says(hours, minute, timezone):
    as_of = at("2026-01-01 00:00") + timedelta(minutes=minute)
    facts = desk_facts(desk(tuple(hours), timezone), as_of)

    if facts.changes:
        assert facts.changes > as_of
        assert desk_facts(desk(tuple(hours), timezone), facts.changes).is_open is not facts.is_open
        assert desk_facts(desk(tuple(hours), timezone), facts.changes - timedelta(seconds=1)).is_open is facts.is_open


def test_a_desk_tells_what_comes_for_two_days_and_to_the_end_of_that_turn() -> None:
    facts = desk_facts(desk(OFFICE), at("2026-11-20 12:00"))

    turns = [(turn.is_open, turn.since, turn.until) for turn in facts.turns]

    monday = at("2026-11-23 07:00")
    assert turns == [
        (True, None, at("2026-11-20 17:00")),
        (False, at("2026-11-20 17:00"), monday),
        (True, monday, at("2026-11-23 17:00")),
    ]


@pytest.mark.parametrize("hours", [(), (OpeningHours(EVERY_DAY, time(0), time(0)),)], ids=["never", "around the clock"])
def test_a_desk_that_never_changes_has_one_turn(hours: tuple[OpeningHours, ...]) -> None:
    facts = desk_facts(desk(hours), at("12:00"))

    assert [(turn.since, turn.until) for turn in facts.turns] == [(None, None)]
