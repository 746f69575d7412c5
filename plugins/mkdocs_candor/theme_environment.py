"""The environment of a theme's templates, as the engine makes it, but quicker to use.

The engine and Material make one for each of several purposes before a build has begun. Between them they compile the
same templates each time, and look at eleven thousand icons of which the engine wants none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import wraps

from jinja2 import Environment, FileSystemLoader

from mkdocs_candor.publish.compiled import Compiled, compiler_of, told


def quicker(make: Callable[[], Environment]) -> Callable[[], Environment]:
    """Return what makes the same environments as `make` does, with what each of them compiles kept for all."""

    @wraps(make)
    def made() -> Environment:
        environment = make()
        loader = environment.loader
        if type(loader) is FileSystemLoader:
            environment.loader = _Plain(loader.searchpath, loader.encoding, loader.followlinks)
        keep_compiled(environment)
        return environment

    return made


def keep_compiled(environment: Environment) -> None:
    """Let templates be taken as they were last compiled, for what `environment` has by now; unless others see to it."""
    if environment.bytecode_cache is None or isinstance(environment.bytecode_cache, Compiled):
        compiler = compiler_of(environment)
        environment.bytecode_cache = Compiled(compiler, told_by=told(compiler))


class _Plain(FileSystemLoader):
    """Lists no template in a hidden folder. It is loaded all the same by who knows its name, as icons are.

    The list is for the engine, which copies what a theme has for the site, and nothing hidden of it.
    """

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in self._in(folder)})

    def _in(self, folder: str) -> Iterator[str]:
        for path, folders, files in os.walk(folder, followlinks=self.followlinks):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = os.path.relpath(path, folder).replace(os.sep, "/")
            yield from files if inside == "." else (f"{inside}/{name}" for name in files)
