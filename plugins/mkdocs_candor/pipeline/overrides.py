"""Whether a template of the owner's treats pages of one section differently, which no frame could carry.

A frame is a page whose title, addresses and content are slots. A template may print these, and ask whether they are
there. One that cuts, changes or compares them, or that asks for a post's own front matter, needs the page itself.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import Any

from jinja2 import nodes

# What a frame has a slot for, as templates name it.
_SLOTS = frozenset(
    [
        "title",
        "url",
        "abs_url",
        "canonical_url",
        "edit_url",
        "content",
        "meta.title",
        "meta.description",
        "file.src_uri",
        "file.src_path",
        "file.name",
        "file.url",
        "file.dest_uri",
        "file.dest_path",
        "file.edit_uri",
    ]
)
# What a frame has no slot for.
_OWN = frozenset(("markdown", "file.abs_src_path", "file.abs_dest_path", "file.content_string", "file.content_bytes"))
# They leave a slot as it is, or give it back.
_HARMLESS_FILTERS = frozenset(("d", "default", "e", "escape", "forceescape", "safe", "string", "striptags", "url"))
_PRESENCE = frozenset(("defined", "undefined", "none", "string"))
# Material's own question whether a page has a heading, to which a frame says yes, as all our pages would.
_HEADING = "<h1"


def asked(template: nodes.Template, front_matter: Container[str]) -> Iterator[tuple[str, int]]:
    """Yield what a template asks of single pages, such as "page.meta.severity", and in which line.

    `front_matter` are the keys that posts have of their own.
    """
    reading = _Reading(front_matter)
    reading.learn(template)
    reading.read(template, printed=False)
    yield from reading.asked


class _Reading:
    """One template. `names` are variables that hold what a slot holds."""

    def __init__(self, front_matter: Container[str]) -> None:
        self.asked: list[tuple[str, int]] = []
        self._front_matter = front_matter
        self._names: set[str] = set()

    def learn(self, template: nodes.Template) -> None:
        """Note variables that are set to something with a slot in it, and those that are set to these."""
        sets: list[tuple[nodes.Node, nodes.Node]] = [
            *((each.target, each.node) for each in template.find_all(nodes.Assign)),
            *((each.target, each) for each in template.find_all(nodes.AssignBlock)),
        ]
        known = -1
        while known != len(self._names):
            known = len(self._names)
            for target, value in sets:
                if isinstance(target, nodes.Name) and any(self._slot(each) for each in _all(value)):
                    self._names.add(target.name)

    def read(self, node: nodes.Node, *, printed: bool) -> None:
        """Note what is asked below `node`. `printed`: of what it gives, that it is there, and how it reads, is all."""
        reads = _READS.get(type(node))
        if reads:
            reads(self, node, printed)
        elif (path := _path(node)) is not None:
            self._read_path(path, node, printed)
        elif isinstance(node, nodes.Name) and node.name in self._names and not printed:
            self._ask(node.name, node)
        else:
            for child in node.iter_child_nodes():
                self.read(child, printed=False)

    def _read_path(self, path: str, node: nodes.Node, printed: bool) -> None:
        key = path.partition("meta.")[2] if path.startswith("meta.") else ""
        slot = self._slot(node)
        if path in {"", "meta", "file"}:
            wrong = not printed
        elif key:
            wrong = key.partition(".")[0] in self._front_matter if not slot else not printed
        else:
            wrong = path in _OWN or (bool(slot) and not (printed and slot == path))
        if wrong:
            self._ask(f"page.{path}".rstrip("."), node)

    def _slot(self, node: nodes.Node) -> str:
        """Return the slot that a node takes something from; empty for none."""
        if isinstance(node, nodes.Name) and node.name in self._names:
            return node.name
        path = _path(node) or ""
        return next((slot for slot in _SLOTS if path == slot or path.startswith(f"{slot}.")), "")

    def _ask(self, what: str, node: nodes.Node) -> None:
        if (what, node.lineno) not in self.asked:
            self.asked.append((what, node.lineno))

    def _output(self, node: nodes.Output, printed: bool) -> None:
        for child in node.nodes:
            self.read(child, printed=True)

    def _choice(self, node: nodes.If | nodes.CondExpr, printed: bool) -> None:
        self.read(node.test, printed=True)
        for child in node.iter_child_nodes(exclude=("test",)):
            self.read(child, printed=printed)

    def _through(self, node: nodes.Node, printed: bool) -> None:
        for child in node.iter_child_nodes():
            self.read(child, printed=printed)

    def _assign(self, node: nodes.Assign, printed: bool) -> None:
        # What becomes of the variable is asked where that is used; the page itself is not to get another name.
        self.read(node.node, printed=_path(node.node) not in {"", "meta", "file"})

    def _filter(self, node: nodes.Filter, printed: bool) -> None:
        is_content = node.node is not None and self._slot(node.node) == "content"
        harmless = node.name in _HARMLESS_FILTERS and not (is_content and node.name != "safe")
        for child in node.iter_child_nodes():
            self.read(child, printed=printed and harmless)

    def _filtered(self, node: nodes.FilterBlock, printed: bool) -> None:
        for output in node.find_all(nodes.Output):
            for child in output.nodes:
                self.read(child, printed=node.filter.name in _HARMLESS_FILTERS)

    def _test(self, node: nodes.Test, printed: bool) -> None:
        for child in node.iter_child_nodes():
            self.read(child, printed=node.name in _PRESENCE or _path(child) == "")

    def _compare(self, node: nodes.Compare, printed: bool) -> None:
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        first, last = sides[0], sides[-1]
        if isinstance(first, nodes.Const) and node.ops[0].op in {"in", "notin"}:
            if first.value == _HEADING and _path(last) == "content":
                return
            if _path(last) == "meta":
                self._read_path(f"meta.{first.value}", last, True)
                return
        for side in sides:
            self.read(side, printed=_path(side) == "")  # `nav_item == page`: ours are in no menu

    def _call(self, node: nodes.Call, printed: bool) -> None:
        method = node.node
        if isinstance(method, nodes.Getattr) and method.attr == "get" and _path(method.node) == "meta":
            key = node.args[0] if node.args else None
            if isinstance(key, nodes.Const):
                self._read_path(f"meta.{key.value}", node, printed)
                return
        for child in node.iter_child_nodes():
            self.read(child, printed=False)

    def _loop(self, node: nodes.For | nodes.Macro, printed: bool) -> None:
        """Read a loop or a macro, which may give the name `page` to something else."""
        own = node.args if isinstance(node, nodes.Macro) else _all(node.target)
        if any(isinstance(each, nodes.Name) and each.name == "page" for each in own):
            return
        for child in node.iter_child_nodes():
            self.read(child, printed=False)


_READS: dict[type, Callable[[_Reading, Any, bool], None]] = {
    nodes.Output: _Reading._output,
    nodes.If: _Reading._choice,
    nodes.CondExpr: _Reading._choice,
    nodes.And: _Reading._through,
    nodes.Or: _Reading._through,
    nodes.Not: _Reading._through,
    nodes.Concat: _Reading._through,
    nodes.Assign: _Reading._assign,
    nodes.Filter: _Reading._filter,
    nodes.FilterBlock: _Reading._filtered,
    nodes.Test: _Reading._test,
    nodes.Compare: _Reading._compare,
    nodes.Call: _Reading._call,
    nodes.For: _Reading._loop,
    nodes.Macro: _Reading._loop,
}


def _path(node: nodes.Node) -> str | None:
    """Return what a node takes from the page: "meta.title", or "" for the page itself; None for what is not of it."""
    if isinstance(node, nodes.Name):
        return "" if node.name == "page" and node.ctx == "load" else None
    if isinstance(node, nodes.Getattr):
        within, name = _path(node.node), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        within, name = _path(node.node), str(node.arg.value)
    else:
        return None
    return None if within is None else f"{within}.{name}".lstrip(".")


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    yield from node.find_all(nodes.Node)
