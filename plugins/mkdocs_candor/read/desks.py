"""`desks.yml` → the places where people get help."""

import re
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from mkdocs_candor.model.desk import Contact, Desk, OpeningHours
from mkdocs_candor.read.catalogue import read_yaml_file
from mkdocs_candor.read.declared import Maybe, Read
from mkdocs_candor.read.fields import Id, Line, Lines, Url, text_of
from mkdocs_candor.read.files import shown_path
from mkdocs_candor.read.form import Field, Form, fill
from mkdocs_candor.read.ids import name_from_id
from mkdocs_candor.read.notes import Misread, Notes, quoted
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import Mapping, Removed, Sequence, line_of
from mkdocs_candor.read.zones import parse_zone

DESKS_FILE = "desks.yml"

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = rf"(?:{'|'.join(_DAYS)})[a-z]*"
_CLOCK = r"([0-9]{2}):([0-9]{2})"
# As texts, for many sites have no desks, and to compile these takes as long as to read some.
_HOURS = rf"({_DAY}(?:\s*[-\u2013,]\s*{_DAY})*)\s+{_CLOCK}\s*[-\u2013]\s*{_CLOCK}"
_DURATION = r"[0-9]{1,4} ?(?:working )?(?:m|min|mins|minutes?|h|hrs?|hours?|d|days?)"
_HOURS_HINT = "Write for example 'Mon-Fri 08:00-18:00', 24 hours, or hours: always."


def _opening_hours(value: object) -> OpeningHours:
    text = text_of(value)
    match = re.fullmatch(_HOURS, text, re.IGNORECASE)
    if match is None:
        raise Misread(Rule.BAD_HOURS, f"{quoted(text)} are not opening hours", _HOURS_HINT)
    days, *clock = match.groups()
    hour, minute, end_hour, end_minute = (int(number) for number in clock)
    if end_hour == 24 and end_minute == 0:
        end_hour = 0
    if max(hour, end_hour) > 23 or max(minute, end_minute) > 59:
        raise Misread(Rule.BAD_HOURS, f"there is no such time of day in {quoted(text)}", _HOURS_HINT)
    opens, closes = time(hour, minute), time(end_hour, end_minute)
    if closes == opens != time():
        raise Misread(Rule.BAD_HOURS, f"{quoted(text)} end when they begin", _HOURS_HINT)
    return OpeningHours(_weekdays(days), opens, closes)


def _weekdays(text: str) -> tuple[int, ...]:
    """Return the numbers of the days that `text` names, Monday first; a range may run over Sunday."""
    numbers: set[int] = set()
    for part in text.lower().split(","):
        first, last = ([_DAYS.index(day.strip()[:3]) for day in re.split("[-\u2013]", part)] * 2)[:2]
        numbers.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return tuple(sorted(numbers))


def _always_or_hours(value: object) -> object:
    if isinstance(value, str):
        return None if value.strip().lower() in {"always", "24/7"} else [value]
    return value


def _zone_name(value: object) -> str:
    text = text_of(value)
    zone = parse_zone(text)
    if not isinstance(zone, ZoneInfo) and text != "UTC":
        raise Misread(Rule.UNKNOWN_ZONE, f"{quoted(text)} is not a zone's full name", "For example Europe/Berlin.")
    return text


Hours = Annotated[OpeningHours, Read(_opening_hours, written_as=str)]
AllHours = Annotated[list[Hours] | None, Read(_always_or_hours, written_as=str | list[str])]
ZoneName = Annotated[str, Read(_zone_name)]


class DeskContactForm(Form):
    noun: ClassVar[str] = "a contact"

    email: Line = Field("", description="an e-mail address")
    phone: Line = Field("", description="a phone number")
    url: Url = Field("", description="the address of a form or a page")
    chat: Url = Field("", description="the address of a chat")


class DeskForm(Form):
    noun: ClassVar[str] = "a desk"

    id: Maybe[Id] = Field(description="a short id that stays, for example mail-desk")
    name: Maybe[Line] = Field(description="what customers call it")
    purpose: Maybe[Line] = Field(alias="for", description="what it helps with")
    hours: AllHours = Field(None, description="always, or a list such as Mon-Fri 08:00-18:00")
    timezone: ZoneName = Field("UTC", description="the zone that the hours are in, for example Europe/Berlin")
    languages: Lines = Field([], description="the languages spoken there")
    contact: DeskContactForm | None = Field(None, description="how to reach it")
    reply_within: Line = Field("", description="how soon it answers, for example 4 h or 1 working day")
    bring: Line = Field("", description="what to have at hand")
    person: Line = Field("", description="who answers for it")


class DesksForm(Form):
    noun: ClassVar[str] = "desks.yml"

    desks: list[DeskForm] = Field([], description="the places where people get help")


@dataclass(slots=True)
class Desks:
    """`is_complete` False: there may be desks in the file that could not be read."""

    notes: Notes
    desks: dict[str, Desk] = field(default_factory=dict)
    is_missing: bool = False
    is_complete: bool = True


def read_desks(incidents: Path, root: Path) -> Desks:
    """Return the desks by id; what can't be read is noted and left out. No file: no desks."""
    file = incidents / DESKS_FILE
    notes = Notes(shown_path(file, root))
    read = Desks(notes)
    if not file.exists():
        read.is_missing = True
        return read
    tree = read_yaml_file(file, notes)
    if tree is None:
        read.is_complete = False
        return read
    form = fill(DesksForm, tree, notes, timezone=None)
    for index, desk in enumerate(form.desks):
        place = ("desks", index)
        if desk.id is None:
            read.is_complete = False
        elif desk.id in read.desks:
            line = line_of(tree, *place, "id")
            notes.add(Rule.DUPLICATE_DESK, line, f"there is a desk '{desk.id}' already", "Give it an id of its own.")
        else:
            known = _desk(desk, desk.id, notes, line_of(tree, *place))
            read.desks[desk.id] = replace(known, hours=()) if _has_unreadable_hours(tree, index) else known
            if desk.reply_within:
                _note_duration(desk.reply_within, line_of(tree, *place, "reply_within"), notes)
    return read


def _has_unreadable_hours(tree: Mapping, index: int) -> bool:
    """Return whether a desk's hours were written and nothing of them can be read: it is not always open then."""
    desks = tree.items.get("desks")
    desk = desks.items[index] if isinstance(desks, Sequence) else None
    return isinstance(desk, Mapping) and isinstance(desk.items.get("hours"), Removed)


def _note_duration(text: str, line: int, notes: Notes) -> None:
    """Note a time to answer that nobody could hold us to."""
    if not re.fullmatch(_DURATION, text, re.IGNORECASE):
        hint = "Write for example 15 min, 4 h, 2 d or 1 working day."
        notes.add(Rule.BAD_DURATION, line, f"reply_within: {quoted(text)} is not a length of time", hint)


def _desk(form: DeskForm, desk_id: str, notes: Notes, line: int) -> Desk:
    contact = Contact(**vars(form.contact)) if form.contact else Contact()
    if contact == Contact():
        hint = "Give at least one: 'contact: {email: help@example.org}', or phone, url, chat."
        notes.add(Rule.DESK_WITHOUT_CONTACT, line, f"nobody can reach the desk '{desk_id}'", hint)
    return Desk(
        id=desk_id,
        name=form.name or name_from_id(desk_id),
        purpose=form.purpose or "",
        contact=contact,
        hours=None if form.hours is None else tuple(form.hours),
        timezone=form.timezone,
        languages=tuple(form.languages),
        reply_within=form.reply_within,
        bring=form.bring,
        person=form.person,
    )
