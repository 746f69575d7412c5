"""What is news to the public: each thing once, also what the clock did alone, and nothing of what is kept back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from derive_examples import announcement, apology, at, history, incident, maintenance, promise, question, report, update
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.derive.changes import Change, News, changes, told_by
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.model.post import Edit
from mkdocs_candor.model.promise import PromiseOutcome, Slip

FIRST, SECOND = update("14:02"), update("14:30", "identified")
MADE = promise("P1", "2026-11-30 00:00")
CARDS = "card-payments"

MINUTES = st.integers(0, 24 * 60 - 1)
POSTS = st.builds(
    lambda moments, embargo, draft: incident(
        *(update(_clock(minute)) for minute in sorted(moments)),
        started="00:00",
        publish_at=at(_clock(embargo)) if embargo else None,
        draft=draft,
    ),
    st.sets(MINUTES, min_size=1, max_size=5),
    st.none() | MINUTES,
    st.booleans(),
)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@given(POSTS, st.lists(MINUTES, min_size=3, max_size=3).map(sorted))
def test_whoever_asks_twice_hears_each_word_once(post, minutes) -> None:
    first, then, last = (told_by(snapshot(history(post), at(_clock(minute)))) for minute in minutes)

    in_two_steps = [change.part for change in (*changes(first, then), *changes(then, last))]

    assert sorted(in_two_steps) == sorted(change.part for change in changes(first, last))
    assert len(set(in_two_steps)) == len(in_two_steps)
    assert not (in_two_steps and post.draft)


CASES = {
    "nothing": ([incident(FIRST)], [incident(FIRST)], []),
    "a first notice": ([], [incident(FIRST)], [Change(News.NEW, CARDS, FIRST.id)]),
    "two steps at once": (
        [],
        [incident(FIRST, SECOND)],
        [Change(News.NEW, CARDS, FIRST.id), Change(News.UPDATED, CARDS, SECOND.id)],
    ),
    "an update": ([incident(FIRST)], [incident(FIRST, SECOND)], [Change(News.UPDATED, CARDS, SECOND.id)]),
    "an update dated before another": (
        [incident(SECOND)],
        [incident(FIRST, SECOND)],
        [Change(News.UPDATED, CARDS, FIRST.id)],
    ),
    "a correction": (
        [incident(FIRST)],
        [incident(replace(FIRST, edits=(Edit(at("14:10"), "the cards"),)))],
        [Change(News.CORRECTED, CARDS, FIRST.id)],
    ),
    "an answer": (
        [incident(FIRST, questions=(question(),))],
        [incident(FIRST, questions=(replace(question(), answer="Yes.", answered=at("14:40")),))],
        [Change(News.ANSWERED, CARDS, question().id)],
    ),
    "a letter": ([], [apology(date="14:00")], [Change(News.NEW, apology().id)]),
    "a draft": ([], [incident(FIRST, draft=True)], []),
    "an embargo": ([], [incident(FIRST, publish_at=at("18:00"))], []),
    "a renamed post": ([incident(FIRST)], [incident(FIRST, id="cards", redirect_from=(CARDS,))], []),
    "a post that is gone": ([incident(FIRST)], [], [Change(News.WITHDRAWN, CARDS)]),
    "a promise that is kept": (
        [report(date="14:00", prevention=(MADE,))],
        [report(date="14:00", prevention=(replace(MADE, outcome=PromiseOutcome.DONE, evidence="x"),))],
        [Change(News.PROMISE, report().id, f"{report().id}--P1")],
    ),
    "a promise that slipped": (
        [report(date="14:00", prevention=(MADE,))],
        [report(date="14:00", prevention=(replace(MADE, slips=(Slip(at("14:30"), at("2027-01-01 00:00"), "x"),)),))],
        [Change(News.PROMISE, report().id, f"{report().id}--P1")],
    ),
    "a new promise": ([report(date="14:00")], [report(date="14:00", prevention=(MADE,))], []),
}


@pytest.mark.parametrize(("before", "now", "expected"), CASES.values(), ids=CASES)
def test_what_people_wrote_is_news_once(before, now, expected) -> None:
    told = [told_by(snapshot(history(*posts), at("15:00"))) for posts in (before, now)]

    assert list(changes(*told)) == expected
    assert list(changes(told[1], told[1])) == []


BY_THE_CLOCK = {
    "a maintenance begins": (maintenance(update("14:00", "scheduled")), "20:30", Change(News.MOVED_ON, "new-disks")),
    "nobody confirms its end": (maintenance(update("14:00", "scheduled")), "22:30", Change(News.MOVED_ON, "new-disks")),
    "an embargo lifts": (incident(FIRST, publish_at=at("18:00")), "19:00", Change(News.NEW, CARDS, FIRST.id)),
    "news come out on their day": (announcement("18:00"), "19:00", Change(News.NEW, announcement().id)),
    "news bite": (announcement("14:00", effective=at("18:00")), "19:00", Change(News.IN_FORCE, announcement().id)),
    "an update is dated ahead": (
        incident(FIRST, update("18:00")),
        "19:00",
        Change(News.UPDATED, CARDS, "20261118T1800Z"),
    ),
    "a promise is overdue": (
        report(date="14:00", prevention=(promise("P1", "18:00"),)),
        *("19:00", Change(News.PROMISE, report().id, f"{report().id}--P1")),
    ),
}


@pytest.mark.parametrize(("post", "later", "expected"), BY_THE_CLOCK.values(), ids=BY_THE_CLOCK)
def test_what_the_clock_does_is_news(post, later, expected) -> None:
    before, now = (told_by(snapshot(history(post), at(moment))) for moment in ("15:00", later))

    assert list(changes(before, now)) == [expected]
