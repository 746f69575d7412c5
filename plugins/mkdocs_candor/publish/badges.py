"""Badges: the state of everything, and of each component, as a small picture, and as data for shields.io.

The picture needs no font of its own: `textLength` makes every font fill the width that was planned for the words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from mkdocs_candor.derive.facts import ComponentFacts
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.states import COLOURS, NEUTRAL

_LONGEST = 60
_BOLD = 1.1  # how much wider bold words are
_PADDING = 8
_NARROW = frozenset(" iIjltfr.,:;'|!()[]{}-/`\u2019")
_WIDE = frozenset("mwMW@%&\u2014")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CACHE_SECONDS = 300  # the least that shields.io takes


@frozen(kw_only=True)
class Badge:
    """What a badge says: what it is about, and how that is. `title` is the whole sentence, for who cannot see it."""

    label: str
    words: str
    colour: str
    title: str


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield the badge of the page and of every component that has a page, as SVG and as JSON for shields.io."""
    now, links = edition.now, edition.links
    site = _badge(edition.name, edition.language.say(now.overall.status), COLOURS[now.overall.status], edition)
    yield from _files(site, links.badge(), links.badge_data(), edition)
    for facts in now.components.values():
        if not facts.component.hidden:
            id_ = facts.component.id
            yield from _files(of_component(facts, edition), links.badge(id_), links.badge_data(id_), edition)


def of_component(facts: ComponentFacts, edition: Edition) -> Badge:
    """Return the badge of one component; a retired one says so and claims nothing else."""
    if facts.is_retired:
        return _badge(facts.component.name, edition.language.gettext("Retired"), NEUTRAL, edition)
    return _badge(facts.component.name, edition.language.say(facts.status), COLOURS[facts.status], edition)


def shields(badge: Badge) -> str:
    """Return the badge in the form of shields.io's endpoint (shields.io/badges/endpoint-badge)."""
    content: dict[str, object] = {
        "schemaVersion": 1,
        "label": badge.label,
        "message": badge.words,
        "color": badge.colour.removeprefix("#"),
        "cacheSeconds": _CACHE_SECONDS,
    }
    if badge.colour == COLOURS[Status.UNKNOWN]:
        content["isError"] = True
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def text_width(text: str) -> int:
    """Return how wide `text` is at 11 px, in pixels, in an ordinary sans-serif: near enough to be stretched to."""
    return max(1, round(sum(map(_advance, text))))


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return `text` on one line, without characters that XML cannot hold, and cut where it is too long."""
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _badge(label: str, words: str, colour: str, edition: Edition) -> Badge:
    label, language = shortened(label), edition.language
    moment = language.moment(edition.now.as_of)
    title = language.gettext("%(name)s: %(state)s, as of %(moment)s", name=label, state=words, moment=moment)
    return Badge(label=label, words=words, colour=colour, title=title)


def _files(badge: Badge, picture: str, data: str, edition: Edition) -> Iterator[Artifact]:
    left, right = text_width(badge.label), round(text_width(badge.words) * _BOLD)
    svg = edition.render(
        "badge.svg", badge=badge, left=left, right=right, split=left + 2 * _PADDING, padding=_PADDING,
        width=left + right + 4 * _PADDING,
    )  # fmt: skip
    yield Artifact(picture, f"{svg}\n")
    yield Artifact(data, shields(badge))


def _advance(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 11.5
    if character in _NARROW:
        return 4.3
    if character in _WIDE:
        return 10.4
    return 7.9 if character.isupper() else 6.7
