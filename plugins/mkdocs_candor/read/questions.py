"""What stands under the heading of a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from mkdocs_candor.model.post import Question
from mkdocs_candor.model.problem import Source
from mkdocs_candor.read.body import Line
from mkdocs_candor.read.ids import slug, unique_id
from mkdocs_candor.read.key_lines import QUESTION_KEYS, KeyLine, read_key_lines
from mkdocs_candor.read.notes import Misread, Notes
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.times import parse_time


def read_question(
    text: str, lines: Sequence[Line], number: int, notes: Notes, taken: set[str], timezone: ZoneInfo | None
) -> Question:
    """Return the question whose heading says `text`. Its id is added to `taken`, the ids of the questions before it."""
    content = read_key_lines(lines, QUESTION_KEYS, notes)
    asked = answered = None
    where = by = ""
    unread: list[str] = []
    for key in content.keys:
        moment, rest = _time_and_rest(key, notes, timezone)
        if moment is None:
            unread.extend(key.raw)
        if key.key == "Asked":
            asked, where = moment, rest
        else:
            answered, by = moment, rest
    answer = "" if content.is_silent else content.body
    _note_order(asked, answered, answer, content.keys, notes)
    if unread and answer:
        answer = "\n".join([answer, "", *unread])
    question_id = unique_id(slug(text, "question"), taken)
    taken.add(question_id)
    return Question(
        id=question_id,
        text=text,
        asked=asked,
        where=where,
        answer=answer,
        answered=answered,
        answered_by=by,
        source=Source(notes.path, number),
        body_line=max(content.body_line, number),
    )


def _time_and_rest(key: KeyLine, notes: Notes, timezone: ZoneInfo | None) -> tuple[datetime | None, str]:
    time, _, rest = key.value.partition(",")
    try:
        return parse_time(time, timezone), rest.strip()
    except Misread as misread:
        hint = f"{misread.hint} A comma separates the time from what follows."
        notes.take(Misread(misread.rule, misread.message, hint), key.line, key.key)
        return None, rest.strip() or key.value


def _note_order(
    asked: datetime | None, answered: datetime | None, answer: str, keys: Sequence[KeyLine], notes: Notes
) -> None:
    line = next((k.line for k in keys if k.key == "Answered"), 0)
    if not line:
        return
    if not answer:
        hint = "Write the answer below, after an empty line; or remove the line until there is one."
        notes.add(
            Rule.ANSWERED_WITHOUT_ANSWER, line, "the question is said to be answered, and no answer follows", hint
        )
    if asked and answered and answered < asked:
        hint = "Correct one of the two times."
        notes.add(Rule.ANSWERED_BEFORE_ASKED, line, "the question was answered before it was asked", hint)
