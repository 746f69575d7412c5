"""Builds the same N posts with Candor and with Material, in turns, and prints the ratios.

    python tests/benchmark.py 1000                    # Candor and Material with plain pages
    pip install mkdocs-rss-plugin
    python tests/benchmark.py 1000 --blog --runs 3    # also Material's blog and an RSS plugin

Absolute times drift with the machine: only ratios within one run count, and on a busy machine only those of CPU time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_candor.cli.corpus import AS_OF, EXTENSIONS, Case, cases, write_site

HEAD = "site_name: Bench\nsite_url: https://bench.example/\ntheme: {name: material, font: false}\n"


class Cost(NamedTuple):
    """Of one build: seconds, seconds of processor time, MiB."""

    wall: float
    cpu: float
    peak: float


def write_plain(root: Path, count: int) -> None:
    """Write the posts as ordinary pages, out of the nav: with every post in it Material takes ten times as long."""
    (root / "docs/incidents").mkdir(parents=True)
    (root / "docs/index.md").write_text("# Status\n")
    (root / "mkdocs.yml").write_text(f"{HEAD}plugins: [search]\nnav: [index.md]\n{EXTENSIONS}")
    for case in cases(count):
        (root / f"docs/incidents/{case.id}.md").write_text(f"# {case.title}\n\n{_body(case)}")


def write_blog(root: Path, count: int) -> None:
    (root / "docs/blog/posts").mkdir(parents=True)
    (root / "docs/index.md").write_text("# Status\n")
    (root / "docs/blog/index.md").write_text("# Incidents\n")
    (root / "mkdocs.yml").write_text(
        f"{HEAD}plugins:\n  - search\n  - blog\n"
        "  - rss: {match_path: 'blog/posts/.*', date_from_meta: {as_creation: date.created}, "
        f"use_git: false}}\n{EXTENSIONS}"
    )
    for case in cases(count):
        (root / f"docs/blog/posts/{case.id}.md").write_text(
            f"---\ndate:\n  created: {case.at:%Y-%m-%d}\ncategories: [{case.component}]\n---\n"
            f"# {case.title}\n\n{case.title}.\n\n<!-- more -->\n\n{_body(case)}"
        )


def _body(case: Case) -> str:
    parts = (
        f"## {told.at:%Y-%m-%d %H:%M} UTC — {told.stage}\n\nImpact: {case.title}.\n\nBy: Dana Ortiz\n\n{told.text}\n"
        for told in case.told
    )
    return "\n".join(parts)


PEERS: dict[str, Callable[[Path, int], None]] = {
    "candor": write_site,
    "Material, plain pages": write_plain,
    "Material, blog and RSS": write_blog,
}


def build(root: Path) -> Cost:
    """Build cold."""
    for made in ("site", ".cache"):
        shutil.rmtree(root / made, ignore_errors=True)
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    started = time.perf_counter()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=root,
        env={**kept, **quiet, "SOURCE_DATE_EPOCH": str(int(AS_OF.timestamp()))},
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{root.name}: the build failed")
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _lines(found: dict[str, list[Cost]]) -> Iterator[str]:
    yield "| build | seconds | CPU seconds | peak MiB | candor / this, wall | CPU | peak |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    ours = found["candor"]
    for name, costs in found.items():
        middle = [statistics.median(values) for values in zip(*costs, strict=True)]
        turns = zip(ours, costs, strict=True)
        ratios = [
            statistics.median(r) for r in zip(*([a / b for a, b in zip(*t, strict=True)] for t in turns), strict=True)
        ]
        yield (
            f"| {name} | {middle[0]:.2f} | {middle[1]:.2f} | {middle[2]:.0f} | "
            + " | ".join(f"{ratio:.3f}" for ratio in ratios)
            + " |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--blog", action="store_true", help="also Material's blog and mkdocs-rss-plugin")
    chosen = parser.parse_args()
    peers = {name: write for name, write in PEERS.items() if chosen.blog or write is not write_blog}
    with tempfile.TemporaryDirectory() as folder:
        for name, write in peers.items():
            write(Path(folder, name), chosen.count)
        found: dict[str, list[Cost]] = {name: [] for name in peers}
        for _ in range(chosen.runs):
            for name, costs in found.items():
                costs.append(build(Path(folder, name)))
    print(f"{chosen.count} posts, median of {chosen.runs}")
    print(*_lines(found), sep="\n")


if __name__ == "__main__":
    main()
