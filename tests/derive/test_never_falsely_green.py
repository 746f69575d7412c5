"""The one rule above all: when in doubt, we do not say that everything works."""

from __future__ import annotations

from dataclasses import replace

import pytest
from derive_examples import (
    DOWN,
    PARTLY,
    PLANNED,
    SHOP,
    SLOW,
    UNKNOWN,
    UP,
    announcement,
    apology,
    at,
    history,
    incident,
    maintenance,
    report,
    seen,
    source,
    update,
)
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.derive.clock import clock_problems
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.history import Unread, doubting
from mkdocs_candor.model.problem import Level
from mkdocs_candor.model.status import Severity, Status

END = update("14:30", "resolved")
DONE = update("14:30", "completed")
CANCELLED = update("14:30", "cancelled")

UNREADABLE = [
    pytest.param(incident(), id="an open incident"),
    pytest.param(incident(END), id="an incident whose readable part says resolved"),
    pytest.param(incident(update("2026-11-01 09:00", "resolved"), started="2026-11-01 08:00"), id="an old incident"),
    pytest.param(incident(components={}), id="an incident without components"),
    pytest.param(incident(components={"checkout": UP}), id="an incident that says its components work"),
    pytest.param(incident(severity=Severity.NONE), id="an incident of no severity"),
    pytest.param(incident(severity=None), id="an incident whose severity is not known"),
    pytest.param(incident(END, started=None), id="an incident whose start is not known"),
    pytest.param(incident(update("2027-11-18 14:02")), id="an incident all in the future"),
    pytest.param(
        incident(update("14:02"), update("2027-11-18 14:30", "resolved")), id="an incident resolved next year"
    ),
    pytest.param(incident(components={"gone": UP}), id="an incident on a component that no list knows"),
    pytest.param(maintenance(), id="a maintenance to come"),
    pytest.param(maintenance(DONE), id="a completed maintenance"),
    pytest.param(maintenance(CANCELLED), id="a cancelled maintenance"),
    pytest.param(maintenance(window=None), id="a maintenance without a window"),
    pytest.param(announcement(), id="an announcement"),
    pytest.param(announcement("2027-01-01 00:00"), id="an announcement dated ahead"),
    pytest.param(apology(), id="an apology dated ahead"),
    pytest.param(report(date="09:00"), id="a report"),
]


@pytest.mark.parametrize("post", UNREADABLE)
def test_a_post_that_cannot_be_fully_read_is_shown_and_leaves_nothing_green(post):
    now = seen(replace(post, is_readable=False))

    assert list(now.posts) == [post.id]
    assert now.overall.status is UNKNOWN
    assert "cannot say that everything works" in now.overall.sentence
    assert now.overall.note
    for component in getattr(post, "components", ()):
        if component in now.components:
            assert now.components[component].status is UNKNOWN
            assert now.components[component].days[-1].status.rank >= UNKNOWN.rank


@pytest.mark.parametrize("post", UNREADABLE)
def test_what_is_withheld_stays_withheld_also_when_it_cannot_be_read(post):
    draft = seen(replace(post, is_readable=False, draft=True))
    embargo = seen(replace(post, is_readable=False, publish_at=at("15:01")))

    assert draft.posts == embargo.posts == {}
    assert draft.overall.status is embargo.overall.status is UP


@pytest.mark.parametrize("post", UNREADABLE)
def test_a_known_outage_elsewhere_is_not_hidden_by_doubt(post):
    down = incident(id="outage", components={"search": DOWN})

    now = seen(replace(post, is_readable=False), down)

    assert now.overall.status is DOWN
    assert now.overall.sentence.startswith("Down: Search.")
    assert "works." not in now.overall.sentence.replace("cannot say that everything else works.", "")


def test_a_severity_start_or_window_that_is_missing_is_doubt_enough():
    for post in (incident(END, severity=None), incident(END, started=None), maintenance(DONE, window=None)):
        assert seen(post).overall.status is UNKNOWN


@pytest.mark.parametrize(
    "history_of",
    [
        pytest.param({"unread": (Unread("lost", source("lost")),)}, id="an unread file"),
        pytest.param({"is_complete": False}, id="no list of components"),
        pytest.param({"is_complete": False, "components": ()}, id="no components at all"),
    ],
)
def test_what_was_not_read_at_all_leaves_nothing_green(history_of):
    now = seen(**history_of)

    assert now.overall.status is UNKNOWN
    assert now.overall.note


@pytest.mark.parametrize(
    "post",
    [
        pytest.param(incident(), id="at work on it"),
        pytest.param(incident(components={}), id="without components"),
        pytest.param(incident(components={}, severity=Severity.MINOR), id="minor, without components"),
        pytest.param(incident(update("14:30", "monitoring"), components={}), id="watched, without components"),
        pytest.param(incident(components={"checkout": UP}), id="with components that work"),
        pytest.param(incident(update("14:30", "monitoring")), id="watched, and nobody said what works again"),
        pytest.param(incident(END, update("14:40")), id="reopened without components"),
        pytest.param(incident(components={"gone": SLOW}), id="on a component that no list knows"),
        pytest.param(incident(started="2026-01-01 00:00"), id="forgotten since January"),
        pytest.param(incident(update("14:02"), update("15:01", "resolved")), id="resolved only in a minute"),
        pytest.param(incident(update("14:02"), started="16:00"), id="told of before it starts"),
        pytest.param(maintenance(window=("14:00", "16:00")), id="maintenance at work"),
        pytest.param(maintenance(window=("12:00", "14:00")), id="maintenance overdue"),
        pytest.param(maintenance(window=("2026-01-01 00:00", "2026-01-01 02:00")), id="maintenance long overdue"),
        pytest.param(maintenance(window=("12:00", "14:00"), components={}), id="maintenance overdue, no components"),
        pytest.param(maintenance(update("13:00", "verifying"), window=("12:00", "14:00")), id="verifying for too long"),
    ],
)
def test_what_is_open_or_overdue_is_not_green(post):
    now = seen(post)

    assert now.overall.status is not UP
    assert not now.overall.sentence.startswith("Everything works")


@pytest.mark.parametrize("severity", list(Severity))
def test_what_is_only_watched_works_again_and_is_still_said(severity):
    post = incident(update("14:30", "monitoring", components={"checkout": UP}), severity=severity)

    assert seen(post).overall.sentence == "Everything works again; we are still watching: Card payments fail."


@pytest.mark.parametrize(
    "post",
    [
        pytest.param(incident(update("14:02"), update("2027-11-18 14:30", "resolved")), id="resolved next year"),
        pytest.param(incident(update("2027-11-18 14:02")), id="told next year"),
        pytest.param(incident(started="2027-11-18 13:40"), id="starts next year"),
        pytest.param(maintenance(update("2027-11-18 14:02", "completed")), id="maintenance completed next year"),
    ],
)
def test_a_post_from_the_future_is_doubted_and_not_lost(post):
    written, as_of = history(post), at("15:00")

    in_doubt = {p.path for p in clock_problems(written, as_of) if p.level is Level.ERROR}
    now = snapshot(doubting(written, in_doubt), as_of)

    assert in_doubt == {post.source.path}
    assert list(now.posts) == [post.id]
    assert now.overall.status is UNKNOWN


def test_only_hidden_components_in_doubt_still_leave_the_whole_in_doubt():
    hidden = (*SHOP, Component(id="metrics", name="Metrics", hidden=True))

    now = seen(incident(components={"metrics": PARTLY}, is_readable=False), components=hidden)

    assert now.overall.status is UNKNOWN


@given(
    statuses=st.dictionaries(st.sampled_from([c.id for c in SHOP]), st.sampled_from(list(Status)), max_size=4),
    severity=st.sampled_from([None, *Severity]),
    stages=st.lists(st.sampled_from(["investigating", "identified", "monitoring", "resolved"]), max_size=4),
    is_readable=st.booleans(),
)
def test_green_means_that_all_is_read_and_no_listed_component_is_bad(statuses, severity, stages, is_readable):
    updates = [update(f"14:{10 + number}", stage) for number, stage in enumerate(stages)]
    now = seen(incident(*updates, components=statuses, severity=severity, is_readable=is_readable))

    if now.overall.status is UP:
        assert is_readable
        assert severity is not None
        assert all(c.status is UP for c in now.components.values())
    if now.overall.sentence == "Everything works.":
        assert not now.open_incidents


@given(st.sampled_from([DOWN, PARTLY, SLOW, PLANNED, UNKNOWN]))
def test_the_whole_is_never_better_than_a_listed_component(status):
    now = seen(incident(components={"search": status}))

    assert now.overall.status.rank >= status.rank


def test_an_incident_of_unknown_severity_stands_behind_critical_ones_and_before_all_others():
    known = [incident(update("13:50"), id=str(severity), severity=severity) for severity in Severity]
    now = seen(*known, incident(update("13:50"), id="unreadable", severity=None, is_readable=False))

    assert [facts.post.id for facts in now.open_incidents] == ["critical", "unreadable", "major", "minor", "none"]
