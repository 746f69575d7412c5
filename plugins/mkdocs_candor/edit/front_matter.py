"""Values → YAML in the house's own hand: mappings as blocks, lists of plain values on one line, quotes where needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

import yaml

Scalar: TypeAlias = str | bool | int | date
Value: TypeAlias = "Scalar | Sequence[Value] | Mapping[str, Value]"

_TAG = "tag:yaml.org,2002:"


def dump_yaml(values: Mapping[str, Value]) -> str:
    """Return `values` as YAML in their order, ending with a line end. Text stays on one line, however long.

    Times of day are not taken, because YAML's own have no zone name: write them with `post_files.format_time` first.
    """
    text: str = yaml.serialize(_node(values), Dumper=_dumper(values), allow_unicode=True, width=2**30)
    return text


def _dumper(values: Mapping[str, Value]) -> type[yaml.SafeDumper]:
    # libyaml is ten times as fast, and spells an emoji as `"\U0001F389"`, which nobody can edit.
    is_plain = all(ord(character) < 0x10000 for character in repr(values))
    return getattr(yaml, "CSafeDumper", yaml.SafeDumper) if is_plain else yaml.SafeDumper


def _node(value: Value) -> yaml.Node:
    if isinstance(value, Mapping):
        pairs = [(_scalar(key), _node(item)) for key, item in value.items()]
        return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=not pairs)
    if isinstance(value, str | bool | int | date):
        return _scalar(value)
    items = [_node(item) for item in value]
    return yaml.SequenceNode(f"{_TAG}seq", items, flow_style=all(isinstance(i, yaml.ScalarNode) for i in items))


def _scalar(value: Scalar) -> yaml.ScalarNode:
    if isinstance(value, bool):
        return yaml.ScalarNode(f"{_TAG}bool", "true" if value else "false")
    if isinstance(value, int):
        return yaml.ScalarNode(f"{_TAG}int", str(value))
    if isinstance(value, datetime):
        raise TypeError("a time of day needs its zone: pass it as text")
    if isinstance(value, date):
        return yaml.ScalarNode(f"{_TAG}timestamp", value.isoformat())
    return yaml.ScalarNode(f"{_TAG}str", value)
