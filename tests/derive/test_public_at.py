"""What is public at a moment, and since when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from derive_examples import (
    announcement,
    apology,
    at,
    incident,
    maintenance,
    question,
    report,
    resource,
    seen,
    span,
    update,
)

from mkdocs_candor.model.post import Edit


@pytest.mark.parametrize(
    ("post", "is_public"),
    [
        pytest.param(incident(update("14:02")), True, id="told before"),
        pytest.param(incident(update("15:00")), True, id="told at this moment"),
        pytest.param(incident(update("15:01")), False, id="told later"),
        pytest.param(incident(), True, id="no update, started before"),
        pytest.param(incident(started="15:01"), False, id="no update, starts later"),
        pytest.param(incident(update("14:02"), draft=True), False, id="draft"),
        pytest.param(incident(update("14:02"), draft=True, is_readable=False), False, id="unreadable draft"),
        pytest.param(incident(update("14:02"), publish_at=at("15:01")), False, id="under embargo"),
        pytest.param(
            incident(update("14:02"), publish_at=at("15:01"), is_readable=False), False, id="doubtful embargo"
        ),
        pytest.param(incident(update("14:02"), publish_at=at("15:00")), True, id="embargo ends now"),
        pytest.param(
            incident(update("2027-11-18 14:02"), is_readable=False), True, id="doubtful and all in the future"
        ),
        pytest.param(incident(started=None, severity=None), True, id="nothing known of it"),
        pytest.param(maintenance(), True, id="a maintenance without a word"),
        pytest.param(maintenance(update("15:01", "scheduled")), False, id="a maintenance told later"),
        pytest.param(announcement("15:01"), False, id="news of later"),
        pytest.param(announcement(None), True, id="news without a date"),
        pytest.param(apology(date="15:00"), True, id="a letter of now"),
        pytest.param(report(date="15:01"), False, id="a report of later"),
    ],
)
def test_a_post_is_public_from_its_first_word_on(post, is_public):
    assert bool(seen(post, as_of="15:00").posts) is is_public


@pytest.mark.parametrize(
    ("post", "moment"),
    [
        pytest.param(incident(update("14:02"), update("14:30")), "14:02", id="first update"),
        pytest.param(incident(), "13:40", id="started"),
        pytest.param(incident(update("14:02"), publish_at=at("14:30")), "14:30", id="embargo ended after it"),
        pytest.param(incident(update("14:02"), publish_at=at("13:30")), "14:02", id="embargo ended before it"),
        pytest.param(maintenance(), "15:00", id="a maintenance to come, without a word"),
        pytest.param(maintenance(window=("10:00", "11:00")), "10:00", id="a maintenance that was, without a word"),
        pytest.param(maintenance(publish_at=at("12:00")), "12:00", id="a maintenance with a date to publish"),
        pytest.param(announcement("09:00"), "09:00", id="news by its date"),
        pytest.param(announcement(None), "15:00", id="no date at all"),
        pytest.param(incident(update("2027-11-18 14:02"), is_readable=False), "13:40", id="misread, so by its start"),
    ],
)
def test_a_post_is_published_by_its_own_account_and_never_later_than_now(post, moment):
    assert next(iter(seen(post, as_of="15:00").posts.values())).published == at(moment)


def test_updates_edits_questions_and_answers_from_later_are_not_there():
    first = replace(update("14:02"), edits=(Edit(at("14:05"), "a word"), Edit(at("15:05"), "a name")))
    answered = question(answer="No.", answered=at("15:10"), answered_by="Dana Ortiz")
    post = incident(first, update("15:30", "resolved"), questions=(answered, question("Why?", asked="15:20")))

    facts = seen(post, as_of="15:00").incidents[0]

    assert [u.update.at for u in facts.updates] == [at("14:02")]
    assert [e.what for e in facts.post.updates[0].edits] == ["a word"]
    assert [(q.question.answer, q.question.answered_by, q.is_open) for q in facts.questions] == [("", "", True)]
    assert facts.post.questions == tuple(q.question for q in facts.questions)


def test_posts_are_listed_newest_first():
    now = seen(incident(), announcement(), apology(date="14:00"), as_of="15:00")

    assert list(now.posts) == ["we-are-sorry", "card-payments", "new-prices"]


def test_a_resource_in_draft_is_nowhere():
    now = seen(
        incident(resources=("a", "b")), resources=(resource("a", draft=True), resource("b", components=("checkout",)))
    )

    assert list(now.resources) == ["b"]
    assert now.incidents[0].relations.resources == ("b",)
    assert now.components["checkout"].resources == ("b",)


def test_the_newest_change_of_the_site_is_that_of_its_posts():
    assert seen(incident(update("14:02")), announcement()).changed == at("14:02")
    assert seen(as_of="15:00").changed == at("15:00")


def test_a_maintenance_told_by_update_keeps_its_first_window_until_then():
    post = maintenance(update("09:00", "scheduled"), update("16:00", "scheduled", window=span("21:00", "23:00")))

    assert seen(post, as_of="15:00").maintenances[0].window == span("20:00", "22:00")
