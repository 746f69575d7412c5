"""What every post is made from beside its facts: our code and all that is installed, options, templates, extensions."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import FunctionType
from typing import Any

from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.fingerprint import Unprintable, fingerprint

_PACKAGE = Path(__file__).parent.parent
# Of an edition, what is noted look by look while a post is made, and what does not show in what is made.
_WATCHED = frozenset(("now", "prose", "templates", "cards", "own_cards", "drafts"))
_UNSEEN = frozenset(("others", "pieces", "remembered", "made_once", "watch"))
# Known to make a text of nothing but its Markdown and their own options.
_PURE = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_READING_FILES = ("pymdownx.snippets", "pymdownx.b64")


class NotKept(Exception):  # noqa: N818 - an answer, not a fault
    """Posts cannot be kept; says why, for the owner."""


def basis(edition: Edition, policy: Policy, overrides: Path | None, configs: Mapping[str, Any]) -> str:
    """Return a text that changes with anything that may change a post but its facts, and `code`.

    `overrides` is the folder of the owner's templates; `configs` are those of the parser's extensions.
    Raises NotKept where nobody can say.
    """
    try:
        given = {f.name for f in fields(edition) if f.init} - _WATCHED - _UNSEEN
        options = {name: getattr(edition, name) for name in sorted(given)}
        parts = (
            _folder(overrides) if overrides else "",
            edition.cards is None,
            policy,
            _plain(options),
            [_extension(each) for each in edition.prose.extensions],
            _plain(configs),
        )
        return fingerprint(parts)
    except Unprintable as reason:
        raise NotKept(f"an option of a Markdown extension is a {reason}, which cannot be compared") from None


@cache
def code() -> str:
    """Return a text that changes with our code, with what is installed, and with Python."""
    return fingerprint((_folder(_PACKAGE), _installed(), sys.version))


def _extension(extension: object) -> str:
    """Return an extension's name. Raises NotKept for one that may read files, or that we do not know."""
    name = type(extension).__module__
    if not f"{name}.".startswith(_PURE) or name in _READING_FILES:
        raise NotKept(f"the Markdown extension '{name}' may read more than the text that it is given")
    return f"{name}.{type(extension).__qualname__}"


def _plain(value: Any) -> Any:
    """Return `value` with functions by their names: those of the known packages change with what is installed."""
    if isinstance(value, Mapping):
        return {str(key): _plain(found) for key, found in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(found) for found in value]
    if isinstance(value, FunctionType | type):
        if not f"{value.__module__}.".startswith(_PURE) or "custom_icons" in value.__qualname__:
            raise NotKept(f"'{value.__module__}.{value.__qualname__}' may do anything")
        return f"{value.__module__}.{value.__qualname__}"
    return value


def _installed() -> tuple[str, ...]:
    """Return what is installed, by names and versions, as folders tell it: to ask for each takes much longer."""
    found = {path.name for folder in sys.path if folder for path in Path(folder).glob("*.dist-info")}
    return tuple(sorted(found))


def _folder(folder: Path) -> str:
    """Return a text that changes with any file in `folder`."""
    digest = blake2b(digest_size=16)
    # By names, not by `Path`: to make and sort those takes longer than to read what is in the files.
    files: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        files += [os.path.join(parent, name) for name in names]
    for file in sorted(files):
        with open(file, "rb", buffering=0) as opened:
            content = opened.read()
        digest.update(f"{os.path.relpath(file, folder)}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()
