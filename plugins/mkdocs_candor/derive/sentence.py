"""The sentence that says to people how things are. All its words stand here, for a translation to replace.

A component's name may be singular or plural, and no one can tell: so a name is never the subject of a verb.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from functools import reduce

from mkdocs_candor.model.frozen import frozen

MOST_NAMES = 5
MOST_ON_A_PHONE = 90
"""How many characters a banner holds on a phone before it hides what to do now."""


class Trouble(StrEnum):
    """What can be wrong with a component, in the order in which it is said."""

    DOWN = "down"
    PARTLY_DOWN = "partly_down"
    SLOW = "slow"
    NOT_KNOWN = "not_known"
    OVERRUN = "overrun"
    PLANNED = "planned"


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class Phrases:
    """The words. In them stand `%(names)s` or `%(what)s`; `reports` and `more` depend on how many there are."""

    some: Mapping[Trouble, str]
    all: Mapping[Trouble, str]
    fine: str
    rest_fine: str
    working_on: str
    looking_into: str
    watching: str
    reports: Callable[[int], str]
    component_list: str
    unread: str
    unread_beside_trouble: str
    concerned: str
    not_known_which: str
    more: Callable[[int], str]
    more_parts: Callable[[int], str]
    comma: str
    last: str
    semicolon: str
    last_after_semicolon: str
    space: str
    isolated: Callable[[str], str]


def _one_or_many(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


def phrases(
    gettext: Callable[[str], str] = str,
    ngettext: Callable[[str, str, int], str] = _one_or_many,
    isolated: Callable[[str], str] = str,
) -> Phrases:
    """Return the words, as `gettext` and `ngettext` translate them: both give the message, its places unfilled.

    `isolated` sets a name apart from words that may run the other way.
    """
    return Phrases(
        some={
            Trouble.DOWN: gettext("Down: %(names)s."),
            Trouble.PARTLY_DOWN: gettext("Partly down: %(names)s."),
            Trouble.SLOW: gettext("Slow: %(names)s."),
            Trouble.NOT_KNOWN: gettext("Not known: %(names)s."),
            Trouble.OVERRUN: gettext("Under maintenance for longer than planned: %(names)s."),
            Trouble.PLANNED: gettext("Under maintenance as planned: %(names)s."),
        },
        all={
            Trouble.DOWN: gettext("Everything is down."),
            Trouble.PARTLY_DOWN: gettext("Everything is partly down."),
            Trouble.SLOW: gettext("Everything is slow."),
            Trouble.NOT_KNOWN: gettext("We do not know how things are."),
            Trouble.OVERRUN: gettext("Everything is under maintenance, for longer than planned."),
            Trouble.PLANNED: gettext("Everything is under maintenance as planned."),
        },
        fine=gettext("Everything works."),
        rest_fine=gettext("Everything else works."),
        working_on=gettext("We are working on: %(names)s."),
        looking_into=gettext("Everything works, as far as we know; we are looking into: %(names)s."),
        watching=gettext("Everything works again; we are still watching: %(names)s."),
        reports=lambda count: (
            ngettext("one of our own reports", "%(count)s of our own reports", count) % {"count": count}
        ),
        component_list=gettext("our own list of components"),
        unread=gettext("We could not read %(what)s, so we cannot say that everything works."),
        unread_beside_trouble=gettext("We could not read %(what)s, so we cannot say that everything else works."),
        concerned=gettext(
            "This concerns: %(names)s. Trust what you see there, not this page, until we have repaired it."
        ),
        not_known_which=gettext(
            "We do not know what it concerns. Trust what you see, not this page, until we have repaired it."
        ),
        more=lambda count: ngettext("%(count)s more", "%(count)s more", count) % {"count": count},
        more_parts=lambda count: (
            ngettext("And %(count)s more part is affected.", "And %(count)s more parts are affected.", count)
            % {"count": count}
        ),
        comma=gettext(", "),
        last=gettext("%(first)s and %(last)s"),
        semicolon=gettext("; "),
        last_after_semicolon=gettext("%(first)s; and %(last)s"),
        space=gettext("%(sentence)s %(next)s"),
        isolated=isolated,
    )


ENGLISH = phrases()


def sentence(situation: Situation, phrases: Phrases = ENGLISH) -> str:
    """Return what is wrong, worst first, and whether the rest works; it is only said to where we know."""
    parts = []
    if situation.everything:
        parts.append(phrases.all[situation.everything])
    else:
        for trouble in Trouble:
            if names := situation.troubles.get(trouble):
                parts.append(phrases.some[trouble] % {"names": listed(names, phrases)})
    if situation.working_on:
        parts.append(phrases.working_on % {"names": listed(situation.working_on, phrases)})
    if situation.is_doubtful:
        unread = phrases.unread_beside_trouble if situation.has_trouble else phrases.unread
        parts.append(unread % {"what": _unread(situation, phrases)})
    elif not situation.has_trouble:
        parts.append(_fine(situation, phrases))
    elif situation.others_work:
        parts.append(phrases.rest_fine)
    return reduce(lambda said, part: phrases.space % {"sentence": said, "next": part}, parts)


def brief(situation: Situation, phrases: Phrases = ENGLISH, longest: int = MOST_ON_A_PHONE) -> str:
    """Return the sentence for a small screen: where it is too long, the worst by name, and how many more there are.

    Doubt is never cut away.
    """
    whole = sentence(situation, phrases)
    told = [(trouble, names) for trouble in Trouble if (names := situation.troubles.get(trouble))]
    if len(whole) <= longest or situation.everything or situation.is_doubtful or not told:
        return whole
    worst, names = told[0]
    count = sum(len(others) for _, others in told) + len(situation.working_on)
    shorter = whole
    for shown in range(min(len(names), MOST_NAMES), 0, -1):
        said = phrases.some[worst] % {"names": listed(names[:shown], phrases)}
        if rest := count - shown:
            said = phrases.space % {"sentence": said, "next": phrases.more_parts(rest)}
        shorter = min(shorter, said, key=len)
        if len(said) <= longest:
            return said
    return shorter


def note(situation: Situation, phrases: Phrases = ENGLISH) -> str:
    """Return what a report that we could not read concerns, and what to do then; empty when all could be read."""
    if not situation.is_doubtful:
        return ""
    if not situation.concerned:
        return phrases.not_known_which
    return phrases.concerned % {"names": listed(situation.concerned, phrases, most=len(situation.concerned))}


def listed(names: Sequence[str], phrases: Phrases = ENGLISH, most: int = MOST_NAMES) -> str:
    """Return "A, B and C"; with more than `most` names "A, B, ... and 3 more".

    Where a name has a comma of its own, semicolons keep the names apart.
    """
    parts = [phrases.isolated(name.strip().rstrip(".")) for name in names]
    if len(parts) > most + 1:  # "and 1 more" is no shorter than the name
        parts = [*parts[:most], phrases.more(len(parts) - most)]
    if len(parts) == 1:
        return parts[0]
    has_comma = any("," in part for part in parts)
    between = phrases.semicolon if has_comma else phrases.comma
    last = phrases.last_after_semicolon if has_comma else phrases.last
    return last % {"first": between.join(parts[:-1]), "last": parts[-1]}


def _fine(situation: Situation, phrases: Phrases) -> str:
    if situation.looking_into:
        names = (*situation.looking_into, *situation.watching)
        return phrases.looking_into % {"names": listed(names, phrases)}
    if situation.watching:
        return phrases.watching % {"names": listed(situation.watching, phrases)}
    return phrases.fine


def _unread(situation: Situation, phrases: Phrases) -> str:
    count = situation.unreadable
    if not situation.lacks_components:
        return phrases.reports(count)
    if not count:
        return phrases.component_list
    return phrases.last % {"first": phrases.component_list, "last": phrases.reports(count)}
