"""YAML as editors read it: version 1.2, where a date is text and only true and false are true and false."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


class _Core(yaml.SafeLoader):
    """The core schema of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first))


def parsed(text: str) -> Any:
    return yaml.load(text, Loader=_Core)  # noqa: S506 - a SafeLoader


def front_matter(file: Path) -> Any:
    """Return what stands between the first two fences of a file; None where there is no such block, or no YAML."""
    parts = re.split(r"^---[ \t]*$", file.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)
    return parsed(parts[1]) if len(parts) == 3 else None
