"""A tree of texts → a filled form: all that can be read of it, and a problem for each thing that can't."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails

from mkdocs_candor.model.problem import Level
from mkdocs_candor.read.notes import Misread, Notes, did_you_mean, listed, quoted
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import Mapping, Node, Removed, Sequence, line_of, plain

# An embargo or a draft left open is no licence to publish: these must say something.
WITHHOLDING_KEYS = frozenset({"draft", "publish_at"})

_MOST_ROUNDS = 20


class Form(BaseModel):
    """What may stand in one mapping of a file. A key without a value counts as not written."""

    noun: ClassVar[str] = "this"  # what authors call what the form describes, with its article

    model_config = ConfigDict(extra="forbid", validate_by_alias=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, written: Any) -> Any:
        if isinstance(written, dict):
            return {k: v for k, v in written.items() if v != "" or k in WITHHOLDING_KEYS}
        return written


_F = TypeVar("_F", bound=Form)


def keys_of(form: type[BaseModel]) -> list[str]:
    """Return the keys that authors may write in `form`."""
    return [field.alias or name for name, field in form.model_fields.items()]


def fill(
    form: type[_F], tree: Mapping, notes: Notes, *, timezone: ZoneInfo | None, unknown_keys: Level | None = None
) -> _F:
    """Return `form` filled with what can be read of `tree`, and note the rest.

    What can't be read is None where it is required, its default where it isn't, and gone from lists. `unknown_keys`
    is how much an unknown key matters here, if not as usual. Changes `tree`: what can't be read is removed from it.
    """
    for _ in range(_MOST_ROUNDS):
        try:
            return form.model_validate(plain(tree), context={"timezone": timezone})
        except ValidationError as failed:
            errors = {_place(tree, e): e for e in failed.errors(include_url=False, include_input=False) if _tells(e)}
            # From the back: what is removed from a list must not move what is still to be removed.
            for place, error in sorted(errors.items(), key=lambda entry: _order(entry[0]), reverse=True):
                already_noted = isinstance(_at(tree, place), Removed)
                if not already_noted:
                    _note(form, tree, error, place, notes, unknown_keys)
                _remove(tree, place, drop=already_noted or error["type"] == "extra_forbidden")
    notes.add(
        Rule.WRONG_SHAPE, tree.line, f"{form.noun} can't be read as written here", "Write it anew from an example."
    )
    type_ = tree.items.get("type")
    return form.model_validate(
        dict.fromkeys(_required(form)) | ({"type": plain(type_)} if "type" in form.model_fields and type_ else {})
    )


def _required(form: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in form.model_fields.items() if field.is_required() and name != "type"]


def _tells(error: ErrorDetails) -> bool:
    """Return whether an error is more than that a value is not None either, which no author writes."""
    return error["type"] != "none_required"


def _place(tree: Mapping, error: ErrorDetails) -> tuple[str | int, ...]:
    """Return where in `tree` an error stands. Pydantic's own answer also names the types that it tried."""
    steps = error["loc"][:-1] if error["type"] == "missing" else error["loc"]
    place: tuple[str | int, ...] = ()
    for step in steps:
        if _at(tree, (*place, step)) is not None:
            place = (*place, step)
    return (*place, error["loc"][-1]) if error["type"] == "missing" else place


def _order(place: tuple[str | int, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in place)


def _remove(tree: Mapping, place: tuple[str | int, ...], *, drop: bool) -> None:
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
    error: ErrorDetails,
    place: tuple[str | int, ...],
    notes: Notes,
    unknown_keys: Level | None,
) -> None:
    line = line_of(tree, *place)
    kind = error["type"]
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Misread):
        notes.take(cause, line, _spoken(place))
        return
    if kind in {"extra_forbidden", "missing"}:
        owner, around = _form_at(form, place[:-1]), _spoken(place[:-1])
        key = str(place[-1])
        inside = f" in {around}" if around else f" in {owner.noun}"
        if kind == "missing":
            field = next(f for n, f in owner.model_fields.items() if (f.alias or n) == key)
            state = "is empty" if _at(tree, place) else "is missing"
            notes.add(Rule.MISSING_KEY, line, f"{quoted(key)} {state}{inside}", _expectation(field.description))
        else:
            notes.add(
                Rule.UNKNOWN_KEY, line, f"unknown key {quoted(key)}{inside}", key_hint(key, owner), level=unknown_keys
            )
        return
    expected = {
        "list_type": ("a list", "Write each item on a line of its own, after '- '."),
        "dict_type": ("'key: value' lines", "Write 'key: value', indented by two spaces, on the lines below."),
        "model_type": ("'key: value' lines", _shape_hint(_form_at(form, place))),
        "model_attributes_type": ("'key: value' lines", _shape_hint(_form_at(form, place))),
    }.get(kind)
    where = _spoken(place)
    if expected:
        notes.add(Rule.WRONG_SHAPE, line, f"{where}: expected {expected[0]}", expected[1])
    else:
        notes.add(
            Rule.BAD_VALUE, line, f"{where}: this value can't be read", "See the format of front matter in the docs."
        )


def _at(tree: Mapping, place: tuple[str | int, ...]) -> Node | None:
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


def key_hint(key: str, form: type[BaseModel]) -> str:
    """Return which key was probably meant."""
    keys = keys_of(form)
    return did_you_mean(key, keys) or f"Keys here: {', '.join(keys)}."


def _expectation(description: str | None) -> str:
    return f"Expected: {description}." if description else ""


def _shape_hint(form: type[BaseModel]) -> str:
    return f"Keys here: {listed(keys_of(form), 'and')}."


def _spoken(place: Collection[str | int]) -> str:
    """Return how people say where in the front matter something stands: `prevention, item 2, due`."""
    return ", ".join(f"item {step + 1}" if isinstance(step, int) else step for step in place)


def _form_at(form: type[Form], place: tuple[str | int, ...]) -> type[Form]:
    """Return the form that describes what stands at `place`."""
    for step in place:
        if isinstance(step, int):
            continue
        field = next((f for n, f in form.model_fields.items() if (f.alias or n) == step), None)
        inner = _form_in(field.annotation) if field else None
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
