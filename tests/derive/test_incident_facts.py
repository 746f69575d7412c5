"""How an incident stands at a moment, by its updates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from derive_examples import DOWN, PARTLY, SLOW, UNKNOWN, UP, at, incident, question, seen, source, span, update

from mkdocs_candor.derive.facts import ComponentChange, StatusSpan
from mkdocs_candor.model.post import Edit
from mkdocs_candor.model.status import Stage

FIRST = update("14:02")
WORSE = update("14:20", "identified", components={"checkout": DOWN})
BETTER = update("14:40", "monitoring", components={"checkout": UP})
END = update("15:00", "resolved")


@pytest.mark.parametrize(
    ("updates", "as_of", "expected"),
    [
        pytest.param((), "13:50", PARTLY, id="front matter counts before the first update"),
        pytest.param((FIRST,), "14:10", PARTLY, id="an update that names none changes none"),
        pytest.param((FIRST, WORSE), "14:19", PARTLY, id="an update counts only from its time"),
        pytest.param((FIRST, WORSE), "14:20", DOWN, id="an update counts at its very time"),
        pytest.param((FIRST, WORSE, BETTER), "14:50", UP, id="monitoring may have everything working"),
        pytest.param((FIRST, WORSE, END), "15:00", UP, id="resolved ends it without naming components"),
        pytest.param(
            (FIRST, END, update("16:00")), "16:00", PARTLY, id="reopened without components: as before the end"
        ),
        pytest.param(
            (FIRST, END, update("16:00", components={"checkout": SLOW})), "16:00", SLOW, id="reopened with components"
        ),
        pytest.param(
            (FIRST, WORSE, END, update("16:00", components={"search": SLOW})), "16:00", UP, id="reopened elsewhere"
        ),
        pytest.param(
            (FIRST, update("14:30", "resolved", components={"checkout": SLOW})), "15:00", UP, id="resolved is resolved"
        ),
    ],
)
def test_a_component_is_what_the_newest_update_says(updates, as_of, expected):
    now = seen(incident(*updates), as_of=as_of)

    assert now.components["checkout"].status is expected
    assert now.posts["card-payments"].statuses["checkout"] is expected


def test_the_worst_of_two_incidents_wins():
    now = seen(incident(), incident(id="other", components={"checkout": DOWN}))

    assert now.components["checkout"].status is DOWN
    assert now.components["checkout"].open_posts == ("other", "card-payments")


def test_a_resolved_incident_has_an_end_a_length_and_its_worst():
    facts = seen(incident(FIRST, WORSE, BETTER, END)).incidents[0]

    assert (facts.is_open, facts.stage, facts.ended) == (False, Stage.RESOLVED, at("15:00"))
    assert facts.duration == timedelta(hours=1, minutes=20)
    assert facts.worst_statuses == {"checkout": DOWN}
    assert facts.next_update is None


def test_words_after_the_end_do_not_move_the_end():
    facts = seen(incident(FIRST, END, update("2026-11-20 09:00", "resolved")), as_of="2026-11-21 00:00").incidents[0]

    assert facts.ended == at("15:00")


def test_a_reopened_incident_is_open_again_and_the_gap_was_fine():
    posts = incident(FIRST, END, update("16:00"), update("16:30", "resolved"))
    facts = seen(posts, as_of="17:00")

    assert facts.incidents[0].ended == at("16:30")
    assert facts.components["checkout"].spans == (
        StatusSpan(PARTLY, span("13:40", "15:00"), "card-payments"),
        StatusSpan(PARTLY, span("16:00", "16:30"), "card-payments"),
    )


def test_a_component_that_an_update_names_first_counts_from_that_update():
    now = seen(incident(FIRST, update("14:20", components={"search": SLOW})), as_of="15:00")

    assert now.components["search"].spans == (StatusSpan(SLOW, span("14:20", "15:00"), "card-payments"),)


def test_an_update_tells_which_components_it_moved():
    newest, middle, oldest = seen(incident(FIRST, WORSE, END)).incidents[0].updates

    assert oldest.changes == ()
    assert middle.changes == (ComponentChange("checkout", PARTLY, DOWN),)
    assert newest.changes == (ComponentChange("checkout", DOWN, UP),)


def test_impact_scope_and_what_to_do_come_from_the_newest_update_that_says_them():
    facts = seen(
        incident(update("14:02", impact="You cannot pay.", do_now="Wait."), update("14:20", do_now="Pay by transfer."))
    ).incidents[0]

    assert (facts.impact, facts.do_now, facts.scope) == ("You cannot pay.", "Pay by transfer.", "")


def test_first_notice_and_longest_silence_are_counted_while_it_ran():
    facts = seen(
        incident(FIRST, update("14:30"), END, update("2026-11-20 09:00", "resolved")), as_of="2026-11-21 00:00"
    ).incidents[0]

    assert facts.first_notice_after == timedelta(minutes=22)
    assert facts.longest_silence == timedelta(minutes=30)


def test_a_notice_ahead_of_the_harm_took_no_time():
    facts = seen(incident(update("13:30"))).incidents[0]

    assert facts.first_notice_after == timedelta()
    assert facts.longest_silence is None


def test_an_incident_without_updates_is_open_and_investigated():
    facts = seen(incident()).incidents[0]

    assert (facts.is_open, facts.stage, facts.first_notice_after) == (True, Stage.INVESTIGATING, None)


def test_what_cannot_be_read_makes_its_components_unknown_even_when_it_seems_resolved():
    facts = seen(incident(FIRST, WORSE, END, is_readable=False), as_of="2026-11-20 12:00")

    assert facts.incidents[0].statuses == {"checkout": UNKNOWN}
    assert facts.components["checkout"].status is UNKNOWN
    assert facts.components["checkout"].open_posts == ("card-payments",)


def test_what_a_doubtful_post_says_of_the_future_is_shown_and_not_believed():
    facts = seen(
        incident(FIRST, update("2027-11-18 14:30", "resolved", components={"search": SLOW}), is_readable=False)
    ).incidents[0]

    assert [u.update.id for u in facts.updates] == ["20271118T1430Z", "20261118T1402Z"]
    assert (facts.is_open, facts.ended, facts.stage) == (True, None, Stage.INVESTIGATING)
    assert facts.statuses == {"checkout": UNKNOWN, "search": UNKNOWN}
    assert facts.changed == at("14:02")


def test_a_change_is_the_newest_update_edit_or_answer():
    edited = replace(FIRST, edits=(Edit(at("14:30"), "a typo"),))
    asked = question(answer="No.", answered=at("14:45"))

    assert seen(incident(FIRST)).incidents[0].changed == at("14:02")
    assert seen(incident(edited)).incidents[0].changed == at("14:30")
    assert seen(incident(edited, questions=(asked,))).incidents[0].changed == at("14:45")


def test_a_question_has_waited_until_its_answer():
    answered = question(answer="No.", answered=at("14:40"))
    waiting = question("Will it last?", asked="14:05")
    now = seen(incident(FIRST, questions=(answered, waiting)))

    assert [(q.is_open, q.waited) for q in now.incidents[0].questions] == [
        (False, timedelta(minutes=30)),
        (True, None),
    ]
    assert [q.question.text for q in now.open_questions] == ["Will it last?"]


def test_the_summary_counts_all_incidents():
    now = seen(
        incident(FIRST, END), incident(update("14:00"), update("14:50"), id="b"), incident(id="c"), as_of="15:00"
    )

    assert now.summary.incidents == 3
    assert now.summary.median_first_notice == timedelta(minutes=21)
    assert now.summary.longest_silence == timedelta(minutes=58)


def test_sources_are_not_part_of_what_is_true():
    assert seen(incident(FIRST)) == seen(replace(incident(FIRST), source=source("moved", 99)))


def test_an_end_before_the_word_of_it_ends_the_incident_then():
    now = seen(incident(FIRST, update("15:00", "resolved", since=at("14:45"))))

    assert now.incidents[0].ended == at("14:45")
    assert now.incidents[0].duration == timedelta(minutes=65)
    assert now.components["checkout"].spans == (StatusSpan(PARTLY, span("13:40", "14:45"), "card-payments"),)


def test_nothing_is_so_since_before_what_the_update_before_said():
    better = update("14:40", "monitoring", components={"checkout": UP}, since=at("14:10"))

    now = seen(incident(FIRST, WORSE, better))

    assert now.components["checkout"].spans[-1] == StatusSpan(PARTLY, span("13:40", "14:20"), "card-payments")
