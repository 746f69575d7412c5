"""What our values are: frozen dataclasses that cost little to declare.

`dataclass(frozen=True)` writes and compiles six methods for each class whenever a program starts: for a hundred
classes a third of the time of `candor status`. Here the methods are closures over what `dataclass` found out about the
fields, so a program that starts compiles nothing. `fields`, `replace`, `match` and `pickle` work as ever.

Only a class of which a program makes many gets a compiled `__init__`, once it has made some: it is three times as fast.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter, eq, ge, gt, le, lt
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

_T = TypeVar("_T")

_MANY = 100
_ORDER = {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}


@overload
def frozen(cls: type[_T], /) -> type[_T]: ...
@overload
def frozen(*, kw_only: bool = ..., order: bool = ...) -> Callable[[type[_T]], type[_T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_T] | None = None, /, *, kw_only: bool = False, order: bool = False) -> Any:
    """Make a class a frozen dataclass with slots. It may have neither `__post_init__` nor a field without `init`."""

    def declared(cls: type[_T]) -> type[_T]:
        cls.__doc__ = cls.__doc__ or cls.__name__  # `dataclass` would write one, which takes longer than all else here
        made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
        compared = _getter([f.name for f in fields(made) if f.compare])
        _add(made, "__init__", _init(made))
        _add(made, "__repr__", _repr(made))
        _add(made, "__eq__", _comparison(eq, compared))
        _add(made, "__hash__", lambda self: hash(compared(self)))
        for name, is_in_order in _ORDER.items() if order else ():
            _add(made, name, _comparison(is_in_order, compared))
        _add(made, "__setattr__", _refuse)
        _add(made, "__delattr__", _refuse)
        _add(made, "__setstate__", _restore)
        return made  # type: ignore[no-any-return] # it is the class, with slots

    return declared if cls is None else declared(cls)


def _add(cls: Any, name: str, method: Callable[..., Any]) -> None:
    if name not in vars(cls):
        setattr(cls, name, method)


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _init(cls: Any) -> Callable[..., None]:
    # A slot's own setter, which asks no `__setattr__`, and knows its place already.
    setters = {f.name: getattr(cls, f.name).__set__ for f in fields(cls)}
    positional = [f.name for f in fields(cls) if not f.kw_only]
    in_order = [setters[name] for name in positional] if len(positional) == len(setters) else None
    defaults = {f.name: f.default for f in fields(cls) if f.default is not MISSING}
    factories = {f.name: f.default_factory for f in fields(cls) if f.default_factory is not MISSING}

    made = 0

    def init(self: Any, *values: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        if made == _MANY:
            cls.__init__ = _compiled_init(cls)
        if in_order and not named and len(values) == len(in_order):
            for put, found in zip(in_order, values):  # noqa: B905 - they are as many
                put(self, found)
            return
        given = len(values) + len(named)
        named.update(zip(positional, values))  # noqa: B905 - too many are found out by their number
        if len(named) < given:
            raise TypeError(f"{cls.__name__} was given {given - len(named)} values too many")
        if given < len(setters):
            named = defaults | named
            for name, make in factories.items():
                if name not in named:
                    named[name] = make()
        if named.keys() != setters.keys():
            raise TypeError(f"{cls.__name__} has {', '.join(setters)}, and not {', '.join(named)}")
        for name, found in named.items():
            setters[name](self, found)

    return init


def _compiled_init(cls: Any) -> Callable[..., None]:
    """Return what `_init` returns, with a statement for each field."""
    known: dict[str, Any] = {"_none": object()}
    positional: list[str] = ["self"]
    named: list[str] = []
    body: list[str] = []
    for f in fields(cls):
        known[f"_put_{f.name}"] = getattr(cls, f.name).__set__
        default = found = ""
        if f.default is not MISSING:
            known[f"_default_{f.name}"] = f.default
            default = f"=_default_{f.name}"
        elif f.default_factory is not MISSING:
            known[f"_make_{f.name}"] = f.default_factory
            default, found = "=_none", f"_make_{f.name}() if {f.name} is _none else "
        (named if f.kw_only else positional).append(f"{f.name}{default}")
        body.append(f"    _put_{f.name}(self, {found}{f.name})")
    signature = ", ".join([*positional, *(["*", *named] if named else [])])
    exec("\n".join([f"def __init__({signature}):", *body, "    return"]), known)  # noqa: S102 - of names of fields
    compiled: Callable[..., None] = known["__init__"]
    return compiled


def _repr(cls: Any) -> Callable[[Any], str]:
    names = [f.name for f in fields(cls) if f.repr]

    def written(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return written


def _comparison(compare: Callable[[Any, Any], Any], compared: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def comparison(self: Any, other: Any) -> Any:
        return compare(compared(self), compared(other)) if type(other) is type(self) else NotImplemented

    return comparison


def _refuse(self: Any, name: str, *_: Any) -> NoReturn:
    raise FrozenInstanceError(f"{name!r} can't be changed: `replace` makes another {type(self).__name__}")


def _restore(self: Any, state: tuple[None, dict[str, Any]]) -> None:
    """Take the state that `pickle` finds in slots."""
    for name, found in state[1].items():
        object.__setattr__(self, name, found)
