"""Markdown that is nothing but paragraphs and lists of words, with `code`, *stress* and links at most, as HTML.

So are most updates, and the parser takes a third of a millisecond for each. What counts as a mark depends on
the extensions: with one that is not known here, every text goes to the parser. Of one that shows a command besides,
only the block of code does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

# The marks that an extension gives a meaning, of those that have none without it.
_MARKS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
            *("md_in_html", "sane_lists", "tables", "toc", "wikilinks", "pymdownx.betterem", "pymdownx.caret"),
            *("pymdownx.critic", "pymdownx.details", "pymdownx.highlight", "pymdownx.keys"),
            *("pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
        ),
        "",
    ),
    "nl2br": "\n",
    "pymdownx.emoji": ":",
    "pymdownx.inlinehilite": "`",
    "smarty": "'\".-",
}
_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)")
_SIGNS = ",.;:?!%()'\"/-–—…’“”"


_CODE = re.compile(r"(?:\A|\n\n)(```[a-z]*\n(?:[^`\n]+\n)+```)(?:\n\n|\Z)")

# Options by which an extension may give any word a meaning.
_OPEN = {"abbr": "glossary", "toc": "marker"}

Fits: TypeAlias = Callable[[str], bool]


def paragraphs(extensions: Iterable[object], configs: Mapping[str, Mapping[str, object]] | None = None) -> Fits | None:
    """Return what tells of a text if it is plain paragraphs, with these extensions of the parser and their options.

    None where nothing is sure.
    """
    marks = ""
    for extension in extensions:
        name = extension.removeprefix("markdown.extensions.") if isinstance(extension, str) else ""
        config = (configs or {}).get(str(extension), {})
        if name not in _MARKS or _OPEN.get(name) in config or (name == "extra" and config):
            return None
        marks += _MARKS[name]
    signs = re.escape("".join(sign for sign in _SIGNS if sign not in marks))
    words = rf"[^\W_](?:[ ]?[^\W_]|[ ]?[{signs}])*"
    stressed = rf"(?<![^\s(])(?:\*{words}\*|\*\*{words}\*\*)(?![\w*`])"
    link = rf"(?<!!)\[{words}\]\(https?://[A-Za-z0-9._/~-]++\)(?![\[(])"
    code = "" if "`" in marks else r"|(?<!`)`[\w./:-]++(?:[ ][\w./:-]++)*`(?!`)"
    # Lines begin with a letter and have no two spaces in a row: what else may begin a list, and end a line.
    # By the run: letters one by one take three times as long. No letter fits both kinds, or failing would take forever.
    letters = rf"[A-Za-z0-9{signs}]++|[^\W_A-Za-z0-9]++"
    line = rf"(?=[^\W\d_]|[*\[`])(?:[ ]?(?:{letters}|{stressed}|{link}{code}))+"
    # It stands here once: a pattern of what may follow what, with it in each place, takes ten times as long to compile.
    ends = r"\n\n|\n(?=- )" if "\n" in marks else r"\n\n?"
    lines = re.compile(rf"(?!\n)(?:(?:\A|{ends})(?:- )?{line})+")
    return lambda text: lines.fullmatch(text) is not None and ("- " not in text or _are_blocks(text))


def _are_blocks(text: str) -> bool:
    """Return whether each block of `text` is all of a list or has nothing of one, and no list comes after another.

    Two in a row are one to the parser, with paragraphs in it.
    """
    was_list = False
    for block in text.split("\n\n"):
        is_list = block.startswith("- ")
        if (is_list and was_list) or any(line.startswith("- ") != is_list for line in block.split("\n")):
            return False
        was_list = is_list
    return True


def as_html(text: str) -> str:
    """Return a text that fits as HTML."""
    if "`" in text or "*" in text or "[" in text:
        text = _MARKED.sub(_element, text)
    if "- " not in text:
        return "<p>" + text.replace("\n\n", "</p>\n<p>") + "</p>"
    return "\n".join(_listed(block) if block.startswith("- ") else f"<p>{block}</p>" for block in text.split("\n\n"))


def around_code(text: str, is_plain: Fits, parsed: Callable[[str], str]) -> str | None:
    """Return a text that fits but for blocks of code as HTML, of which `parsed` gives these. None if more does not fit.

    Between blank lines a block means the same wherever it stands, and `parsed` is asked for each alone.
    """
    parts = _CODE.split(text)
    words, blocks = parts[::2], parts[1::2]
    if not blocks or not all(is_plain(part) for part in words if part):
        return None
    html = (_code(part, parsed) if number % 2 else as_html(part) for number, part in enumerate(parts) if part)
    return "\n".join(html).strip()


def _code(block: str, parsed: Callable[[str], str]) -> str:
    # In company, for a parser strips what it gives, and some blocks end with a blank line.
    return parsed(f"a\n\n{block}\n\na").removeprefix("<p>a</p>\n").removesuffix("\n<p>a</p>")


def _listed(items: str) -> str:
    return "<ul>\n<li>" + items[2:].replace("\n- ", "</li>\n<li>") + "</li>\n</ul>"


def _element(marked: re.Match[str]) -> str:
    code, strong, stressed, words, address = marked.groups()
    if code:
        return f"<code>{code}</code>"
    if words:
        return f'<a href="{address}">{words}</a>'
    return f"<strong>{strong}</strong>" if strong else f"<em>{stressed}</em>"
