"""Publishes in pairs, again and again; one of each pair kills itself at a line chosen by lot.

Most lines copy files. So every second lot falls on a line of the module that makes a build public.

    python killed_publishing.py PUBLIC BUILT_A BUILT_B TIMES SEED

Prints what a reader of PUBLIC found wrong while and after they ran, as JSON: nothing, or a list of sentences. A process
of its own, since it forks and kills.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from mkdocs_candor.cli import candor
from mkdocs_candor.cli.public_folder import PublicFolder

SWITCH = "public_folder.py"
OURS = (SWITCH, "publish.py", "built_site.py", "shutil.py")


class Lines:
    """Calls `do` at the line with the number `at` of those that run in `OURS`; counts them, and notes the switch's."""

    def __init__(self, at: int, do: Callable[[], None]) -> None:
        self.seen, self._at, self._do = 0, at, do
        self.of_the_switch: list[int] = []

    def trace(self, frame: FrameType, event: str, argument: object) -> Callable[..., object] | None:
        if not frame.f_code.co_filename.endswith(OURS):
            return None
        if event == "line":
            self.seen += 1
            if frame.f_code.co_filename.endswith(SWITCH):
                self.of_the_switch.append(self.seen)
            if self.seen == self._at:
                self._do()
        return self.trace


def publish(public: Path, built: Path) -> None:
    candor(["publish", str(public), "--from", str(built), "--anyway", "--json"], standalone_mode=False)


def in_a_process(public: Path, built: Path, kill_at: int) -> int:
    """Publish in a child, which kills itself at the line `kill_at` unless that is 0; return its process."""
    child = os.fork()
    if child:
        return child
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        if kill_at:
            lines = Lines(kill_at, lambda: os.kill(os.getpid(), signal.SIGKILL))
            sys.settrace(lines.trace)
        publish(public, built)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def wrong(public: Path, versions: dict[str, dict[str, bytes]]) -> str:
    """Return what is wrong with what a reader sees, who follows the link once."""
    live = public.resolve()
    found = {p.relative_to(live).as_posix(): p.read_bytes() for p in live.rglob("*") if p.is_file()}
    if found in versions.values():
        return ""
    return f"{live.name} is neither of the two: {len(found)} files"


def main(public: Path, a: Path, b: Path, times: int, seed: int) -> list[str]:
    versions = {
        str(f): {p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in (a, b)
    }
    lot, problems = random.Random(seed), []  # noqa: S311 - the same lot at every run
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        sys.stdout, out = nothing, sys.stdout
        publish(public, a)
        lines = Lines(0, lambda: None)
        sys.settrace(lines.trace)
        publish(public, b)
        sys.settrace(None)
        sys.stdout = out
    killed = 0
    for turn in range(times):
        kill_at = lot.choice(lines.of_the_switch) if turn % 2 else lot.randrange(1, lines.seen)
        pair = [in_a_process(public, a, kill_at), in_a_process(public, b, 0)]
        while pair:
            if problem := wrong(public, versions):
                problems.append(f"{turn}: {problem}")
            child, status = os.waitpid(-1, os.WNOHANG)
            if child:
                pair.remove(child)
                killed += os.WIFSIGNALED(status)
                if os.WIFEXITED(status) and os.WEXITSTATUS(status):
                    problems.append(f"{turn}: the run that was left alone failed")
        if problem := wrong(public, versions):
            problems.append(f"{turn}: afterwards, {problem}")
    if killed < times * 0.9:
        problems.append(f"only {killed} of {times} were killed")
    publish(public, b)
    remains = sorted(p.name for p in PublicFolder(public).builds_folder.iterdir() if p.name.startswith("."))
    if remains != [".lock"]:
        problems.append(f"left over: {remains}")
    return problems


if __name__ == "__main__":
    found = main(*map(Path, sys.argv[1:4]), *map(int, sys.argv[4:]))
    sys.stdout.write(json.dumps(found))
