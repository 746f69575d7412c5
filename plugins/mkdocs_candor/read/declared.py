"""Forms as declared: a class for one mapping of a file, an attribute for each key; and how such a mapping is read.

By hand, although pydantic does the same: importing it and building its models takes twice the time that is left for a
command such as `candor status`. `form_schema.py` makes pydantic's models of the same classes, for JSON Schemas.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias, TypeVar, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.read.notes import Misread

_T = TypeVar("_T")

# A required key that could not be read: only `fill` puts None there, so the schema for editors does not allow it.
Maybe: TypeAlias = _T | None

Place: TypeAlias = tuple[str | int, ...]

# An embargo or a draft left open is no licence to publish: these must say something.
WITHHOLDING_KEYS = frozenset({"draft", "publish_at"})

REQUIRED: Final = object()


class Fault(StrEnum):
    """What is wrong in one place of a mapping."""

    UNREADABLE = "unreadable"  # `cause` says why
    UNKNOWN_KEY = "unknown key"
    MISSING_KEY = "missing key"
    NO_LIST = "no list"
    NO_MAPPING = "no mapping"
    NO_FORM = "no form"
    OTHER_WORD = "other word"


@frozen
class Misfit:
    """One thing that cannot be read, and where it stands."""

    fault: Fault
    place: Place
    cause: Misread | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Goes into `Annotated`: `take` makes the value of what was written, or raises Misread.

    With `zoned` it also gets what a time without a zone means. `schema` is what the JSON Schema says of the value,
    `written_as` a type whose schema it is instead.
    """

    take: Callable[..., Any]
    zoned: bool = False
    schema: Any = None
    written_as: Any = None


@frozen
class Key:
    """A key of a form, as declared."""

    default: Any
    alias: str
    description: str


def Field(default: Any = REQUIRED, *, description: str = "", alias: str = "") -> Any:  # noqa: N802 - reads as a type
    """Declare a key. Without a default it must be there; `alias` is what authors write, if not the attribute's name."""
    return Key(default, alias, description)


class Form:
    """What may stand in one mapping of a file. A key without a value counts as not written.

    Modules with forms have no `from __future__ import annotations`: their types are looked at, and to make types of
    texts would take as long as to read all files of a young site.
    """

    noun: ClassVar[str] = "this"  # what authors call what the form describes, with its article

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)

    @classmethod
    def read(cls, written: object, timezone: ZoneInfo | None, misfits: list[Misfit]) -> Self:
        """Return the form filled with a mapping of texts. What does not fit is added to `misfits`, and left out."""
        return _form_reader(cls)(written, timezone, (), misfits)  # type: ignore[no-any-return]

    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema for editors."""
        from mkdocs_candor.read.form_schema import json_schema  # which imports pydantic

        return json_schema(cls)


_Reader: TypeAlias = Callable[[Any, ZoneInfo | None, Place, list[Misfit]], Any]

# What follows from a form's declaration is found out once, when it is first read.
_keys: dict[type[Form], dict[str, Key]] = {}
_readers: dict[type[Form], _Reader] = {}


def keys_in(form: type[Form]) -> dict[str, Key]:
    """Return the keys of a form by attribute, in the order of their declaration; those of its base come first."""
    if form in _keys:
        return _keys[form]
    found = _keys[form] = {}
    for base in reversed(form.__mro__):
        for name in vars(base).get("__annotations__", ()):
            if name != "noun":
                declared = vars(base).get(name, REQUIRED)
                found[name] = declared if isinstance(declared, Key) else Key(declared, "", "")
    return found


def types_in(form: type[Form]) -> dict[str, Any]:
    """Return what each key's value may be, by attribute."""
    types: dict[str, Any] = {}
    for base in reversed(form.__mro__):
        types |= vars(base).get("__annotations__", {})
    if as_text := [name for name in keys_in(form) if isinstance(types[name], str)]:
        raise TypeError(f"{form.__name__} has types as texts: {', '.join(as_text)}. See Form.")
    return {name: types[name] for name in keys_in(form)}


def _form_reader(form: type[Form]) -> _Reader:
    if form in _readers:
        return _readers[form]
    types = types_in(form)
    readers = {
        key.alias or name: (name, _reader(types[name])) for name, key in keys_in(form).items()
    }  # by what is written
    defaults = {name: key.default for name, key in keys_in(form).items() if key.default is not REQUIRED}
    fresh = [name for name, default in defaults.items() if isinstance(default, list | dict)]
    required = [key.alias or name for name, key in keys_in(form).items() if key.default is REQUIRED]

    def read(written: Any, timezone: ZoneInfo | None, place: Place, misfits: list[Misfit]) -> Form | None:
        if not isinstance(written, dict):
            misfits.append(Misfit(Fault.NO_FORM, place))
            return None
        values = defaults.copy()
        for name in fresh:
            values[name] = copy(values[name])
        for key, value in written.items():
            if value == "" and key not in WITHHOLDING_KEYS:
                continue
            if entry := readers.get(key):
                values[entry[0]] = entry[1](value, timezone, (*place, key), misfits)
            else:
                misfits.append(Misfit(Fault.UNKNOWN_KEY, (*place, key)))
        for key in required:
            if written.get(key, "") == "" and key not in WITHHOLDING_KEYS:
                misfits.append(Misfit(Fault.MISSING_KEY, (*place, key)))
        return form(values)

    _readers[form] = read
    return read


def _reader(kind: Any) -> _Reader:
    """Return what reads a value of a type: of a form, a list, a dict, words, an alternative to None, or any."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _taking(next(mark for mark in inner[1:] if isinstance(mark, Read)), _reader(inner[0]))
    if origin in (Union, UnionType):
        return _or_none(_reader(next(part for part in inner if part is not type(None))))
    if origin is list:
        return _list_of(_reader(inner[0]))
    if origin is dict:
        return _dict_of(_reader(inner[1]))
    if origin is Literal:
        return _one_of(inner)
    if isinstance(kind, type) and issubclass(kind, Form):
        return _form_reader(kind)
    return _as_it_is


def _as_it_is(value: Any, timezone: ZoneInfo | None, place: Place, misfits: list[Misfit]) -> Any:
    return value


def _taking(mark: Read, then: _Reader) -> _Reader:
    take, is_zoned = mark.take, mark.zoned

    def read(value: Any, timezone: ZoneInfo | None, place: Place, misfits: list[Misfit]) -> Any:
        try:
            taken = take(value, timezone) if is_zoned else take(value)
        except Misread as cause:
            misfits.append(Misfit(Fault.UNREADABLE, place, cause))
            return None
        return taken if then is _as_it_is else then(taken, timezone, place, misfits)

    return read


def _or_none(read_other: _Reader) -> _Reader:
    def read(value: Any, timezone: ZoneInfo | None, place: Place, misfits: list[Misfit]) -> Any:
        return None if value is None else read_other(value, timezone, place, misfits)

    return read


def _list_of(read_item: _Reader) -> _Reader:
    def read(value: Any, timezone: ZoneInfo | None, place: Place, misfits: list[Misfit]) -> Any:
        if not isinstance(value, list):
            misfits.append(Misfit(Fault.NO_LIST, place))
            return None
        return [read_item(item, timezone, (*place, number), misfits) for number, item in enumerate(value)]

    return read


def _dict_of(read_value: _Reader) -> _Reader:
    def read(value: Any, timezone: ZoneInfo | None, place: Place, misfits: list[Misfit]) -> Any:
        if not isinstance(value, dict):
            misfits.append(Misfit(Fault.NO_MAPPING, place))
            return None
        return {key: read_value(item, timezone, (*place, key), misfits) for key, item in value.items()}

    return read


def _one_of(words: tuple[Any, ...]) -> _Reader:
    def read(value: Any, timezone: ZoneInfo | None, place: Place, misfits: list[Misfit]) -> Any:
        if value not in words:
            misfits.append(Misfit(Fault.OTHER_WORD, place))
        return value

    return read
