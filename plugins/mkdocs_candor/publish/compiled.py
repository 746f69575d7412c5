"""Templates as they were last compiled: to compile all of a theme takes longer than to fill them.

In one process they are remembered, which is for `serve` and for tests. Our own are kept as Python keeps modules: in the
`__pycache__` beside them, read and written by its import system, for who may write there may write our code as well.
There, too, are those of an installed theme, where all that compiled them is installed. In a project's `.cache` is no
code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache, partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from sysconfig import get_path
from types import BuiltinFunctionType, CodeType, FunctionType
from typing import Any
from zlib import crc32

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_PACKAGE = Path(__file__).parent
_OURS = os.path.join(_PACKAGE, "templates", "")
_THEMES = os.path.join(_PACKAGE, "templates", "__pycache__", "themes", "")
_INSTALLED = tuple(
    os.path.join(folder, "") for folder in {*map(get_path, ("purelib", "platlib", "stdlib")), str(_PACKAGE.parent)}
)
# Whose filters and tests give the same for the same, whatever the project.
_KNOWN = frozenset(("jinja2", "markupsafe", "mkdocs", "properdocs", "builtins", "operator", "_operator"))
_MOST = 1000
_codes: dict[tuple[Hashable, str], tuple[str, CodeType]] = {}


class Compiled(BytecodeCache):
    """Gives a template's code when its source is as it was. `by` is all that the code depends on beside the source.

    `lang` is the language that our own templates are compiled into; empty for those of a theme. With `told_by` those of
    an installed theme are kept too: a text that is as `by` is, in every process.
    """

    def __init__(self, by: Hashable, lang: str = "", told_by: str = "") -> None:
        self._by = by
        self._lang = lang
        self._told_by = told_by

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is None and self._told_by and filename and filename.startswith(_INSTALLED):
            bucket.code = _ThemeLoader(environment, name, filename, source, self._told_by).code()
            self.dump_bytecode(bucket)
        return bucket

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

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override] # as Python does
        name = os.path.basename(self._template)
        return self._environment.compile(data.decode().replace("\r\n", "\n"), name, self._template)


class _ThemeLoader(SourceFileLoader):
    """The same for a template of a theme. What it was compiled to stands with us, and not in the theme's folder."""

    def __init__(self, environment: Environment, name: str, filename: str, source: str, told_by: str) -> None:
        super().__init__("", filename)
        self._compile: Callable[[], CodeType] = partial(environment.compile, source, name, filename)
        self._source = source.encode()
        self._made_of = crc32(self._source, crc32(f"{told_by} {name}".encode()))
        self._kept = f"{_THEMES}{crc32(filename.encode()):08x}.{sys.implementation.cache_tag}.pyc"

    def code(self) -> CodeType | None:
        try:
            return self.get_code("")
        except (EOFError, ValueError, TypeError):  # damaged
            Path(self._kept).unlink(missing_ok=True)
            return self.get_code("")

    def get_filename(self, name: str | None = None) -> str:
        return str(self.path)

    def get_data(self, path: str) -> bytes:
        return self._source if path == self.path else super().get_data(self._kept)

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        super().set_data(self._kept, data, _mode=_mode)

    def path_stats(self, path: str) -> dict[str, Any]:
        return {"mtime": self._made_of, "size": len(self._source)}

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override] # as Python does
        return self._compile()


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


def compiler_of(environment: Environment) -> tuple[Any, ...]:
    """Return all that the compiler asks an environment for.

    Filters and tests are in it by themselves and not by their names: the compiler applies them to what is constant.
    """
    return (
        *(environment.block_start_string, environment.variable_start_string, environment.comment_start_string),
        *(environment.line_statement_prefix, environment.line_comment_prefix, environment.newline_sequence),
        *(environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline),
        *(environment.optimized, environment.undefined, environment.finalize, environment.autoescape),
        *(environment.is_async, environment.sandboxed),
        tuple(type(extension) for _, extension in sorted(environment.extensions.items())),
        *(environment.policies["compiler.ascii_str"], environment.policies["ext.i18n.trimmed"]),
        *(getattr(environment, "newstyle_gettext", False), environment.code_generator_class),
        *(tuple(environment.filters.items()), tuple(environment.tests.items())),
    )


def told(compiler: Iterable[Any]) -> str:
    """Return what `compiler_of` gave as a text that is as it is, in every process; empty where no text can tell.

    What another plugin gives to templates may depend on more than its code, and what is constant is made of it.
    """
    parts = [_compiler("")]
    for part in _flat(compiler):
        if part is None or isinstance(part, str | bool):
            parts.append(repr(part))
        elif isinstance(part, FunctionType | BuiltinFunctionType | type) and part.__module__.split(".")[0] in _KNOWN:
            parts.append(f"{part.__module__}.{part.__qualname__}")
        else:
            return ""
    return " ".join(parts)


def _flat(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        yield from _flat(part) if isinstance(part, tuple) else (part,)
