"""What a page may be dressed by: the names in it, and in the scripts of the site, that a stylesheet can ask for.

Names are classes as they are, "<tag", "<table:bare" for one without a class, "attribute=value" and "feature=name". To
be asked for besides: "<<tag", a tag within words (`.md-typeset`).
Read by patterns, and rather too much than too little: a name noted in vain only keeps a rule that nobody needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from html import unescape
from typing import NamedTuple

VALUED = re.compile(r"^(?:dir|lang|role|data-md-color-[a-z]+)$")
"""Attributes of which a stylesheet asks for values that few sites have."""

VARIABLE = "var(--"
"""Stands among the names of a page that sets styles by the stylesheet's own variables."""

_NAMED = re.compile(
    r"""\s(class|dir|lang|role|data-md-color-[a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE
)
_CLASS, _ROLE = re.compile('class="([^"]*)"'), re.compile('role="([^"]*)"')
_LANG = re.compile(' lang="([^"]*)"')
_DIRECTION = re.compile(r' dir="(\w+)"')
# Each begins with letters of its own: patterns in one, which begin with different ones, take five times as long.
_RARE = (re.compile("data-md-color"), re.compile(r"dir\s*="), re.compile(r'lang(?<=\slang)(?:\s|=[^"])'))
_TAG = re.compile("<([a-z][a-z0-9-]*)")  # in lower case, which takes a third of the time to look for
_SCRIPT = re.compile(r"<script\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</script", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"""\ssrc\s*=\s*["']?\s*([^"'\s>]+)""", re.IGNORECASE)
_DATA = re.compile(r"""\stype\s*=\s*["']?application/(?:ld\+)?json""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])-{0,2}[A-Za-z_][\w-]*")
_OURS = re.compile(r"(?<![\w-])cd-[\w-]*")
_GIVEN = re.compile(r"(?<![\w.-])-{0,2}[A-Za-z_][\w-]*")
_MADE_TAG = re.compile(r"""["'`]([A-Za-z][\w-]*)["'`]|<([A-Za-z][\w-]*)""")
_BARE_TABLE = re.compile(r"<table(?![^>]*\sclass\s*=)", re.IGNORECASE)
_FOLD_OF_OTHERS = re.compile(r'<(?:details|summary)(?! class="cd-fold)', re.IGNORECASE)
_REPOSITORY = re.compile(r"""href=["'][^"']*git(?:hub|lab)[^"']*["'][^>]*class=["']md-source""")
_THEME_MADE_TAG = re.compile(r"""(?:(?<![.\w$])[\w$]+|createElement)\(["'`]([A-Za-z][\w-]*)["'`]|<([A-Za-z][\w-]*)""")
_CLASSED = re.compile(r"""\bclass(?:Name|List\.\w+)?[:=(]\s*["'`]([^"'`]*)""")
_FEATURES = re.compile(r'"features": \[([^\]]*)\]')

# What Material's own script makes, only in pages that ask for it: the beginnings of names, and the names that ask.
_MADE_FOR = {
    ("md-annotation", "md-tooltip"): (
        "annotate", "feature=content.code.annotate", "feature=content.tooltips", "feature=content.footnote.tooltips"
    ),
    ("md-source__fact", "--md-source-"): ("feature=repository",),
    ("md-version",): ("feature=version",),
    ("md-code__", "--md-code-"): ("<pre",),
    ("md-typeset__",): ("<table",),
    ("mermaid", "--md-mermaid"): ("mermaid",),
    ("tabbed-",): ("tabbed-set",),
}  # fmt: skip
ASKING = frozenset(name for names in _MADE_FOR.values() for name in names)

_LONG = 20_000
_MOST_KNOWN = 256
_known: dict[bytes, frozenset[str]] = {}
"""The names in long pages, such as a year of a long history: a preview has most of them again at each save."""


class Names:
    """Names that are known to occur. A script may also put a name together: `"md-tag--" + kind`."""

    def __init__(self) -> None:
        self._pages: set[str] = set()
        self._made: set[str] = set()
        self._made_by_theme: set[str] = set()
        self._scripts: set[str] = set()
        self._beginnings: tuple[str, ...] = ()
        self._ends: tuple[str, ...] = ()

    def add(self, names: Iterable[str]) -> None:
        """Note names that stand in a page."""
        self._pages.update(names)

    def add_made(self, names: Iterable[str]) -> None:
        """Note names that a script may put into a page, whatever the page holds."""
        self._made.update(names)

    def read_script(self, script: str, *, is_plain: bool = False) -> None:
        """Note all words of a script, those that it may put names together from too.

        `is_plain`: it is one of Material's or ours. What follows a dot there it only looks for, and a name of one word
        it gives to an element in plain sight.
        """
        words = set((_GIVEN if is_plain else _WORD).findall(script)) - self._scripts
        self._made.update(f"role={word}" for word in words)
        if is_plain:
            given = {word for names in _CLASSED.findall(script) for word in names.split()}
            words = {word for word in words if "-" in word or "_" in word or word in given}
        self._scripts |= words
        tags = (_THEME_MADE_TAG if is_plain else _MADE_TAG).findall(script)
        made = self._made_by_theme if is_plain else self._made
        made.update(f"<{(quoted or marked).lower()}" for quoted, marked in tags)
        parts = sorted(word for word in words if len(word) > 2)
        self._beginnings += tuple(word for word in parts if word[-1] in "-_")
        self._ends += tuple(word for word in parts if word[0] in "-_" and word[1] in "-_" and word[2] != "m")

    def read_template(self, template: str) -> None:
        """Note what stands in a template of ours, and all that begins like our own names."""
        words = names_of(template)
        self.add(words)
        self._beginnings += tuple(sorted(word for word in words if word[-1] == "-" and word.startswith("cd-")))

    def __contains__(self, name: str) -> bool:
        if name.startswith("<<"):  # what Material's script and ours make stands around words, not in them
            return name[1:] in self._pages or name[1:] in self._made
        return name in self._pages or (self._may_be_made(name) and self._is_asked_for(name))

    def _may_be_made(self, name: str) -> bool:
        if "<" in name or "=" in name:
            return name in self._made or name in self._made_by_theme
        return name in self._scripts or name.startswith(self._beginnings) or name.endswith(self._ends)

    def _is_asked_for(self, name: str) -> bool:
        asking = next((asks for made, asks in _MADE_FOR.items() if name.startswith(made)), None)
        return asking is None or not self._pages.isdisjoint(asking)


def names_of(template: str) -> set[str]:
    """Return what stands in a template of ours, and all that begins like our own names."""
    return names_in(template).union(_OURS.findall(template))


class Dress(NamedTuple):
    """What of a page a stylesheet may ask for: its names, "var(--" among them, and what `scripts_in` gives."""

    names: frozenset[str]
    scripts: frozenset[str]


def dress_of(html: str) -> Dress:
    """Return by what a page is dressed."""
    names = names_in(html)
    if VARIABLE in html:
        names.add(VARIABLE)
    return Dress(frozenset(names), scripts_in(html))


def dress_around(html: str, words: Iterable[Dress]) -> Dress:
    """Return by what a page is dressed that a template of ours has made around Markdown, which is dressed as `words`.

    Templates are known to who makes stylesheets: what they name need not be looked for in a thousand pages.
    """
    names = {name for each in words for name in each.names}
    if ' dir="' in html:
        names.update(f"dir={value}" for value in _DIRECTION.findall(html))
    if VARIABLE in html:
        names.add(VARIABLE)
    return Dress(frozenset(names), frozenset(script for each in words for script in each.scripts))


def names_in(html: str) -> set[str]:
    """Return the names in a page, or in a part of one."""
    if len(html) < _LONG:
        return _newly_found(html)
    key = blake2b(html.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if key not in _known:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = frozenset(_newly_found(html))
    return set(_known[key])


def _newly_found(html: str) -> set[str]:
    found = _names_as_usual(html) or _names_as_written(html)
    if "<table" in found and _BARE_TABLE.search(html):
        found.add("<table:bare")
    if "cd-fold" in found and not _FOLD_OF_OTHERS.search(html):
        found -= {"<details", "<summary"}  # these look as we want them to without the theme's styles
    if "git" in html and _REPOSITORY.search(html):
        found.add("feature=repository")
    if '"features"' in html and (features := _FEATURES.search(html)):
        found.update(f"feature={name}" for name in re.findall(r'"([^"]+)"', features[1]))
        if '"version": {' in html:
            found.add("feature=version")
    return found


def _names_as_usual(html: str) -> set[str] | None:
    """Return the names in HTML whose attributes are spelt as ours are; None where some may not be.

    Every page of a long history is read so: patterns for all that HTML allows take three times as long.
    """
    lower = html.lower()
    classes, roles = _CLASS.findall(html), _ROLE.findall(html)
    if len(classes) != lower.count("class") or len(roles) != lower.count("role"):
        return None
    if any(rare.search(lower) for rare in _RARE):
        return None
    found = {f"<{tag}" for tag in set(_TAG.findall(lower))}
    for names in set(classes):
        found.update(unescape(names).split())
    found.update(f"role={unescape(role)}" for role in set(roles))
    found.update(f"lang={unescape(lang)}" for lang in set(_LANG.findall(html)))
    return found


def _names_as_written(html: str) -> set[str]:
    found = {f"<{tag}" for tag in set(_TAG.findall(html.lower()))}
    for attribute, *values in _NAMED.findall(html):
        value = unescape("".join(values))
        found.update(value.split() if attribute.lower() == "class" else (f"{attribute.lower()}={value}",))
    return found


def scripts_in(html: str) -> frozenset[str]:
    """Return the scripts that stand in `html`, and the addresses of those that it asks other hosts for."""
    found = set()
    if "<script" in html.lower():
        for attributes, words in _SCRIPT.findall(html):
            source = _SOURCE.search(attributes)
            if _DATA.search(attributes):
                continue
            if not source:
                found.add(words.strip())
            elif _ELSEWHERE.match(source[1]):
                found.add(source[1])
    return frozenset(found - {""})


def asks_elsewhere(script: str) -> bool:
    """Return whether what `scripts_in` gave is an address of another host, whose script nobody here can read."""
    return bool(_ELSEWHERE.match(script)) and not re.search(r"\s", script)
