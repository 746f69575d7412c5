"""Times that have not come yet, and incidents that nobody speaks of."""

from __future__ import annotations

import pytest
from derive_examples import announcement, at, history, incident, maintenance, update

from mkdocs_candor.derive.clock import clock_problems
from mkdocs_candor.derive.present import present
from mkdocs_candor.model.problem import Level

NEXT_YEAR = update("2027-11-18 14:02")


@pytest.mark.parametrize(
    ("post", "rules"),
    [
        pytest.param(incident(update("14:02")), [], id="nothing wrong"),
        pytest.param(incident(update("15:00")), [], id="at this very moment"),
        pytest.param(incident(update("14:02"), NEXT_YEAR), ["update-in-the-future"], id="an update of next year"),
        pytest.param(incident(update("14:02"), started="15:06"), ["update-in-the-future"], id="starts later"),
        pytest.param(incident(update("15:05")), [], id="a laptop's clock is ahead"),
        pytest.param(incident(update("15:06")), ["update-in-the-future"], id="further ahead than clocks are"),
        pytest.param(maintenance(NEXT_YEAR), ["update-in-the-future"], id="a maintenance's update"),
        pytest.param(maintenance(window=("2027-01-01 00:00", "2027-01-01 02:00")), [], id="a window may lie ahead"),
        pytest.param(incident(NEXT_YEAR, draft=True), [], id="a draft is left in peace"),
        pytest.param(incident(NEXT_YEAR, publish_at=at("15:01")), [], id="so is an embargo"),
        pytest.param(
            incident(update("2026-11-17 14:59"), started="2026-11-17 14:00"), ["silent-incident"], id="silent"
        ),
        pytest.param(incident(update("2026-11-17 15:00"), started="2026-11-17 14:00"), [], id="not yet silent"),
        pytest.param(incident(started="2026-11-16 14:00"), ["silent-incident"], id="silent from the start"),
        pytest.param(
            incident(update("2026-11-16 15:00", "resolved"), started="2026-11-16 14:00"), [], id="over is not silent"
        ),
    ],
)
def test_the_clock_finds_what_no_reader_can(post, rules):
    assert [p.rule for p in clock_problems(history(post), at("15:00"))] == rules


def test_a_time_ahead_says_where_and_by_how_much():
    (problem,) = clock_problems(history(incident(update("14:02"), NEXT_YEAR)), at("15:00"))

    assert (problem.path, problem.line, problem.level) == ("incidents/card-payments.md", 12, Level.ERROR)
    assert problem.message == (
        "This update is dated 2027-11-18 14:02 UTC, 364 days ahead: is the year or the zone right?"
    )


def test_silence_says_how_long_and_what_to_do():
    post = incident(update("2026-11-15 15:00"), started="2026-11-15 14:00")
    (problem,) = clock_problems(history(post), at("15:00"))

    assert problem.level is Level.WARNING
    assert problem.message == "The incident is open, and nothing was said for 3 days, since 2026-11-15 15:00 UTC."
    assert problem.hint.startswith("Resolve it, or say what is going on")


@pytest.mark.parametrize(
    ("posts", "as_of", "shown"),
    [
        pytest.param([incident(update("14:02"), update("15:03"))], "15:03", 2, id="the next word"),
        pytest.param([incident(update("15:03"), started="15:01")], "15:03", 1, id="the first word"),
        pytest.param([incident(update("14:02"), update("15:06"))], "15:00", 2, id="too far ahead: in doubt, but shown"),
        pytest.param(
            [incident(update("14:02"), update("15:03")), announcement(id="n", publish_at=at("15:02"))],
            *("15:00", 1),
            id="an embargo never lifts early",
        ),
        pytest.param(
            [incident(update("14:02"), update("15:03")), announcement("15:02", id="n")],
            *("15:00", 1),
            id="nor is news out before its time",
        ),
        pytest.param([incident(update("15:03"), draft=True), incident(update("14:02"))], "15:00", 1, id="a draft"),
    ],
)
def test_a_word_that_a_faster_clock_wrote_is_told_at_once(posts, as_of, shown):
    told = present(history(*posts), at("15:00")).now

    assert told.as_of == at(as_of)
    assert len(told.posts["card-payments"].updates) == shown
