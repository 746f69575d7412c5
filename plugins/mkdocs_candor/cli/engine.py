"""Runs the engine's own build of the site, as a process of its own: no command imports the engine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


def build_site(
    config: Path, into: Path, environment: Mapping[str, str], *, strict: bool = False, keep_open: Sequence[int] = ()
) -> bool:
    """Build the site of `config` into the folder `into`, and return whether that worked; the engine says what did not.

    `environment` is added to ours; an empty value unsets. `keep_open` are files that the engine holds open as we do.
    """
    # Not "--quiet": with it the engine neither shows warnings nor counts them, and "--strict" could not fail.
    command = [*engine_command(), "build", "-f", str(config), "-d", str(into)]
    wanted = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    result = subprocess.run(  # noqa: S603 - our own interpreter, and paths of the site
        [*command, *(["--strict"] if strict else [])],
        env={name: value for name, value in wanted.items() if value},
        pass_fds=tuple(keep_open),
        check=False,
    )
    return result.returncode == 0


def serve_site(config: Path, address: str) -> subprocess.Popen[bytes]:
    """Start the engine's own server at `address`, "127.0.0.1:8000", which shows each save at once."""
    # Said aloud, since with click 8.3 the engine's default for it was lost.
    command = [*engine_command(), "serve", "-f", str(config), "-a", address, "--livereload"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen(command, env=environment)  # noqa: S603 - our own interpreter, and paths of the site


def engine_command() -> list[str]:
    """Return what starts the engine that is installed: MkDocs, or properdocs, its fork."""
    try:
        distribution("mkdocs")  # not `find_spec`: properdocs answers to MkDocs' name once it is loaded
    except PackageNotFoundError:
        return [sys.executable, "-m", "properdocs"]
    return [sys.executable, "-m", "mkdocs"]
