"""The styles of all pages in one file, whose name changes with its content, without the rules that they do not need.

There are two such files. The lean one has what the theme's frame, our own pages and plain words can use. A page with a
name in it that the lean one did not reckon with (a diagram, a block of tabs) gets the whole one. So no page ever misses
a rule, and each can be judged by itself. Pages that name their styles in another way keep them as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.made_once import MadeOnce
from mkdocs_candor.publish.script import script
from mkdocs_candor.publish.style_names import (
    ASKING,
    VARIABLE,
    Dress,
    Names,
    asks_elsewhere,
    dress_of,
    names_in,
    names_of,
    scripts_in,
)

STYLESHEET = "assets/candor/candor.css"
SLOT = "candor-slot-style"
"""Stands in pages for the name of their stylesheet, without folder and ending."""

_LINK = '<link rel="stylesheet" href="%s">'
_BETWEEN = r"(?:\s|<link[^>]*//fonts\.[^>]*>|<style>:root\{[^<]*\}</style>)*"
_RUN = re.compile(
    _LINK % r'(?P<to_root>[^"]*?)(?P<main>assets/stylesheets/main\.[0-9a-f]+\.min\.css)'
    + f"(?P<first>{_BETWEEN})"
    + "(?:"
    + _LINK % r'[^"]*?(?P<palette>assets/stylesheets/palette\.[0-9a-f]+\.min\.css)'
    + f"(?P<second>{_BETWEEN}))?"
    + _LINK % ('[^"]*?' + re.escape(STYLESHEET))
)
_CHARSET = re.compile(r'^\ufeff?@charset "[^"]*";', re.IGNORECASE)
_RELATIVE = re.compile(r"""url\(\s*["']?(?!["']?(?:data:|#))|@import""")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_WORD = re.compile(r"[\w-]+")
_VALUE = re.compile(r"""\[(dir|lang|role|data-md-color-[a-z]+)=["']?([\w-]+)""")
_READ = re.compile(r"var\(\s*(--[\w-]+)")

# What Markdown makes of plain words.
_PLAIN = """
    a b blockquote body br code del div em h1 h2 h3 h4 h5 h6 head hr html i img li ol p s script small span strong style
    time ul
"""

# What search shows of any page, beside that.
_FOUND = "mark pre sub sup"


class Stylesheets:
    """The stylesheets of one build. First pages are `linked`, then the frames are read, then slots are `filled`."""

    def __init__(self, made_once: MadeOnce | None = None, *, prune: bool = True) -> None:
        self._made_once = made_once or MadeOnce()
        self._prune = prune
        self._sources: tuple[str, ...] = ()
        self._learnt: list[str] = []
        self._scripts: set[str] = set()
        self._unreckoned: frozenset[str] = frozenset()
        self._whole = self._lean = ""

    @property
    def paths(self) -> frozenset[str]:
        """Return the addresses of the stylesheets, once they are made."""
        return frozenset({self._lean, self._whole} - {""})

    @property
    def state(self) -> tuple[object, ...]:
        """Return what `name` depends on beside the page."""
        return self._lean, self._whole, sorted(self._unreckoned), sorted(self._scripts)

    def linked(self, html: str) -> str:
        """Return a finished page with a slot where it named the theme's styles and ours, one after the other."""
        match = _RUN.search(html)
        if not match:
            return html
        sources = tuple(path for path in (match["main"], match["palette"], STYLESHEET) if path)
        if sources != (self._sources or sources):
            return html
        self._sources = sources
        link = _LINK % f"{match['to_root']}assets/candor/{SLOT}.css"
        between = match["first"].strip() + (match["second"] or "").strip()
        return html[: match.start()] + link + between + html[match.end() :]

    def learn(self, html: str) -> None:
        """Note a frame, or a page of ours: what stands in it is in the lean stylesheet."""
        self._learnt.append(html)

    def artifacts(
        self, read: Callable[[str], str], scripts: Iterable[str], styles: Iterable[str], templates: Iterable[str]
    ) -> list[Artifact]:
        """Return the stylesheets, once all frames are known. `read` gives the text of a file of the site by its path.

        `scripts`, `styles` and `templates` are texts: what pages run, the owner's own styles, and what posts' pages
        are made of.
        """
        if not self._sources:
            return []
        css = "".join(_plain(read(path)) for path in self._sources)
        whole = self._named(css)
        self._whole = self._lean = whole.path
        if not self._prune or _RELATIVE.search(css):
            return [whole]
        pruned = self._pruned(css, scripts, styles, templates)
        if pruned is None:
            return [whole]
        lean = self._named(pruned)
        self._lean = lean.path
        return [lean, whole]

    def filled(self, html: str) -> str:
        """Return a finished page with the name of its stylesheet."""
        if SLOT not in html:
            return html
        # What was learnt is reckoned with; a long page is read once, and not again.
        is_learnt = VARIABLE not in html and html in self._learnt
        return html.replace(SLOT, _stem(self._lean) if is_learnt else self.name(dress_of(html)), 1)

    def name(self, dress: Dress) -> str:
        """Return what stands in the slot of a page that has this within what was learnt."""
        return _stem(self._lean if self._is_reckoned_with(dress) else self._whole)

    def _is_reckoned_with(self, dress: Dress) -> bool:
        return (
            self._unreckoned.isdisjoint(dress.names) and VARIABLE not in dress.names and self._scripts >= dress.scripts
        )

    def _pruned(self, css: str, scripts: Iterable[str], styles: Iterable[str], templates: Iterable[str]) -> str | None:
        """Return `css` without what no page needs; None where nobody can say what that is."""
        parts = [_apart(html) for html in self._learnt]
        pages = names_in(_once(around for around, _ in parts)).union(*(names_in(words) for _, words in parts))
        self._scripts.update(*map(scripts_in, self._learnt))
        scripts, templates = (*scripts, *sorted(self._scripts)), tuple(templates)
        # What our templates hold is reckoned with whatever pages show now: the first word about an outage changes none.
        named = sorted(pages.difference(*map(names_of, templates)))
        made_of = (css, *scripts, "", *styles, "", *templates, "", *named, *_way_of_pruning())
        kept = self._made_once.text(
            made_of, lambda: json.dumps(self._newly_pruned(css, pages, scripts, styles, templates))
        )
        unreckoned, lean = json.loads(kept)
        self._unreckoned = frozenset(unreckoned)
        return None if lean is None else str(lean)

    def _newly_pruned(
        self, css: str, pages: set[str], scripts: Iterable[str], styles: Iterable[str], templates: Iterable[str]
    ) -> tuple[list[str], str | None]:
        """Return what the pruned styles do not reckon with, and these. `pages` are the names that stand in pages."""
        from mkdocs_candor.publish.pruned import Unparsable, pruned  # the styles of most sites are known already

        known = Names()
        known.add(f"<{tag}" for tag in _PLAIN.split())
        known.add_made(f"<{tag}" for tag in _FOUND.split())
        known.add(pages)
        for text in scripts:
            if asks_elsewhere(text):
                return [], None
            known.read_script(text, is_plain="__md_" in text)  # one of Material's
        known.read_script(_own_script(), is_plain=True)
        for template in templates:
            known.read_template(template)
        for style in styles:
            known.add(_READ.findall(style))
        words = set(_WORD.findall(css))
        tags = (f"<{word}" for word in words if word.isalnum())
        asked = {*words, *tags, *(f"{name}={value}" for name, value in _VALUE.findall(css)), "<table:bare", *ASKING}
        # What stands in a page stands in its words, for all we know.
        unreckoned = {name for name in asked if (f"<{name}" if name[0] == "<" else name) not in known}
        try:
            return sorted(unreckoned), pruned(css, known)
        except Unparsable:
            return [], None

    def _named(self, css: str) -> Artifact:
        return Artifact(f"assets/candor/face.{hashlib.sha256(css.encode()).hexdigest()[:8]}.css", css)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".css")


def _apart(html: str) -> tuple[str, str]:
    """Return what the theme put around the words of a page, and these, which are read more quickly by themselves."""
    before, start, rest = html.partition("<article")
    words, end, after = rest.rpartition("</article>")
    return before + after, start + words + end


def _once(parts: Iterable[str]) -> str:
    """Return what stands in any of these, each tag with what follows it once: a theme puts the same around each."""
    return "<".join(dict.fromkeys(tag for part in parts for tag in part.split("<")))


def _plain(css: str) -> str:
    return _CHARSET.sub("", _COMMENT.sub("", css))


@cache
def _way_of_pruning() -> tuple[str, ...]:
    """Return all that decides how styles are pruned, but these and the pages."""
    folder = Path(__file__).parent
    files = ("pruned.py", "style_names.py", "stylesheets.py")
    return (*((folder / file).read_text("utf-8") for file in files), _own_script())


def _own_script() -> str:
    return str(script().content)
