"""Bodies of incidents: what is an update or a question, what only looks like one, and that no word is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.model.post import PostType
from mkdocs_candor.model.status import Stage, Status
from mkdocs_candor.read.body import read_lines
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.updates import Timeline, cut_body, read_timeline

UPDATE = "## 2026-11-18 14:02 UTC — Investigating"


def timeline_of(text: str, type: PostType = PostType.INCIDENT) -> tuple[Timeline, list[str]]:
    notes = Notes("incidents/x.md")
    timeline = read_timeline(text.split("\n"), 1, notes, type=type, timezone=None)
    return timeline, [problem.rule for problem in notes.problems]


@pytest.mark.parametrize("dash", [" — ", " – ", " - ", " -- ", " · ", "—", " ― ", " \u2212 "])
def test_any_dash_separates_the_time_from_the_stage(dash):
    timeline, rules = timeline_of(f"## 2026-11-18 09:02 -05:00{dash}identified\n\nText")

    assert [(u.id, u.stage) for u in timeline.updates] == [("20261118T1402Z", Stage.IDENTIFIED)]
    assert rules == []


@pytest.mark.parametrize("stage", ["In progress", "in_progress", "IN PROGRESS", "in-progress"])
def test_a_stage_is_read_in_any_case(stage):
    timeline, _ = timeline_of(f"## 2026-11-18 14:02 UTC — {stage}", PostType.MAINTENANCE)

    assert timeline.updates[0].stage is Stage.IN_PROGRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"```\n{UPDATE}\n```", id="fenced code"),
        pytest.param(f"````md\n```\n{UPDATE}\n```\n````", id="fence within a longer fence"),
        pytest.param(f"   ~~~\n{UPDATE}\n~~~~", id="indented tildes"),
        pytest.param(f"~~~\n```\n{UPDATE}\n~~~", id="fence of another kind inside"),
        pytest.param(f"> {UPDATE}", id="quote"),
        pytest.param(f"    {UPDATE}", id="indented code"),
        pytest.param(f"\t{UPDATE}", id="tab"),
        pytest.param(f'!!! note "x"\n\n    {UPDATE}', id="admonition"),
        pytest.param(f"- item\n\n  {UPDATE}", id="list"),
        pytest.param(f"<!-- {UPDATE} -->", id="comment"),
        pytest.param(f"<!--\n{UPDATE}\n-->", id="comment of several lines"),
        pytest.param(f"<!-- a --> text <!--\n{UPDATE}\n--> more", id="second comment of a line"),
        pytest.param("We said on 2026-11-18 14:02 UTC — Investigating — that", id="prose"),
        pytest.param("## What happened", id="another heading"),
        pytest.param("## Monitoring improvements", id="heading that begins with a stage"),
        pytest.param("## 24/7 support is back", id="heading that begins with a number"),
    ],
)
def test_what_is_no_update_is_left_in_the_text(text):
    timeline, rules = timeline_of(text)

    assert timeline.updates == ()
    assert timeline.summary == text.rstrip() or timeline.summary == text
    assert rules == []


def test_a_comment_opened_in_code_is_none():
    timeline, rules = timeline_of(f"Write `<!--` first.\n\n{UPDATE}\n\nText")

    assert len(timeline.updates) == 1
    assert rules == []


def test_a_comment_that_is_never_closed_is_closed_at_the_end():
    timeline, rules = timeline_of(f"Hello\n<!-- secret\n{UPDATE}")

    assert timeline.updates == ()
    assert timeline.summary.endswith("-->")
    assert rules == ["unclosed-comment"]


def test_a_code_block_that_is_never_closed_hides_no_update():
    timeline, rules = timeline_of(f"```\nlog\n{UPDATE}\n\nText")

    assert len(timeline.updates) == 1
    assert rules == ["unclosed-fence"]


FULL = f"""\
Card payments fail.

{UPDATE}
impact: You cannot pay by Visa.
  Other cards work.
Scope: Europe. <!-- ask Dana -->
Do now: Pay by PayPal: it works.
Components: checkout=degraded performance, api=operational
Next update: 14:30 UTC
By: Dana Ortiz
Edited: 2026-11-18 14:10 UTC, corrected the list of cards
Edited: 2026-11-18 14:12 UTC, and again
Was: 2026-11-18 14:00 UTC

We are on the phone.

### Details

More.
"""


def test_the_key_lines_of_an_update_are_read():
    timeline, rules = timeline_of(FULL)
    update = timeline.updates[0]

    assert rules == []
    assert timeline.summary == "Card payments fail."
    assert update.id == "20261118T1400Z"
    assert update.impact == "You cannot pay by Visa. Other cards work."
    assert update.scope == "Europe."
    assert update.do_now == "Pay by PayPal: it works."
    assert update.components == {"checkout": Status.DEGRADED_PERFORMANCE, "api": Status.OPERATIONAL}
    assert update.next_update == datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
    assert update.by == "Dana Ortiz"
    assert [edit.what for edit in update.edits] == ["corrected the list of cards", "and again"]
    assert update.body == "We are on the phone.\n\n### Details\n\nMore."
    assert (update.source.line, update.body_line) == (3, 15)


def test_empty_lines_before_and_between_keys_are_forgiven():
    timeline, rules = timeline_of(f"{UPDATE}\n\nImpact: You cannot pay.\n\nNext update: in 30 min\n\nText: here")

    assert timeline.updates[0].impact == "You cannot pay."
    assert timeline.updates[0].next_update
    assert timeline.updates[0].body == "Text: here"
    assert rules == []


def test_updates_are_stored_oldest_first():
    timeline, _ = timeline_of(f"## 2026-11-18 15:00 UTC — Resolved\n\nB\n\n{UPDATE}\n\nA")

    assert [u.body for u in timeline.updates] == ["A", "B"]


def test_an_update_that_is_not_understood_stays_as_text_of_the_one_before():
    timeline, rules = timeline_of(f"{UPDATE}\n\nA\n\n## 2026-11-18 15:00 UTC — Resovled\nImpact: None.\n\nAll works.")

    assert [u.body for u in timeline.updates] == [
        "A\n\n## 2026-11-18 15:00 UTC — Resovled\nImpact: None.\n\nAll works."
    ]
    assert rules == ["unknown-stage"]


def test_a_next_update_that_is_not_understood_stays_as_text():
    timeline, rules = timeline_of(f"{UPDATE}\nNext update: when we know more\n\nA")

    assert timeline.updates[0].next_update is None
    assert timeline.updates[0].body == "A\n\nNext update: when we know more"
    assert rules == ["bad-time"]


def test_two_updates_of_one_time_are_both_kept():
    timeline, rules = timeline_of(f"{UPDATE}\n\nA\n\n{UPDATE}\n\nB")

    assert [(u.id, u.body) for u in timeline.updates] == [("20261118T1402Z", "A"), ("20261118T1402Z-2", "B")]
    assert rules == ["duplicate-update"]


def test_a_maintenance_can_be_moved():
    timeline, rules = timeline_of(
        "## 2026-11-18 14:02 UTC — Scheduled\nWindow: 2026-11-24 22:00 UTC to 00:30 UTC\n", PostType.MAINTENANCE
    )

    assert timeline.updates[0].window
    assert timeline.updates[0].window.end == datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
    assert rules == []


QUESTIONS = """\
## Questions

### Was I charged twice?
Asked: 2026-11-18 14:10 UTC, forum
Answered: 2026-11-18 14:40 UTC, Dana Ortiz

No. Every charge, `C#` or not, is voided.

### Was ich belastet? Größe #
Asked: 2026-11-18 14:20 UTC, by e-mail

<!-- nobody knows -->

### Was I charged twice?

## 2026-11-18 15:00 UTC — Resolved

Over.
"""


def test_questions_are_read_with_and_without_answers():
    timeline, rules = timeline_of(QUESTIONS)
    first, second, third = timeline.questions

    assert rules == []
    assert (first.id, second.id, third.id) == ("was-i-charged-twice", "was-ich-belastet-größe", "was-i-charged-twice-2")
    assert first.where == "forum"
    assert (first.answer, first.answered_by) == ("No. Every charge, `C#` or not, is voided.", "Dana Ortiz")
    assert first.answered == datetime(2026, 11, 18, 14, 40, tzinfo=UTC)
    assert (first.source.line, first.body_line) == (3, 7)
    assert (second.answer, third.answer) == ("", "")
    assert [u.body for u in timeline.updates] == ["Over."]


pieces = st.sampled_from(
    [
        UPDATE,
        "## 2026-11-18 15:00 UTC — Resolved",
        "## 2026-11-18 15:30 — Resolved",
        "## Resolved",
        "# 2026-11-18 15:30 UTC — Resolved",
        "## Questions",
        "### What now?",
        "Asked: 2026-11-18 14:10 UTC, forum",
        "Impact: You cannot pay.",
        "Impcat: You cannot pay.",
        "Next update: soon",
        "Components: checkout=broken",
        "```",
        "~~~~",
        "<!--",
        "-->",
        "`<!--`",
        "> quote",
        "- item",
        "    code",
        "",
        "Text",
        "---",
    ]
)
bodies = st.lists(pieces | st.text(max_size=20)).map("\n".join)


@given(bodies, st.sampled_from([PostType.INCIDENT, PostType.MAINTENANCE]))
def test_any_body_can_be_read(text, type):
    timeline, _ = timeline_of(text, type)

    ids = [update.id for update in timeline.updates]
    assert len(set(ids)) == len(ids)
    assert len({question.id for question in timeline.questions}) == len(timeline.questions)
    assert list(timeline.updates) == sorted(timeline.updates, key=lambda update: update.at)


@given(bodies)
def test_every_line_of_a_body_has_its_place(text):
    lines = read_lines(text.split("\n"), 1, Notes("x.md"))

    sections = cut_body(lines, Notes("x.md"), type=PostType.INCIDENT, timezone=None)

    placed = [*sections.headings]
    for section in (sections.summary, *sections.updates, *sections.questions):
        placed += [*section.lines, *section.lost, *([section.heading] if section.heading else [])]
    assert sorted(line.number for line in placed) == [line.number for line in lines]


@given(st.lists(st.text("`~ a", max_size=8)))
def test_nothing_between_fences_is_structure(lines):
    read = read_lines(lines, 1, Notes("x.md"))

    assert [line.text for line in read] == lines
