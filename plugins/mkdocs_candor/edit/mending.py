"""A post's text → the same with what is safe to mend: spaces at line ends, dashes, zones, the order of the first keys.

Each kind of repair is tried and read back. It stays only if the post says what it said before, or more of it can be
read; else nothing of it is done. Words are never touched, nor is a file whose front matter cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_candor.edit.key_order import in_order
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost, Incident, Maintenance
from mkdocs_candor.model.problem import Level
from mkdocs_candor.read.body import Line, read_lines
from mkdocs_candor.read.files import clean
from mkdocs_candor.read.frontmatter import Document, parse_document
from mkdocs_candor.read.headings import with_long_dash
from mkdocs_candor.read.key_lines import MAINTENANCE_KEYS, QUESTION_KEYS, read_key_lines
from mkdocs_candor.read.notes import Misread, Notes
from mkdocs_candor.read.posts import read_post_text
from mkdocs_candor.read.times import parse_moment

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_HARD_BREAK = re.compile(r".*\S {2,}")
_BARE_DAY_AND_TIME = re.compile(
    r"\b([0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)(?![0-9:.])"
)
_BARE_CLOCK = re.compile(r"(?<![0-9:+-])\b([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?![0-9:.])")
_ZONE_FOLLOWS = re.compile(r"\s*(?:Z\b|[+\u2212-][0-9]{2}|UTC|GMT|[A-Z][A-Za-z_]+/)")
_TIME_KEYS = ("next update", "since", "edited", "was", "window", "asked", "answered")
_CLOCK_KEYS = ("next update", "since", "window")
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_COMMENT = re.compile(r"(?:^|\s)#.*")


@frozen
class Mend:
    """One thing that was mended, and in which line of the text as it was then."""

    line: int
    what: str


@frozen
class Mended:
    text: str
    mends: tuple[Mend, ...]


@frozen
class _Change:
    """In line `index` put `new` from `start` up to `end`."""

    index: int
    start: int
    end: int
    new: str
    what: str


@frozen
class _Text:
    """A file's lines with their ends, the front matter among them, and what the body's lines can carry."""

    lines: list[tuple[str, str]]
    document: Document
    body: list[Line]

    def raw(self, number: int) -> str:
        return self.lines[number - 1][0]


def mended(text: str, path: str, timezone: ZoneInfo | None) -> Mended:
    """Return `text`, a post's, with all that is safe to mend. `timezone` is what a time without a zone means."""
    mends: list[Mend] = []
    for find in (_spaces, _dashes, _zones):
        parts = _parts(text)
        if parts is None:
            return Mended(text, ())
        changes = list(find(parts, timezone))
        if not changes:
            continue
        result = _applied(parts, changes)
        if not _says_the_same(text, result, path, timezone):
            changes = [c for c in changes if _says_the_same(text, _applied(parts, [c]), path, timezone)]
            result = _applied(parts, changes)
            if not _says_the_same(text, result, path, timezone):
                continue
        text = result
        mends += _counted(changes)
    ordered = in_order(text)
    if ordered != text and _says_the_same(text, ordered, path, timezone):
        text = ordered
        mends.append(Mend(1, "put the keys in order"))
    return Mended(text, tuple(mends))


def _parts(text: str) -> _Text | None:
    document = parse_document(clean(text), Notes(""))
    if document.front is None:
        return None
    lines = [(match[1], match[2]) for match in _LINE.finditer(text)]
    # A line of spaces says nothing of whether it is code; an empty one does.
    body = [line if line.strip() else "" for line in document.body]
    return _Text(lines, document, read_lines(body, document.body_line, Notes("")))


def _applied(parts: _Text, changes: Iterable[_Change]) -> str:
    lines = [line for line, _ in parts.lines]
    for change in sorted(changes, key=lambda c: (c.index, c.start), reverse=True):
        line = lines[change.index]
        lines[change.index] = line[: change.start] + change.new + line[change.end :]
    return "".join(line + end for line, (_, end) in zip(lines, parts.lines, strict=True))


def _counted(changes: Iterable[_Change]) -> Iterator[Mend]:
    """Yield a mend for each place, but one for all spaces together: nobody reads a list of those."""
    spaces = [change for change in changes if not change.new and change.what == _SPACES]
    if spaces:
        lines = "1 line" if len(spaces) == 1 else f"{len(spaces)} lines"
        yield Mend(spaces[0].index + 1, f"{_SPACES} of {lines}")
    for change in changes:
        if change.what != _SPACES:
            yield Mend(change.index + 1, change.what)


_SPACES = "took the spaces off the end"


def _spaces(parts: _Text, timezone: ZoneInfo | None) -> Iterator[_Change]:
    """Yield spaces at line ends that mean nothing: two of them inside a paragraph are a line break."""
    plain = {line.number for line in parts.body if line.is_plain}
    for index, (line, _) in enumerate(parts.lines):
        number = index + 1
        kept = line.rstrip(" \t")
        if kept == line or (number >= parts.document.body_line and number not in plain):
            continue
        following = parts.lines[index + 1][0] if number < len(parts.lines) else ""
        is_break = _HARD_BREAK.fullmatch(line) and following.strip() and not line.startswith("#")
        if number < parts.document.body_line or not is_break:
            yield _Change(index, len(kept), len(line), "", _SPACES)


def _dashes(parts: _Text, timezone: ZoneInfo | None) -> Iterator[_Change]:
    """Yield headings of updates that have another dash than the long one, or none."""
    for line in parts.body:
        if line.heading and line.heading[0] == 2 and line.visible == line.text:
            text = line.heading[1]
            wanted = with_long_dash(text)
            start = parts.raw(line.number).find(text)
            if wanted != text and start >= 0:
                yield _Change(line.number - 1, start, start + len(text), wanted, "put a long dash before the stage")


def _zones(parts: _Text, timezone: ZoneInfo | None) -> Iterator[_Change]:
    """Yield times without a zone, to be followed by the site's own."""
    if timezone is None:
        return
    for number in range(1, parts.document.body_line):
        raw = parts.raw(number)
        comment = _COMMENT.search(raw)
        yield from _bare(raw[: comment.start()] if comment else raw, number, _BARE_DAY_AND_TIME, timezone)
    for number, text, has_clocks in _timed_lines(parts.body):
        if text != parts.raw(number):
            continue  # something invisible stands in it
        yield from _bare(text, number, _BARE_DAY_AND_TIME, timezone)
        if has_clocks and not _BARE_DAY_AND_TIME.search(text):
            yield from _bare(text, number, _BARE_CLOCK, timezone)


def _bare(text: str, number: int, pattern: re.Pattern[str], timezone: ZoneInfo) -> Iterator[_Change]:
    for match in pattern.finditer(text):
        if not _ZONE_FOLLOWS.match(text, match.end()) and _is_moment(match[1], timezone):
            yield _Change(
                number - 1, match.end(), match.end(), f" {timezone.key}", f"gave {match[1]} its zone, {timezone.key}"
            )


def _is_moment(text: str, timezone: ZoneInfo) -> bool:
    try:
        parse_moment(text, after=_SOME_DAY, timezone=timezone)
    except Misread:
        return False
    return True


def _timed_lines(lines: list[Line]) -> Iterator[tuple[int, str, bool]]:
    """Yield the lines of a body that say when, headings of updates and keys: number, text as it stands in the file.

    And whether a time of day alone may stand there.
    """
    for position, line in enumerate(lines):
        if line.heading is None or line.heading[0] not in {2, 3}:
            continue
        if line.heading[0] == 2 and with_long_dash(line.heading[1]) == line.heading[1]:
            yield line.number, line.text, False
        below = lines[position + 1 :]
        end = next((n for n, other in enumerate(below) if other.heading), len(below))
        known = MAINTENANCE_KEYS if line.heading[0] == 2 else QUESTION_KEYS
        for key in read_key_lines(below[:end], known, Notes("")).keys:
            if key.key.lower() in _TIME_KEYS:
                for offset, raw in enumerate(key.raw):
                    yield key.line + offset, raw, key.key.lower() in _CLOCK_KEYS


def _says_the_same(before: str, after: str, path: str, timezone: ZoneInfo | None) -> bool:
    """Return whether a text is read as it was; or more of it, and nothing that was read before is another now."""
    old, new = (read_post_text(clean(text), path, timezone) for text in (before, after))
    if old.is_draft != new.is_draft:
        return False
    old_errors = [(p.rule, p.message) for p in old.notes.problems if p.level is Level.ERROR]
    new_errors = [(p.rule, p.message) for p in new.notes.problems if p.level is Level.ERROR]
    if old.post is not None and new.post is not None and _words(old.post) == _words(new.post):
        return len(new.notes.problems) <= len(old.notes.problems)
    return len(new_errors) < len(old_errors) and _has_all(old.post, new.post)


def _has_all(old: AnyPost | None, new: AnyPost | None) -> bool:
    """Return whether all updates of `old` are in `new`, of which one more could be read."""
    if not isinstance(old, Incident | Maintenance) or not isinstance(new, Incident | Maintenance):
        return False
    there = {update.id for update in new.updates}
    facts = (replace(post, updates=(), body="", is_readable=True) for post in (old, new))
    one, other = facts
    return one == other and all(update.id in there for update in old.updates) and len(new.updates) > len(old.updates)


def _words(value: Any) -> Any:
    """Return a post with its texts as readers see them: spaces at line ends apart."""
    if isinstance(value, str):
        return re.sub(r"[ \t]+$", "", value, flags=re.MULTILINE)
    if isinstance(value, tuple):
        return tuple(_words(item) for item in value)
    fields: Callable[[Any], Any] | None = getattr(type(value), "__dataclass_fields__", None)
    if fields is None:
        return value
    return type(value), tuple((name, _words(getattr(value, name))) for name, f in fields.items() if f.compare)  # type: ignore[attr-defined]
