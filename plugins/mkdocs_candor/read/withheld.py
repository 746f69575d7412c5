"""Whether a file may be shown at all: what must be certain before any of its text is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import Enum

from mkdocs_candor.model.post import PostType
from mkdocs_candor.read.declared import WITHHOLDING_KEYS
from mkdocs_candor.read.fields import choose, flag
from mkdocs_candor.read.form import keys_of
from mkdocs_candor.read.notes import Misread, Notes, likely, listed, quoted, sentences
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.schema import POST_FORMS
from mkdocs_candor.read.tree import Mapping, Node, Scalar, Sequence, line_of, plain

_ALSO_MEANT = {"embargo": "publish_at", "publish": "publish_at", "unpublished": "draft", "hidden": "draft"}
_TYPES = {type_.value: type_ for type_ in PostType}
_KNOWN_KEYS = frozenset(key for form in POST_FORMS.values() for key in keys_of(form))


class Secrecy(Enum):
    DRAFT = "draft"
    NONE = "none"  # beyond what `publish_at` says
    UNCERTAIN = "uncertain"


def note_secrecy(tree: Mapping, notes: Notes, known: Collection[str] = _KNOWN_KEYS) -> Secrecy:
    """Return whether front matter says surely that the file is a draft, surely that it is none, or neither.

    An embargo or a draft that is misspelt, repeated or in the wrong place must not let the text out. `known` are the
    keys that surely mean something else.
    """
    uncertain = False
    for key in sorted(tree.repeated & WITHHOLDING_KEYS):
        line = line_of(tree, key)
        notes.add(Rule.UNCERTAIN_DRAFT, line, f"{quoted(key)} stands here twice; nothing is shown", "Keep one of them.")
        uncertain = True
    for name, line, is_at_top in list(_keys(tree)):
        if is_at_top:
            meant = _withholding_key(name, known)
        else:
            meant = name.lower() if name.lower() in WITHHOLDING_KEYS else None
        if meant and not (is_at_top and name == meant):
            hint = f"Write '{meant}:' at the start of its line." if meant == name else f"Did you mean '{meant}'?"
            message = f"{quoted(name)} may have been meant to keep this from being seen; nothing of it is shown"
            notes.add(Rule.UNCERTAIN_DRAFT, line, message, hint)
            if is_at_top:
                del tree.items[name]  # or its form would call it unknown
            uncertain = True
    written = tree.items.get("draft")
    if written is None:
        return Secrecy.UNCERTAIN if uncertain else Secrecy.NONE
    try:
        is_draft = flag(plain(written))
    except Misread as misread:
        notes.take(misread, line_of(tree, "draft"), "draft")
        del tree.items["draft"]  # or its form would say so again
        return Secrecy.UNCERTAIN
    if "draft" not in tree.repeated and is_draft:
        return Secrecy.DRAFT
    return Secrecy.UNCERTAIN if uncertain else Secrecy.NONE


def read_type(tree: Mapping, notes: Notes) -> PostType | None:
    """Return the type that front matter names, in our spelling there from now on; None, noted, if it names none."""
    written = tree.items.get("type")
    if isinstance(written, Scalar) and (type_ := _TYPES.get(written.text)):
        return type_
    names = [type_.value for type_ in PostType]
    if written is None or (isinstance(written, Scalar) and not written.text.strip()):
        hint = f"Write 'type: ' and one of {listed(names)}."
        state = "is missing" if written is None else "is empty"
        notes.add(Rule.UNKNOWN_TYPE, line_of(tree, "type"), f"'type' {state}, so nothing of this file is shown", hint)
        return None
    if not isinstance(written, Scalar):
        hint = f"Write 'type: ' and one of {listed(names)}."
        notes.add(
            Rule.UNKNOWN_TYPE, line_of(tree, "type"), "'type' is not a word, so nothing of this file is shown", hint
        )
        return None
    try:
        type_ = choose(written.text, PostType)
    except Misread:
        guess = likely(written.text, names)
        notes.add(
            Rule.UNKNOWN_TYPE,
            line_of(tree, "type"),
            f"unknown type {quoted(written.text)}, so nothing of this file is shown",
            sentences(f"Did you mean '{guess}'?" if guess else "", f"Types: {', '.join(names)}."),
        )
        return None
    tree.items["type"] = replace(written, text=type_.value)
    return type_


def _withholding_key(name: str, known: Collection[str]) -> str | None:
    if name in WITHHOLDING_KEYS:
        return name
    if name in known:
        return None
    return _ALSO_MEANT.get(name.lower()) or likely(name, WITHHOLDING_KEYS, cutoff=0.75)


def _keys(node: Node, *, is_at_top: bool = True) -> Iterator[tuple[str, int, bool]]:
    """Yield all keys of a tree with their lines, and whether they stand at its top."""
    if isinstance(node, Mapping):
        for name, value in node.items.items():
            yield name, node.lines[name], is_at_top
            yield from _keys(value, is_at_top=False)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item, is_at_top=False)
