"""What has become of a promise → the same file with it said in its place, and not one other byte changed.

The result is read back and compared with what was there and what was to be said. Where they differ, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mkdocs_candor.edit.front_matter import dump_inline
from mkdocs_candor.edit.yaml_text import NoSuchPlace, Place, YamlText
from mkdocs_candor.model.promise import Promise, PromiseKind, PromiseOutcome
from mkdocs_candor.read.files import clean
from mkdocs_candor.read.frontmatter import parse_document
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.tree import Mapping as Tree
from mkdocs_candor.read.tree import Plain, line_of, plain
from mkdocs_candor.read.tree import Sequence as Items

_STATUS = "status"
_SLIPS = "slips"
_FOLLOW_UPS = "follow_ups"
_WORDS = frozenset({"evidence", "why", "told_where"})


class CannotEdit(Exception):  # noqa: N818 - news for who writes, not an error of ours
    """The file cannot take the change. `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def with_done(text: str, promise: Promise, *, on: date | str, evidence: str, told: str = "") -> str:
    """Return `text` with `promise` done `on` a day, or at a time with its zone. `told`: where we told; a follow-up's.

    Raises CannotEdit.
    """
    said = {_closed_key(promise): on, "evidence": evidence, "told_where": told}
    return _with_outcome(text, promise, PromiseOutcome.DONE, said)


def with_dropped(text: str, promise: Promise, *, on: date | str, why: str, told: str = "") -> str:
    """Return `text` with `promise` dropped, and why. Raises CannotEdit."""
    said = {_closed_key(promise): on, "why": why, "told_where": told}
    return _with_outcome(text, promise, PromiseOutcome.DROPPED, said)


def with_slip(text: str, promise: Promise, *, on: date | str, due: date | str, why: str) -> str:
    """Return `text` with `promise` put off to `due`, as we told `on` a day; the first date stays. Raises CannotEdit."""
    slip = {"on": on, "due": due, "why": why}
    return _with_outcome(text, promise, PromiseOutcome.SLIPPED, {}, {k: v for k, v in slip.items() if v})


def with_follow_up(text: str, made: Mapping[str, date | str]) -> str:
    """Return `text` with a follow-up more at the end of its `follow_ups`, which are made where there are none.

    Raises CannotEdit.
    """
    front, body = _read(text)
    before = plain(front).get(_FOLLOW_UPS) or []  # type: ignore[union-attr]
    there = before if isinstance(before, list) else [before]
    expected = {**plain(front), _FOLLOW_UPS: [*there, {k: str(v) for k, v in made.items()}]}  # type: ignore[dict-item]
    refusal = CannotEdit(
        "its front matter is laid out in a way that nothing can be added to",
        f"Add it to 'follow_ups' by hand: {dump_inline(made)}. Nothing was written.",
    )
    try:
        yaml_text = YamlText(text)
        yaml_text.append((), _FOLLOW_UPS, made, after=_FOLLOW_UPS)
        result = yaml_text.changed()
    except NoSuchPlace:
        raise refusal from None
    after, body_after = _read(result)
    if plain(after) != expected or body_after != body:
        raise refusal
    return result


def _closed_key(promise: Promise) -> str:
    return "on" if promise.kind is PromiseKind.PREVENTION else "closed_on"


def _with_outcome(
    text: str,
    promise: Promise,
    outcome: PromiseOutcome,
    said: Mapping[str, date | str],
    slip: Mapping[str, date | str] | None = None,
) -> str:
    front, body = _read(text)
    place = _place(front, promise)
    values = {_STATUS: outcome.value, **_with_earlier_words(front, place, said)}
    expected = _expected(front, place, values, slip)
    try:
        yaml_text = YamlText(text)
        yaml_text.set(place, values, after=_STATUS)
        if slip:
            yaml_text.append(place, _SLIPS, slip, after=_STATUS)
        result = yaml_text.changed()
    except NoSuchPlace:
        raise _laid_out(promise) from None
    after, body_after = _read(result)
    if plain(after) != expected or body_after != body:
        raise _laid_out(promise)
    return result


def _read(text: str) -> tuple[Tree, list[str]]:
    document = parse_document(clean(text), Notes(""))
    if document.front is None:
        raise CannotEdit(
            "its front matter cannot be read", "candor check says what is wrong. Repair it first, or edit it by hand."
        )
    return document.front, document.body


def _place(front: Tree, promise: Promise) -> Place:
    """Return where the promise stands: by its line, and by its id where several share a line."""
    line = promise.source.line
    here = [(place, id_) for place, id_ in _places(front, promise.kind) if line_of(front, *place) == line]
    if len(here) > 1:
        here = [(place, id_) for place, id_ in here if id_ == promise.id]
    if len(here) != 1:
        raise _laid_out(promise)
    return here[0][0]


def _places(front: Tree, kind: PromiseKind) -> Iterator[tuple[Place, str]]:
    """Yield where promises of a kind stand, and the ids written there."""
    if kind is PromiseKind.FOLLOW_UP and "follow_up" in front.items:
        yield ("follow_up",), "follow-up"
    key = "prevention" if kind is PromiseKind.PREVENTION else "follow_ups"
    items = front.items.get(key)
    for index, item in enumerate(items.items if isinstance(items, Items) else ()):
        written = plain(item)
        unnamed = f"{'P' if kind is PromiseKind.PREVENTION else 'F'}-{index + 1}"
        yield (key, index), str(written.get("id") or unnamed) if isinstance(written, dict) else unnamed


def _with_earlier_words(front: Tree, place: Place, said: Mapping[str, date | str]) -> dict[str, date | str]:
    """Return what is said, behind the words that stand there already."""
    node = _at(plain(front), place)
    words = {}
    for key, value in said.items():
        there = node.get(key) if isinstance(node, dict) and key in _WORDS else None
        if value:
            words[key] = f"{' '.join(there.split())} {value}" if isinstance(there, str) and there else value
    return words


def _at(node: Plain, place: Place) -> Plain:
    for step in place:
        node = node[step]  # type: ignore[index]
    return node


def _expected(
    front: Tree, place: Place, values: Mapping[str, date | str], slip: Mapping[str, date | str] | None
) -> Plain:
    """Return what the front matter is to say."""
    whole = plain(front)
    node = _at(whole, place)
    if isinstance(node, dict):
        node.update({key: str(value) for key, value in values.items()})
        if slip:
            before = node.get(_SLIPS) or []
            node[_SLIPS] = [*(before if isinstance(before, list) else [before]), {k: str(v) for k, v in slip.items()}]
    return whole


def _laid_out(promise: Promise) -> CannotEdit:
    return CannotEdit(
        f"'{promise.id}' is laid out in a way that cannot be changed without touching the rest",
        f"Edit line {promise.source.line} by hand; candor check says whether it is right. Nothing was written.",
    )
