"""`--components checkout=partial_outage`: which components are meant, and how they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from mkdocs_candor.model.component import Component
from mkdocs_candor.model.status import Status
from mkdocs_candor.read.fields import choose
from mkdocs_candor.read.ids import is_safe_id
from mkdocs_candor.read.notes import Misread, likely

_OPTION = "--components"


def read_components(
    written: Iterable[str],
    components: Sequence[Component],
    choices: tuple[Status, ...],
    *,
    default: Status | None,
    can_ask: bool = False,
) -> dict[str, Status]:
    """Return statuses by component id. Each text holds one or more `id=status`, with commas between them.

    Where a text has no status it is `default`; None: it must have one. A name or an old id will do for an id. With
    `can_ask`, a misspelt one is offered for confirmation. Raises BadParameter.
    """
    found: dict[str, Status] = {}
    for part in (piece.strip() for text in written for piece in re.split(r"[,;]", text)):
        if not part:
            continue
        name, equals, status = (piece.strip() for piece in part.partition("="))
        component = _component(name, components, can_ask=can_ask)
        if equals:
            try:
                found[component] = choose(status, choices, "status")
            except Misread as misread:
                raise click.BadParameter(f"{misread.message}. {misread.hint}", param_hint=_OPTION) from None
        elif default is None:
            example = f"{component}={choices[0].value}"
            raise click.BadParameter(f"'{part}' needs a status, for example {example}.", param_hint=_OPTION)
        else:
            found[component] = default
    return found


def _component(name: str, components: Sequence[Component], *, can_ask: bool) -> str:
    spellings = {spelling: c.id for c in reversed(components) for spelling in (c.name.casefold(), *c.aliases, c.id)}
    if name in spellings:
        return spellings[name]
    if name.casefold() in spellings:
        return spellings[name.casefold()]
    if not components and is_safe_id(name):
        return name
    guess = likely(name, spellings)
    if guess and can_ask and click.confirm(f"Did you mean '{spellings[guess]}'?", default=True, err=True):
        return spellings[guess]
    hint = f"Did you mean '{spellings[guess]}'?" if guess else f"There are: {', '.join(c.id for c in components)}."
    raise click.BadParameter(f"there is no component '{name}'. {hint}", param_hint=_OPTION)
