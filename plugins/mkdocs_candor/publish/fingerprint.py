"""A short text for a value, the same in every process and on every machine as long as the value is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import blake2b
from operator import attrgetter
from types import NoneType
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo


class Unprintable(Exception):  # noqa: N818 - asked for, not a fault
    """A value of which nobody can say whether two are the same: a function, an object with a life of its own."""


def fingerprint(value: object, known: Mapping[int, str] | None = None) -> str:
    """Return the fingerprint of a value made of dataclasses, mappings, sequences, numbers and text, to any depth.

    `known` gives dataclasses, by their `id`, a text that stands for them: they are not looked into. Raises Unprintable.
    """
    text = spelt_out(value, known or {})
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def spelt_out(value: object, known: Mapping[int, str]) -> str:
    """Return all of a value as text, for who writes it in several places. Raises Unprintable."""
    parts: list[str] = []
    _WRITERS[type(value)](value, parts.append, known)
    return "\0".join(parts)


_Put: TypeAlias = Callable[[str], None]
_Writer: TypeAlias = Callable[[Any, _Put, Mapping[int, str]], None]


class _Writers(dict[type, "_Writer"]):
    """What writes values, by their type: made when the first of a type is met."""

    def __missing__(self, kind: type) -> _Writer:
        write = self[kind] = _writer(kind)
        return write


def _writer(kind: type) -> _Writer:
    name = kind.__qualname__
    if issubclass(kind, Enum):
        return lambda value, put, _: put(f"{name}.{value._name_}")  # without the detour that `name` takes
    if is_dataclass(kind):
        return _of_dataclass(kind)
    if issubclass(kind, str):
        return _text
    if issubclass(kind, datetime | date):
        return lambda value, put, _: put(f"{name}:{value.isoformat()}")
    if issubclass(kind, Mapping):
        return _pairs
    if issubclass(kind, list | tuple):
        return _items
    if issubclass(kind, set | frozenset):
        return lambda value, put, known: _items(sorted(map(fingerprint, value)), put, known)
    if issubclass(kind, int | float | bytes | NoneType | timedelta | ZoneInfo):
        return lambda value, put, _: put(f"{name}:{value!r}")
    raise Unprintable(name)


def _of_dataclass(kind: type) -> _Writer:
    names = [field.name for field in fields(kind)]
    head = f"{kind.__qualname__}{len(names)}"
    if not names:
        return lambda _, put, __: put(head)
    values = attrgetter(*names)
    single = len(names) == 1

    def write(value: Any, put: _Put, known: Mapping[int, str]) -> None:
        if (token := known.get(id(value))) is not None:
            put(token)
            return
        put(head)
        for found in (values(value),) if single else values(value):
            # As most are: a call for each takes longer than all that it does.
            if type(found) is str:
                put(f"{len(found)}'{found}")
            elif found is None:
                put("NoneType:None")
            else:
                _WRITERS[type(found)](found, put, known)

    return write


def _text(value: str, put: _Put, _: Mapping[int, str]) -> None:
    put(f"{len(value)}'{value}")


def _items(value: Any, put: _Put, known: Mapping[int, str]) -> None:
    put(f"[{len(value)}")
    for item in value:
        _WRITERS[type(item)](item, put, known)


def _pairs(value: Mapping[Any, Any], put: _Put, known: Mapping[int, str]) -> None:
    put(f"{{{len(value)}")
    for key, item in value.items():
        _WRITERS[type(key)](key, put, known)
        _WRITERS[type(item)](item, put, known)


_WRITERS = _Writers({str: _text, tuple: _items, list: _items})
