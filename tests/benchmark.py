"""Builds the same N posts with Candor and with Material, in turns, and prints the ratios, and which bars hold.

    python tests/benchmark.py 0 1000                  # Candor and Material with plain pages
    pip install mkdocs-rss-plugin
    python tests/benchmark.py 1000 --blog --runs 3    # also Material's blog and an RSS plugin

Candor builds cold, with nothing kept from before; and after one commit, in a new checkout with the cache restored.
Absolute times drift with the machine: only ratios within one run count, and on a busy machine only those of CPU time.
What a disk takes to make so many files would hide all else: let TMPDIR be in memory.
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
from operator import truediv
from pathlib import Path
from typing import NamedTuple, TypeAlias

from mkdocs_candor.cli.corpus import AS_OF, EXTENSIONS, Case, cases, commit, write_site

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


COLD, ONE_COMMIT, PLAIN, BLOG = "candor, cold", "candor, one commit", "Material, plain pages", "Material, blog and RSS"
WRITERS: dict[str, Callable[[Path, int], None]] = {COLD: write_site, PLAIN: write_plain, BLOG: write_blog}
Costs: TypeAlias = dict[str, list[Cost]]


class Bar(NamedTuple):
    """At `posts`, a build of ours costs at most `most` times what another one does."""

    posts: int
    ours: str
    most: float
    than: str
    measure: str = "wall"


BARS = (
    Bar(0, COLD, 1.15, PLAIN),
    Bar(1_000, COLD, 0.60, PLAIN),
    Bar(1_000, COLD, 0.15, BLOG),
    Bar(1_000, ONE_COMMIT, 0.20, PLAIN),
    Bar(10_000, COLD, 0.60, PLAIN),
    Bar(10_000, COLD, 1.4, PLAIN, "peak"),
    Bar(10_000, ONE_COMMIT, 0.08, PLAIN),
)
OF_A_TENTH = 11
"""How many times our own build of 1,000 posts one of 10,000 may take."""


def build_cold(root: Path) -> Cost:
    for made in ("site", ".cache"):
        shutil.rmtree(root / made, ignore_errors=True)
    return build(root)


def build_after_commit(root: Path) -> Cost:
    """Build in a new checkout, with one commit more than was built last in `root`, and what was kept of that."""
    checkout = root.with_name("checkout")
    shutil.copytree(root, checkout, ignore=shutil.ignore_patterns("site"), copy_function=shutil.copyfile)
    commit(checkout)
    try:
        return build(checkout)
    finally:
        shutil.rmtree(checkout)


def build(root: Path) -> Cost:
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


def measured(posts: int, runs: int, *, blog: bool) -> Costs:
    """Return what each kind of build cost, run by run, in turns."""
    writers = {name: write for name, write in WRITERS.items() if blog or name != BLOG}
    found: Costs = {COLD: [], ONE_COMMIT: []} | {name: [] for name in writers}
    with tempfile.TemporaryDirectory() as folder:
        for name, write in writers.items():
            write(Path(folder, name), posts)
        for _ in range(runs):
            for name, costs in found.items():
                if name == ONE_COMMIT:
                    costs.append(build_after_commit(Path(folder, COLD)))
                else:
                    costs.append(build_cold(Path(folder, name)))
    return found


def ratio(ours: list[Cost], others: list[Cost]) -> Cost:
    """Return the median of what one cost of the other, turn by turn."""
    turns = [Cost(*map(truediv, one, other)) for one, other in zip(ours, others, strict=True)]
    return middle(turns)


def middle(costs: list[Cost]) -> Cost:
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def table(posts: int, found: Costs) -> Iterator[str]:
    ratios = "cold / this: wall | CPU | peak | one commit / this: wall | CPU"
    yield f"| {posts:,} posts | seconds | CPU s | peak MiB | {ratios} |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, costs in found.items():
        cost, cold, commit_ = middle(costs), ratio(found[COLD], costs), ratio(found[ONE_COMMIT], costs)
        yield (
            f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} | {cold.wall:.3f} | {cold.cpu:.3f} "
            f"| {cold.peak:.3f} | {commit_.wall:.3f} | {commit_.cpu:.3f} |"
        )
    yield ""


def bars(found: dict[int, Costs]) -> Iterator[str]:
    """Yield a line for each bar of which both sides were measured."""
    for bar in BARS:
        if bar.than in (costs := found.get(bar.posts, {})):
            share = ratio(costs[bar.ours], costs[bar.than])
            yield _held(
                f"{bar.posts:,} posts, {bar.ours}, {bar.measure}", getattr(share, bar.measure), bar.most, bar.than
            )
    if 1_000 in found and 10_000 in found:
        share = middle(found[10_000][COLD]).wall / middle(found[1_000][COLD]).wall
        yield _held(f"10,000 posts, {COLD}, wall", share, OF_A_TENTH, f"1,000 posts, {COLD}")


def _held(what: str, share: float, most: float, than: str) -> str:
    return f"{'met' if share <= most else 'NOT met':>7}  {what}: {share:.3f} of {than}; at most {most}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=int, nargs="*", default=[1000], metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--blog", action="store_true", help="also Material's blog and mkdocs-rss-plugin, up to 1,000 posts"
    )
    chosen = parser.parse_args()
    found: dict[int, Costs] = {}
    for posts in chosen.posts:
        found[posts] = measured(posts, chosen.runs, blog=chosen.blog and posts <= 1000)
        print(*table(posts, found[posts]), sep="\n", flush=True)
    print(*bars(found), sep="\n")


if __name__ == "__main__":
    main()
