"""The numbers that a journalist could quote."""

from __future__ import annotations

from datetime import timedelta

from derive_examples import SHOP, announcement, at, incident, promise, seen, update
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.derive.summary import summary_by_component, summary_by_year
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.promise import PromiseOutcome
from mkdocs_candor.model.status import Status

LAST_YEAR = incident(
    update("2025-03-01 10:10", next_update="2025-03-01 10:40"),
    update("2025-03-01 10:40", "resolved"),
    id="last-year",
    started="2025-03-01 10:00",
    components={"search": Status.MAJOR_OUTAGE},
)
THIS_YEAR = incident(update("14:00", next_update="14:30"), update("14:40", "resolved"))


def test_each_year_has_its_first_notice_its_silence_and_its_promises() -> None:
    years = summary_by_year(seen(LAST_YEAR, THIS_YEAR))

    assert list(years) == [2026, 2025]
    assert [y.median_first_notice for y in years.values()] == [timedelta(minutes=20), timedelta(minutes=10)]
    assert [y.longest_silence for y in years.values()] == [timedelta(minutes=40), timedelta(minutes=30)]
    assert [(y.promises.on_time, y.promises.settled) for y in years.values()] == [(0, 1), (1, 1)]


def test_a_promise_for_the_last_day_of_a_year_belongs_to_that_year() -> None:
    kept = promise(due="2026-01-01 00:00", outcome=PromiseOutcome.DONE, closed=at("2025-12-31 12:00"))

    years = summary_by_year(seen(announcement("2025-12-01 09:00", follow_ups=(kept,))))

    assert {year: found.promises.on_time for year, found in years.items()} == {2025: 1}


def test_a_year_in_which_nothing_fell_due_is_not_told() -> None:
    assert summary_by_year(seen(announcement(follow_ups=(promise(due="2027-02-01 00:00"),)))) == {}


def test_an_incident_counts_for_each_component_that_it_reached() -> None:
    both = incident(update("14:00"), components={"checkout": Status.MAJOR_OUTAGE, "search": Status.MAJOR_OUTAGE})

    found = summary_by_component(seen(both, LAST_YEAR))

    assert {id_: summary.incidents for id_, summary in found.items()} == {"checkout": 1, "search": 2}


def test_a_hidden_component_is_in_no_table() -> None:
    hidden = (*SHOP[1:], Component(id="checkout", name="Checkout", hidden=True))

    assert summary_by_component(seen(THIS_YEAR, components=hidden)) == {}


@given(st.lists(st.integers(2015, 2025), min_size=1, max_size=12))
def test_every_incident_is_in_exactly_one_year(starts: list[int]) -> None:
    posts = [
        incident(update(f"{year}-05-01 10:05", "resolved"), id=f"i{number}", started=f"{year}-05-01 10:00")
        for number, year in enumerate(starts)
    ]

    assert sum(found.incidents for found in summary_by_year(seen(*posts)).values()) == len(posts)
