"""How everything is, said to people."""

from __future__ import annotations

from datetime import date

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
    incident,
    maintenance,
    seen,
    source,
    update,
)

from mkdocs_candor.derive.sentence import Situation, Trouble, brief, listed, sentence
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.history import Unread
from mkdocs_candor.model.status import Severity

FINE = "Everything works."
WATCHED = update("14:30", "monitoring", components={"checkout": UP})


def hit(**components):
    return incident(components={id_.replace("_", "-"): status for id_, status in components.items()})


@pytest.mark.parametrize(
    ("posts", "status", "sentence"),
    [
        pytest.param([], UP, FINE, id="nothing ever happened"),
        pytest.param([incident(update("14:30", "resolved"))], UP, FINE, id="resolved"),
        pytest.param([hit(checkout=PARTLY)], PARTLY, "Partly down: Checkout. Everything else works.", id="one"),
        pytest.param(
            [hit(vps_north=DOWN, block_storage=DOWN, checkout=PARTLY, panel=SLOW)],
            DOWN,
            "Down: Virtual servers, Hall North; and Block storage. Partly down: Checkout. Slow: Control panel."
            " Everything else works.",
            id="worst first",
        ),
        pytest.param(
            [hit(vps_north=DOWN, block_storage=DOWN, backups=DOWN)],
            DOWN,
            "Down: Servers. Everything else works.",
            id="a whole group by its name",
        ),
        pytest.param(
            [hit(**{c.id.replace("-", "_"): SLOW for c in SHOP})], SLOW, "Everything is slow.", id="everything"
        ),
        pytest.param(
            [hit(**{c.id.replace("-", "_"): SLOW if c.id == "dns" else DOWN for c in SHOP})],
            DOWN,
            "Down: Shop, Servers and Control panel. Slow: Name servers.",
            id="nothing else works",
        ),
        pytest.param(
            [maintenance(window=("14:00", "16:00"))],
            PLANNED,
            "Under maintenance as planned: Name servers. Everything else works.",
            id="maintenance",
        ),
        pytest.param(
            [maintenance(window=("12:00", "14:00"))],
            PLANNED,
            "Under maintenance for longer than planned: Name servers. Everything else works.",
            id="maintenance overdue",
        ),
        pytest.param([maintenance()], UP, FINE, id="maintenance to come"),
        pytest.param(
            [maintenance(window=("12:00", "14:00"), components={})],
            PLANNED,
            "Under maintenance for longer than planned: New disks. Everything else works.",
            id="maintenance without components",
        ),
        pytest.param(
            [incident(WATCHED)], UP, "Everything works again; we are still watching: Card payments fail.", id="watched"
        ),
        pytest.param(
            [incident(components={})],
            PARTLY,
            "We are working on: Card payments fail. Everything else works.",
            id="an incident without components weighs its severity",
        ),
        pytest.param(
            [incident(components={"checkout": UP})],
            PARTLY,
            "We are working on: Card payments fail. Everything else works.",
            id="an open incident whose components all work weighs its severity",
        ),
        pytest.param(
            [incident(components={}, severity=Severity.NONE)],
            UP,
            "Everything works, as far as we know; we are looking into: Card payments fail.",
            id="an incident of no known harm is still said",
        ),
        pytest.param(
            [incident(is_readable=False)],
            UNKNOWN,
            "We could not read one of our own reports, so we cannot say that everything works.",
            id="unreadable",
        ),
        pytest.param(
            [incident(is_readable=False), incident(id="b", components={"search": DOWN})],
            DOWN,
            "Down: Search. We could not read one of our own reports, so we cannot say that everything else works.",
            id="an outage outranks what is unknown, and nothing else is said to work",
        ),
        pytest.param(
            [incident(components={"gone": DOWN})], DOWN, "Down: gone. Everything else works.", id="unlisted component"
        ),
    ],
)
def test_one_sentence_says_how_things_are(posts, status, sentence):
    overall = seen(*posts).overall

    assert (overall.sentence, overall.status) == (sentence, status)


def test_the_note_says_what_an_unreadable_report_concerns():
    some = seen(incident(is_readable=False), announcement(is_readable=False, components=("dns",))).overall
    none = seen(incident(is_readable=False, components={})).overall

    assert some.sentence.startswith("We could not read 2 of our own reports")
    assert some.note.startswith("This concerns: Checkout and Name servers. Trust what you see there")
    assert none.note.startswith("We do not know what it concerns.")
    assert seen(incident()).overall.note == ""


def test_an_unread_file_and_an_unread_list_are_named():
    overall = seen(unread=(Unread("x", source("x")),), is_complete=False).overall

    assert overall.status is UNKNOWN
    assert overall.sentence == (
        "We could not read our own list of components and one of our own reports,"
        " so we cannot say that everything works."
    )


def test_hidden_and_retired_components_say_nothing_about_the_whole():
    components = (
        Component(id="checkout", name="Checkout", hidden=True, group="shop"),
        Component(id="search", name="Search", until=date(2026, 11, 18), group="shop"),
        Component(id="dns", name="Name servers", group="shop"),
    )
    now = seen(incident(components={"checkout": DOWN, "search": DOWN}), components=components)

    assert (now.overall.status, now.overall.sentence) == (UP, FINE)
    assert now.components["checkout"].status is DOWN
    assert now.groups["shop"].components == ("dns",)
    assert now.groups["shop"].status is UP


def test_a_group_is_as_bad_as_its_worst_component():
    now = seen(hit(vps_north=SLOW, backups=PARTLY))

    assert now.groups["servers"].status is PARTLY
    assert now.groups["shop"].status is UP


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["A"], "A", id="one"),
        pytest.param(["A", "B"], "A and B", id="two"),
        pytest.param(["A", "B", "C"], "A, B and C", id="three"),
        pytest.param(["A, x", "B"], "A, x; and B", id="commas of their own"),
        pytest.param(list("ABCDEF"), "A, B, C, D, E and F", id="one more than the most is said as well"),
        pytest.param(list("ABCDEFGH"), "A, B, C, D, E and 3 more", id="many"),
        pytest.param(["It broke."], "It broke", id="a title with a full stop"),
    ],
)
def test_names_are_listed_as_people_do(names, expected):
    assert listed(names) == expected


def test_on_a_phone_many_troubles_are_counted_and_not_named() -> None:
    parts = {
        Trouble.DOWN: ["Virtual servers, Hall North", "Block storage"],
        Trouble.PARTLY_DOWN: ["Shared hosting", "Managed WordPress", "Dedicated servers"],
        Trouble.SLOW: ["Control panel"],
    }

    said = brief(Situation(troubles=parts))

    assert said == "Down: Virtual servers, Hall North; and Block storage. And 4 more parts are affected."
    assert len(said) <= 90


def test_on_a_phone_a_short_sentence_stays_and_doubt_is_never_cut_away() -> None:
    short = Situation(troubles={Trouble.SLOW: ["Search"]})
    doubtful = Situation(troubles={Trouble.DOWN: [f"Part number {n}" for n in range(9)]}, unreadable=1)

    assert brief(short) == sentence(short) == "Slow: Search. Everything else works."
    assert "cannot say that everything else works" in brief(doubtful)
