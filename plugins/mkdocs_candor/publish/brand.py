"""The owner's colour in both schemes: as it is, and so that links in it can be read and are taken for no state."""

from __future__ import annotations

import colorsys
import math
import re

from mkdocs_candor.model.frozen import frozen

_HEX = re.compile(r"^#([0-9a-f]{6}|[0-9a-f]{3})$", re.IGNORECASE)
# The grounds that links stand on, of candor.css: the page, and what is set off from it.
LIGHT, DARK = ("#fcfbf9", "#f4f2ed"), ("#14181b", "#1c2226")
# The links of that look, and what words of a state are written in there: works, slow, partly down, down.
LIGHT_LINK, DARK_LINK = "#0b5488", "#8fc6f2"
LIGHT_STATES = ("#1c6843", "#765100", "#914009", "#9f1728")
DARK_STATES = ("#88d2a8", "#ecc566", "#f3aa70", "#ff979f")
_ENOUGH = 4.5
"""The least contrast of words (WCAG 2.2, 1.4.3)."""
_APART = 0.12
"""The least distance, in OKLab, at which two colours of words side by side are not taken for one."""

Rgb = tuple[float, float, float]


@frozen
class Brand:
    """`color` as the owner gave it, and what links have of it in the `light` and the `dark` scheme.

    That is the nearest to it that can be read, or the look's own where this would be taken for the colour of a state.
    """

    color: str
    light: str
    dark: str

    @property
    def css(self) -> str:
        return (
            f':root,[data-md-color-scheme="default"]{{--candor-brand:{self.color};--candor-link:{self.light}}}'
            f'[data-md-color-scheme="slate"]{{--candor-link:{self.dark}}}'
            ".md-header{border-top:.15rem solid var(--candor-brand)}"
        )


def brand(color: str) -> Brand:
    """Return what becomes of a colour written like "#0b5488". Raises ValueError for any other text."""
    if not (match := _HEX.match(color.strip())):
        raise ValueError(f"'{color}' is no colour like '#0b5488'")
    digits = match[1].lower()
    full = "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    light, dark = _readable(full, LIGHT, darker=True), _readable(full, DARK, darker=False)
    return Brand(
        full,
        LIGHT_LINK if _is_near(light, LIGHT_STATES) else light,
        DARK_LINK if _is_near(dark, DARK_STATES) else dark,
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _readable(color: str, grounds: tuple[str, ...], *, darker: bool) -> str:
    """Return the colour, darker or lighter by as little as makes it readable on all `grounds`; its hue stays."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(color))
    for step in range(101):
        changed = max(lightness - step / 100, 0) if darker else min(lightness + step / 100, 1)
        found = _hex(colorsys.hls_to_rgb(hue, changed, saturation)) if step else color
        if all(contrast(found, ground) >= _ENOUGH for ground in grounds):
            return found
    return "#000000" if darker else "#ffffff"


def _is_near(color: str, others: tuple[str, ...]) -> bool:
    return any(math.dist(_oklab(color), _oklab(other)) < _APART for other in others)


def _oklab(color: str) -> Rgb:
    """Return a colour in a space in which distance is as eyes see it (bottosson.github.io/posts/oklab)."""
    red, green, blue = map(_linear, _rgb(color))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _rgb(color: str) -> Rgb:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(color: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def _luminance(color: Rgb) -> float:
    red, green, blue = map(_linear, color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
