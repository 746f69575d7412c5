"""New components → `components.yml`: appended where they belong, every line that is there left as it is.

Written by hand: YAML editors keep comments but not all of the layout. Lines are only ever inserted, and the result is
read back and compared with what it should say; where that fails, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from mkdocs_candor.edit.front_matter import Value, dump_yaml

Entry: TypeAlias = Mapping[str, Value]

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def new_components_file(groups: Sequence[Entry], components: Sequence[Entry]) -> str:
    """Return a whole `components.yml`; each group has its own `components`."""
    lists: dict[str, Value] = {"groups": groups, "components": components}
    return dump_yaml({key: entries for key, entries in lists.items() if entries})


def with_components(
    text: str, groups: Sequence[Entry], components: Sequence[Entry], in_groups: Mapping[str, Sequence[Entry]]
) -> str | None:
    """Return the text of `components.yml` with new groups, new components without a group, and new ones `in_groups`.

    Keys of `in_groups` are ids of groups that the file has. None: the file is laid out so that this cannot be done.
    """
    before = yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - the base loader makes text, lists and mappings
    result: str | None = text.replace("\r\n", "\n")
    for group, entries in in_groups.items():
        result = _appended(result, "components", entries, in_group=group)
    result = _appended(result, "groups", groups)
    result = _appended(result, "components", components)
    if result is None or _loaded(result) != _expected(before, groups, components, in_groups):
        return None
    return result.replace("\n", "\r\n") if "\r\n" in text else result


def _expected(
    before: dict[str, Any],
    groups: Sequence[Entry],
    components: Sequence[Entry],
    in_groups: Mapping[str, Sequence[Entry]],
) -> dict[str, Any]:
    added = _loaded(dump_yaml({"groups": groups, "components": components, "in_groups": in_groups}))
    after = dict(before)
    for key in ("groups", "components"):
        if before.get(key) or added[key]:
            after[key] = [*(before.get(key) or []), *added[key]]
    after["groups"] = [
        {**group, "components": [*(group.get("components") or []), *added["in_groups"][group["id"]]]}
        if isinstance(group, dict) and group.get("id") in added["in_groups"]
        else group
        for group in after.get("groups") or []
    ]
    return after if after["groups"] or "groups" in before else {k: v for k, v in after.items() if k != "groups"}


def _appended(text: str | None, key: str, entries: Sequence[Entry], in_group: str = "") -> str | None:
    """Return `text` with `entries` at the end of the list under `key`, of the file or of a group."""
    if text is None or not entries:
        return text
    root = yaml.compose(text, Loader=_Loader)
    if root is None:
        return text.rstrip("\n") + ("\n" if text.strip() else "") + f"{key}:\n" + _listed(entries, 2)
    parent = _group(root, in_group) if in_group else root
    if not isinstance(parent, yaml.MappingNode) or parent.flow_style:
        return None
    siblings = _value(parent, key)
    if siblings is None:
        column = parent.start_mark.column
        return _inserted(text, _line_after(parent), f"{' ' * column}{key}:\n" + _listed(entries, column + 2))
    if not isinstance(siblings, yaml.SequenceNode) or siblings.flow_style or not siblings.value:
        return None
    return _inserted(text, _line_after(siblings), _listed(entries, siblings.start_mark.column))


def _group(root: yaml.Node, group: str) -> yaml.Node | None:
    groups = _value(root, "groups")
    for candidate in groups.value if isinstance(groups, yaml.SequenceNode) else []:
        found = _value(candidate, "id")
        if isinstance(found, yaml.ScalarNode) and found.value == group:
            node: yaml.Node = candidate
            return node
    return None


def _value(node: yaml.Node, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _line_after(node: yaml.Node) -> int:
    """Return the number of the line behind the last word of `node`: its own end includes comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1] if isinstance(node, yaml.SequenceNode) else node.value[-1][1]
    return int(node.end_mark.line) + (1 if node.end_mark.column else 0)


def _inserted(text: str, line: int, addition: str) -> str:
    lines = text.split("\n")
    head = "\n".join(lines[:line])
    return f"{head}\n{addition}" + "\n".join(lines[line:])


def _listed(entries: Sequence[Entry], column: int) -> str:
    lines: list[str] = []
    for entry in entries:
        first, *rest = dump_yaml(entry).rstrip("\n").split("\n")
        lines += [f"{' ' * column}- {first}", *(f"{' ' * column}  {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def _loaded(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - the base loader
    return loaded
