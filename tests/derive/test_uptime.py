"""Uptime and the cells of the bars."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from derive_examples import DOWN, PARTLY, PLANNED, SLOW, UNKNOWN, UP, at, history, incident, maintenance, seen, update
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_candor.derive.facts import StatusSpan
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.derive.stretches import stretches
from mkdocs_candor.derive.uptime import tallies, uptime
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.status import Status
from mkdocs_candor.model.timespan import Timespan, total

NOON = "2026-11-18 12:00"
ONE_DAY = Policy(days_shown=1)


def outage(start: str, end: str, status: Status = DOWN, id: str = "a"):
    return incident(update(end, "resolved"), id=id, started=start, components={"checkout": status})


def today(*posts, component: Component | None = None, as_of: str = "10:00", policy: Policy = ONE_DAY):
    components = (component or Component(id="checkout", name="Checkout"),)
    return snapshot(history(*posts, components=components), at(as_of), policy).components["checkout"]


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        pytest.param([], 1.0, id="nothing happened"),
        pytest.param([outage("01:00", "02:00")], 0.9, id="an hour of ten"),
        pytest.param([outage("01:00", "02:00", PARTLY)], 0.97, id="partly down weighs less"),
        pytest.param([outage("01:00", "02:00", SLOW)], 1.0, id="slow weighs nothing"),
        pytest.param([outage("01:00", "02:00"), outage("01:00", "02:00", id="b")], 0.9, id="overlaps count once"),
        pytest.param([outage("01:00", "02:00"), outage("01:00", "03:00", PARTLY, "b")], 0.87, id="at the worst weight"),
        pytest.param([outage("2026-11-17 20:00", "01:00")], 0.9, id="only what lies in the window"),
        pytest.param(
            [
                outage("01:00", "02:00"),
                maintenance(update("08:00", "completed"), window=("03:00", "08:00"), components={"checkout": PLANNED}),
            ],
            0.8,
            id="maintenance is taken out on purpose",
        ),
        pytest.param(
            [
                outage("03:00", "04:00"),
                maintenance(update("08:00", "completed"), window=("03:00", "08:00"), components={"checkout": DOWN}),
            ],
            1.0,
            id="what happens in a maintenance does not count",
        ),
        pytest.param(
            [maintenance(window=("00:00", "12:00"), components={"checkout": PLANNED})], None, id="no time left"
        ),
    ],
)
def test_uptime_is_a_weighted_share(posts, expected):
    found = today(*posts).uptime

    assert found == (None if expected is None else pytest.approx(expected))


def test_weights_are_a_policy():
    policy = Policy(days_shown=1, uptime_weights={SLOW: 0.5})

    assert today(outage("01:00", "02:00", SLOW), policy=policy).uptime == pytest.approx(0.95)
    assert today(outage("01:00", "02:00", DOWN), policy=policy).uptime == 1.0


def test_before_since_and_after_until_there_is_no_data():
    component = Component(id="checkout", name="Checkout", since=date(2026, 11, 16), until=date(2026, 11, 18))
    facts = today(outage("2026-11-15 12:00", "2026-11-16 06:00"), component=component, policy=Policy(days_shown=5))

    assert [day.status for day in facts.days] == [None, None, DOWN, UP, None]
    assert facts.uptime == pytest.approx(1 - 6 / 48)
    assert facts.is_retired
    assert facts.uptime_by_month == {"2026-11": pytest.approx(1 - 6 / 48)}


def test_a_component_that_does_not_exist_yet_has_no_uptime():
    facts = today(component=Component(id="checkout", name="Checkout", since=date(2026, 12, 1)))

    assert (facts.uptime, facts.uptime_by_month) == (None, {})


def test_uptime_is_told_by_month_newest_first():
    component = Component(id="checkout", name="Checkout", since=date(2026, 8, 31))
    facts = today(outage("2026-09-30 12:00", "2026-10-01 12:00"), component=component)

    assert list(facts.uptime_by_month) == ["2026-11", "2026-10", "2026-09", "2026-08"]
    assert facts.uptime_by_month["2026-10"] == pytest.approx(1 - 0.5 / 31)
    assert facts.uptime_by_month["2026-09"] == pytest.approx(1 - 0.5 / 30)
    assert len(today(policy=Policy()).uptime_by_month) == 12


def test_a_day_shows_its_worst_how_long_and_which_posts():
    posts = [outage("2026-11-17 23:00", "02:00", SLOW, "b"), outage("01:00", "01:30", DOWN, "a")]
    yesterday, now = today(*posts, policy=Policy(days_shown=2)).days

    assert (yesterday.date, yesterday.status, yesterday.posts) == (date(2026, 11, 17), SLOW, ("b",))
    assert (now.status, now.posts) == (DOWN, ("a", "b"))
    assert now.outage == {DOWN: timedelta(minutes=30), SLOW: timedelta(minutes=90)}


def test_a_day_shows_maintenance_too():
    facts = today(maintenance(window=("01:00", "03:00"), components={"checkout": PLANNED}))

    assert facts.days[-1].status is PLANNED


def test_the_bars_end_today():
    days = seen(as_of=NOON).components["checkout"].days

    assert (len(days), days[0].date, days[-1].date) == (90, date(2026, 8, 21), date(2026, 11, 18))


def test_what_breaks_at_midnight_shows_at_midnight():
    facts = today(incident(started="2026-11-17 22:00", components={"checkout": DOWN}), as_of="00:00")

    assert (facts.days[-1].status, facts.days[-1].posts, facts.uptime) == (DOWN, ("card-payments",), None)


def test_an_unreadable_post_makes_today_unknown_and_leaves_the_past_as_read():
    post = incident(
        update("2026-11-16 13:00", "resolved"),
        started="2026-11-16 12:00",
        components={"checkout": PARTLY},
        is_readable=False,
    )
    facts = today(post, policy=Policy(days_shown=3))

    assert [day.status for day in facts.days] == [PARTLY, UP, UNKNOWN]
    assert facts.days[-1].posts == ("card-payments",)


START = datetime(2026, 11, 1, tzinfo=UTC)
LIFE = Timespan(START, START + timedelta(days=10))


@st.composite
def status_spans(draw: st.DrawFn) -> StatusSpan:
    first, last = sorted(draw(st.tuples(st.integers(-1000, 16000), st.integers(-1000, 16000))))
    return StatusSpan(
        draw(st.sampled_from(list(Status)[1:])),
        Timespan(START + timedelta(minutes=first), START + timedelta(minutes=last)),
        draw(st.sampled_from(["a", "b", "planned"])),
    )


def share(spans: list[StatusSpan]) -> float | None:
    return uptime(tallies(stretches(spans, LIFE, {"planned"}), Policy()), LIFE, LIFE)


@given(st.lists(status_spans(), max_size=12))
def test_uptime_stays_within_0_and_1_and_the_order_of_outages_does_not_matter(spans):
    found = share(spans)

    assert found is None or 0 <= found <= 1
    assert share(spans[::-1]) == found
    assert share(spans + spans) == found


@given(st.lists(status_spans(), max_size=12), status_spans())
def test_one_more_outage_never_raises_uptime(spans, more):
    before = share(spans)
    after = share([*spans, StatusSpan(more.status, more.span, "a")])

    assert (before is None) is (after is None)
    assert before is None or after is None or after <= before + 1e-9


@given(st.lists(status_spans(), max_size=12))
def test_uptime_without_maintenance_is_what_is_left_when_the_union_of_outages_is_taken_away(spans):
    down = [StatusSpan(DOWN, s.span, "a") for s in spans]
    lost = total(
        p for s in down for p in [Timespan(max(s.span.start, LIFE.start), min(s.span.end, LIFE.end))] if p.start < p.end
    )

    assert share(down) == pytest.approx(1 - lost / LIFE.length)


@given(st.lists(status_spans(), max_size=12))
def test_taking_away_maintenance_in_which_nothing_else_happened_never_lowers_what_customers_had(spans):
    unplanned = [s for s in spans if s.post != "planned"]
    apart = [
        s
        for s in spans
        if s.post == "planned" and all(s.span.end <= u.span.start or u.span.end <= s.span.start for u in unplanned)
    ]
    with_it, without = share([*unplanned, *apart]), share(unplanned)

    assert with_it is None or without >= with_it - 1e-9


@given(st.lists(status_spans(), max_size=12))
def test_stretches_are_in_order_apart_and_cover_exactly_the_spans(spans):
    found = list(stretches(spans, LIFE, {"planned"}))

    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    clipped = [Timespan(max(s.span.start, LIFE.start), min(s.span.end, LIFE.end)) for s in spans]
    assert total(s.span for s in found) == total(c for c in clipped if c.start < c.end)


@settings(max_examples=50)
@given(st.lists(status_spans(), max_size=6), st.integers(0, 15000))
def test_the_cells_agree_with_the_spans(spans, minute):
    as_of = START + timedelta(minutes=minute)
    posts = [
        incident(
            update(f"{s.span.end:%Y-%m-%d %H:%M}", "resolved"),
            id=f"p{number}",
            started=f"{s.span.start:%Y-%m-%d %H:%M}",
            components={"checkout": s.status},
            publish_at=min(s.span.start, as_of),
        )
        for number, s in enumerate(spans)
        if s.span.end <= as_of
    ]
    facts = snapshot(history(*posts), as_of).components["checkout"]

    for day in facts.days:
        midnight = datetime(day.date.year, day.date.month, day.date.day, tzinfo=UTC)
        touching = [s for s in facts.spans if s.span.start < midnight + timedelta(days=1) and s.span.end > midnight]
        assert day.status == max((s.status for s in touching), key=lambda s: s.rank, default=UP)
        assert set(day.posts) == {s.post for s in touching}
        assert sum(day.outage.values(), timedelta()) <= timedelta(days=1)
