"""What a single value in front matter may be: the types that the forms are made of.

Each reads the text that was written and raises Misread, in the author's words, for what it can't take. What a time
without a zone means is given beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Annotated, Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from mkdocs_candor.model.post import Audience, Discloser, Responsibility, Topic
from mkdocs_candor.model.promise import PromiseOutcome
from mkdocs_candor.model.resource import Consent, Power, Trust
from mkdocs_candor.model.status import Severity, Status
from mkdocs_candor.read.declared import Maybe, Read
from mkdocs_candor.read.ids import is_safe_id, safe_id
from mkdocs_candor.read.notes import Misread, likely, listed, quoted, sentences
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.times import parse_date, parse_day_or_time, parse_time

_E = TypeVar("_E", bound=StrEnum)


def text_of(value: object) -> str:
    """Return the text that was written as one line. Raises Misread where it is a list or has keys."""
    if isinstance(value, str):
        return " ".join(value.split())
    shape = "a list" if isinstance(value, list) else "'key: value' lines" if isinstance(value, dict) else "nothing"
    raise Misread(Rule.WRONG_SHAPE, f"expected text, found {shape}", "If it is text, put it in quotes.")


def _time(value: object, timezone: ZoneInfo | None) -> datetime:
    return parse_time(text_of(value), timezone)


def _start(value: object, timezone: ZoneInfo | None) -> datetime:
    return parse_day_or_time(text_of(value), timezone)


def _end(value: object, timezone: ZoneInfo | None) -> datetime:
    return parse_day_or_time(text_of(value), timezone, end=True)


# A promise's day is the same for all who hold us to it: UTC, wherever the site is from.
def _said(value: object, timezone: ZoneInfo | None) -> datetime:
    text = text_of(value)
    return parse_day_or_time(text, None if _is_day(text) else timezone)


def _due(value: object, timezone: ZoneInfo | None) -> datetime:
    text = text_of(value)
    return parse_day_or_time(text, None if _is_day(text) else timezone, end=True)


def _is_day(text: str) -> bool:
    return ":" not in text


def _day(value: object) -> date:
    return parse_date(text_of(value))


def _identifier(value: object) -> str:
    text = text_of(value)
    if not is_safe_id(text):
        raise Misread(
            Rule.BAD_ID,
            f"{quoted(text)} can't be an id",
            f"Use letters, digits, '.', '_' and '-', and begin with a letter or a digit: {safe_id(text)}.",
        )
    return text


def _url(value: object) -> str:
    text = text_of(value)
    if not re.match(r"https?://[^\s/?#<>\"]+", text) or " " in text:
        guess = f"Did you mean 'https://{text}'?" if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text) else ""
        raise Misread(
            Rule.BAD_URL,
            f"{quoted(text)} is not a web address",
            sentences(guess, "A full address begins with https:// and has no spaces."),
        )
    return text


def _lang(value: object) -> str:
    text = text_of(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", text):
        raise Misread(Rule.BAD_VALUE, f"{quoted(text)} is not a language", "Write a code such as en, de or pt-BR.")
    return text


def flag(value: object) -> bool:
    """Return what `true` or `false` means; yes and no are understood. Raises Misread."""
    text = text_of(value).lower()
    if text in {"true", "yes", "on"}:
        return True
    if text in {"false", "no", "off"}:
        return False
    raise Misread(Rule.BAD_VALUE, f"expected true or false, found {quoted(text)}", "Write true or false.")


def choose(text: str, choices: type[_E] | tuple[_E, ...], what: str = "") -> _E:
    """Return the one of `choices` that `text` names, in any case, with spaces or dashes for underscores.

    Raises Misread.
    """
    wanted = _folded(text)
    for choice in choices:
        if _folded(choice.value) == wanted:
            return choice
    names = [str(choice.value) for choice in choices]
    guess = likely(text, names)
    raise Misread(
        Rule.BAD_VALUE,
        f"unknown {what} {quoted(text)}" if what else f"expected {listed(names)}, found {quoted(text)}",
        f"Did you mean '{guess}'?" if guess else f"Write one of: {', '.join(names)}.",
    )


@lru_cache(maxsize=1000)  # the words to choose from are the same in each post
def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().lower())


def _choice(choices: type[_E] | tuple[_E, ...]) -> Callable[[object], _E]:
    return lambda value: choose(text_of(value), choices)


def _names(choices: type[Enum] | tuple[Enum, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": [choice.value for choice in choices]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _component_statuses(value: object) -> object:
    """Take a list of components too, with their statuses or without: `unknown` is then the post's to fill in."""
    if isinstance(value, list):
        statuses: dict[str, object] = {}
        for item in value:
            statuses.update(item if isinstance(item, dict) else {text_of(item): Status.UNKNOWN})
        return statuses
    return {text_of(value): Status.UNKNOWN} if isinstance(value, str) else value


INCIDENT_STATUSES = (
    Status.OPERATIONAL,
    Status.DEGRADED_PERFORMANCE,
    Status.PARTIAL_OUTAGE,
    Status.MAJOR_OUTAGE,
)
MAINTENANCE_STATUSES = (Status.OPERATIONAL, Status.UNDER_MAINTENANCE, *INCIDENT_STATUSES[1:])


def _status(choices: tuple[Status, ...]) -> Callable[[object], Status]:
    return lambda value: value if isinstance(value, Status) else choose(text_of(value), choices)


_TIME_TEXT = {
    "type": "string",
    "examples": ["2026-11-18 14:02 UTC", "2026-11-18T15:02+01:00"],
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}",
}
_DAY_TEXT = {"type": "string", "examples": ["2026-11-18"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_DAY_OR_TIME = {
    "type": "string",
    "examples": ["2026-11-18", "2026-11-18 14:02 UTC"],
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}|$)",
}
_URL_TEXT = {"type": "string", "format": "uri", "examples": ["https://example.org/"], "pattern": "^https?://"}
_ID_TEXT = {"type": "string", "pattern": r"^[^\s/.-][^\s/]*$"}

Line = Annotated[str, Read(text_of, schema={"type": "string"})]
Id = Annotated[str, Read(_identifier, schema=_ID_TEXT)]
Url = Annotated[str, Read(_url, schema=_URL_TEXT)]
Lang = Annotated[str, Read(_lang, schema={"type": "string", "examples": ["en", "pt-BR"]})]
Flag = Annotated[bool, Read(flag, schema={"type": "boolean"})]

Time = Annotated[datetime, Read(_time, zoned=True, schema=_TIME_TEXT)]
Day = Annotated[date, Read(_day, schema=_DAY_TEXT)]
StartOfDay = Annotated[datetime, Read(_start, zoned=True, schema=_DAY_OR_TIME)]
EndOfDay = Annotated[datetime, Read(_end, zoned=True, schema=_DAY_OR_TIME)]
SaidOn = Annotated[datetime, Read(_said, zoned=True, schema=_DAY_OR_TIME)]
Due = Annotated[datetime, Read(_due, zoned=True, schema=_DAY_OR_TIME)]

Edited = Annotated[list[SaidOn], Read(_listed, written_as=SaidOn | list[SaidOn])]

Lines = Annotated[list[Line], Read(_listed, written_as=str | list[str])]

IncidentStatus = Annotated[Status, Read(_status(INCIDENT_STATUSES), schema=_names(INCIDENT_STATUSES))]
MaintenanceStatus = Annotated[Status, Read(_status(MAINTENANCE_STATUSES), schema=_names(MAINTENANCE_STATUSES))]
IncidentComponents = Annotated[
    dict[str, Maybe[IncidentStatus]],
    Read(_component_statuses, written_as=dict[str, IncidentStatus] | list[str]),
]
MaintenanceComponents = Annotated[
    dict[str, Maybe[MaintenanceStatus]],
    Read(_component_statuses, written_as=dict[str, MaintenanceStatus] | list[str]),
]

SeverityName = Annotated[Severity, Read(_choice(Severity), schema=_names(Severity))]
TopicName = Annotated[Topic, Read(_choice(Topic), schema=_names(Topic))]
DiscloserName = Annotated[Discloser, Read(_choice(Discloser), schema=_names(Discloser))]
ResponsibilityName = Annotated[Responsibility, Read(_choice(Responsibility), schema=_names(Responsibility))]
AudienceName = Annotated[Audience, Read(_choice(Audience), schema=_names(Audience))]
OutcomeName = Annotated[PromiseOutcome, Read(_choice(PromiseOutcome), schema=_names(PromiseOutcome))]
PowerName = Annotated[Power, Read(_choice(Power), schema=_names(Power))]
TrustName = Annotated[Trust, Read(_choice(Trust), schema=_names(Trust))]
ConsentName = Annotated[Consent, Read(_choice(Consent), schema=_names(Consent))]

Anything: TypeAlias = Any
