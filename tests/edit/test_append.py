"""Appending to a post changes nothing that is there, and what was appended is read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_candor.edit.append import CannotAppend, with_answer, with_question, with_update
from mkdocs_candor.edit.post_files import QuestionText, UpdateText, write_file
from mkdocs_candor.model.post import Incident, PostType
from mkdocs_candor.model.status import Stage, Status
from mkdocs_candor.read.history import read_history

FRONT = """---
type: incident  # a comment
title:   Card payments fail
severity: major
components: {checkout: partial_outage}
started: 2026-03-02 13:40 UTC
---
"""
FIRST = """
## 2026-03-02 14:02 UTC — Investigating
Impact: You cannot pay by card.

We are on the phone.
"""
QUESTIONS = """
## Questions

### Was I charged twice?
Asked: 2026-03-02 14:10 UTC, forum

### Will it come back?
Asked: 2026-03-02 14:11 UTC
Answered: 2026-03-02 14:12 UTC, Dana Ortiz

Yes.
"""
COMPONENTS = "components:\n  - {id: checkout, name: Checkout}\n"
SECOND = UpdateText(
    at=datetime(2026, 3, 2, 14, 30, tzinfo=UTC),
    stage=Stage.IDENTIFIED,
    keys={"Components": "checkout=degraded_performance", "Next update": "in 30 min", "By": "Dana Ortiz"},
    body="The supplier found it.",
)
ASKED = QuestionText(text="Do you refund me?", keys={"Asked": "2026-03-02 14:20 UTC, chat"})


def _read(folder: Path, text: str) -> Incident:
    write_file(folder / "incidents" / "components.yml", COMPONENTS)
    write_file(folder / "incidents" / "cards.md", text)
    history = read_history(folder, incidents=folder / "incidents", pages=folder / "pages").history
    (post,) = history.posts
    assert isinstance(post, Incident)
    return post


def test_an_update_goes_to_the_end() -> None:
    text = with_update(FRONT + FIRST, SECOND, type=PostType.INCIDENT)

    assert text == (
        FRONT
        + FIRST
        + "\n## 2026-03-02 14:30 UTC — Identified\nComponents: checkout=degraded_performance\nNext update: in 30 min\n"
        + "By: Dana Ortiz\n\nThe supplier found it.\n"
    )


def test_an_update_goes_above_the_questions() -> None:
    text = with_update(FRONT + FIRST + QUESTIONS, SECOND, type=PostType.INCIDENT)

    head, _, tail = text.partition("\n## 2026-03-02 14:30 UTC — Identified")
    assert head == FRONT + FIRST
    assert tail.endswith("The supplier found it.\n" + QUESTIONS)


def test_an_update_goes_to_the_end_where_another_follows_the_questions() -> None:
    later = "\n## 2026-03-02 14:20 UTC — Monitoring\n\nWe watch.\n"

    text = with_update(FRONT + FIRST + QUESTIONS + later, SECOND, type=PostType.INCIDENT)

    assert text.startswith(FRONT + FIRST + QUESTIONS + later)


def test_questions_in_a_comment_are_none() -> None:
    comment = "\n<!--\n## Questions\n-->\n"

    text = with_update(FRONT + FIRST + comment, SECOND, type=PostType.INCIDENT)

    assert text.startswith(FRONT + FIRST + comment + "\n## ")


def test_line_ends_are_the_files_own_and_a_missing_last_one_is_added() -> None:
    text = with_update((FRONT + FIRST).replace("\n", "\r\n").rstrip(), SECOND, type=PostType.INCIDENT)

    assert text.count("\n") == text.count("\r\n")
    assert "We are on the phone.\r\n\r\n## 2026-03-02 14:30 UTC — Identified\r\nComponents" in text


def test_the_first_question_brings_its_heading() -> None:
    text = with_question(FRONT + FIRST, ASKED, type=PostType.INCIDENT)

    assert text == FRONT + FIRST + "\n## Questions\n\n### Do you refund me?\nAsked: 2026-03-02 14:20 UTC, chat\n"


def test_a_question_goes_after_the_last_one_and_before_an_update_that_follows() -> None:
    later = "\n## 2026-03-02 14:20 UTC — Monitoring\n\nWe watch.\n"

    text = with_question(FRONT + FIRST + QUESTIONS + later, ASKED, type=PostType.INCIDENT)

    added = "\n### Do you refund me?\nAsked: 2026-03-02 14:20 UTC, chat\n"
    assert text == FRONT + FIRST + QUESTIONS + added + later


def test_an_answer_goes_under_its_question() -> None:
    at = datetime(2026, 3, 2, 14, 40, tzinfo=UTC)

    text = with_answer(
        FRONT + FIRST + QUESTIONS, "was-i-charged-twice", "No.", at=at, by="Dana Ortiz", type=PostType.INCIDENT
    )

    assert text == (FRONT + FIRST + QUESTIONS).replace(
        "14:10 UTC, forum\n", "14:10 UTC, forum\nAnswered: 2026-03-02 14:40 UTC, Dana Ortiz\n\nNo.\n"
    )


@pytest.mark.parametrize(
    ("body", "addition"),
    [
        ("\n<!-- never closed\n", SECOND),
        ("", replace(SECOND, body="## 2026-03-02 15:00 UTC — Resolved")),
        ("", replace(SECOND, keys={}, body="By: the way, we are sorry.")),
        ("", replace(SECOND, body="## Questions\n\n### Why?")),
    ],
    ids=["an open comment", "a heading", "a key", "questions"],
)
def test_what_would_be_swallowed_is_refused(body: str, addition: UpdateText) -> None:
    with pytest.raises(CannotAppend, match="would not be read back as it was written"):
        with_update(FRONT + FIRST + body, addition, type=PostType.INCIDENT)


def test_a_second_update_of_the_same_time_is_refused() -> None:
    with pytest.raises(CannotAppend, match=r"there is an update of 2026-03-02 14:02 UTC already"):
        with_update(FRONT + FIRST, replace(SECOND, at=datetime(2026, 3, 2, 14, 2, tzinfo=UTC)), type=PostType.INCIDENT)


def test_a_question_is_asked_once_and_answered_once() -> None:
    with pytest.raises(CannotAppend, match="'was i charged  twice\\?' has been asked already"):
        with_question(FRONT + QUESTIONS, QuestionText(text="was i charged  twice?"), type=PostType.INCIDENT)
    with pytest.raises(CannotAppend, match="'Will it come back\\?' has its answer already"):
        with_answer(FRONT + QUESTIONS, "will-it-come-back", "No.", at=SECOND.at, type=PostType.INCIDENT)
    with pytest.raises(CannotAppend, match="there is no question 'nobody-asked'"):
        with_answer(FRONT + QUESTIONS, "nobody-asked", "No.", at=SECOND.at, type=PostType.INCIDENT)


def test_a_file_whose_front_matter_cannot_be_read_is_left_alone() -> None:
    with pytest.raises(CannotAppend, match="its front matter cannot be read") as refused:
        with_update(FIRST, SECOND, type=PostType.INCIDENT)
    assert refused.value.hint == "candor check says what is wrong. Repair it first, or add by hand."


def test_what_would_be_a_mistake_in_the_file_is_refused() -> None:
    with pytest.raises(CannotAppend) as refused:
        with_update(FRONT + FIRST, replace(SECOND, body="```\nlog"), type=PostType.INCIDENT)

    assert (refused.value.message, refused.value.hint) == (
        "a code block is opened here and never closed: '```'",
        "Say it in another way. Nothing was written.",
    )


PIECES = st.sampled_from(
    [
        FIRST,
        QUESTIONS,
        "\nWords of a person.   \n\n\n",
        "\n<!-- a comment\n## Questions\n### No\n-->\n",
        "\n```\n## Questions\n```\n",
        "\n> ## Questions\n",
        "    ## Questions\n",
        "\n### A heading\n\n- a list\n- of two",
        "\n## 2026-03-02 14:20 UTC — Monitoring\nImpact: None\n",
        "\n## 2026-03-02 14:21 UTC — Mnitoring\n\nA slip.\n",
        "\nQuestions\n---------\n",
        "\x0c## Questions\n",
        "\n~~~\nnever closed\n",
        "\n<!-- never closed\n",
        "#Questions\n\ttab",
        "\u2028line\u00a0",
    ]
)
BODIES = st.lists(PIECES, max_size=6).map("".join)
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60) | PIECES


@settings(deadline=None)
@given(BODIES, NEWLINES, WORDS, st.booleans(), st.integers(0, 3000))
def test_an_appended_update_is_one_piece_between_all_that_was_there(
    body: str, newline: str, words: str, strip: bool, minutes: int
) -> None:
    text = (FRONT + (body.rstrip("\n") if strip else body)).replace("\n", newline)
    update = replace(SECOND, at=SECOND.at + timedelta(minutes=minutes), body=words)
    try:
        after = with_update(text, update, type=PostType.INCIDENT)
    except CannotAppend:
        return  # refused, and so nothing is written

    _is_one_piece(text, after)


@settings(deadline=None)
@given(BODIES, NEWLINES, WORDS, st.booleans())
def test_questions_and_answers_are_one_piece_too(body: str, newline: str, words: str, strip: bool) -> None:
    text = (FRONT + (body.rstrip("\n") if strip else body)).replace("\n", newline)
    try:
        asked = with_question(text, ASKED, type=PostType.INCIDENT)
        answered = with_answer(asked, "do-you-refund-me", words, at=SECOND.at, by="Dana", type=PostType.INCIDENT)
    except CannotAppend:
        return  # refused, and so nothing is written

    _is_one_piece(text, asked)
    _is_one_piece(asked, answered)


def _is_one_piece(before: str, after: str) -> None:
    shared = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    starts = range(shared, -1, -1)
    assert any(after.startswith(before[:n]) and after.endswith(before[n:]) for n in starts)
    assert len(after) > len(before)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("body", [FIRST, FIRST + QUESTIONS, FIRST.rstrip(), "", QUESTIONS], ids=range(5))
def test_what_was_appended_is_read_back(tmp_path: Path, body: str, newline: str) -> None:
    text = (FRONT + body).replace("\n", newline)
    before = _read(tmp_path, text)

    text = with_update(text, SECOND, type=PostType.INCIDENT)
    text = with_question(text, ASKED, type=PostType.INCIDENT)
    text = with_answer(text, "do-you-refund-me", "Yes,\nall of it.", at=SECOND.at, type=PostType.INCIDENT)

    after = _read(tmp_path, text)
    *old, new = after.updates
    assert old == list(before.updates)
    assert (new.at, new.stage, new.body, new.by) == (SECOND.at, SECOND.stage, SECOND.body, "Dana Ortiz")
    assert new.components == {"checkout": Status.DEGRADED_PERFORMANCE}
    assert new.next_update == SECOND.at + timedelta(minutes=30)
    *questions, question = after.questions
    assert questions == list(before.questions)
    assert (question.text, question.answer, question.answered) == (ASKED.text, "Yes,\nall of it.", SECOND.at)
    assert after.is_readable == before.is_readable
    assert (tmp_path / "incidents" / "cards.md").read_bytes() == text.encode()
