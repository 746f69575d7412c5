"""A tree of texts → a filled form: all that can be read of it, and a problem for each thing that can't."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from mkdocs_candor.model.problem import Level
from mkdocs_candor.read.declared import REQUIRED, Fault, Field, Form, Misfit, Place, keys_in, types_in
from mkdocs_candor.read.notes import Notes, did_you_mean, listed, quoted
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import Mapping, Node, Removed, Sequence, line_of, plain

__all__ = ["Field", "Form", "fill", "key_hint", "keys_of"]

_MOST_ROUNDS = 20

_F = TypeVar("_F", bound=Form)


def keys_of(form: type[Form]) -> list[str]:
    """Return the keys that authors may write in `form`."""
    return [key.alias or name for name, key in keys_in(form).items()]


def fill(
    form: type[_F], tree: Mapping, notes: Notes, *, timezone: ZoneInfo | None, unknown_keys: Level | None = None
) -> _F:
    """Return `form` filled with what can be read of `tree`, and note the rest.

    What can't be read is None where it is required, its default where it isn't, and gone from lists. `unknown_keys`
    is how much an unknown key matters here, if not as usual. Changes `tree`: what can't be read is removed from it.
    """
    for _ in range(_MOST_ROUNDS):
        misfits: list[Misfit] = []
        filled = form.read(plain(tree), timezone, misfits)
        if not misfits:
            return filled
        found = {_place(tree, misfit): misfit for misfit in misfits}
        # From the back: what is removed from a list must not move what is still to be removed.
        for place, misfit in sorted(found.items(), key=lambda entry: _order(entry[0]), reverse=True):
            already_noted = isinstance(_at(tree, place), Removed)
            if not already_noted:
                _note(form, tree, misfit, place, notes, unknown_keys)
            _remove(tree, place, drop=already_noted or misfit.fault is Fault.UNKNOWN_KEY)
    notes.add(
        Rule.WRONG_SHAPE, tree.line, f"{form.noun} can't be read as written here", "Write it anew from an example."
    )
    type_ = tree.items.get("type")
    nothing = dict.fromkeys(_required(form)) | ({"type": plain(type_)} if "type" in keys_in(form) and type_ else {})
    return form.read(nothing, None, [])


def _required(form: type[Form]) -> list[str]:
    return [key.alias or name for name, key in keys_in(form).items() if key.default is REQUIRED and name != "type"]


def _place(tree: Mapping, misfit: Misfit) -> Place:
    """Return where in `tree` a misfit stands: a key that is missing, or the nearest thing that was written."""
    steps = misfit.place[:-1] if misfit.fault is Fault.MISSING_KEY else misfit.place
    place: Place = ()
    for step in steps:
        if _at(tree, (*place, step)) is not None:
            place = (*place, step)
    return (*place, misfit.place[-1]) if misfit.fault is Fault.MISSING_KEY else place


def _order(place: Place) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in place)


def _remove(tree: Mapping, place: Place, *, drop: bool) -> None:
    """Put nothing in the place of what can't be read; with `drop`, or in a list, take the place away too."""
    node: Any = tree
    for depth, step in enumerate(place):
        last = depth == len(place) - 1
        if isinstance(node, Mapping) and isinstance(step, str):
            deeper = node.items.get(step)
            if last or not isinstance(deeper, Mapping | Sequence):
                if drop:
                    node.items.pop(step, None)
                else:
                    node.items[step] = Removed(node.lines.setdefault(step, node.line))
                return
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            deeper = node.items[step]
            if last or not isinstance(deeper, Mapping | Sequence):
                del node.items[step]
                return
        else:
            _remove(tree, place[:depth], drop=drop)
            return
        node = deeper


def _note(
    form: type[Form],
    tree: Mapping,
    misfit: Misfit,
    place: Place,
    notes: Notes,
    unknown_keys: Level | None,
) -> None:
    line = line_of(tree, *place)
    if misfit.cause:
        notes.take(misfit.cause, line, _spoken(place))
        return
    if misfit.fault in {Fault.UNKNOWN_KEY, Fault.MISSING_KEY}:
        owner, around = _form_at(form, place[:-1]), _spoken(place[:-1])
        key = str(place[-1])
        inside = f" in {around}" if around else f" in {owner.noun}"
        if misfit.fault is Fault.MISSING_KEY:
            declared = next(k for name, k in keys_in(owner).items() if (k.alias or name) == key)
            state = "is empty" if _at(tree, place) else "is missing"
            expected_key = f"Expected: {declared.description}." if declared.description else ""
            notes.add(Rule.MISSING_KEY, line, f"{quoted(key)} {state}{inside}", expected_key)
        else:
            notes.add(
                Rule.UNKNOWN_KEY, line, f"unknown key {quoted(key)}{inside}", key_hint(key, owner), level=unknown_keys
            )
        return
    expected = {
        Fault.NO_LIST: ("a list", "Write each item on a line of its own, after '- '."),
        Fault.NO_MAPPING: ("'key: value' lines", "Write 'key: value', indented by two spaces, on the lines below."),
        Fault.NO_FORM: ("'key: value' lines", f"Keys here: {listed(keys_of(_form_at(form, place)), 'and')}."),
    }.get(misfit.fault)
    where = _spoken(place)
    if expected:
        notes.add(Rule.WRONG_SHAPE, line, f"{where}: expected {expected[0]}", expected[1])
    else:
        notes.add(
            Rule.BAD_VALUE, line, f"{where}: this value can't be read", "See the format of front matter in the docs."
        )


def _at(tree: Mapping, place: Place) -> Node | None:
    """Return what was written at `place`; None where nothing was."""
    node: Node | None = tree
    for step in place:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.items.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def key_hint(key: str, form: type[Form]) -> str:
    """Return which key was probably meant."""
    keys = keys_of(form)
    return did_you_mean(key, keys) or f"Keys here: {', '.join(keys)}."


def _spoken(place: Collection[str | int]) -> str:
    """Return how people say where in the front matter something stands: `prevention, item 2, due`."""
    return ", ".join(f"item {step + 1}" if isinstance(step, int) else step for step in place)


def _form_at(form: type[Form], place: Place) -> type[Form]:
    """Return the form that describes what stands at `place`."""
    for step in place:
        if isinstance(step, int):
            continue
        name = next((name for name, key in keys_in(form).items() if (key.alias or name) == step), None)
        inner = _form_in(types_in(form)[name]) if name else None
        if inner is None:
            break
        form = inner
    return form


def _form_in(annotation: Any) -> type[Form] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _form_in(part):
            return found
    return None
