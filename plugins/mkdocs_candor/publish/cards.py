"""Cards: the pictures that chats and networks show beside a link to the site, drawn here, without a network.

Drawn with the one font that Pillow brings, in 16 colours, so that a card takes milliseconds and some kilobytes. It has
Latin letters alone, and a machine's own fonts would make other pictures of the same words elsewhere. Where it lacks
letters, the state stands there in English, and the site's name in place of the title.

The newest posts and all that is open have a card of their own. For older ones a card of their kind serves: nobody
shares them for their picture, and a thousand cards would cost more than the rest of the build.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from mkdocs_candor.derive.facts import PostFacts, Snapshot
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish import card_letters as letters
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.card_store import CardStore
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.language.language import Language, language
from mkdocs_candor.publish.states import COLOURS, NEUTRAL, kind_of, state_of, tone_of

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
ENGLISH = language("en")
SITE = "site"
_FORMAT = "2"  # of the drawing: a card in the cache is of this one, or none
_PAPER, _INK = (0xFC, 0xFB, 0xF9), (0x1D, 0x23, 0x27)
_INKS, _TONES = 9, 6  # steps from paper to ink, and from paper to the card's colour
_RUNS = 3  # Z_RLE of zlib
_LEFT, _RIGHT = 88, 72
_TITLE_TOP, _TITLE_BOTTOM = 168, 500
_TITLE_SIZES = (76, 64, 52)


_English: TypeAlias = tuple[str, str, str]
_NOTHING: _English = ("", "", "")
# As what it does not match: to prepare for all of Unicode takes ten times as long.
_BEYOND_LATIN = re.compile("[^\x00-\u036f\u1e00-\u2e7f]")


@frozen
class Card:
    """What a card says. `state` stands above the title, `foot` below; `colour` is "#rrggbb".

    `english` are a state, a title and a foot for where there are no letters for the others.
    """

    state: str
    title: str
    foot: str
    name: str
    colour: str
    english: _English = _NOTHING

    @property
    def alt(self) -> str:
        """Return the words of the picture, for who cannot see it."""
        return ", ".join(part for part in (self.state, self.title, self.foot, self.name) if part)

    @property
    def key(self) -> str:
        """Return a name for exactly this picture."""
        return _key((_FORMAT, self.state, self.title, self.foot, self.name, self.colour, *filter(None, self.english)))


@lru_cache(maxsize=256)  # older posts of a kind share a card
def _key(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


@frozen
class Picture:
    """Where a card is published, and what it says."""

    path: str
    card: Card

    @property
    def version(self) -> str:
        """Return what changes with the picture: chats keep a picture for as long as its address is the same."""
        return self.card.key[:8]


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield all cards that pages name; none where the owner wants none, or where links cannot be absolute."""
    if edition.cards is None:
        return
    pictures = {picture.path: picture for picture in (of_site(edition), *_of_posts(edition))}
    for picture in pictures.values():
        yield _kept(picture, edition.cards)
    edition.cards.tidy()


def of_translation(facts: PostFacts, edition: Edition) -> Iterator[Artifact]:
    """Yield the card of a post in the language of `edition`."""
    if edition.cards is not None:
        yield _kept(of_post(facts, edition), edition.cards)


def _kept(picture: Picture, store: CardStore) -> Artifact:
    key = picture.card.key
    content = store.get(key)
    if content is None:
        content = drawn(picture.card)
        store.put(key, content)
    return Artifact(picture.path, content)


def of_site(edition: Edition) -> Picture:
    """Return the card of the site itself, which all pages have that are not a post."""
    now = edition.now
    say = edition.language
    # No time: else every build would draw it anew.
    state, foot = say.gettext("Status"), say.gettext("As of %(moment)s", moment=say.short_day(now.as_of.date()))
    english = ("Status", now.overall.sentence, ENGLISH.short_day(now.as_of.date()))
    return Picture(
        edition.links.shared_card(SITE),
        _card(state, edition.sentence, foot, edition.name, COLOURS[now.overall.status], lambda: english),
    )


def of_post(facts: PostFacts, edition: Edition) -> Picture:
    """Return the card of a post: its own, or for an older one that of its kind."""
    post, tone = facts.post, tone_of(facts)
    colour = COLOURS[tone] if tone else NEUTRAL
    say = edition.spoken(post.lang).language
    kind = kind_of(facts, say)
    if post.id not in edition.own_cards:
        name = "-".join(str(part) for part in _sharing(facts, tone) if part)
        card = _card("", kind, "", edition.name, colour, lambda: (kind_of(facts, ENGLISH), "", ""))
        return Picture(edition.links.shared_card(name), card)
    above, foot = _heads(facts, say)
    card = _card(above, _one_line(post.title), foot, edition.name, colour, lambda: _in_english(facts))
    return Picture(edition.links.card(post.type, post.id), card)


def _heads(facts: PostFacts, say: Language) -> tuple[str, str]:
    """Return what stands above and below the title of a post's own card."""
    kind, state = kind_of(facts, say), state_of(facts, say)
    return state if kind == state else f"{state}  ·  {kind}", say.short_day(facts.changed.date())


def _in_english(facts: PostFacts) -> _English:
    above, foot = _heads(facts, ENGLISH)
    return above, "", foot


def _card(state: str, title: str, foot: str, name: str, colour: str, english: Callable[[], _English]) -> Card:
    lacks_letters = _BEYOND_LATIN.search(f"{state}{title}{foot}")
    return Card(state, title, foot, name, colour, english() if lacks_letters else _NOTHING)


def owning(now: Snapshot, newest: int) -> frozenset[str]:
    """Return the ids of the posts that have a card of their own: the `newest`, and all that is open."""
    is_open = (id_ for id_, facts in now.posts.items() if getattr(facts, "is_open", False))
    return frozenset((*list(now.posts)[:newest], *is_open))


def _of_posts(edition: Edition) -> Iterator[Picture]:
    shared: dict[tuple[object, ...], PostFacts] = {}
    for facts in edition.now.posts.values():
        if facts.post.id in edition.own_cards:
            yield of_post(facts, edition)
        else:
            shared[_sharing(facts, tone_of(facts))] = facts
    for facts in shared.values():
        yield of_post(facts, edition)


def _sharing(facts: PostFacts, tone: Status | None) -> tuple[object, ...]:
    """Return what older posts that share a card have in common."""
    return facts.post.type, getattr(facts.post, "severity", None), "unknown" if tone is Status.UNKNOWN else None


def drawn(card: Card) -> bytes:
    """Return the card as PNG, 1200 × 630."""
    from PIL import Image  # takes longer to import than a card takes to come from the cache

    picture = Image.new("P", (WIDTH, HEIGHT), 0)
    picture.putpalette(_palette(card.colour))
    tone = _INKS + _TONES - 1
    picture.paste(tone, (0, 0, 28, HEIGHT))
    above, other, below = card.english
    title = letters.spelt(card.title) or letters.spelt(other)
    _write(picture, letters.spelt(card.state) or above, (_LEFT, 84), 38, is_toned=True)
    size, lines = _wrapped(title or letters.spelt(card.name))
    for number, line in enumerate(lines):
        _write(picture, line, (_LEFT, _TITLE_TOP + round(number * size * 1.22)), size)
    room = WIDTH - _LEFT - _RIGHT
    foot = _fitted(letters.spelt(card.foot) or below, 30, room)
    if foot:
        width = round(letters.length(foot, 30))
        _write(picture, foot, (WIDTH - _RIGHT - width, 541), 30)
        room -= width + _RIGHT
    if title:
        _write(picture, card.name, (_LEFT, 536), 36, room=room)
    buffer = BytesIO()
    buffer.name = "card.png"  # asked for a format by its name, Pillow loads four others too
    # Lines of one colour for the most part: to look for nothing else takes less time, and less room.
    picture.save(buffer, bits=4, compress_level=1, compress_type=_RUNS)
    return buffer.getvalue()


def _write(
    picture: Image,
    text: str,
    at: tuple[int, int],
    size: int,
    *,
    room: int = WIDTH - _LEFT - _RIGHT,
    is_toned: bool = False,
) -> None:
    text = _fitted(letters.spelt(text), size, room)
    if not text:
        return
    mask = letters.written(text, size, min(WIDTH - at[0], round(letters.length(text, size)) + 4))
    picture.paste(mask.point(_TONED if is_toned else _INKED), at, mask.point(_COVERED))


_COVERED = [255 if level else 0 for level in range(256)]
_INKED = [round(level * (_INKS - 1) / 255) for level in range(256)]
_TONED = [round(level * _TONES / 255) + _INKS - 1 if level > 21 else 0 for level in range(256)]


def _palette(colour: str) -> list[int]:
    """Return 16 colours: from paper to ink, then on from paper to `colour`, whose own place is the last but one."""
    tone = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    steps = [_between(_PAPER, _INK, step / (_INKS - 1)) for step in range(_INKS)]
    steps += [_between(_PAPER, tone, step / _TONES) for step in range(1, _TONES + 1)]
    return [channel for step in [*steps, _PAPER] for channel in step]


def _between(start: tuple[int, ...], end: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(start, end, strict=True))


def _fitted(text: str, size: int, room: int = WIDTH - _LEFT - _RIGHT) -> str:
    if letters.length(text, size) <= room:
        return text
    while text and letters.length(f"{text}…", size) > room:
        text = text[: -max(1, len(text) // 50)]
    return f"{text.rstrip()}…"


def _wrapped(title: str) -> tuple[int, list[str]]:
    """Return the largest size at which `title` fits its place, and its lines; at the smallest it is cut."""
    title = letters.spelt(title)
    lines: list[str] = []
    for size in _TITLE_SIZES:
        most = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * 1.22))
        lines = _broken(title, size, most + 1)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], _fitted(f"{lines[most - 1]} {lines[most]}", size)]


def _broken(title: str, size: int, most: int) -> list[str]:
    """Return the first `most` lines of `title`. A word that is longer than a line is cut when it is written."""
    room = WIDTH - _LEFT - _RIGHT
    lines, line = [], ""
    for word in title.split():
        longer = f"{line} {word}".lstrip()
        if line and letters.length(longer, size) > room:
            lines.append(line)
            line = word
            if len(lines) == most:
                return lines
        else:
            line = longer
    return [*lines, line] if line else lines


def _one_line(text: str) -> str:
    return " ".join(text.split())[:400]
