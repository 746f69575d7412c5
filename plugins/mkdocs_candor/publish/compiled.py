"""Templates as they were last compiled: to compile all of a theme takes longer than to fill them.

In one process they are remembered, which is for `serve` and for tests. Our own are kept as Python keeps modules: in the
`__pycache__` beside them, read and written by its import system, for who may write there may write our code as well.
In a project's `.cache` is no code.
"""

from __future__ import annotations

import os
from collections.abc import Hashable
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any
from zlib import crc32

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_PACKAGE = Path(__file__).parent
_OURS = os.path.join(_PACKAGE, "templates", "")
_MOST = 1000
_codes: dict[tuple[Hashable, str], tuple[str, CodeType]] = {}


class Compiled(BytecodeCache):
    """Gives a template's code when its source is as it was. `by` is all that the code depends on beside the source.

    `lang` is the language that our own templates are compiled into; empty for those of a theme.
    """

    def __init__(self, by: Hashable, lang: str = "") -> None:
        self._by = by
        self._lang = lang

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        known = _codes.get((self._by, bucket.key))
        if known is not None and known[0] == bucket.checksum:
            bucket.code = known[1]
        elif self._lang and bucket.key.startswith(_OURS):
            bucket.code = _Loader(bucket.key, bucket.environment, self._lang).get_code("")
            self.dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            if len(_codes) > _MOST:
                _codes.clear()
            _codes[self._by, bucket.key] = (bucket.checksum, bucket.code)


class _Loader(SourceFileLoader):
    """Python's own loader of modules and of their `.pyc`, with a template for a module, and Jinja for the compiler."""

    def __init__(self, template: str, environment: Environment, lang: str) -> None:
        folder, name = os.path.split(template)
        super().__init__("", os.path.join(folder, lang, name))  # so that each language has a `__pycache__` of its own
        self._template = template
        self._environment = environment
        self._lang = lang

    def get_filename(self, name: str | None = None) -> str:
        return str(self.path)

    def get_data(self, path: str) -> bytes:
        return super().get_data(self._template if path == self.path else path)

    def path_stats(self, path: str) -> dict[str, Any]:
        """Return what tells whether the code was made of something else: Python compares the two for equality only."""
        found = os.stat(self._template)
        of_all = crc32(f"{_compiler(self._lang)} {found.st_mtime_ns}".encode())
        return {"mtime": of_all, "size": found.st_size}

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        name = os.path.basename(self._template)
        return self._environment.compile(data.decode().replace("\r\n", "\n"), name, self._template)


@cache
def _compiler(lang: str) -> str:
    """Return what tells whether a template would become other code: by Jinja, our part of it, or the words."""
    folders = (Path(jinja2.__file__).parent, _PACKAGE / "language")
    files = [
        _PACKAGE / "templating.py",
        _PACKAGE / "swift.py",
        *(path for folder in folders for path in sorted(folder.glob("*.py"))),
    ]
    files += (_PACKAGE / "language").glob(f"{lang}.po")
    return " ".join(f"{found.st_mtime_ns} {found.st_size}" for found in (path.stat() for path in files))


def compiler_of(environment: Environment) -> Hashable:
    """Return all that the compiler asks an environment for.

    Filters and tests are in it by themselves and not by their names: the compiler applies them to what is constant.
    """
    return (
        *(environment.block_start_string, environment.variable_start_string, environment.comment_start_string),
        *(environment.line_statement_prefix, environment.line_comment_prefix, environment.newline_sequence),
        *(environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline),
        *(environment.optimized, environment.undefined, environment.finalize, environment.autoescape),
        *(environment.is_async, environment.sandboxed, tuple(sorted(environment.extensions))),
        *(tuple(environment.filters.items()), tuple(environment.tests.items())),
    )
