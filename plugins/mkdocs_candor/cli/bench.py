"""`candor bench`: how long a build takes, and where the time goes."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_candor.cli.corpus import AS_OF, commit, write_site
from mkdocs_candor.cli.engine import engine_command
from mkdocs_candor.model.frozen import frozen

_RESULT = "stages.json"
# The engine loads this beside the plugin, and asks it once all is written.
_HOOK = f"""import json
from pathlib import Path

from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config):
    stages = config.plugins["candor"].stages
    stages.enter("")
    found = {{"seconds": stages.seconds, "beside": stages.beside, "files": stages.files, "bytes": stages.bytes}}
    Path(config.config_file_path).with_name("{_RESULT}").write_text(json.dumps(found))
"""
_REST = "engine"


@frozen(kw_only=True)
class Measured:
    """One build. `cpu` is None where the machine does not tell; `peak` is in bytes.

    `stages` are seconds by stage, `beside` those that another process took meanwhile.
    """

    wall: float
    cpu: float | None
    peak: int | None
    stages: dict[str, float]
    beside: dict[str, float]
    files: dict[str, int]
    bytes: dict[str, int]


@click.command()
@click.argument("count", type=click.IntRange(min=0), default=1000, metavar="[N]")
@click.option(
    "--runs", type=click.IntRange(1, 20), default=1, show_default=True, help="Builds of each kind; the median counts."
)
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Leave the project in this new folder.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def bench(count: int, runs: int, keep: Path | None, as_json: bool) -> None:
    """Measure builds of N posts (1000), and print where the time goes.

    The posts are the same on every machine. Three kinds of build are measured: cold, with nothing kept from before;
    warm, with nothing changed; and after one commit, which begins an incident and updates another, as on a machine that
    has the sources and the cache, but no site. Times drift with the machine: compare what was measured in one run.

    \b
    Examples:
      candor bench
      candor bench 200 --runs 3 --json
    """
    if keep is not None and keep.exists():
        raise click.ClickException(f"{keep} exists. Name a folder that does not, for it is filled.")
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        root = keep or Path(folder) / "site"
        write_site(root, count, "hooks: [stages.py]\n")
        (root / "stages.py").write_text(_HOOK, "utf-8")
        found = {name: [] for name in ("cold", "warm", "one commit")}  # type: dict[str, list[Measured]]
        for run in range(runs):
            for name in found:
                _prepare(root, name, run)
                found[name].append(_build(root))
    medians = {name: _median(each) for name, each in found.items()}
    if as_json:
        click.echo(json.dumps({"posts": count, "runs": runs, "builds": medians}, indent=2))
    else:
        for line in _table(count, runs, medians):
            click.echo(line)


def _prepare(root: Path, name: str, run: int) -> None:
    if name == "cold":
        shutil.rmtree(root / ".cache", ignore_errors=True)
    if name != "warm":
        shutil.rmtree(root / "site", ignore_errors=True)
    if name == "one commit":
        commit(root, run)


def _build(root: Path) -> Measured:
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(AS_OF.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    for name in ("CANDOR_AS_OF", "PYTHONDONTWRITEBYTECODE"):  # the latter: all code would be compiled in each build
        environment.pop(name, None)
    started = time.perf_counter()
    command = [*engine_command(), "build", "--quiet"]
    process = subprocess.Popen(command, cwd=root, env=environment)  # noqa: S603 - our own interpreter
    cpu = peak = None
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    wall = time.perf_counter() - started
    if process.wait():
        raise click.ClickException("The build failed; its messages stand above. Is mkdocs installed?")
    told: dict[str, Any] = json.loads((root / _RESULT).read_text("utf-8"))
    stages = {_REST: wall - sum(told["seconds"].values()), **told["seconds"]}
    return Measured(
        wall=wall,
        cpu=cpu,
        peak=peak,
        stages=stages,
        beside=told["beside"],
        files=told["files"],
        bytes=told["bytes"],
    )


def _median(builds: list[Measured]) -> dict[str, Any]:
    last = builds[-1]

    def middle(values: Iterator[float | int | None]) -> float | None:
        known = [value for value in values if value is not None]
        return statistics.median(known) if known else None

    return {
        "seconds": middle(build.wall for build in builds),
        "cpu_seconds": middle(build.cpu for build in builds),
        "peak_bytes": middle(build.peak for build in builds),
        "pages": last.files.get("pages", 0),
        "files": sum(last.files.values()),
        "bytes": sum(last.bytes.values()),
        "stages": {
            name: {
                "seconds": middle(build.stages.get(name, 0.0) for build in builds),
                "beside_seconds": middle(build.beside.get(name, 0.0) for build in builds),
                "files": last.files.get(name, 0),
                "bytes": last.bytes.get(name, 0),
            }
            for name in (*last.stages, *(name for name in last.beside if name not in last.stages))
        },
    }


def _table(count: int, runs: int, medians: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield f"{count} posts, {f'median of {runs} builds' if runs > 1 else 'one build'} each."
    yield ""
    yield "| build | seconds | CPU seconds | peak MiB | pages | files | MB |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, found in medians.items():
        cpu = "" if found["cpu_seconds"] is None else f"{found['cpu_seconds']:.2f}"
        peak = "" if found["peak_bytes"] is None else f"{found['peak_bytes'] / 2**20:.0f}"
        yield (
            f"| {name} | {found['seconds']:.2f} | {cpu} | {peak} | {found['pages']} | {found['files']} "
            f"| {found['bytes'] / 1e6:.1f} |"
        )
    yield ""
    yield f"| stage | {' | '.join(f'{name}, s' for name in medians)} | files | MB |"
    yield f"|---|{'--:|' * len(medians)}--:|--:|"
    for stage in dict.fromkeys(stage for found in medians.values() for stage in found["stages"]):
        seconds = " | ".join(_seconds(found["stages"].get(stage, {})) for found in medians.values())
        sizes = medians["cold"]["stages"].get(stage, {"files": 0, "bytes": 0})
        files = f"{sizes['files']} | {sizes['bytes'] / 1e6:.1f}" if sizes["files"] else " | "
        yield f"| {stage} | {seconds} | {files} |"
    if any(each["beside_seconds"] for found in medians.values() for each in found["stages"].values()):
        yield ""
        yield "a + b: another process took b at the same time."


def _seconds(stage: dict[str, float]) -> str:
    beside = stage.get("beside_seconds", 0.0)
    return f"{stage.get('seconds', 0.0):.2f}" + (f" + {beside:.2f}" if beside >= 0.005 else "")
