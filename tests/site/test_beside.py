"""What another process does while the engine makes its pages is what this one would do, and nobody depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import AS_OF, INCIDENT, Built, Site
from mkdocs_candor.cli.engine import engine_command

# A process with threads is not copied, as that of a test that runs beside others: so each of these begins one.
ASKED = """
import os, sys, time
from mkdocs_candor.beside import Beside
from mkdocs_candor.in_parallel import may_copy_itself
assert may_copy_itself()
mine, theirs = [], None

def work(other):
    other.offer("parts", 9)
    done = []
    while (part := other.claim()) is not None:
        done.append(part)
    while not other.has_told():
        pass
    heard = other.receive()
    if heard == "fail":
        raise ValueError("nobody sees this")
    if heard == "die":
        os._exit(9)
    if heard == "orphan":
        if os.fork() == 0:
            os.close(1)
            os.close(2)
            time.sleep(5)
        os._exit(9)
    return heard, done

beside = Beside(work)
assert beside.offered() == "parts"
while (part := beside.claim()) is not None:
    mine.append(part)
beside.tell(sys.argv[1] * int(sys.argv[2]))
theirs = beside.result()
print(len(theirs[0]) if theirs else theirs, sorted(mine + theirs[1]) if theirs else "")
"""
SPREAD = """
import os, sys
from itertools import chain
from mkdocs_candor.in_parallel import may_copy_itself, spread
assert may_copy_itself()
here, (heard, said), begun = os.getpid(), os.pipe(), []

def work(start, stop):
    if os.getpid() != here:
        os.write(said, b"!")
        if sys.argv[1] == "fail":
            raise ValueError("nobody sees this")
        if sys.argv[1] == "die":
            os._exit(9)
    elif not begun:
        begun.append(os.read(heard, 1))
    return [(number, os.getpid()) for number in range(start, stop)]

with spread(work, 1000, 1000) as results:
    numbers, processes = zip(*chain.from_iterable(results))
print(list(numbers) == list(range(1000)), len(set(processes)) > 1)
"""
# A machine that has no room for another process.
FULL = """
import errno, os, runpy, sys

def fork():
    raise BlockingIOError(errno.EAGAIN, "no room")

os.fork = fork
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__")
"""
needs_two = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs two processors, and a copy of a process"
)


def _run(*command: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        cwd=cwd,
        check=False,
        timeout=60,
    )


@needs_two
@pytest.mark.parametrize(
    ("told", "gave"),
    [
        ("x 1000000", "1000000 [0, 1, 2, 3, 4, 5, 6, 7, 8]"),
        ("fail 1", "None"),
        ("die 1", "None"),
        ("orphan 1", "None"),
    ],
    ids=["all is done once", "it fails", "it is ended", "it is ended and leaves others behind"],
)
def test_each_part_is_done_by_one_of_the_two_and_what_fails_is_not_there(told: str, gave: str) -> None:
    result = _run(sys.executable, "-c", ASKED, *told.split())

    assert (result.stdout.strip(), result.stderr) == (gave, "")


@needs_two
@pytest.mark.parametrize(
    ("copies", "found"),
    [("work", "True True"), ("fail", "True False"), ("die", "True False")],
    ids=["all work", "the others fail", "the others are ended"],
)
def test_work_that_is_spread_is_done_once_and_in_order_whoever_does_it(copies: str, found: str) -> None:
    result = _run(sys.executable, "-c", SPREAD, copies)

    assert (result.stdout.strip(), result.stderr) == (found, "")


@needs_two
def test_a_site_is_the_same_with_another_process_and_without(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    when = {"SOURCE_DATE_EPOCH": str(int(AS_OF.timestamp()))}
    alone = site.build(into="alone")

    results = [_run(*engine_command(), "build", "-d", name, cwd=site.root, **when) for name in ("cold", "kept")]

    full = [sys.executable, "-c", FULL, engine_command()[-1], "build", "-d", "full"]
    results.append(_run(*full, cwd=site.root, **when))

    assert [result.returncode for result in results] == [0, 0, 0], results[-1].stderr
    for name in ("cold", "kept", "full"):
        assert Built(0, "", site.root / name).files() == alone.files()


@needs_two
def test_a_mistake_that_the_other_process_meets_is_told_as_ever(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write("site_src/api/v2/status.json", "{}")

    result = _run(*engine_command(), "build", cwd=site.root, SOURCE_DATE_EPOCH=str(int(AS_OF.timestamp())))

    assert result.returncode == 1
    assert "Two things want to be 'api/v2/status.json'" in result.stderr
    assert "Traceback" not in result.stderr
