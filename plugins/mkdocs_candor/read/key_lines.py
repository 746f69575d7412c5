"""The `Key: value` lines directly under the heading of an update or a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.read.body import Line
from mkdocs_candor.read.notes import Notes, likely, listed, quoted
from mkdocs_candor.read.rules import Rule

UPDATE_KEYS = ("Impact", "Scope", "Do now", "Next update", "Components", "Since", "By", "Edited", "Was")
MAINTENANCE_KEYS = (*UPDATE_KEYS, "Window")
QUESTION_KEYS = ("Asked", "Answered")

_KEY = re.compile(r"([*_]{0,3})([^\W\d_](?:[\w'’ -]{0,30}\w)?)([*_]{0,3})\s*:(?!//)([*_]{0,3})\s*(.*)")
_MAY_REPEAT = frozenset({"Edited"})
_STRUCTURE = re.compile(r"#|[-*+] |\d{1,9}[.)] |\||`{3}|~{3}|!!! |\?\?\? |<")
# Keys that change what the page says is true; the others would only be missing from their place.
_WEIGHTY = frozenset({"Components", "Since", "Next update", "Window", "Edited", "Was"})


@dataclass(slots=True)
class KeyLine:
    """`raw` are the lines as they stand in the file."""

    key: str
    value: str
    line: int
    raw: list[str]


@frozen
class KeyedText:
    """The key lines under a heading, and the text after them with the number of its first line.

    `is_silent`: nothing in the text is for readers, it is empty or all comment.
    """

    keys: list[KeyLine]
    body: str
    body_line: int
    is_silent: bool


def read_key_lines(
    lines: Sequence[Line], known: tuple[str, ...], notes: Notes, *, lost: Sequence[Line] = ()
) -> KeyedText:
    """Return the key lines that `lines` begin with and the rest of them as text, then `lost`.

    Lines that look like a key but are none stay in the text. A key line runs on until the next key or an empty line.
    """
    found: list[KeyLine] = []
    kept: list[Line] = []
    position = _key_block(lines, known, notes, found, kept)
    rest = lines[position:]
    _note_keys_in_text([line for line in rest if ":" in line.visible], known, {k.key for k in found}, notes)
    for empty in [k for k in found if not k.value]:
        notes.add(
            Rule.EMPTY_KEY_LINE,
            empty.line,
            f"'{empty.key}:' says nothing",
            "Fill it in on the same line, or remove it.",
        )
    body, number = joined([*kept, *rest])
    more, more_number = joined(lost)
    if more:
        body, number = (f"{body}\n\n{more}", number) if body else (more, more_number)
    if not body and lines:
        number = lines[-1].number
    is_silent = all(line.is_blank for line in (*kept, *rest, *lost))
    return KeyedText([k for k in found if k.value], body, number, is_silent)


def joined(lines: Sequence[Line]) -> tuple[str, int]:
    """Return the text of `lines` without empty ones around it, and the number of its first line."""
    start, end = 0, len(lines)
    while start < end and not lines[start].text.strip():
        start += 1
    while end > start and not lines[end - 1].text.strip():
        end -= 1
    text = "\n".join([line.text for line in lines[start:end]])
    return text.rstrip(), lines[start].number if start < end else 1


def _key_block(
    lines: Sequence[Line], known: tuple[str, ...], notes: Notes, found: list[KeyLine], kept: list[Line]
) -> int:
    """Fill `found` and `kept` from the lines that can hold keys, and return where the text begins."""
    position, current, is_kept = 0, None, False
    while position < len(lines):
        line = lines[position]
        if not line.visible or line.is_blank:
            following = _next_with_text(lines, position)
            is_comment = line.text.strip() != ""
            if following is None or not (is_comment or _begins_with_key(lines[following], known, found)):
                return position
            kept.extend(skipped for skipped in lines[position:following] if skipped.text.strip())
            if not is_comment:
                current, is_kept = None, False
            position = following
            continue
        key, value, match = _read_key(line, known)
        if key and key not in _MAY_REPEAT and key in [k.key for k in found]:
            first = next(k.line for k in found if k.key == key)
            hint = "The first one counts. Join them in one line, or remove the one that is wrong."
            notes.add(Rule.DUPLICATE_KEY_LINE, line.number, f"'{key}:' stands here twice, first in line {first}", hint)
            kept.append(line)
            current, is_kept = None, True
        elif key:
            current, is_kept = KeyLine(key, value, line.number, [line.text]), False
            found.append(current)
        elif match and _note_unknown_key(match, line, known, notes, is_first=current is None):
            kept.append(line)
            current, is_kept = None, True
        elif is_kept:
            kept.append(line)
        elif current and not _STRUCTURE.match(line.visible.lstrip()) and not line.visible.lstrip().startswith(">"):
            current.value = f"{current.value} {line.visible.strip()}".strip()
            current.raw.append(line.text)
        else:
            return position
        position += 1
    return position


def _next_with_text(lines: Sequence[Line], position: int) -> int | None:
    while position < len(lines) and lines[position].is_blank:
        position += 1
    return position if position < len(lines) else None


def _begins_with_key(line: Line, known: tuple[str, ...], found: Collection[KeyLine]) -> bool:
    key, _, _ = _read_key(line, known)
    return key is not None and (key in _MAY_REPEAT or all(k.key != key for k in found))


def _read_key(line: Line, known: tuple[str, ...]) -> tuple[str | None, str, re.Match[str] | None]:
    """Return the known key that a line begins with and what it says.

    Where it begins with none, or not quite with one, None, what it says, and how it looks like a key line if it does.
    """
    name, colon, value = line.visible.partition(":")
    if not colon or not line.is_plain:
        return None, "", None
    if name in known and value[:1] == " ":
        return name, value.strip(), None  # as nearly all are written
    match = _KEY.fullmatch(line.visible.rstrip())
    if match is None:
        return None, "", None
    key = None if match[1] or match[3] or match[4] else _same_key(match[2], known)
    return key, match[5].strip(), match


def _same_key(name: str, known: tuple[str, ...]) -> str | None:
    return _by_folded_name(known).get(_folded(name))


@cache
def _by_folded_name(known: tuple[str, ...]) -> dict[str, str]:
    return {_folded(key): key for key in known}


@lru_cache(maxsize=1024)
def _folded(name: str) -> str:
    """Return `name` as it is compared: the case does not count, nor whether words are held by spaces or dashes."""
    return " ".join(name.replace("-", " ").replace("_", " ").lower().split())


def _note_unknown_key(
    match: re.Match[str], line: Line, known: tuple[str, ...], notes: Notes, *, is_first: bool
) -> bool:
    """Note a line that was meant to be a key line and is none; return whether it was."""
    name, value = match[2], match[5]
    expected = f"Keys here: {', '.join(known)}."
    if exact := _same_key(name, known):
        hint = f"Write it plain: '{exact}: {value}'."
        notes.add(
            Rule.UNKNOWN_KEY_LINE, line.number, f"a key has no asterisks or underscores: {quoted(line.visible)}", hint
        )
        return True
    if len(name.split()) > 3 or match[1]:
        return False
    if guess := likely(name, known, cutoff=0.75):
        hint = f"Did you mean '{guess}:'?"
        notes.add(Rule.UNKNOWN_KEY_LINE, line.number, f"unknown key '{name}:'", hint)
        return True
    if not is_first:
        return False
    elsewhere = _same_key(name, MAINTENANCE_KEYS)
    hint = f"'{elsewhere}:' does not belong here. {expected}" if elsewhere else ""
    hint = hint or f"{expected} If it is text, put an empty line before it."
    level = None if elsewhere else Rule.EMPTY_KEY_LINE.level
    notes.add(Rule.UNKNOWN_KEY_LINE, line.number, f"unknown key '{name}:'", hint, level=level)
    return True


def _note_keys_in_text(lines: Sequence[Line], known: tuple[str, ...], found: Collection[str], notes: Notes) -> None:
    for line in lines:
        key, value, _ = _read_key(line, known)
        if key is None or not value:
            continue
        if key in _WEIGHTY or key not in found:
            notes.add(
                Rule.KEY_IN_TEXT,
                line.number,
                f"'{key}:' stands in the text, where it is only text",
                f"Move it up, directly under the heading. Keys: {listed(known, 'and')}.",
                level=None if key in _WEIGHTY else Rule.EMPTY_KEY_LINE.level,
            )
