"""The JSON Schemas of the API's files, as they are published.

They are made ahead, by `made_schemas.py`, since to make them takes longer than to build a young site.
"""

from __future__ import annotations

from importlib.resources import files

NAMES = ("status", "posts", "post", "components", "promises", "questions", "resources", "build")


def published(name: str) -> str:
    """Return the schema of a file as it is published. That of `posts/<id>.json` is named "post"."""
    return files("mkdocs_candor.publish").joinpath("schemas", f"{name}.schema.json").read_text("utf-8")
