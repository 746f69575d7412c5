"""Builds the same N posts with Candor and with Material's blog and an RSS plugin, in turns, and prints the ratio.

    python tests/benchmark.py 1000            # Candor alone
    pip install mkdocs-rss-plugin
    python tests/benchmark.py 1000 --peer --runs 3

Absolute times drift with the machine: only the ratio within one run counts.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

WORDS = [
    *("we", "see", "errors", "when", "people", "open", "the", "page", "and", "look", "into", "the", "cause", "now"),
    *("the", "queue", "grows", "because", "a", "disk", "is", "slow", "and", "workers", "wait", "for", "it"),
    *("customers", "in", "the", "north", "cannot", "log", "in", "since", "then", "mail", "is", "delivered", "late"),
    *("nothing", "is", "lost", "and", "you", "need", "not", "do", "anything", "we", "moved", "the", "load"),
]
COMPONENTS = ("checkout", "search", "login", "mail", "dns", "storage", "api", "billing")
STAGES = ("Investigating", "Identified", "Identified", "Monitoring", "Resolved")


def sentence(random_: random.Random) -> str:
    return " ".join(random_.choices(WORDS, k=random_.randint(8, 16))).capitalize() + "."


def posts(count: int) -> list[tuple[str, datetime, str, list[tuple[datetime, str, str]], str]]:
    """Return `count` posts of about five updates and 300 words: id, start, title, updates, component."""
    random_ = random.Random(7)  # noqa: S311 - the same posts every time
    start = datetime(2016, 1, 1, 9, 0, tzinfo=UTC)
    made = []
    for number in range(count):
        at = start + timedelta(hours=9 * number)
        updates = [
            (at + timedelta(minutes=10 + 25 * step), stage, "\n\n".join(
                " ".join(sentence(random_) for _ in range(3)) for _ in range(2)))
            for step, stage in enumerate(STAGES)
        ]  # fmt: skip
        component = COMPONENTS[number % len(COMPONENTS)]
        made.append(
            (
                f"{at:%Y-%m-%d}-{component}-{number}",
                at,
                f"{component.capitalize()} fails, case {number}",
                updates,
                component,
            )
        )
    return made


def write_ours(root: Path, count: int) -> None:
    (root / "incidents").mkdir(parents=True)
    (root / "site_src").mkdir()
    listed = "\n".join(f"      - {{id: {c}, name: {c.capitalize()}, since: 2016-01-01}}" for c in COMPONENTS)
    (root / "incidents/components.yml").write_text(f"groups:\n  - id: all\n    name: All\n    components:\n{listed}\n")
    (root / "mkdocs.yml").write_text(
        "site_name: Bench\nsite_url: https://bench.example/\ndocs_dir: site_src\n"
        "theme: {name: material, font: false}\nplugins: [search, candor]\n" + EXTENSIONS
    )
    for id_, at, title, updates, component in posts(count):
        body = "".join(
            f"\n## {when:%Y-%m-%d %H:%M} UTC — {stage}\nImpact: {title}.\n"
            + ("" if stage == "Resolved" else "Next update: in 30 min\n")
            + f"\n{text}\n"
            for when, stage, text in updates
        )
        (root / f"incidents/{id_}.md").write_text(
            f"---\ntype: incident\ntitle: {title}\nseverity: major\ncomponents:\n  {component}: partial_outage\n"
            f"started: {at:%Y-%m-%d %H:%M} UTC\n---\n{body}"
        )


def write_peer(root: Path, count: int) -> None:
    (root / "docs/blog/posts").mkdir(parents=True)
    (root / "docs/index.md").write_text("# Status\n")
    (root / "docs/blog/index.md").write_text("# Incidents\n")
    (root / "mkdocs.yml").write_text(
        "site_name: Bench\nsite_url: https://bench.example/\ntheme: {name: material, font: false}\n"
        "plugins:\n  - search\n  - blog\n"
        "  - rss: {match_path: 'blog/posts/.*', date_from_meta: {as_creation: date.created}, "
        "use_git: false}\n" + EXTENSIONS
    )
    for id_, at, title, updates, component in posts(count):
        body = "".join(
            f"\n## {when:%Y-%m-%d %H:%M} UTC — {stage}\n\n{title}.\n\n{text}\n" for when, stage, text in updates
        )
        (root / f"docs/blog/posts/{id_}.md").write_text(
            f"---\ndate:\n  created: {at:%Y-%m-%d}\ncategories: [{component}]\n---\n"
            f"# {title}\n\n{title}.\n\n<!-- more -->\n{body}"
        )


EXTENSIONS = """markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc: {permalink: true}
  - pymdownx.highlight
  - pymdownx.superfences
"""


def build(root: Path) -> float:
    """Build cold, and return the seconds that it took."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(root / "site")],
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
    )
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", action="store_true", help="also Material's blog and mkdocs-rss-plugin")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_ours(root / "ours", chosen.count)
        if chosen.peer:
            write_peer(root / "peer", chosen.count)
        ours, peer = [], []
        for _ in range(chosen.runs):
            ours.append(build(root / "ours"))
            if chosen.peer:
                peer.append(build(root / "peer"))
        print(f"{chosen.count} posts, median of {chosen.runs}: candor {statistics.median(ours):.2f} s")
        if chosen.peer:
            ratios = [a / b for a, b in zip(ours, peer, strict=True)]
            print(f"blog and RSS plugin {statistics.median(peer):.2f} s; ratio {statistics.median(ratios):.3f}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"largest process {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
