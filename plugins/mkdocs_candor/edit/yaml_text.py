"""Values set in YAML text, in place: every byte that was not to change stays, comments and layout with it.

Written by hand: an editor for YAML (ruamel.yaml) keeps comments, but not all of the layout: quotes, folds and empty
lines move. Here the parser only says where things stand, and text is put in there. Whoever calls reads the result back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import yaml

from mkdocs_candor.edit.front_matter import Value, dump_inline, dump_yaml
from mkdocs_candor.read.files import clean
from mkdocs_candor.read.frontmatter import front_matter_lines

Place: TypeAlias = Sequence[str | int]

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BLOCK_STYLES = frozenset("|>")


class NoSuchPlace(Exception):  # noqa: N818 - the file is laid out in a way that we do not edit
    """Nothing stands there, or in a form that nothing can be put into."""


class YamlText:
    """The front matter of a file, to be changed. `changed` gives the file's whole text with all that was set."""

    def __init__(self, text: str) -> None:
        """Take the text of a file as it is, whose front matter can be read. Raises NoSuchPlace."""
        self._lines: list[str] = _LINE.findall(text)
        cleaned = clean(text).split("\n")
        block = front_matter_lines(cleaned)
        if block is None:
            raise NoSuchPlace
        self._first = block.start
        root = yaml.compose("\n".join(cleaned[block.start : block.stop]), Loader=_LOADER)
        if root is None:
            raise NoSuchPlace
        self._root: yaml.Node = root
        self._newline = next((line[len(line.rstrip("\r\n")) :] for line in self._lines), "") or "\n"
        self._edits: list[tuple[tuple[int, int], tuple[int, int], str]] = []

    def set(self, place: Place, values: Mapping[str, Value], *, after: str) -> None:
        """Set `values` in the mapping at `place`: in place where a key is there, else below the key `after`, in order.

        Where that is not there either, at the end. Raises NoSuchPlace.
        """
        mapping = self._mapping(place)
        missing = {}
        for key, value in values.items():
            node = _value(mapping, key)
            if node is None:
                missing[key] = value
            else:
                self._replace(node, value, is_inline=bool(mapping.flow_style))
        if missing:
            self._add_keys(mapping, missing, after)

    def append(self, place: Place, key: str, item: Mapping[str, Value], *, after: str) -> None:
        """Add `item` at the end of the list `key` of the mapping at `place`, which is made where there is none."""
        mapping = self._mapping(place)
        node = _value(mapping, key)
        if node is None and mapping.flow_style:
            self._add_keys(mapping, {key: [item]}, after)
        elif node is None:
            indent = " " * mapping.start_mark.column
            lines = [f"{key}:", *(f"  {line}" for line in _item(None, item).split("\n"))]
            self._insert_line(_line_after(_sibling(mapping, after)), "\n".join(indent + line for line in lines))
        elif isinstance(node, yaml.ScalarNode) and not node.value:
            self._replace(node, [item], is_inline=True)
        elif not isinstance(node, yaml.SequenceNode):
            raise NoSuchPlace
        elif node.flow_style and node.value:
            self._insert(_end(node.value[-1]), f", {dump_inline(item)}")
        elif node.flow_style:
            line, column = _end(node)
            self._insert((line, column - 1), dump_inline(item))
        else:
            indent = " " * node.start_mark.column
            lines = _item(node.value[-1], item).split("\n")
            self._insert_line(_line_after(node), "\n".join(indent + line for line in lines))

    def changed(self) -> str:
        """Return the text of the file with everything that was set."""
        lines = list(self._lines)
        from_the_back = sorted(enumerate(self._edits), key=lambda edit: (edit[1][0], edit[0]), reverse=True)
        for _, (start, end, added) in from_the_back:
            head = lines[start[0]][: start[1]] if start[0] < len(lines) else ""
            tail = lines[end[0]][end[1] :] if end[0] < len(lines) else ""
            lines[start[0] : end[0] + 1] = [head + added.replace("\n", self._newline) + tail]
        return "".join(lines)

    def _mapping(self, place: Place) -> yaml.MappingNode:
        node: yaml.Node | None = self._root
        for step in place:
            if isinstance(step, str):
                node = _value(node, step)
            elif isinstance(node, yaml.SequenceNode) and step < len(node.value):
                node = node.value[step]
            else:
                node = None
        if not isinstance(node, yaml.MappingNode) or not node.value:
            raise NoSuchPlace
        return node

    def _add_keys(self, mapping: yaml.MappingNode, values: Mapping[str, Value], after: str) -> None:
        sibling = _sibling(mapping, after)
        if mapping.flow_style:
            self._insert(_end(sibling), f", {dump_inline(values)[1:-1]}")
            return
        indent = " " * mapping.start_mark.column
        text = "\n".join(indent + line for line in dump_yaml(values).rstrip("\n").split("\n"))
        self._insert_line(_line_after(sibling), text)

    def _replace(self, node: yaml.Node, value: Value, *, is_inline: bool) -> None:
        if not isinstance(node, yaml.ScalarNode):
            raise NoSuchPlace
        # On a line of its own a value needs fewer quotes than between braces.
        text = dump_inline(value) if is_inline else dump_yaml({"x": value}).removeprefix("x: ").rstrip("\n")
        start, end = _start(node), _end(node)
        if start == end:
            column = self._column(start)
            text = text if self._line(start)[:column].endswith((" ", "\t")) else f" {text}"
        elif node.style in _BLOCK_STYLES:
            last = _last_line(node, self._lines[self._first :])
            end = (last, len(clean(self._lines[last + self._first].rstrip("\r\n"))))
        self._edits.append((self._position(start), self._position(end), text))

    def _insert(self, mark: tuple[int, int], text: str) -> None:
        self._edits.append((self._position(mark), self._position(mark), text))

    def _insert_line(self, line: int, text: str) -> None:
        position = (line + self._first, 0)
        self._edits.append((position, position, f"{text}\n"))

    def _position(self, mark: tuple[int, int]) -> tuple[int, int]:
        return mark[0] + self._first, self._column(mark)

    def _line(self, mark: tuple[int, int]) -> str:
        return self._lines[mark[0] + self._first]

    def _column(self, mark: tuple[int, int]) -> int:
        """Return where in the line of the file a column of the cleaned text is: what is invisible counts there."""
        line = self._line(mark)
        seen = 0
        for column, character in enumerate(line):
            if seen == mark[1] and clean(character):
                return column
            seen += len(clean(character))
        return len(line.rstrip("\r\n"))


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if str(name.value).strip() == key), None)


def _start(node: yaml.Node) -> tuple[int, int]:
    return int(node.start_mark.line), int(node.start_mark.column)


def _end(node: yaml.Node) -> tuple[int, int]:
    return int(node.end_mark.line), int(node.end_mark.column)


def _line_after(node: yaml.Node) -> int:
    """Return the number of the line behind the last word of `node`: its own end includes comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1] if isinstance(node, yaml.SequenceNode) else node.value[-1][1]
    is_behind = isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_STYLES and not node.end_mark.column
    return int(node.end_mark.line) + (0 if is_behind else 1)


def _last_line(node: yaml.Node, lines: Sequence[str]) -> int:
    """Return the number of the last line of a block of text that is not empty."""
    last = int(node.end_mark.line) - (0 if node.end_mark.column else 1)
    while last > node.start_mark.line and not lines[last].strip():
        last -= 1
    return last


def _sibling(mapping: yaml.MappingNode, key: str) -> yaml.Node:
    """Return the value of `key`, else of the last key."""
    node: yaml.Node = _value(mapping, key) or mapping.value[-1][1]
    return node


def _item(sibling: yaml.Node | None, item: Mapping[str, Value]) -> str:
    """Return a new item of a list, laid out as the one before it, as lines that are not indented yet."""
    if isinstance(sibling, yaml.CollectionNode) and sibling.flow_style:
        return f"- {dump_inline(item)}"
    return "- " + dump_yaml(item).rstrip("\n").replace("\n", "\n  ")
