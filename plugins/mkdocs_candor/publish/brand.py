"""The owner's colour in both schemes: as it is on surfaces, and so that words in it can be read."""

from __future__ import annotations

import colorsys
import re

from mkdocs_candor.model.frozen import frozen

_HEX = re.compile(r"^#([0-9a-f]{6}|[0-9a-f]{3})$", re.IGNORECASE)
# The grounds that links stand on, of candor.css: the page, and what is set off from it.
LIGHT, DARK = ("#fcfbf9", "#f4f2ed"), ("#14181b", "#1c2226")
_ENOUGH = 4.5
"""The least contrast of words (WCAG 2.2, 1.4.3)."""

Rgb = tuple[float, float, float]


@frozen
class Brand:
    """`color` as the owner gave it, and the nearest to it that can be read in the `light` and the `dark` scheme."""

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
    return Brand(full, _readable(full, LIGHT, darker=True), _readable(full, DARK, darker=False))


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


def _rgb(color: str) -> Rgb:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(color: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def _luminance(color: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
