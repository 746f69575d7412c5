"""How long a preview takes from a save to the page that shows it: `python tests/preview_benchmark.py 10000`.

It serves a history of that many posts, as `candor bench` makes it, saves several of them one after the other, and asks
for the page of each until it has the new words.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from mkdocs_candor.cli.corpus import write_site
from mkdocs_candor.cli.engine import engine_command

PORT = 8765
SAVES = (-1, 0, -3, 0, -1, -2, 1)
"""Which incidents are saved, by their place: the newest, the oldest, and some between."""


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), count)
        server = subprocess.Popen(
            [*engine_command(), "serve", "-f", f"{folder}/mkdocs.yml", "-a", f"127.0.0.1:{PORT}", "--livereload"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        try:
            measure(sorted(Path(folder, "incidents").rglob("*-incident-*.md")), server.pid)
        finally:
            server.terminate()
            server.wait()


def measure(posts: list[Path], process: int) -> None:
    while not shown(posts[0], ""):
        time.sleep(0.5)
    took = []
    for number, place in enumerate(SAVES):
        time.sleep(2)
        post, words = posts[place], f"This was saved as number {number}."
        since, busy = time.perf_counter(), processor_time(process)
        with post.open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")
        while not shown(post, words):
            time.sleep(0.02)
        took.append((time.perf_counter() - since, processor_time(process) - busy))
        print(f"{post.stem}: {took[-1][0]:.2f} s, {took[-1][1]:.2f} s of processor time", flush=True)
    for name, times in zip(("time", "processor time"), zip(*took, strict=True), strict=True):
        print(f"median {name}: {sorted(times)[len(times) // 2]:.2f} s")


def shown(post: Path, words: str) -> bool:
    """Return whether the page of a post has these words. The server answers when a build that has begun is done."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/incidents/{post.stem}/", timeout=60) as page:
            return words in page.read().decode()
    except OSError:
        return False


def processor_time(process: int) -> float:
    """Return the seconds that a process has worked (Linux)."""
    found = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(found[11]) + int(found[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
