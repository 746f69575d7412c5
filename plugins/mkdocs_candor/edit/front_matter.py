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


def dump_inline(value: Value) -> str:
    """Return `value` as it stands inside braces or brackets, on one line; quoted where it must be there."""
    node = yaml.SequenceNode(f"{_TAG}seq", [_flowing(_node(value))], flow_style=True)
    text: str = yaml.serialize(node, Dumper=_dumper(value), allow_unicode=True, width=2**30)
    return text.rstrip("\n")[1:-1]


def _flowing(node: yaml.Node) -> yaml.Node:
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = True
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                _flowing(part)
    return node


def _dumper(values: Value) -> type[yaml.SafeDumper]:
    # libyaml is ten times as fast, and spells an emoji as `"\U0001F389"`, which nobody can edit.
    is_plain = all(ord(character) < 0x10000 for character in repr(values))
    return getattr(yaml, "CSafeDumper", yaml.SafeDumper) if is_plain else yaml.SafeDumper


def _node(value: Value) -> yaml.Node:
    if isinstance(value, Mapping):
        pairs = [(_key(key), _node(item)) for key, item in value.items()]
        return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=not pairs)
    if isinstance(value, str | bool | int | date):
        return _scalar(value)
    items = [_node(item) for item in value]
    return yaml.SequenceNode(f"{_TAG}seq", items, flow_style=all(isinstance(i, yaml.ScalarNode) for i in items))


def _key(key: str) -> yaml.ScalarNode:
    # To YAML 1.1 `on` is a truth and would get quotes, which nobody writes: we read every key as text.
    return yaml.ScalarNode(f"{_TAG}bool", key) if key == "on" else _scalar(key)


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
