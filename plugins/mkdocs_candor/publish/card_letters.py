"""Letters for cards: those of Pillow's font, and with marks of our own those that it lacks, such as "ä" and "é".

By hand, as the font that every Pillow brings (Aileron, CC0) knows ASCII and little more, and a font of ours would be
heavier than all the rest.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    Stroke = tuple[tuple[float, float], ...]

_ALIKE = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "→": ">", "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "‚": "'",
     "‘": "'", "’": "'", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l",
     "Ł": "L", "¿": "", "¡": "", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}
)  # fmt: skip
# Strokes of each mark in a square of its own; one point is a dot.
_MARKS: dict[str, tuple[Stroke, ...]] = {
    "\N{COMBINING DIAERESIS}": (((0.15, 0.6),), ((0.85, 0.6),)),
    "\N{COMBINING DOT ABOVE}": (((0.5, 0.6),),),
    "\N{COMBINING ACUTE ACCENT}": (((0.3, 0.9), (0.75, 0.1)),),
    "\N{COMBINING GRAVE ACCENT}": (((0.25, 0.1), (0.7, 0.9)),),
    "\N{COMBINING CIRCUMFLEX ACCENT}": (((0.05, 0.9), (0.5, 0.2), (0.95, 0.9)),),
    "\N{COMBINING CARON}": (((0.05, 0.2), (0.5, 0.9), (0.95, 0.2)),),
    "\N{COMBINING TILDE}": (((0.0, 0.8), (0.3, 0.45), (0.7, 0.75), (1.0, 0.4)),),
    "\N{COMBINING MACRON}": (((0.05, 0.6), (0.95, 0.6)),),
    "\N{COMBINING RING ABOVE}": (
        (
            (0.5, 0.0),
            (0.75, 0.1),
            (0.85, 0.35),
            (0.75, 0.6),
            (0.5, 0.7),
            (0.25, 0.6),
            (0.15, 0.35),
            (0.25, 0.1),
            (0.5, 0.0),
        ),
    ),
    "\N{COMBINING CEDILLA}": (((0.5, 0.0), (0.65, 0.35), (0.3, 0.7)),),
    "\N{COMBINING OGONEK}": (((0.7, 0.0), (0.5, 0.4), (0.8, 0.7)),),
}
_BELOW = frozenset("\N{COMBINING CEDILLA}\N{COMBINING OGONEK}")
_MARK_SIZE, _MARK_WEIGHT, _FINE = 0.26, 0.075, 4  # of the size of the letters; drawn so many times larger


@lru_cache(maxsize=16)
def font(size: int) -> FreeTypeFont:
    """Return Pillow's own font. Layout "basic": the other is not in every build of Pillow, and draws differently."""
    from PIL import ImageFont

    font = ImageFont.load_default(10)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow is built with FreeType"  # noqa: S101
    return font.font_variant(size=size, layout_engine=ImageFont.Layout.BASIC)


def spelt(text: str) -> str:
    """Return `text` on one line, in letters that can be drawn; nothing where there is one that cannot."""
    text = unicodedata.normalize("NFC", " ".join(text.split())[:400]).translate(_ALIKE)
    return text if all(map(_can_be_drawn, text)) else ""


def length(text: str, size: int) -> float:
    """Return how wide spelt text is, in pixels."""
    return font(size).getlength(_bare(text))


def written(text: str, size: int, width: int) -> Image:
    """Return spelt text as a mask of this width."""
    from PIL import Image, ImageChops, ImageDraw

    letters, bare = font(size), _bare(text)
    mask = Image.new("L", (width, round(size * 1.4)), 0)
    ImageDraw.Draw(mask).text((0, 0), bare, fill=255, font=letters)
    side = round(size * _MARK_SIZE)
    for place, letter in enumerate(text):
        for mark in _marks(letter):
            left, right = letters.getlength(bare[:place]), letters.getlength(bare[: place + 1])
            _, top, _, bottom = letters.getbbox(bare[place])
            if bare[place] in "ij" and mark not in _BELOW:  # its own dot makes room
                dotted, top = top, letters.getbbox("x")[1]
                mask.paste(0, (round(left), round(dotted), round(right), round(top) - 1))
            at = round((left + right - side) / 2), round(bottom if mark in _BELOW else max(top - side * 1.1, 0))
            layer = Image.new("L", mask.size, 0)
            layer.paste(_drawn(mark, side), at)
            mask = ImageChops.lighter(mask, layer)
    return mask


@lru_cache(maxsize=64)
def _drawn(mark: str, side: int) -> Image:
    from PIL import Image, ImageDraw

    pen, weight = side * _FINE, side * _FINE * _MARK_WEIGHT / _MARK_SIZE
    square = Image.new("L", (round(pen + 2 * weight),) * 2, 0)
    draw = ImageDraw.Draw(square)
    for stroke in _MARKS[mark]:
        points = [(weight + x * pen, weight + y * pen) for x, y in stroke]
        draw.line(points, fill=255, width=round(weight), joint="curve")
        dot = weight * (0.7 if len(points) == 1 else 0.5)
        for x, y in points:
            draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill=255)
    return square.resize((side, side), Image.Resampling.LANCZOS)


def _bare(text: str) -> str:
    """Return spelt text without marks, letter for letter."""
    return "".join(
        character if _has_glyph(character) else unicodedata.normalize("NFD", character)[0] for character in text
    )


def _marks(character: str) -> str:
    return "" if _has_glyph(character) else unicodedata.normalize("NFD", character)[1:]


def _can_be_drawn(character: str) -> bool:
    if _has_glyph(character):
        return True
    parts = unicodedata.normalize("NFD", character)
    return len(parts) > 1 and _has_glyph(parts[0]) and all(mark in _MARKS for mark in parts[1:])


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    """Return whether the font can draw the character: what it cannot draw all looks the same."""
    if character.isascii() and character.isprintable():
        return True
    letters = font(20)
    return character.isspace() or bytes(letters.getmask(character)) != bytes(letters.getmask("\U0010ffff"))
