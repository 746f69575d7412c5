"""What Material's pages lack for people who do not see or do not point: names, labels, and a way past the menus.

It is put into finished pages, so that a theme's newer files, and the owner's own, stay as they are.
"""

from __future__ import annotations

import re

from markupsafe import escape

from mkdocs_candor.publish.language.language import language

MAIN = "candor-main"

_MAIN = re.compile(r'<main class="md-main"[^>]*>')
_LANG = re.compile(r'<html [^>]*?lang="([A-Za-z-]+)"')
_SKIP = re.compile(
    r'(<div data-md-component="skip">)\s*(?:<a href="[^"]*"( class="md-skip">.*?</a>)\s*)?</div>', re.DOTALL
)
_SEARCH = re.compile(
    r'(<div class="md-search" data-md-component="search" role="dialog")(>.*?placeholder="([^"]*)")', re.DOTALL
)
_CHECKBOX = re.compile(r'<input type="checkbox" disabled(?:="")?( checked(?:="")?)?(?= ?/?>)')
_FRAME = re.compile(r"(<article\b.*</article>|<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.[0-9a-f]+\.min\.js"></script>')
_OURS = re.compile(r'<script src="[^"]*assets/candor/candor\.[0-9a-f]{8}\.js"></script>')
_SCRIPT = re.compile(r"<script(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_UNHURRIED = re.compile(r"\b(?:async|defer|type)\b")
# What Material fills with titles of pages, the site's name, and words of the configuration alone.
_NAMES = re.compile(
    r'<(?:ul class="md-tabs__list"|ul class="md-nav__list" data-md-scrollfix'
    r'|div class="md-(?:source__repository|copyright__highlight)"|a [^>]*?class="md-(?:header|nav)__button md-logo"'
    r'|div class="md-header__topic"(?! data-md-component)|label class="md-nav__title" for="__drawer"'
    r'|input class="md-option"|label class="md-header__button md-icon"(?= title=))'
)
_EMPTY_HEADING = re.compile(r"<th([^>]*)>\s*</th>")


def mended(html: str) -> str:
    """Return a finished page of the theme with what it lacks. A page that lacks nothing, or has no theme, stays."""
    # An element of its own: Material names blocks of commands after the element with an id that they stand in.
    html = _MAIN.sub(rf'\g<0><span id="{MAIN}"></span>', html, count=1)
    say = language(found[1] if (found := _LANG.search(html)) else "en").gettext
    html = _SKIP.sub(lambda link: _skip(link, say("Skip to content")), html, count=1)
    html = _SEARCH.sub(r'\1 aria-label="\3"\2', html, count=1)
    done, to_do = escape(say("Done")), escape(say("To do"))
    html = _CHECKBOX.sub(lambda box: f'{box[0]} aria-label="{done if box[1] else to_do}"', html)
    html = _deferred(_squeezed(html))
    # A cell without words heads nothing, and a screen reader would read it as a heading.
    return _EMPTY_HEADING.sub(r"<td\1></td>", html)


def _skip(link: re.Match[str], text: str) -> str:
    # The theme leads to the first heading of people's words: ours may stand above them, or there may be none.
    words = link[2] or f' class="md-skip">{escape(text)}</a>'
    return f'{link[1]}<a href="#{MAIN}"{words}</div>'


def _squeezed(html: str) -> str:
    """Return the page without the empty lines that templates leave; what people wrote stays as it is."""
    parts = _FRAME.split(html)
    parts[0::3] = [_INDENT.sub("\n", part) for part in parts[0::3]]
    parts[2::3] = [""] * len(parts[2::3])  # the names of the elements that were kept
    return "".join(parts)


def _deferred(html: str) -> str:
    """Return the page with the theme's script, and all behind it, run in order once the page has been read.

    Ours comes first: it holds back what few readers need. A script within the page cannot wait, and may ask for what
    those before it have made: then all stay as they are.
    """
    bundle = _BUNDLE.search(html)
    if not bundle:
        return html
    before, after = html[: bundle.start()], html[bundle.start() :]
    scripts = [match["attributes"] for match in _SCRIPT.finditer(after)]
    if not all(" src=" in attributes or "json" in attributes for attributes in scripts):
        return html
    ours = _OURS.search(after)
    after = (ours[0] if ours else "") + _OURS.sub("", after)
    return before + _SCRIPT.sub(_with_defer, after)


def _with_defer(tag: re.Match[str]) -> str:
    return tag[0] if _UNHURRIED.search(tag["attributes"]) else f"<script{tag['attributes']} defer>"


def naming(html: str, lang: str) -> str:
    """Return a page of the theme in which names that the site's owner has given say that they are in `lang`.

    For a page in another language: its menus, the site's name and the like stay in that of the site.
    """
    return _NAMES.sub(rf'\g<0> lang="{escape(lang)}"', html)
