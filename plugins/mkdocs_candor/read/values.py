"""Writes our values as JSON, without the fields that have their usual value, and reads them back.

pydantic's own way to do so from a class takes longer to prepare than to read a thousand posts: it allows for much that
our values have not. They are dataclasses of text, numbers, moments, lengths of time, members of scales and each other,
and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, core_schema

_PLAIN = {
    str: core_schema.str_schema(),
    int: core_schema.int_schema(),
    bool: core_schema.bool_schema(),
    # Not as moments of pydantic: each of those has a time zone of its own, and takes twenty times as long to compare.
    datetime: core_schema.no_info_after_validator_function(datetime.fromisoformat, core_schema.str_schema()),
    timedelta: core_schema.timedelta_schema(),
}


class Notation:
    """How values of several kinds are written and read. Each kind, a dataclass, is prepared for once."""

    def __init__(self) -> None:
        self._schemas: dict[type, CoreSchema] = {}
        self._readers: dict[type, SchemaValidator] = {}
        self._writers: dict[type, SchemaSerializer] = {}

    def prepare(self, kinds: Iterable[type]) -> None:
        for kind in kinds:
            if kind not in self._readers:
                schema = _schema(kind, self._schemas)
                definitions = core_schema.definitions_schema(schema, list(self._schemas.values()))
                self._readers[kind] = SchemaValidator(definitions)
                self._writers[kind] = SchemaSerializer(definitions)

    def written(self, value: Any) -> bytes:
        self.prepare([type(value)])
        return self._writers[type(value)].to_json(value, exclude_defaults=True, warnings=False)

    def read(self, kind: type, json: bytes) -> Any:
        """Return a value of `kind`. Raises a ValueError for what is none."""
        self.prepare([kind])
        return self._readers[kind].validate_json(json)


def _schema(kind: Any, known: dict[type, CoreSchema]) -> CoreSchema:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_dataclass(kind) and isinstance(kind, type):
        if kind not in known:
            known[kind] = core_schema.any_schema()  # until it is known: it may hold others of its kind
            known[kind] = _of_dataclass(kind, known)
        return core_schema.definition_reference_schema(kind.__qualname__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return core_schema.enum_schema(kind, list(kind), sub_type="str" if issubclass(kind, str) else None)
    return _of_generic(kind, known)


def _of_dataclass(kind: type, known: dict[type, CoreSchema]) -> CoreSchema:
    types = get_type_hints(kind)
    parts = [
        core_schema.dataclass_field(each.name, _of_field(each, types[each.name], known), kw_only=each.kw_only is True)
        for each in fields(kind)
    ]
    names = [each.name for each in fields(kind)]
    arguments = core_schema.dataclass_args_schema(kind.__qualname__, parts)
    return core_schema.dataclass_schema(kind, arguments, names, slots=True, ref=kind.__qualname__)


def _of_field(declared: Field[Any], kind: Any, known: dict[type, CoreSchema]) -> CoreSchema:
    schema = _schema(kind, known)
    if declared.default is not MISSING:
        return core_schema.with_default_schema(schema, default=declared.default)
    if declared.default_factory is not MISSING:
        return core_schema.with_default_schema(schema, default_factory=declared.default_factory)
    return schema


def _of_generic(kind: Any, known: dict[type, CoreSchema]) -> CoreSchema:
    origin, of = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        some = [_schema(each, known) for each in of if each is not NoneType]
        one = some[0] if len(some) == 1 else core_schema.union_schema(list(some))
        return core_schema.nullable_schema(one) if NoneType in of else one
    if origin is tuple and of[1:] == (...,):
        return core_schema.tuple_schema([_schema(of[0], known)], variadic_item_index=0)
    if origin is frozenset:
        return core_schema.frozenset_schema(_schema(of[0], known))
    if origin is Mapping:
        return core_schema.dict_schema(_schema(of[0], known), _schema(of[1], known))
    raise TypeError(f"{kind} is no type that our values are made of")
