"""What Material's pages lack for people who do not see or do not point: names, labels, and a way past the menus.

It is put into finished pages, so that a theme's newer files, and the owner's own, stay as they are.
"""

from __future__ import annotations

import re

MAIN = "candor-main"

_MAIN = re.compile(r'<main class="md-main"[^>]*>')
_SKIP = re.compile(
    r'(<div data-md-component="skip">)\s*(?:<a href="[^"]*"( class="md-skip">.*?</a>)\s*)?</div>', re.DOTALL
)
_SEARCH = re.compile(
    r'(<div class="md-search" data-md-component="search" role="dialog")(>.*?placeholder="([^"]*)")', re.DOTALL
)
_CHECKBOX = re.compile(r'<input type="checkbox" disabled(?:="")?( checked(?:="")?)?(?= ?/?>)')
_EMPTY_HEADING = re.compile(r"<th([^>]*)>\s*</th>")


def mended(html: str) -> str:
    """Return a finished page of the theme with what it lacks. A page that lacks nothing, or has no theme, stays."""
    # An element of its own: Material names blocks of commands after the element with an id that they stand in.
    html = _MAIN.sub(rf'\g<0><span id="{MAIN}"></span>', html, count=1)
    html = _SKIP.sub(_skip, html, count=1)
    html = _SEARCH.sub(r'\1 aria-label="\3"\2', html, count=1)
    html = _CHECKBOX.sub(lambda box: f'{box[0]} aria-label="{"Done" if box[1] else "To do"}"', html)
    # A cell without words heads nothing, and a screen reader would read it as a heading.
    return _EMPTY_HEADING.sub(r"<td\1></td>", html)


def _skip(link: re.Match[str]) -> str:
    # The theme leads to the first heading of people's words: ours may stand above them, or there may be none.
    words = link[2] or ' class="md-skip">Skip to content</a>'
    return f'{link[1]}<a href="#{MAIN}"{words}</div>'
