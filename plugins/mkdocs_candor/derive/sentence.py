"""The sentence that says to people how things are. All its words stand here, for a translation to replace.

A component's name may be singular or plural, and no one can tell: so a name is never the subject of a verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MOST_NAMES = 5


class Trouble(StrEnum):
    """What can be wrong with a component, in the order in which it is said."""

    DOWN = "down"
    PARTLY_DOWN = "partly_down"
    SLOW = "slow"
    NOT_KNOWN = "not_known"
    OVERRUN = "overrun"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What there is to say. `troubles` by name of component or group; `everything` when all share that one.

    `working_on`, `looking_into` and `watching` are titles of open incidents that no component speaks for: harm, no
    known harm, and over but watched. `others_work`: there is something else, and it works. `unreadable` counts posts.
    """

    troubles: Mapping[Trouble, Sequence[str]] = field(default_factory=dict)
    everything: Trouble | None = None
    working_on: Sequence[str] = ()
    looking_into: Sequence[str] = ()
    watching: Sequence[str] = ()
    others_work: bool = True
    unreadable: int = 0
    lacks_components: bool = False
    concerned: Sequence[str] = ()

    @property
    def is_doubtful(self) -> bool:
        return self.unreadable > 0 or self.lacks_components

    @property
    def has_trouble(self) -> bool:
        return bool(self.working_on) or any(self.troubles.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The words. In braces: `names`, `count`, `what`."""

    some: Mapping[Trouble, str]
    all: Mapping[Trouble, str]
    fine: str
    rest_fine: str
    working_on: str
    looking_into: str
    watching: str
    report: str
    reports: str
    component_list: str
    both: str
    unread: str
    unread_beside_trouble: str
    concerned: str
    not_known_which: str
    last: str
    more: str


ENGLISH = Phrases(
    some={
        Trouble.DOWN: "Down: {names}.",
        Trouble.PARTLY_DOWN: "Partly down: {names}.",
        Trouble.SLOW: "Slow: {names}.",
        Trouble.NOT_KNOWN: "Not known: {names}.",
        Trouble.OVERRUN: "Under maintenance for longer than planned: {names}.",
        Trouble.PLANNED: "Under maintenance as planned: {names}.",
    },
    all={
        Trouble.DOWN: "Everything is down.",
        Trouble.PARTLY_DOWN: "Everything is partly down.",
        Trouble.SLOW: "Everything is slow.",
        Trouble.NOT_KNOWN: "We do not know how things are.",
        Trouble.OVERRUN: "Everything is under maintenance, for longer than planned.",
        Trouble.PLANNED: "Everything is under maintenance as planned.",
    },
    fine="Everything works.",
    rest_fine="Everything else works.",
    working_on="We are working on: {names}.",
    looking_into="Everything works, as far as we know; we are looking into: {names}.",
    watching="Everything works again; we are still watching: {names}.",
    report="one of our own reports",
    reports="{count} of our own reports",
    component_list="our own list of components",
    both="{first} and {second}",
    unread="We could not read {what}, so we cannot say that everything works.",
    unread_beside_trouble="We could not read {what}, so we cannot say that everything else works.",
    concerned="This concerns: {names}. Trust what you see there, not this page, until we have repaired it.",
    not_known_which="We do not know what it concerns. Trust what you see, not this page, until we have repaired it.",
    last="and",
    more="{count} more",
)


def sentence(situation: Situation, phrases: Phrases = ENGLISH) -> str:
    """Return what is wrong, worst first, and whether the rest works; it is only said to where we know."""
    parts = []
    if situation.everything:
        parts.append(phrases.all[situation.everything])
    else:
        for trouble in Trouble:
            if names := situation.troubles.get(trouble):
                parts.append(phrases.some[trouble].format(names=listed(names, phrases)))
    if situation.working_on:
        parts.append(phrases.working_on.format(names=listed(situation.working_on, phrases)))
    if situation.is_doubtful:
        unread = phrases.unread_beside_trouble if situation.has_trouble else phrases.unread
        parts.append(unread.format(what=_unread(situation, phrases)))
    elif not situation.has_trouble:
        parts.append(_fine(situation, phrases))
    elif situation.others_work:
        parts.append(phrases.rest_fine)
    return " ".join(parts)


def note(situation: Situation, phrases: Phrases = ENGLISH) -> str:
    """Return what a report that we could not read concerns, and what to do then; empty when all could be read."""
    if not situation.is_doubtful:
        return ""
    if not situation.concerned:
        return phrases.not_known_which
    return phrases.concerned.format(names=listed(situation.concerned, phrases, most=len(situation.concerned)))


def listed(names: Sequence[str], phrases: Phrases = ENGLISH, most: int = MOST_NAMES) -> str:
    """Return "A, B and C"; with more than `most` names "A, B, ... and 3 more".

    Where a name has a comma of its own, semicolons keep the names apart.
    """
    parts = [name.strip().rstrip(".") for name in names]
    if len(parts) > most + 1:  # "and 1 more" is no shorter than the name
        parts = [*parts[:most], phrases.more.format(count=len(parts) - most)]
    if len(parts) == 1:
        return parts[0]
    has_comma = any("," in part for part in parts)
    comma, before_last = ("; ", ";") if has_comma else (", ", "")
    return f"{comma.join(parts[:-1])}{before_last} {phrases.last} {parts[-1]}"


def _fine(situation: Situation, phrases: Phrases) -> str:
    if situation.looking_into:
        names = (*situation.looking_into, *situation.watching)
        return phrases.looking_into.format(names=listed(names, phrases))
    if situation.watching:
        return phrases.watching.format(names=listed(situation.watching, phrases))
    return phrases.fine


def _unread(situation: Situation, phrases: Phrases) -> str:
    count = situation.unreadable
    reports = phrases.report if count == 1 else phrases.reports.format(count=count)
    if not situation.lacks_components:
        return reports
    if not count:
        return phrases.component_list
    return phrases.both.format(first=phrases.component_list, second=reports)
