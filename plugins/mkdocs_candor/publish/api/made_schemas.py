"""The JSON Schemas of the API's files as their shapes make them. No build does that: a test keeps the published so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from mkdocs_candor.publish.api.ledger_shapes import PromisesFile, QuestionsFile, ResourcesFile
from mkdocs_candor.publish.api.post_shapes import AnyPostShape
from mkdocs_candor.publish.api.shapes import BuildFile, ComponentsFile, PostsFile, StatusFile

SHAPES: Mapping[str, Any] = {
    "status": StatusFile,
    "posts": PostsFile,
    "post": Annotated[AnyPostShape, Field(discriminator="type")],
    "components": ComponentsFile,
    "promises": PromisesFile,
    "questions": QuestionsFile,
    "resources": ResourcesFile,
    "build": BuildFile,
}


def made(name: str) -> str:
    """Return the schema of a file as its shapes make it."""
    body = TypeAdapter(SHAPES[name]).json_schema(mode="serialization", schema_generator=_Plain)
    head = {"$schema": _Plain.schema_dialect, "title": f"Candor API v1: {name}.json"}
    return json.dumps({**head, **{k: v for k, v in body.items() if k != "title"}}, indent=2, ensure_ascii=False) + "\n"


class _Plain(GenerateJsonSchema):
    """Leaves out titles that only repeat the key, and line breaks in descriptions."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False

    def dataclass_schema(self, schema: Any) -> JsonSchemaValue:
        found = super().dataclass_schema(schema)
        if text := found.get("description"):
            found["description"] = " ".join(text.split())
        return found
