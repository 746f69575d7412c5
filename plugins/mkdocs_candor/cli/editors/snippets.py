"""Snippets for VS Code: completion in Markdown files, where no language server knows the front matter.

In YAML files the schemas do it. In Markdown the editor offers these, each with what the schema says of its key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mkdocs_candor.cli.editors.schemas import Schema, schema_of, shape_of
from mkdocs_candor.edit.post_files import stage_name
from mkdocs_candor.model.post import PostType
from mkdocs_candor.model.status import INCIDENT_STAGES, MAINTENANCE_STAGES, Stage
from mkdocs_candor.read.resources import THEME_KEYS, ResourceForm
from mkdocs_candor.read.schema import POST_FORMS

_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
_DAY = re.compile(r"[0-9]{4}-")
_SAID_LATER = frozenset({"evidence", "on", "closed_on", "told_where", "why"})  # when a promise ends
_LEFT_OUT = THEME_KEYS | {"type", "imported"}
_OPTIONAL_FACTS: Mapping[PostType, tuple[str, ...]] = {
    PostType.INCIDENT: ("components", "desk"),
    PostType.MAINTENANCE: ("components", "desk"),
    PostType.ANNOUNCEMENT: ("effective", "author"),
    PostType.APOLOGY: ("author", "failure", "impact", "prevention", "follow_up", "contact"),
    PostType.REPORT: ("author", "causes", "went_well", "went_badly", "prevention"),
}
_FIRST_STAGES = {PostType.INCIDENT: Stage.INVESTIGATING, PostType.MAINTENANCE: Stage.SCHEDULED}


def snippets() -> str:
    """Return the text of a `.code-snippets` file: a post of each type, an update, a question, and each key."""
    found = {
        **{f"candor: new {type_}": _post(type_) for type_ in PostType},
        "candor: update of an incident": _update("update", [stage_name(s) for s in INCIDENT_STAGES]),
        "candor: update of a maintenance": _update("maintenance-update", [stage_name(s) for s in MAINTENANCE_STAGES]),
        "candor: question": _snippet(
            "question",
            ["### ${1:The question, as it was asked?}", f"Asked: {_TODAY} ${{2:14:10}} UTC, ${{3:forum}}", "$0"],
            "A question of customers, below '## Questions'. Open until a text follows.",
        ),
        **dict(_keys()),
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _snippet(prefix: str, body: Sequence[str], description: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": list(body), "description": description}


def _post(type_: PostType) -> dict[str, Any]:
    form = schema_of(POST_FORMS[type_])
    wanted = [key for key in form["properties"] if key in form["required"] and key != "type"]
    stops = _Stops()
    lines = ["---", f"type: {type_}"]
    for key in (*wanted, *_OPTIONAL_FACTS[type_]):
        lines += _lines(key, form["properties"][key], form.get("definitions", {}), stops)
    lines += ["---", ""]
    if stage := _FIRST_STAGES.get(type_):
        lines += [f"## {_TODAY} {stops.next('14:02')} UTC — {stage_name(stage)}", *_key_lines(stops)]
    return _snippet(str(type_), [*lines, "$0"], f"{form['title']}, with what it needs.")


def _update(prefix: str, stages: Sequence[str]) -> dict[str, Any]:
    stops = _Stops()
    heading = f"## {_TODAY} {stops.next('14:02')} UTC — {stops.one_of(stages)}"
    return _snippet(prefix, [heading, *_key_lines(stops), "$0"], "An update, at the end of the post.")


def _key_lines(stops: _Stops) -> list[str]:
    return [
        f"Impact: {stops.next('what customers cannot do, in their words')}",
        f"Do now: {stops.next('what they can do; or: Nothing; wait.')}",
        f"Next update: {stops.next('in 30 min')}",
        f"By: {stops.next('your name')}",
        "",
    ]


def _keys() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a snippet for each key of front matter; where types mean something else by it, one for each meaning."""
    forms = {str(type_): schema_of(form) for type_, form in POST_FORMS.items()} | {"page": schema_of(ResourceForm)}
    meanings: dict[tuple[str, str], list[str]] = {}
    for name, form in forms.items():
        for key, value in form["properties"].items():
            if key not in _LEFT_OUT or (key == "date" and name != "page"):
                meanings.setdefault((key, json.dumps(value, sort_keys=True)), []).append(name)
    for (key, _), names in sorted(meanings.items()):
        form = forms[names[0]]
        value = form["properties"][key]
        body = _lines(key, value, form.get("definitions", {}), _Stops())
        where = ", ".join(names) if len(names) < len(forms) else "all"
        yield f"candor: {key} ({where})", _snippet(key, body, f"{value['description']} In: {where}.")


class _Stops:
    """Gives out the places of a snippet that the tabulator goes to, in order."""

    def __init__(self) -> None:
        self.count = 0

    def next(self, text: str) -> str:
        self.count += 1
        return f"${{{self.count}:{text}}}" if text else f"${self.count}"

    def one_of(self, choices: Sequence[str]) -> str:
        self.count += 1
        return f"${{{self.count}|{','.join(choices)}|}}"


def _lines(key: str, value: Schema, definitions: Mapping[str, Schema], stops: _Stops, indent: str = "") -> list[str]:
    """Return the lines of YAML for a key, with a stop for each value."""
    value = shape_of(value, definitions)
    if value.get("type") == "object" and "properties" in value:
        return [f"{indent}{key}:", *_mapping(value, definitions, stops, f"{indent}  ")]
    if value.get("type") == "array":
        item = shape_of(value.get("items", {}), definitions)
        if "properties" in item:
            first, *rest = _mapping(item, definitions, stops, f"{indent}    ")
            return [f"{indent}{key}:", f"{indent}  - {first.strip()}", *rest]
        return [f"{indent}{key}:", f"{indent}  - {_value(item, stops)}"]
    if statuses := shape_of(value.get("additionalProperties") or {}, definitions).get("enum"):
        return [f"{indent}{key}:", f"{indent}  {stops.next('component')}: {stops.one_of(statuses)}"]
    return [f"{indent}{key}: {_value(value, stops)}"]


def _mapping(value: Schema, definitions: Mapping[str, Schema], stops: _Stops, indent: str) -> list[str]:
    keys = {key: inner for key, inner in value["properties"].items() if key not in _SAID_LATER}
    short = {key: inner for key, inner in keys.items() if shape_of(inner, definitions).get("type") != "array"}
    lines: list[str] = []
    for key, inner in (short or keys).items():
        lines += _lines(key, inner, definitions, stops, indent)
    return lines


def _value(value: Schema, stops: _Stops) -> str:
    if choices := value.get("enum"):
        return stops.one_of(choices)
    if value.get("type") == "boolean":
        return stops.one_of(["true", "false"])
    example = str(value["examples"][0]) if value.get("examples") else ""
    if _DAY.match(example):
        return f"{stops.next(_TODAY)} {stops.next('14:02')} UTC" if ":" in example else stops.next(_TODAY)
    return stops.next(example)
