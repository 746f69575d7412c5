"""Values of which an outline is known, and the rest only once somebody looks at it.

Of a long history most posts are over: lists tell their titles and times, and nobody looks at what was said. To make
all of it takes longer than all that a build does with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar

_T = TypeVar("_T")


class MayBeOutline:
    """What frozen classes inherit from of which there may be outlines: a place for what finds the rest."""

    __slots__ = ("_rest",)


def by_columns(
    kind: type[_T], count: int, known: Mapping[str, Iterable[Any]], rest: Callable[[_T], _T] | None = None
) -> list[_T]:
    """Return so many values of a frozen class, made of columns: `known` gives fields of all, by their names.

    Where fields are missing in `known`, the values are outlines. At the first look at one of those, `rest` is given
    the value and returns the same one, whole; from then on it is no outline. An outline passes for a value of `kind`
    wherever it is looked at, compared, hashed, copied or pickled.
    """
    missing = tuple(f.name for f in fields(kind) if f.name not in known)  # type: ignore[arg-type] # it is a dataclass
    made_as: Any = _outline(kind, missing) if missing else kind  # type: ignore[arg-type] # classes can be hashed
    # A loop of Python's own over each column takes a fifth of the time of a call for each value.
    values: list[Any] = list(map(object.__new__, repeat(made_as, count)))
    columns = [(getattr(kind, name), column) for name, column in known.items()]
    if missing:
        columns.append((_REST, repeat(rest)))
    for slot, column in columns:
        deque(map(slot.__set__, values, column), maxlen=0)
    return values


_REST: Any = MayBeOutline.__dict__["_rest"]


@cache
def _outline(kind: Any, missing: tuple[str, ...]) -> Any:
    """Return the class that outlines of `kind` have until they are whole. Its name is the same, for who writes it."""
    slots = [getattr(kind, name) for name in missing]
    values = attrgetter(*missing) if len(missing) > 1 else lambda whole: (getattr(whole, missing[0]),)

    def complete(value: Any) -> Any:
        whole = _REST.__get__(value)(value)
        for slot, found in zip(slots, values(whole), strict=True):
            slot.__set__(value, found)
        _REST.__delete__(value)
        object.__setattr__(value, "__class__", kind)
        return value

    def look_at(name: str) -> property:
        return property(lambda value: getattr(complete(value), name))

    methods = {
        "__slots__": (),
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "__doc__": kind.__doc__,
        "__new__": lambda _, *values, **named: kind(*values, **named),  # `replace` makes whole ones
        "__eq__": lambda value, other: complete(value) == other,
        "__hash__": lambda value: hash(complete(value)),
        "__reduce_ex__": lambda value, protocol: complete(value).__reduce_ex__(protocol),
    }
    # Not by `__getattr__`: a class that has it takes three times as long for what is known.
    return type(kind.__name__, (kind,), methods | {name: look_at(name) for name in missing})
