"""Words in templates: `{{ _("…") }}`, and `{% trans %}` where a message has places or depends on a number.

There is one environment for each language. So a message is translated once, when its template is compiled, and costs
nothing when a page is made; Jinja's own extension, of which this is a kind, would look it up each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.lexer import Token, TokenStream

if TYPE_CHECKING:
    from mkdocs_candor.publish.language.language import Language

_PLACE = re.compile(r"%\((\w+)\)s")


class Folding(InternationalizationExtension):
    """Needs `environment.language`, set before the first template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Put the translated words in place of each `_("…")`."""
        for token in stream:
            if not (token.test("name:_") and stream.current.test("lparen")):
                yield token
                continue
            next(stream)
            words = stream.expect("string")
            stream.expect("rparen")
            yield Token(token.lineno, "string", self._language.gettext(words.value))

    def _make_node(  # type: ignore[override] # Jinja's own gives an output; a choice of outputs is a statement as well
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,
        num_called_num: bool,
    ) -> nodes.Stmt:
        if plural is None or plural_expr is None:
            translated = self._language.pgettext(context, singular) if context else self._language.gettext(singular)
            return self._output(translated, variables)
        forms = self._language.forms(singular, plural)
        found: nodes.Stmt = self._output(forms[-1], variables)
        for number, form in reversed(list(enumerate(forms[:-1]))):
            is_this = nodes.Compare(
                nodes.Filter(plural_expr, "form", [], [], None, None), [nodes.Operand("eq", nodes.Const(number))]
            )
            found = nodes.If(is_this, [self._output(form, variables)], [], [found])
        return found

    def _output(self, message: str, variables: dict[str, nodes.Expr]) -> nodes.Output:
        """Return the parts of a message: its words as they are, for catalogues are ours, and values escaped."""
        before, after = self._language.isolated("\0").split("\0")
        parts: list[nodes.Expr] = []
        words = ""
        for number, part in enumerate(_PLACE.split(message)):
            if not number % 2:
                words += part
                parts.append(nodes.TemplateData(part.replace("%%", "%")))
            elif words.rfind("<") > words.rfind(">"):  # an attribute's value: it is not shown
                parts.append(variables[part])
            else:
                parts += [nodes.TemplateData(before), variables[part], nodes.TemplateData(after)]
        return nodes.Output(parts)

    @property
    def _language(self) -> Language:
        found: Language = self.environment.language  # type: ignore[attr-defined] # ours
        return found
