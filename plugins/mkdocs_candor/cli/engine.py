"""Runs the engine's own build of the site, as a process of its own: no command imports the engine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path


def build_site(
    config: Path, into: Path, environment: Mapping[str, str], *, strict: bool = False, keep_open: Sequence[int] = ()
) -> bool:
    """Build the site of `config` into the folder `into`, and return whether that worked; the engine says what did not.

    `environment` is added to ours; an empty value unsets. `keep_open` are files that the engine holds open as we do.
    """
    engine = "mkdocs" if find_spec("mkdocs") else "properdocs"
    # Not "--quiet": with it the engine neither shows warnings nor counts them, and "--strict" could not fail.
    command = [sys.executable, "-m", engine, "build", "-f", str(config), "-d", str(into)]
    wanted = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    result = subprocess.run(  # noqa: S603 - our own interpreter, and paths of the site
        [*command, *(["--strict"] if strict else [])],
        env={name: value for name, value in wanted.items() if value},
        pass_fds=tuple(keep_open),
        check=False,
    )
    return result.returncode == 0
