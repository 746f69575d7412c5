"""Plain text → Markdown that shows it verbatim, whatever extensions the site has switched on.

Written by hand: the converters escape for CommonMark, where a backslash works before `<`. Python-Markdown leaves
that backslash standing and passes the tag on, so what has no backslash escape there becomes an entity here.
"""

from __future__ import annotations

import re

from mkdocs_candor.read.headings import is_update

_URL = re.compile(r"(?<![^\W_])https?://[^\s<>\"\x00-\x20\ue000]+", re.IGNORECASE)
_URL_END = re.compile(r"[.,;:!?'*_~]+$")
_UNSAFE_IN_URL = re.compile(r"[\s\"'<>\[\]\\`{}|^]")

_INLINE = re.compile(
    r"""
    (?P<escape>[\\`*\[\]{}]|(?<![^\W_])_|_(?![^\W_])|\+(?=\+)|(?<=\+)\+)
    |(?P<entity>
        <
        |&(?=[\#\w])              # would be read as an entity
        |(?<!\s)~|~(?!\w)|\^      # struck out, below and above the line
        |=(?==)|(?<==)=           # marked
        |(?<![^\W_]):(?=[\w+-])|:(?=[^\W\d][\w+-]*:)    # :an-emoji:
    )
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"""
    (?P<number>\d+)(?P<after>[.)])(?=\s|$)
    |(?P<escape>[#>]|[-+](?=[\s|:-]|$)|!(?=!!))
    |(?P<entity>[|]|=(?==*\s*$)|:(?=[\s:|-]|$)|/(?=//)|\?(?=\?\?)|~(?=~))
    """,
    re.VERBOSE,
)
# A line like this would be taken for facts about the update when it begins a text, and for a mistake elsewhere.
_KEY_LINE = re.compile(
    r"^(\s*(?:impact|scope|do[ _-]now|next[ _-]update|components|by|edited|was|window|asked|answered)\s*):",
    re.IGNORECASE | re.MULTILINE,
)


_BARE_DASH = re.compile(r"(?<!\d)[-\u2010-\u2015\u2212·•]|[-\u2010-\u2015\u2212·•](?!\d)")


def literal(text: str, *, links: bool = True) -> str:
    """Return one line of text as Markdown inline text. Web addresses become links, unless `links` is False."""
    if not links:
        return _escaped(text)
    parts: list[str] = []
    position = 0
    for found in _URL.finditer(text):
        url = _trimmed(found.group())
        parts += [_escaped(text[position : found.start()]), autolink(url)]
        position = found.start() + len(url)
    return "".join([*parts, _escaped(text[position:])])


def guarded(line: str) -> str:
    """Return a line of Markdown inline text so that its beginning is no heading, list, quote, table or block."""
    body = line.lstrip()
    found = _LINE_START.match(body)
    if not found:
        return line
    indent, rest = line[: len(line) - len(body)], body[found.end() :]
    if found["number"]:
        return f"{indent}{found['number']}\\{found['after']}{rest}"
    start = f"\\{found['escape']}" if found["escape"] else _entity(found["entity"])
    return f"{indent}{start}{rest}"


def without_structure(markdown: str) -> str:
    """Return a body in which no line can be taken for a key of the update (`Impact: …`) nor for an update."""
    lines = _KEY_LINE.sub(r"\1&#58;", markdown).split("\n")
    return "\n".join(_BARE_DASH.sub(_as_entity, line) if _reads_as_update(line) else line for line in lines)


def _reads_as_update(line: str) -> bool:
    return is_update(line.lstrip("#").strip("*_ "), None)


def _as_entity(found: re.Match[str]) -> str:
    return _entity(found.group())


def paragraphs(text: str) -> str:
    """Return text of many lines as Markdown: empty lines part paragraphs, the other line ends are kept."""
    blocks = [[line.strip() for line in block.splitlines()] for block in re.split(r"\n\s*\n", text.strip())]
    return "\n\n".join("  \n".join(guarded(literal(line)) for line in block if line) for block in blocks)


def autolink(url: str) -> str:
    """Return a link whose text is its address."""
    return f"<{_encoded(url)}>"


def link(words: str, url: str) -> str:
    """Return a link; `words` is Markdown on one line."""
    return f"[{words}]({_encoded(url).replace('(', '%28').replace(')', '%29')})"


def _encoded(url: str) -> str:
    """Return an address that ends neither a link nor an attribute early: what could is percent-encoded."""
    encoded = _UNSAFE_IN_URL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), url)
    return re.sub(r"&(?=#|\w+;)", "&amp;", encoded)


def _escaped(text: str) -> str:
    return _INLINE.sub(lambda m: f"\\{m['escape']}" if m["escape"] else _entity(m["entity"]), text)


def _entity(character: str) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(character, f"&#{ord(character)};")


def _trimmed(url: str) -> str:
    """Return the address without the punctuation of the sentence around it."""
    while True:
        shorter = _URL_END.sub("", url)
        if shorter.endswith((")", "]", "}")) and shorter.count(shorter[-1]) > shorter.count(_OPENING[shorter[-1]]):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter


_OPENING = {")": "(", "]": "[", "}": "{"}
