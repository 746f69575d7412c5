"""The forms that read files → JSON Schemas for editors, in draft 7, which all of them know.

What a form says for authors is what an editor shows on hover. Scalars are read as text however YAML takes them, so
where text is expected a number is fine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from mkdocs_candor.cli.checked.as_json import CheckShape
from mkdocs_candor.cli.editors.options import OptionsForm
from mkdocs_candor.model.post import PostType
from mkdocs_candor.read.catalogue import CatalogueForm
from mkdocs_candor.read.desks import DesksForm
from mkdocs_candor.read.form import Form
from mkdocs_candor.read.resources import THEME_KEYS, ResourceForm
from mkdocs_candor.read.schema import POST_FORMS
from mkdocs_candor.read.translation_form import TranslationForm

DIALECT = "http://json-schema.org/draft-07/schema#"
_EXAMPLE = re.compile(r",? for example ([^,;]+)$")
_NOTHING: tuple[object, ...] = (None, "", [], {})
_TYPE = "what kind of post this is"

_ORDER = ("$schema", "title", "description", "type", "const", "enum", "examples", "default", "required")

Schema = dict[str, Any]


def schemas() -> Mapping[str, str]:
    """Return the text of every schema by the name of its file."""
    made = {type_.value: (form, f"Front matter of {form.noun}") for type_, form in POST_FORMS.items()}
    forms: dict[str, tuple[type[Form] | type[BaseModel], str]] = {
        **made,
        "resource": (ResourceForm, "Front matter of a community page"),
        "components": (CatalogueForm, "components.yml"),
        "desks": (DesksForm, "desks.yml"),
        "options": (OptionsForm, "Options of Candor in mkdocs.yml"),
    }
    found = {name: _schema(form, title) for name, (form, title) in forms.items()}
    found["post"] = _any_post()
    found["translation"] = _translation()
    found["mkdocs"] = _mkdocs()
    found["check"] = _with_head(_own_definitions(CheckShape), "Output of candor check --format json")
    return {f"{name}.schema.json": _text(schema) for name, schema in sorted(found.items())}


def schema_of(form: type[Form]) -> Schema:
    """Return the schema of a form."""
    made: Schema = _tidy(_schema(form, f"Front matter of {form.noun}"))
    return made


def shape_of(value: Any, definitions: Mapping[str, Schema]) -> Schema:
    """Return the shape that a value has most often: of several the mapping or the list, behind any reference."""
    if not isinstance(value, dict):
        return {}
    if "allOf" in value:
        return shape_of(value["allOf"][0], definitions)
    if "$ref" in value:
        return definitions[value["$ref"].rpartition("/")[2]]
    if "anyOf" in value:
        shapes = [shape_of(choice, definitions) for choice in value["anyOf"]]
        return next((shape for shape in shapes if shape.get("type") in ("object", "array")), shapes[0])
    return value


def _schema(form: type[Form] | type[BaseModel], title: str) -> Schema:
    made = _own_definitions(form)
    if "type" in made["properties"]:
        made["properties"] = {"type": made["properties"].pop("type"), **made["properties"]}
    for owner in (made, *made["definitions"].values()):
        owner.pop("title", None)
        owner.pop("description", None)
        for key, value in owner.get("properties", {}).items():
            owner["properties"][key] = _property(key, value)
    if form is not OptionsForm:
        _allow_numbers(made)
        if form is ResourceForm:
            made["properties"] |= {key: _of_the_theme(key) for key in THEME_KEYS}
    return _with_head(made, title)


def _own_definitions(form: type[Form] | type[BaseModel]) -> Schema:
    """Return a schema as the form makes it, with what it refers to where draft 7 has it."""
    made = form.model_json_schema()
    made["definitions"] = made.pop("$defs", {})
    return made


def _with_head(schema: Schema, title: str) -> Schema:
    schema.pop("$schema", None)
    return {"$schema": DIALECT, **schema, "title": title}


def _property(key: str, value: Schema) -> Schema:
    """Return what one key may be: with the words that its author needs on hover, and an example where there is one."""
    value.pop("title", None)  # made of the key, or of a name in the code
    choices = [choice for choice in value.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        value = {**choices[0], **value}
    elif choices:
        value = {"anyOf": choices, **value}
    if value.get("default") in _NOTHING:
        value.pop("default", None)
    description = value.pop("description", _TYPE if key == "type" else "")
    if match := _EXAMPLE.search(description):
        value.setdefault("examples", [match[1]])
    if reference := value.pop("$ref", None):
        value = {"allOf": [{"$ref": reference}], **value}  # in draft 7 nothing counts beside a $ref
    if description:
        value["description"] = f"{description[:1].upper()}{description[1:]}."
    return {"title": key, **value}


def _of_the_theme(key: str) -> Schema:
    return {"title": key, "description": "Read by MkDocs or its theme, as on any page."}


def _allow_numbers(schema: Any) -> None:
    """Let text be written in digits alone, which YAML takes for a number: it is read as text all the same."""
    if isinstance(schema, dict):
        is_text = schema.get("type") == "string" and not {"enum", "const", "pattern", "format"} & schema.keys()
        if is_text:
            schema["type"] = ["string", "number"]
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _allow_numbers(inner)


def _any_post() -> Schema:
    """Return the schema of a post of any type: it chooses the type's own, in the file beside it."""
    types = [type_.value for type_ in PostType]
    return _with_head(
        {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"title": "type", "description": f"{_TYPE.capitalize()}.", "enum": types}},
            "allOf": [
                {
                    "if": {"required": ["type"], "properties": {"type": {"const": type_}}},
                    "then": {"$ref": f"{type_}.schema.json"},
                }
                for type_ in types
            ],
        },
        "Front matter of a post",
    )


def _translation() -> Schema:
    """Return the schema of a translation. A copy of the original's facts is fine there."""
    made = _schema(TranslationForm, f"Front matter of {TranslationForm.noun}")
    for form in (made, *made.get("definitions", {}).values()):
        form.pop("additionalProperties", None)
    return made


def _mkdocs() -> Schema:
    """Return a schema of `mkdocs.yml` that knows our options, and leaves all else to others."""
    named = {
        "type": "object",
        "properties": {"candor": {"anyOf": [{"$ref": "options.schema.json"}, {"type": "null"}]}},
    }
    by_list = {"type": "array", "items": {"anyOf": [{"type": "string"}, named]}}
    return _with_head({"type": "object", "properties": {"plugins": {"anyOf": [by_list, named]}}}, "mkdocs.yml")


def _text(schema: Schema) -> str:
    return json.dumps(_tidy(schema), indent=2, ensure_ascii=False) + "\n"


def _tidy(node: Any) -> Any:
    """Return the schema with its keys in the order in which people read them, and without what says nothing."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    ordered = {key: node[key] for key in _ORDER if key in node} | node
    tidy = {key: _tidy(value) for key, value in ordered.items() if key not in {"properties", "definitions"}}
    if "$ref" in tidy:
        tidy["$ref"] = tidy["$ref"].replace("#/$defs/", "#/definitions/").removesuffix("Form")
    if "properties" in node:
        tidy["properties"] = {key: _tidy(value) for key, value in node["properties"].items()}
    if node.get("definitions"):
        tidy["definitions"] = {
            name.removesuffix("Form"): _tidy(value) for name, value in sorted(node["definitions"].items())
        }
    return tidy
