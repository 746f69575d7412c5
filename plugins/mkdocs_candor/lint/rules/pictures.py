"""PI801 and PI802: pictures that say nothing to who cannot see them, and pictures that another host is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.masking import LineKind, masked
from mkdocs_candor.lint.passages import Passage
from mkdocs_candor.lint.rule import Hit, Place, structure

_PICTURE = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))"
    r"|!\[(?P<words>[^\]]*)\](?:\(\s*<?(?P<address>[^)\s>]*)[^)]*\)|\[[^\]]*\])"
    r"|<img\b(?P<html>[^>]*)>",
    re.DOTALL | re.IGNORECASE,
)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
# What editors and cameras write by themselves.
_NO_WORDS = re.compile(
    r"(?:(?:image|img|picture|photo|screen ?shot|screenshot|bild|foto|bildschirmfoto|imagen|captura(?: de pantalla)?)?"
    r"[\s\d_.:,()-]*(?:at|um|a las)?[\s\d.:-]*(?:am|pm)?)(?:\.\w{3,4})?|\S+\.(?:png|jpe?g|gif|webp|avif|svg)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@structure(
    "PI801", "picture-without-words", Level.WARNING, on="incident",
    flags="A picture without words for it, or with a file's name for words. In HTML, `alt=\"\"` says: only decoration.",
    why="Who cannot see it, or whose connection does not load it, must learn the same from its words.",
    hears="[A screen reader says: image.]",
    question="What does it show that matters here? Say that, not that it is a picture.",
    pattern="![What it shows](picture.png)",
    source="WCAG",
    bad="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:30 UTC

        This is what you see: ![image](error.png)
        """,
    good="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:30 UTC

        This is what you see: ![A red line at checkout: your card was declined](error.png)
        """,
)  # fmt: skip
def without_words(case: Case) -> Iterator[Hit]:
    for passage, picture in _pictures(case):
        if picture["html"] is None:
            words = picture["words"]
            says_nothing = bool(_NO_WORDS.fullmatch(words.strip()))
        else:
            alt = _ALT.search(picture["html"])
            words = (alt[1] or alt[2] or alt[3] or "") if alt else ""
            says_nothing = alt is None or bool(words and _NO_WORDS.fullmatch(words.strip()))
        if says_nothing:
            yield Hit(_seen(picture), Place(passage, picture.start(), len(picture[0])))


@structure(
    "PI802", "picture-from-elsewhere", Level.WARNING, on="incident",
    flags="A picture at an address of another host.",
    why=(
        "It tells that host who reads your status page, and fails when that host does. Where a host sends the site's "
        "headers, browsers do not load it."
    ),
    hears="[An empty frame.]",
    question="May you put the picture beside the post? Else lead there by a link.",
    pattern="![What it shows](2026-11-20-route.png), a file beside the post",
    source="us",
    bad="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:30 UTC

        ![Declined cards by hour, rising since 10:50](https://charts.elsewhere.example/declined.png)
        """,
    good="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:30 UTC

        ![Declined cards by hour, rising since 10:50](declined.png)
        """,
)  # fmt: skip
def from_elsewhere(case: Case) -> Iterator[Hit]:
    for passage, picture in _pictures(case):
        found = _SRC.search(picture["html"]) if picture["html"] is not None else None
        address = found[1] if found else picture["address"]
        if address and _ELSEWHERE.match(address):
            yield Hit(address, Place(passage, picture.start(), len(picture[0])))


def _pictures(case: Case) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Yield the pictures of a post that are not in its code, each with the passage that it stands in."""
    for passage in case.passages:
        text = passage.prose.text
        if "![" not in text and "<img" not in text.lower():
            continue
        kinds = masked(text).kinds
        for found in _PICTURE.finditer(text):
            if found["code"] is None and kinds[text.count("\n", 0, found.start())] is not LineKind.HIDDEN:
                yield passage, found


def _seen(picture: re.Match[str]) -> str:
    return " ".join(picture[0].split())


RULES = (without_words, from_elsewhere)
