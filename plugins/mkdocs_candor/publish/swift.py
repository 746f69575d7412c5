"""Jinja for pages that are made of many small macros: what its templates give is the same, and costs a third less.

For each thing that a template calls, Jinja asks whether it wants the context, and for each thing that it shows, whether
that escapes itself. Here both are known for what our templates call and show most.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from types import BuiltinMethodType, MethodType
from typing import Any

import markupsafe
from jinja2 import Environment, Undefined
from jinja2.runtime import Context
from jinja2.runtime import Macro as AnyMacro
from jinja2.utils import missing
from markupsafe import Markup

_OURS = f"; from {__name__} import Macro, escape"
_MISSING = tuple((missing,) * count for count in range(10))


def escape(value: object) -> str:
    """Return `value` as HTML."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value] # it is
    # An `if` without an `else` gives Jinja's plain undefined, which shows nothing.
    return "" if kind is Undefined else markupsafe.escape(value)


class Macro(AnyMacro):
    """A macro of a template that escapes what it shows."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        left = self._argument_count - len(args)
        if left < 0 or kwargs or self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*args, **kwargs)
        return Markup(self._func(*args, *_MISSING[left]))  # noqa: S704 - escaped by the template


# None of these wants the context: ours are the macros, and the methods of what templates are given.
_DIRECT = frozenset((Macro, MethodType, BuiltinMethodType))


class _Context(Context):
    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja names them
        if type(__obj) not in _DIRECT:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class Swift(Environment):
    """An environment that always escapes."""

    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja chains two mappings, also where one is empty, and goes through both for each name in each page.
        return super().make_globals(d) if d else self.globals

    def _generate(self, *args: Any, **kwargs: Any) -> str:
        # On the line of Jinja's own imports, since the lines of a template are known by those of its code.
        imports, line_end, code = super()._generate(*args, **kwargs).partition("\n")
        return f"{imports}{_OURS}{line_end}{code}"
