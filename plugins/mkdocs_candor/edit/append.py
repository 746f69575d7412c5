"""A new update, question or answer → the same text with it in its place, and not one other character changed.

Each function reads its own result back and compares it with what was there and what was to be added: where the two
differ, because a comment or the new words would swallow something, nothing is returned. Line ends are the file's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mkdocs_candor.edit.post_files import QuestionText, UpdateText, format_time, question_block, update_block
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import PostType, Question, Update
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.read.body import read_lines
from mkdocs_candor.read.files import clean
from mkdocs_candor.read.frontmatter import parse_document
from mkdocs_candor.read.key_lines import QUESTION_KEYS, read_key_lines
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.updates import Section, Sections, Timeline, cut_body, read_timeline

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_NEWLINE = re.compile(r"\r\n|\r|\n")


class CannotAppend(Exception):  # noqa: N818 - news for who writes, not an error of ours
    """The text cannot take the addition. `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@frozen
class _Read:
    """A post's text as lines with their ends, and what they say."""

    lines: list[str]
    newline: str
    sections: Sections
    timeline: Timeline
    problems: frozenset[tuple[str, str]]


def with_update(text: str, update: UpdateText, *, type: PostType, timezone: ZoneInfo | None = None) -> str:
    """Return `text` with `update` after the last update, above the questions where they follow it.

    Raises CannotAppend.
    """
    before = _read(text, type, timezone)
    if any(there.at == update.at for there in before.timeline.updates):
        raise CannotAppend(
            f"there is an update of {format_time(update.at)} already, and the time is an update's address",
            "Give another time.",
        )
    block = update_block(update)
    expected = _alone(block, type, timezone)
    body = clean(update.body).strip()
    if len(expected.updates) != 1 or expected.summary or expected.questions or expected.updates[0].body != body:
        raise _swallowed("update")
    result = _inserted(before, _after_updates(before.sections, len(before.lines)), block)
    after = _read(result, type, timezone)
    _check_problems(before, after)
    found = sorted([*before.timeline.updates, expected.updates[0]], key=_order)
    if sorted(after.timeline.updates, key=_order) != found or _rest(after.timeline) != _rest(before.timeline):
        raise _swallowed("update")
    return result


def with_question(text: str, question: QuestionText, *, type: PostType, timezone: ZoneInfo | None = None) -> str:
    """Return `text` with `question` after the last question, below a heading of its own if it is the first.

    Raises CannotAppend.
    """
    before = _read(text, type, timezone)
    if any(_same(there.text, question.text) for there in before.timeline.questions):
        raise CannotAppend(f"'{question.text}' has been asked already", "Answer it: candor answer.")
    block = question_block(question)
    sections = before.sections
    expected = _alone(f"## Questions\n\n{block}", type, timezone).questions
    if len(expected) != 1 or expected[0].text != question.text or expected[0].answer != clean(question.answer).strip():
        raise _swallowed("question")
    if not sections.headings:
        result = _inserted(before, len(before.lines), f"## Questions\n\n{block}")
    else:
        result = _inserted(before, _after_questions(sections), block)
    after = _read(result, type, timezone)
    _check_problems(before, after)
    is_same = (after.timeline.updates, after.timeline.summary) == (before.timeline.updates, before.timeline.summary)
    told = [replace(q, id="") for q in after.timeline.questions]
    before_told = [replace(q, id="") for q in before.timeline.questions]
    if not is_same or told != [*before_told, replace(expected[0], id="")]:
        raise _swallowed("question")
    return result


def with_answer(
    text: str,
    question: str,
    answer: str,
    *,
    at: datetime,
    by: str = "",
    type: PostType,
    timezone: ZoneInfo | None = None,
) -> str:
    """Return `text` with `answer` under the question whose id is `question`. Raises CannotAppend."""
    before = _read(text, type, timezone)
    asked = before.timeline.questions
    position = next((n for n, q in enumerate(asked) if q.id == question), None)
    if position is None:
        raise CannotAppend(f"there is no question '{question}'", "candor status lists the open ones.")
    if asked[position].answer:
        raise CannotAppend(
            f"'{asked[position].text}' has its answer already", "Correct it in the file, or ask a new question."
        )
    section = next(s for s in before.sections.questions if s.line == asked[position].source.line)
    keys = read_key_lines(section.lines, QUESTION_KEYS, Notes("")).keys
    line = max((key.line + len(key.raw) - 1 for key in keys), default=section.line)
    says_when = any(key.key == "Answered" for key in keys)
    said = "" if says_when else f"Answered: {format_time(at)}{f', {by}' if by else ''}\n"
    result = _inserted(before, line, f"{said}\n{_tidy(answer)}", is_block=False)
    after = _read(result, type, timezone)
    _check_problems(before, after)
    now = after.timeline.questions
    is_said = len(now) == len(asked) and now[position].answer == clean(answer).strip() != ""
    is_same = (after.timeline.updates, after.timeline.summary) == (before.timeline.updates, before.timeline.summary)
    if not (is_said and is_same and _without_answer(now, position) == _without_answer(asked, position)):
        raise _swallowed("answer")
    return result


def _read(text: str, type: PostType, timezone: ZoneInfo | None) -> _Read:
    notes = Notes("")
    document = parse_document(clean(text), notes)
    if document.front is None:
        raise CannotAppend(
            "its front matter cannot be read", "candor check says what is wrong. Repair it first, or add by hand."
        )
    timeline_notes = Notes("")
    timeline = read_timeline(document.body, document.body_line, timeline_notes, type=type, timezone=timezone)
    sections = cut_body(
        read_lines(document.body, document.body_line, Notes("")), Notes(""), type=type, timezone=timezone
    )
    found = _NEWLINE.search(text)
    return _Read(_LINE.findall(text), found[0] if found else "\n", sections, timeline, _told(timeline_notes.problems))


def _alone(block: str, type: PostType, timezone: ZoneInfo | None) -> Timeline:
    return read_timeline(clean(block).split("\n"), 1, Notes(""), type=type, timezone=timezone)


def _told(problems: Sequence[Problem]) -> frozenset[tuple[str, str]]:
    """Return the errors in a form that does not change with their line."""
    return frozenset((p.rule, p.message) for p in problems if p.level is Level.ERROR and "line" not in p.message)


def _check_problems(before: _Read, after: _Read) -> None:
    new = sorted(after.problems - before.problems)
    if new:
        raise CannotAppend(new[0][1], "Say it in another way. Nothing was written.")


def _after_updates(sections: Sections, count: int) -> int:
    """Return how many lines stand before a new update: those above the questions that follow the last update."""
    last = max((s.line for s in sections.updates if s.heading), default=0)
    following = [line.number for line in sections.headings if line.number > last]
    return min(following) - 1 if following else count


def _after_questions(sections: Sections) -> int:
    last: Section | None = max(sections.questions, key=lambda s: s.line, default=None)
    if last is None:
        return sections.headings[-1].number
    return max([last.line, *(line.number for line in last.lines if line.text.strip())])


def _inserted(read: _Read, position: int, block: str, *, is_block: bool = True) -> str:
    """Return the text with `block` after `position` lines; empty lines around it where there are none."""
    position = min(position, len(read.lines))  # what follows the last line end counts as a line when reading
    head, tail = "".join(read.lines[:position]), "".join(read.lines[position:])
    added = _tidy(block)
    if is_block and head and clean(read.lines[position - 1]).strip():
        added = f"\n{added}"
    if head and not head.endswith(("\n", "\r")):
        added = f"\n{added}"
    added += "\n"
    if tail and clean(read.lines[position]).strip():
        added += "\n"
    return f"{head}{added.replace(chr(10), read.newline)}{tail}"


def _tidy(text: str) -> str:
    return _NEWLINE.sub("\n", text).rstrip("\n")


def _without_answer(questions: Sequence[Question], position: int) -> list[Question]:
    return [
        replace(q, answer="", answered=None, answered_by="") if n == position else q for n, q in enumerate(questions)
    ]


def _order(update: Update) -> tuple[datetime, str]:
    return update.at, update.id


def _rest(timeline: Timeline) -> tuple[str, tuple[Question, ...]]:
    return timeline.summary, timeline.questions


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _swallowed(what: str) -> CannotAppend:
    return CannotAppend(
        f"this {what} would not be read back as it was written",
        "A heading, a key such as 'By:' at its start, or an open comment or code block, in it or in the file, "
        "may swallow it. Nothing was written; candor check may say more.",
    )
