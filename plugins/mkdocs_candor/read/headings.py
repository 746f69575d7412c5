"""Headings that are updates, and those that were meant to be."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from mkdocs_candor.model.status import INCIDENT_STAGES, Stage
from mkdocs_candor.read.mended_times import looks_like_time
from mkdocs_candor.read.notes import Misread, likely, quoted, sentences
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.times import EXAMPLE, parse_time, usual_time

# A long dash may stand without spaces, a hyphen needs one; before a digit they belong to a date or an offset.
_DASH = re.compile(r"\s*[\u2010-\u2015\u2212·•]+\s*(?![\s\d])|\s+-{1,3}\s*(?![\s\d-])|-{1,3}\s+(?![\s\d-])")
_SWAPPED = re.compile(r"([^\W\d]+(?:[ _-][^\W\d]+)?)[\s,:(]*[\u2010-\u2015\u2212·•-]*\s*([0-9].*)")
_STAGE_AT_END = re.compile(r"(.*?)[\s:]+((?:in[\s_-]+)?[^\W\d]+)\s*$", re.IGNORECASE)
_LONGEST = 300  # no time and stage take more; what follows can be left out of a search for them
_SYNONYMS = {
    "canceled": Stage.CANCELLED,
    "inprogress": Stage.IN_PROGRESS,
}
_OFTEN_MEANT = {
    "fixed": "Resolved",
    "solved": "Resolved",
    "closed": "Resolved",
    "done": "Completed",
    "finished": "Completed",
    "started": "In progress",
    "planned": "Scheduled",
    "mitigated": "Monitoring",
    "watching": "Monitoring",
    "recovering": "Monitoring",
    "found": "Identified",
    "looking": "Investigating",
    "open": "Investigating",
}


def stage_name(stage: Stage) -> str:
    """Return how authors write `stage` in a heading: `In progress`."""
    return stage.value.replace("_", " ").capitalize()


@lru_cache(maxsize=100)  # all updates have one of a few
def parse_stage(text: str) -> Stage | None:
    """Return the stage, of any type of post, that `text` is and nothing else."""
    word = re.sub(r"[\s_-]+", "_", text.strip().lower())
    try:
        return Stage(word)
    except ValueError:
        return _SYNONYMS.get(word)


def is_update(text: str, timezone: ZoneInfo | None) -> bool:
    """Return whether `text` is a time, a dash and a stage, wherever it stands."""
    parts = _split(_shortened(text))
    if parts is None or parse_stage(parts[1]) is None:
        return False
    try:
        parse_time(parts[0], timezone)
    except Misread:
        return looks_like_time(parts[0])
    return True


def with_long_dash(text: str) -> str:
    """Return the text of a heading with a long dash between its time and its stage, where it surely has both."""
    parts = _split(text)
    if parts is None and (found := _STAGE_AT_END.match(text)):
        parts = found[1], found[2]
    if parts is None or not looks_like_time(parts[0]) or parse_stage(parts[1]) is None:
        return text
    return f"{parts[0].rstrip()} — {parts[1].strip()}"


def read_heading(
    text: str, stages: tuple[Stage, ...], timezone: ZoneInfo | None
) -> tuple[datetime, Stage] | list[Misread]:
    """Return the time and the stage of the update that a heading begins, or all that is wrong with it.

    An empty list: it was never meant to be one.
    """
    time, _, word = text.partition(" — ")
    if (at := usual_time(time)) and (stage := parse_stage(word)) in stages:
        return at, stage  # as nearly all are
    text = _shortened(text)
    parts = _split(text)
    if parts is None:
        return _without_dash(text, stages)
    before, after = parts
    if not looks_like_time(before) and parse_stage(after) is None:
        return []
    wrong: list[Misread] = []
    at, stage = None, parse_stage(after)
    try:
        at = parse_time(before, timezone)
    except Misread as misread:
        misread.message = f"this update has no time that we can read: {misread.message}"
        wrong.append(misread)
    if stage not in stages:
        wrong.append(_unknown_stage(before, after, stages))
    return (at, stage) if at and stage and not wrong else wrong


def _shortened(text: str) -> str:
    return " ".join(text[:_LONGEST].split())


def _split(text: str) -> tuple[str, str] | None:
    """Return what stands before and after the dash of an update's heading."""
    dash = _DASH.search(text)
    return (text[: dash.start()], text[dash.end() :]) if dash else None


def _without_dash(text: str, stages: tuple[Stage, ...]) -> list[Misread]:
    if looks_like_time(text):
        if (found := _STAGE_AT_END.match(text)) and (stage := parse_stage(found[2])):
            hint = f"Write '## {found[1].strip()} — {stage_name(stage)}'."
            message = f"there is no dash between the time and the stage: {quoted(text)}"
            return [Misread(Rule.UPDATE_WITHOUT_STAGE, message, hint)]
        message = f"this looks like an update, and has no stage: {quoted(text)}"
        return [
            Misread(
                Rule.UPDATE_WITHOUT_STAGE,
                message,
                f"Write '## {text} — {stage_name(stages[0])}', or another: {_names(stages)}.",
            )
        ]
    if (swapped := _SWAPPED.fullmatch(text)) and parse_stage(swapped[1]) and looks_like_time(swapped[2]):
        message = f"the time of an update comes first: {quoted(text)}"
        return [Misread(Rule.UPDATE_WITHOUT_TIME, message, f"Write '## {swapped[2]} — {swapped[1]}'.")]
    stage = parse_stage(text)
    if stage is None and " " not in text and (guess := likely(text, [s.value for s in stages], cutoff=0.8)):
        stage = Stage(guess)
    if stage is None:
        return []
    hint = f"Begin with the time: '## {EXAMPLE} — {stage_name(stage)}'."
    return [
        Misread(Rule.UPDATE_WITHOUT_TIME, f"this looks like an update, and has no time before it: {quoted(text)}", hint)
    ]


def _unknown_stage(before: str, after: str, stages: tuple[Stage, ...]) -> Misread:
    noun = "an incident" if stages == INCIDENT_STAGES else "a maintenance"
    known = parse_stage(after)
    expected = f"Stages of {noun}: {_names(stages)}."
    if known:
        return Misread(Rule.UNKNOWN_STAGE, f"{quoted(after)} is not a stage of {noun}", expected)
    words = after.split()
    first = re.sub(r"\W+$", "", words[0]) if words else ""
    leading = next((s for s in stages if after.lower().startswith(stage_name(s).lower())), None)
    if leading:
        hint = f"Write '## {before.strip()} — {stage_name(leading)}' and say the rest in the text below."
        return Misread(Rule.UNKNOWN_STAGE, f"there is more than a stage in {quoted(after)}", hint)
    meant = _OFTEN_MEANT.get(first.lower())
    names = [stage_name(s) for s in stages]
    guess = meant if meant in names else likely(after, names) or likely(first, names)
    return Misread(
        Rule.UNKNOWN_STAGE,
        f"unknown stage {quoted(after)}",
        sentences(f"Did you mean '{guess}'?" if guess else "", expected),
    )


def _names(stages: tuple[Stage, ...]) -> str:
    return ", ".join(stage_name(stage) for stage in stages)
