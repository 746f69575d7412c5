"""Pictures in pages: each says its size, so that the page keeps a place for it, and waits until its reader is near."""

from __future__ import annotations

import posixpath
import re
import warnings
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

Size = tuple[int, int]
"""Width and height in CSS pixels, as a browser shows the picture that is given room."""

_IMAGE = re.compile(r"""<img\b((?:[^>"']|"[^"]*"|'[^']*')*?)(\s*/?>)""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|in|cm|mm|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
# A drawing that has only a shape is as wide as its column. Wider than any column, it still is.
_WIDE = 1000
_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)  # of EXIF: cameras write what they see, and how they were held


def sized(html: str, size_of: Callable[[str], Size | None]) -> str:
    """Return `html` with a size, `loading` and `decoding` for each picture that does not say them itself.

    `size_of` returns the size of the picture at an address as it stands in `html`, where it is known.
    """

    def said(image: re.Match[str]) -> str:
        given = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(image[1])}
        more = {"loading": "lazy", "decoding": "async"}
        if "width" not in given or "height" not in given:
            more |= _lacking(given, size_of(given.get("src", "")))
        added = "".join(f' {name}="{value}"' for name, value in more.items() if name not in given)
        return f"<img{image[1]}{added}{image[2]}"

    return _IMAGE.sub(said, html) if "<img" in html else html


def _lacking(given: dict[str, str], size: Size | None) -> dict[str, str]:
    """Return the sides that a picture lacks: both, or what the one that is given leaves for the other."""
    if size is None:
        return {}
    width, height = size
    if "width" in given:
        return {"height": f"{_other(given['width'], height / width)}"} if given["width"].isdecimal() else {}
    if "height" in given:
        return {"width": f"{_other(given['height'], width / height)}"} if given["height"].isdecimal() else {}
    return {"width": str(width), "height": str(height)}


def _other(side: str, ratio: float) -> int:
    return max(round(int(side) * ratio), 1)


def led_to(src: str, page: str) -> str:
    """Return the path in the site that a picture's `src` leads to from the address of its page; empty: out of it."""
    try:
        scheme, host, path, _, _ = urlsplit(src)
    except ValueError:  # "http://[x": brackets are for IPv6 addresses
        return ""
    if scheme or host or path.startswith("/"):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))


def size(picture: Path) -> Size | None:
    """Return the size of the picture in a file; None where it is none, or none that we can read."""
    try:
        return _of_drawing(picture) if picture.suffix.lower() == ".svg" else _of_pixels(picture)
    except (OSError, ValueError, SyntaxError):  # of Pillow; and of XML, whose ParseError is a SyntaxError
        return None


def _of_pixels(picture: Path) -> Size | None:
    from PIL import Image  # takes longer to import than all else that most sites need

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # nothing is decompressed
        try:
            image = Image.open(picture)
        except Image.DecompressionBombError:
            return None
    with image:
        width, height = image.size
        return (height, width) if image.getexif().get(_ORIENTATION) in _TURNED else (width, height)


def _of_drawing(picture: Path) -> Size | None:
    with picture.open("rb") as file:
        _, root = next(ElementTree.iterparse(file, events=("start",)))  # noqa: S314 - staff's own file
    width, height = _length(root.get("width")), _length(root.get("height"))
    _, _, *box = (_length(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip() or "0 0"))
    shape = box[1] / box[0] if len(box) == 2 and box[0] and box[1] else 0.0
    if not (width and height):
        if not shape:
            return None
        width = width or (height / shape if height else _WIDE)
        height = width * shape
    return max(round(width), 1), max(round(height), 1)


def _length(text: str | None) -> float:
    """Return a length in CSS pixels; 0 for none, and for one that depends on the page."""
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _PIXELS[match[2]] if match else 0.0
