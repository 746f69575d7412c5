"""`--prevention "Two alarms | owner=Dana Ortiz | due=2026-12-01"`: a thing with several parts, as one option."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import click

from mkdocs_candor.edit.front_matter import Value, dump_yaml
from mkdocs_candor.read.form import Form, fill, keys_of
from mkdocs_candor.read.notes import Notes, did_you_mean, listed
from mkdocs_candor.read.times import parse_date
from mkdocs_candor.read.tree import Mapping, parse_yaml

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_items(
    written: Iterable[str], form: type[Form], main: str, option: str, timezone: ZoneInfo | None, *, letter: str = ""
) -> list[dict[str, Value]]:
    """Return each text as front matter: parts between bars, `key=value`; the first may be the value of `main` alone.

    With a `letter` they are promises: each is open, and has an id, `A1` and so on, unless it says otherwise. Raises
    BadParameter for a key that `form` does not have, or a value that it cannot take.
    """
    items = []
    for number, text in enumerate(written, start=1):
        item = _item(text, form, main, option)
        if letter:
            id_, status = item.pop("id", f"{letter}{number}"), item.pop("status", "open")
            item = {"id": id_, **item, "status": status}
        _check(item, form, option, timezone)
        items.append({key: _unquoted(value) for key, value in item.items()})
    return items


def _item(text: str, form: type[Form], main: str, option: str) -> dict[str, str]:
    item: dict[str, str] = {}
    keys = keys_of(form)
    for number, part in enumerate(text.split("|")):
        key, equals, value = (" ".join(piece.split()) for piece in part.partition("="))
        if equals and key in keys:
            item[key] = value
        elif number == 0:
            item[main] = " ".join(part.split())
        else:
            hint = did_you_mean(key, keys) or f"Keys are {listed(keys, 'and')}."
            raise click.BadParameter(
                f"'{' '.join(part.split())}' begins with no key and '='. {hint}", param_hint=option
            )
    return item


def _check(item: dict[str, str], form: type[Form], option: str, timezone: ZoneInfo | None) -> None:
    notes = Notes("")
    tree = parse_yaml(dump_yaml(item), notes)
    if isinstance(tree, Mapping):
        fill(form, tree, notes, timezone=timezone)
    for problem in notes.problems:
        raise click.BadParameter(f"{problem.message}. {problem.hint}", param_hint=option)


def _unquoted(value: str) -> Value:
    """Return a value as the type that YAML writes without quotes: a day, or a flag."""
    if value in {"true", "false"}:
        return value == "true"
    return parse_date(value) if _DAY.fullmatch(value) else value


def filled(values: dict[str, Any]) -> dict[str, Value]:
    """Return the values that say something."""
    return {key: value for key, value in values.items() if value}
