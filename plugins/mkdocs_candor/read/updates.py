"""The body of an incident or a maintenance → its summary, its updates and its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import PostType, Question, Update
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.status import INCIDENT_STAGES, MAINTENANCE_STAGES, Stage
from mkdocs_candor.read.body import Line, read_lines
from mkdocs_candor.read.headings import is_update, read_heading
from mkdocs_candor.read.ids import unique_id
from mkdocs_candor.read.key_lines import joined
from mkdocs_candor.read.notes import Notes, likely, quoted
from mkdocs_candor.read.questions import read_question
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.update_values import note_key_values, read_update


@frozen
class Timeline:
    """What a body says. `updates` stand oldest first, `questions` as written.

    `component_lines` has, for the line of each update's heading, that of its components.
    """

    summary: str
    summary_line: int
    updates: tuple[Update, ...]
    questions: tuple[Question, ...]
    component_lines: dict[int, int]


@frozen
class Section:
    """Lines that belong together under one heading. `lost` are those of headings that were meant as updates."""

    lines: list[Line] = field(default_factory=list)
    lost: list[Line] = field(default_factory=list)
    heading: Line | None = None
    at: datetime | None = None
    stage: Stage | None = None
    question: str = ""

    @property
    def line(self) -> int:
        return self.heading.number if self.heading else 1


@frozen
class Sections:
    """A body cut up. Every line of it is a heading here, or in one section's `lines` or `lost`.

    `unread` has the lines below each heading that was meant as an update once more, for what is wrong in them.
    """

    summary: Section
    updates: list[Section] = field(default_factory=list)
    questions: list[Section] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)  # of the questions as a whole
    unread: list[Section] = field(default_factory=list)


def read_timeline(
    texts: Sequence[str], first: int, notes: Notes, *, type: PostType, timezone: ZoneInfo | None
) -> Timeline:
    """Return what a body, whose first line is number `first` of its file, says. Notes what it can't take."""
    lines = read_lines(texts, first, notes)
    sections = cut_body(lines, notes, type=type, timezone=timezone)
    summary, summary_line = joined([*sections.summary.lines, *sections.summary.lost])
    read = [
        read_update(s.lines, s.lost, s.at, s.stage, Source(notes.path, s.line), notes, type=type, timezone=timezone)
        for s in sections.updates
        if s.at and s.stage
    ]
    for section in sections.unread:
        note_key_values(section.lines, notes, type=type, timezone=timezone)
    updates = [update for update, _ in read]
    taken: set[str] = set()
    questions = [read_question(s.question, s.lines, s.line, notes, taken, timezone) for s in sections.questions]
    return Timeline(
        summary,
        summary_line if summary else first,
        tuple(sorted(_with_own_ids(updates, notes), key=lambda u: (u.at, u.source.line))),
        tuple(questions),
        {update.source.line: line for update, line in read},
    )


def cut_body(lines: Sequence[Line], notes: Notes, *, type: PostType, timezone: ZoneInfo | None) -> Sections:
    """Return the lines of a body, each in its place."""
    return _Cutter(notes, type, timezone).cut(lines)


def _with_own_ids(updates: list[Update], notes: Notes) -> list[Update]:
    """Return the updates in the order written, each with an id of its own."""
    by_id: dict[str, Update] = {}
    for update in updates:
        if update.id in by_id:
            line = by_id[update.id].source.line
            notes.add(
                Rule.DUPLICATE_UPDATE,
                update.source.line,
                f"there is an update of the same time in line {line}; the time is an update's address",
                "If both were published, correct one by a minute. If one replaces the other, remove it.",
            )
            update = replace(update, id=unique_id(update.id, by_id))
        by_id[update.id] = update
    return list(by_id.values())


class _Cutter:
    """Cuts the lines of a body into sections, from top to bottom."""

    def __init__(self, notes: Notes, type: PostType, timezone: ZoneInfo | None) -> None:
        self.notes = notes
        self.stages = INCIDENT_STAGES if type is PostType.INCIDENT else MAINTENANCE_STAGES
        self.timezone = timezone
        self.sections = Sections(Section())
        self.text = self.sections.summary  # the summary or the last update: takes what has no place of its own
        self.into = self.text.lines  # where ordinary lines go now
        self.is_in_questions = False
        self.stray_since = 0  # the section that a note was already given for
        self.unread: list[Line] | None = None  # where ordinary lines go too, below a heading that could not be read

    def cut(self, lines: Sequence[Line]) -> Sections:
        for line in lines:
            if not self.is_in_questions and (not line.visible or line.visible[0].isalpha()):
                self.into.append(line)  # as nearly all lines are
                if self.unread is not None:
                    self.unread.append(line)
                continue
            heading = line.heading
            if heading is None:
                self._ordinary(line)
            elif heading[0] == 2:
                self._second_level(line, heading[1])
            elif is_update(heading[1], self.timezone):
                self._misplaced(line, heading[1])
            elif heading[0] == 3 and self.is_in_questions:
                self.unread = None
                section = Section(heading=line, question=heading[1])
                self.sections.questions.append(section)
                self.into = section.lines
            else:
                self._ordinary(line)
        return self.sections

    def _second_level(self, line: Line, text: str) -> None:
        self.unread = None
        if text.rstrip(":").strip().lower() == "questions":
            self.sections.headings.append(line)
            self.into, self.is_in_questions = self.sections.summary.lost, True
            return
        read = read_heading(text, self.stages, self.timezone)
        if isinstance(read, tuple):
            section = Section(heading=line, at=read[0], stage=read[1])
            self.sections.updates.append(section)
            self.text, self.into, self.is_in_questions = section, section.lines, False
        elif read:
            for misread in read:
                self.notes.take(misread, line.number)
            self._lose(line)
            self._begin_unread(line)
        elif likely(text.rstrip(":"), ["questions"], cutoff=0.85):
            hint = "Write '## Questions'."
            self.notes.add(Rule.QUESTIONS_HEADING, line.number, f"{quoted(text)} does not begin the questions", hint)
            self._lose(line)
        elif self.is_in_questions:
            self.into, self.is_in_questions = self.sections.summary.lost, False
            self._note_stray(line)
            self.into.append(line)
        else:
            self.into.append(line)

    def _ordinary(self, line: Line) -> None:
        if self.is_in_questions and self.into is self.sections.summary.lost and not line.is_blank:
            self._note_stray(line)
        if line.is_plain and _may_be_update(line.visible) and is_update(line.visible.strip("*_ "), self.timezone):
            self._misplaced(line, line.visible.strip("*_ "))
        else:
            self._keep(line)

    def _keep(self, line: Line) -> None:
        self.into.append(line)
        if self.unread is not None:
            self.unread.append(line)

    def _misplaced(self, line: Line, text: str) -> None:
        self.notes.add(
            Rule.UPDATE_HEADING,
            line.number,
            f"this looks like an update, but an update is a heading of the second level: {quoted(line.visible)}",
            f"Write '## {text}', at the start of the line.",
        )
        self._lose(line)
        self._begin_unread(line)

    def _begin_unread(self, line: Line) -> None:
        section = Section(heading=line)
        self.sections.unread.append(section)
        self.unread = section.lines

    def _lose(self, line: Line) -> None:
        """Keep a heading that could not be taken as meant, and what follows, with the text before it."""
        self.into, self.is_in_questions = self.text.lost, False
        self.into.append(line)

    def _note_stray(self, line: Line) -> None:
        if self.stray_since != len(self.sections.headings):
            self.stray_since = len(self.sections.headings)
            self.notes.add(
                Rule.TEXT_OUTSIDE_QUESTION,
                line.number,
                "this stands among the questions and belongs to none; it is shown with the summary",
                "Begin each question with '### '. Put other text above the first update.",
            )


def _may_be_update(text: str) -> bool:
    return text.lstrip("*_ ")[:1].isdigit()
