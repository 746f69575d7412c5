"""What a post says → the text of its file, as the format in the handbook has it; and how such a file is written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_candor.edit.front_matter import Value, dump_yaml
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Stage


@frozen(kw_only=True)
class UpdateText:
    """One update to be written. `keys` are the lines under its heading, in order: `{"Impact": "You cannot pay."}`."""

    at: datetime
    stage: Stage
    keys: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


@frozen(kw_only=True)
class QuestionText:
    """One question to be written. `keys` are `Asked` and `Answered`; without an `answer` it is open."""

    text: str
    keys: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""


def render_post(
    front_matter: Mapping[str, Value],
    body: str = "",
    updates: Sequence[UpdateText] = (),
    questions: Sequence[QuestionText] = (),
    *,
    blanks: str = "",
) -> str:
    """Return the whole text of a post's file; `updates` and `questions` in the order given.

    `blanks` are lines of YAML comments at the end of the front matter. `body` is the summary of an incident or a
    maintenance, and all the text of the other types.
    """
    blocks = [f"---\n{dump_yaml(front_matter)}{blanks}---"]
    if body.strip():
        blocks.append(body.strip("\n"))
    blocks += [update_block(update) for update in updates]
    if questions:
        blocks.append("## Questions")
        blocks += [question_block(question) for question in questions]
    return "\n\n".join(blocks) + "\n"


def update_block(update: UpdateText) -> str:
    """Return the lines of one update, without a line end after the last."""
    return _block(f"## {format_time(update.at)} — {stage_name(update.stage)}", update.keys, update.body)


def question_block(question: QuestionText) -> str:
    """Return the lines of one question, without a line end after the last."""
    return _block(f"### {question.text}", question.keys, question.answer)


def format_time(at: datetime) -> str:
    """Return a time as posts have it: `2026-11-18 14:02 UTC`, with seconds and milliseconds only where not zero."""
    at = at.astimezone(UTC)
    clock = f"{at:%H:%M}"
    if at.second or at.microsecond:
        clock += f":{at:%S}"
    if at.microsecond:
        clock += f".{at.microsecond // 1000:03d}"
    return f"{at.date().isoformat()} {clock} UTC"


def stage_name(stage: Stage) -> str:
    """Return a stage as headings have it: `In progress`."""
    return stage.value.replace("_", " ").capitalize()


def write_file(path: Path, text: str) -> None:
    """Write a whole file or nothing: UTF-8, line ends as they are in `text`. Folders are made as needed.

    A file that is there keeps its permissions.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            unfinished.chmod(path.stat().st_mode)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _block(heading: str, keys: Mapping[str, str], body: str) -> str:
    lines = [heading, *(f"{key}: {value}" for key, value in keys.items())]
    return "\n".join([*lines, "", body.strip("\n")] if body.strip() else lines)
