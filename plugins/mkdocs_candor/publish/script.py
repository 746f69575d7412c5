"""The script of all pages: one file, whose name changes with its content, of parts that do not know each other."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from mkdocs_candor.publish.artifact import Artifact

PARTS = ("search.js", "scheme.js", "candor.js", "filter.js", "bars.js", "copy.js", "no_result.js")


@cache
def script() -> Artifact:
    """Return the parts one after the other; the first two must run before the theme's own script."""
    static = files("mkdocs_candor.publish") / "static"
    text = ";\n".join((static / name).read_text("utf-8") for name in PARTS)
    return Artifact(f"assets/candor/candor.{hashlib.sha256(text.encode()).hexdigest()[:8]}.js", text)
