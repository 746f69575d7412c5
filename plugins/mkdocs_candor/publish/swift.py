"""Jinja for pages that are made of many small macros: what its templates give is the same, and costs half.

For each attribute that a template asks for, Jinja looks for an item of that name as well; for each thing that it calls,
it asks whether that wants the context, and for each that it shows, whether that escapes itself. All this is known for
our own templates. Those of an owner, in place of ours, are compiled as Jinja does it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from types import BuiltinMethodType, MethodType
from typing import Any

import markupsafe
from jinja2 import Environment, Template, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.runtime import Macro as AnyMacro
from jinja2.utils import missing
from markupsafe import Markup

_OURS = f"; from {__name__} import Macro, escape"
_TEMPLATES = os.path.join(os.path.dirname(__file__), "templates", "")
_MISSING = tuple((missing,) * count for count in range(10))
_ASKING = frozenset(("defined", "undefined"))  # tests of what may be there

as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Returns a text that is HTML already as such: in half the time of `Markup`, which asks it for `__html__`."""

_escaped = lru_cache(maxsize=4096)(markupsafe.escape)


def escape(value: object) -> str:
    """Return `value` as HTML."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value] # it is
    if isinstance(value, str):
        return _escaped(value if kind is str else str(value))  # a member of a scale
    # An `if` without an `else` gives Jinja's plain undefined, which shows nothing.
    return "" if kind is Undefined else markupsafe.escape(value)


class Macro(AnyMacro):
    """A macro of a template that escapes what it shows."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        left = self._argument_count - len(args)
        if left < 0 or kwargs or self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*args, **kwargs)
        return as_markup(self._func(*args, *_MISSING[left]))


# None of these wants the context: ours are the macros, and the methods of what templates are given.
_DIRECT = frozenset((Macro, MethodType, BuiltinMethodType))


class _Context(Context):
    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja names them
        if type(__obj) not in _DIRECT:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class _Generator(CodeGenerator):
    """Writes attributes and calls in our templates as Python's own, so a name that something lacks is an error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_ours = (self.filename or "").startswith(_TEMPLATES)
        self._may_lack = False

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as Jinja names them
        if not self._is_ours or self._may_lack:
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        self._may_lack = node.name in _ASKING
        super().visit_Test(node, frame)
        self._may_lack = False

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if not self._is_ours or forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        if self._is_ours and node.expr2 is None:
            node.expr2 = nodes.Const("", lineno=node.lineno)
        super().visit_CondExpr(node, frame)


class Swift(Environment):
    """An environment that always escapes."""

    context_class = _Context
    code_generator_class = _Generator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template, which is read once: ours ask for others in each page."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = super().get_template(name, parent)
        return known

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja chains two mappings, also where one is empty, and goes through both for each name in each page.
        return super().make_globals(d) if d else self.globals

    def _generate(self, *args: Any, **kwargs: Any) -> str:
        # On the line of Jinja's own imports, since the lines of a template are known by those of its code.
        imports, line_end, code = super()._generate(*args, **kwargs).partition("\n")
        return f"{imports}{_OURS}{line_end}{code}"
