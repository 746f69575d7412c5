"""YAML → a tree in which every scalar is the text that was written, and everything knows its line.

Built from the parser's events rather than by a loader: so nothing is guessed, a repeated key is seen, and neither
aliases nor depth can blow it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any, TypeAlias

import yaml

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.read.notes import Misread, Notes, quoted
from mkdocs_candor.read.rules import Rule

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
_GLUED_COMMENT = re.compile(r"[ \t]+(#\S.*)")


@frozen
class Scalar:
    text: str
    line: int


@frozen
class Removed:
    """Stands where something could not be read."""

    line: int


@frozen
class Sequence:
    line: int
    items: list[Node] = field(default_factory=list)


@frozen
class Mapping:
    """`lines` are where the keys stand; `repeated` holds the keys that stand there twice, of which the first counts."""

    line: int
    items: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)


Node: TypeAlias = Scalar | Removed | Sequence | Mapping
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


class BadYaml(Misread):
    """YAML that no tree can be made of. `line` is where."""

    def __init__(self, rule: Rule, line: int, message: str, hint: str) -> None:
        super().__init__(rule, message, hint)
        self.line = line


def parse_yaml(text: str, notes: Notes, *, first_line: int = 1) -> Node | None:
    """Return the tree of `text`, whose first line is number `first_line` of its file; None when it says nothing.

    Keys that stand twice are noted. Raises BadYaml.
    """
    lines = text.split("\n")
    try:
        builder = _Builder(iter(_LOADER(text).get_event, None), lines, notes, first_line)
        return builder.document()
    except yaml.MarkedYAMLError as error:
        raise _explained(error, lines, first_line) from None
    except yaml.YAMLError:
        raise BadYaml(Rule.BAD_YAML, first_line, "this is not YAML", "Remove special characters from it.") from None


def plain(node: Node) -> Plain:
    """Return the tree as dicts, lists and texts, with None for what was removed."""
    match node:
        case Scalar(text=text):
            return text
        case Mapping(items=entries):
            return {key: plain(value) for key, value in entries.items()}
        case Sequence(items=items):
            return [plain(item) for item in items]
        case _:
            return None


def line_of(node: Node, *path: str | int) -> int:
    """Return the line of what stands at `path`; of the nearest thing around it where nothing does."""
    line = node.line
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            line, node = node.lines[step], node.items[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
        elif isinstance(node, Sequence) and isinstance(step, str):
            named = (n.line for n in node.items if isinstance(n, Scalar) and n.text.strip() == step)
            return next(named, line)
        else:
            return line
    return line


class _Builder:
    def __init__(self, events: Iterator[Any], lines: list[str], notes: Notes, first_line: int) -> None:
        self.events = events
        self.lines = lines
        self.notes = notes
        self.first_line = first_line
        self.has_hashes = any("#" in line for line in lines)

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refused(event, "a second YAML document", "Keep one block between two '---' lines.")
                root = self.node(next(self.events), 0)
        return None if isinstance(root, Scalar) and not root.text else root

    def node(self, event: Any, depth: int) -> Node:
        if event.anchor or event.tag or depth > _DEEPEST:  # an alias has an anchor too
            self._refuse(event, depth)
        line = self._line(event)
        if isinstance(event, yaml.ScalarEvent):
            if self.has_hashes:
                self._note_glued_comment(event)
            # An escape such as \ud800 is half a character, which could be written to no page.
            text = event.value
            return Scalar(text if text.isascii() else text.encode("utf-8", "replace").decode(), line)
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = Sequence(line)
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                sequence.items.append(self.node(event, depth + 1))
            return sequence
        return self._mapping(line, depth)

    def _mapping(self, line: int, depth: int) -> Mapping:
        mapping = Mapping(line)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, "a key that is no text", "Put text with { or [ in quotes.")
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            name = key.text.strip() if isinstance(key, Scalar) else ""
            if name in mapping.items:
                mapping.repeated.add(name)
                self.notes.add(
                    Rule.DUPLICATE_KEY,
                    key.line,
                    f"{quoted(name)} stands here twice, first in line {mapping.lines[name]}",
                    "The first one counts. Keep the one that is true, and remove the other.",
                )
            else:
                mapping.items[name], mapping.lines[name] = value, key.line
        return mapping

    def _refuse(self, event: Any, depth: int) -> None:
        """Raise BadYaml for what is no plain value."""
        if depth > _DEEPEST:
            raise self._refused(event, f"more than {_DEEPEST} levels of nesting", "Write it flatter.")
        if isinstance(event, yaml.AliasEvent):
            raise self._refused(event, f"the alias '*{event.anchor}'", "Write the value out, or put it in quotes.")
        if event.anchor:
            raise self._refused(event, f"the anchor '&{event.anchor}'", "Put the value in quotes.")
        if event.tag not in {"!", "tag:yaml.org,2002:str"}:
            raise self._refused(event, f"the tag '{event.tag}'", "Put a value that begins with '!' in quotes.")

    def _note_glued_comment(self, event: Any) -> None:
        if event.style or event.end_mark.line >= len(self.lines):
            return
        rest = self.lines[event.end_mark.line][event.end_mark.column :]
        if comment := _GLUED_COMMENT.match(rest):
            self.notes.add(
                Rule.TEXT_AFTER_HASH,
                event.end_mark.line + self.first_line,
                f"{quoted(comment[1])} is not read: after a space, '#' begins a comment",
                f'If it belongs to the value, put all of it in quotes: "{event.value} {comment[1]}".',
            )

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first_line

    def _refused(self, event: Any, what: str, hint: str) -> BadYaml:
        return BadYaml(Rule.YAML_FEATURE, self._line(event), f"{what} is YAML that we do not use", hint)


def _explained(error: yaml.MarkedYAMLError, lines: list[str], first_line: int) -> BadYaml:
    """Return the error for the line that has to be mended, with the usual cause."""
    marks = [m for m in (error.context_mark, error.problem_mark) if m is not None]
    begun_in_vain = any(word in str(error.context) for word in ("quoted scalar", "flow sequence", "flow mapping"))
    mark = marks[0] if begun_in_vain else marks[-1]
    number = min(mark.line, len(lines) - 1)
    # A mapping that breaks off is noticed on the line after the one that broke it.
    while number > 0 and not lines[number].strip():
        number -= 1
    message, hint = _cause(error, lines[number], lines[number - 1] if number else "")
    return BadYaml(Rule.BAD_YAML, number + first_line, message, hint)


def _cause(error: yaml.MarkedYAMLError, line: str, previous: str) -> tuple[str, str]:
    """Return what is wrong and what to do, from the parser's complaint and the line it complains of."""
    problem, context = str(error.problem), str(error.context)
    seen = f"this line is not YAML: {quoted(line)}"
    key, colon, value = line.partition(":")
    value = value.strip()
    in_quotes = value.replace("\\", "\\\\").replace('"', '\\"')
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "this line is indented with a tab", "Indent with spaces: two for each level."
    if "quoted scalar" in context and "end of stream" in problem:
        return f"a quote is opened here and never closed: {quoted(line)}", "Close it at the end of the value."
    if "escape" in problem:
        return seen, "In double quotes a backslash is special: use single quotes, or write it twice."
    if "flow sequence" in context:
        return f"a list is opened with '[' and never closed: {quoted(line)}", "Close it with ']'."
    if "flow mapping" in context:
        return f"a '{{' is opened and never closed: {quoted(line)}", "Close it with '}', or put the value in quotes."
    if colon and value[:1] in {"@", "`", "%", "*", "&", "!"}:
        message = f"a value can't begin with '{value[0]}' unless it is in quotes: {quoted(line)}"
        return message, f'Write {key.strip()}: "{in_quotes}"'
    if colon and value[:1] in {'"', "'"}:
        return (
            f"there is text after the closing quote: {quoted(line)}",
            "Put quotes around the whole value, none inside.",
        )
    if "mapping values" in problem and ": " in value + " ":
        return f"the value has a colon in it and no quotes: {quoted(line)}", f'Write {key.strip()}: "{in_quotes}"'
    if line[:1] in {" ", "\t"} or "mapping values" in problem:
        hint = f"Indent it like its neighbours; the line before it is {quoted(previous)}."
        return f"{seen}, or it is indented wrongly", hint
    return seen, "Write 'key: value', with a space after the colon."
