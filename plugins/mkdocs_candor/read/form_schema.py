"""A form → its JSON Schema for editors, by way of pydantic's models.

A module of its own, since importing pydantic takes longer than most commands do.
"""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, create_model
from pydantic import Field as PydanticField

from mkdocs_candor.read.declared import REQUIRED, Form, Key, Read, keys_in, types_in


def json_schema(form: type[Form]) -> dict[str, Any]:
    """Return the JSON Schema of what authors may write in a form."""
    return _model(form).model_json_schema()


_models: dict[type[Form], type[BaseModel]] = {}


def _model(form: type[Form]) -> type[BaseModel]:
    if form in _models:
        return _models[form]
    fields: dict[str, Any] = {name: _field(key, types_in(form)[name]) for name, key in keys_in(form).items()}
    model: type[BaseModel] = create_model(
        form.__name__, __config__=ConfigDict(extra="forbid"), __doc__=form.__doc__, **fields
    )
    _models[form] = model
    return model


def _field(key: Key, kind: Any) -> tuple[Any, Any]:
    is_required = key.default is REQUIRED
    return (
        _type(kind, is_required=is_required),
        PydanticField(
            ... if is_required else key.default, alias=key.alias or None, description=key.description or None
        ),
    )


def _type(kind: Any, *, is_required: bool = False) -> Any:
    """Return the type for pydantic. A required value is never None for an author, only for `fill`."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        mark = next(mark for mark in inner[1:] if isinstance(mark, Read))
        plain = _type(inner[0])
        if mark.schema:
            return Annotated[plain, WithJsonSchema(mark.schema)]
        if mark.written_as:
            return Annotated[plain, BeforeValidator(mark.take, json_schema_input_type=_type(mark.written_as))]
        return plain
    if origin in (Union, UnionType):
        parts = tuple(_type(part) for part in inner if not (is_required and part is type(None)))
        return Union[parts]  # noqa: UP007 - of as many as there are
    if origin is list:
        return list[_type(inner[0])]  # type: ignore[misc] # made at run time
    if origin is dict:
        return dict[str, _type(inner[1], is_required=True)]  # type: ignore[misc]
    if isinstance(kind, type) and issubclass(kind, Form):
        return _model(kind)
    return kind
