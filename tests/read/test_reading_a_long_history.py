"""A long history is read by several processes, or remembered: it says the same, and what is wrong has its line."""

from __future__ import annotations

from pathlib import Path

from mkdocs_candor.cli.corpus import write_site
from mkdocs_candor.in_parallel import spread
from mkdocs_candor.kept.store import Store
from mkdocs_candor.read.history import Reading, read_history
from mkdocs_candor.read.memory import Memory

ENOUGH = 640
MENTIONS_NOBODY = (
    "---\ntype: announcement\ntitle: News\ndate: 2026-05-01\ntopic: feature\nrelated: [gone]\n---\n\nWords.\n"
)


def test_it_says_the_same_whoever_reads_it(tmp_path: Path) -> None:
    write_site(tmp_path, ENOUGH)
    posts = tmp_path / "incidents/2026"
    (posts / "2026-05-01-mentions-nobody.md").write_text(MENTIONS_NOBODY)
    (posts / "2026-05-02-typo.md").write_text(MENTIONS_NOBODY.replace("topic:", "topc:").replace("[gone]", "[]"))
    (posts / "2026-05-03-draft.md").write_text(MENTIONS_NOBODY.replace("topic:", "draft: true\ntopic:"))
    kept = tmp_path / "kept.sqlite"

    def read() -> Reading:
        store = Store(kept)
        memory = Memory(store, str, None)
        found = read_history(
            tmp_path, incidents=tmp_path / "incidents", pages=tmp_path / "site_src", memory=memory, spread=spread
        )
        store.settle(memory.used)
        return found

    alone = read_history(tmp_path, incidents=tmp_path / "incidents", pages=tmp_path / "site_src")
    assert [problem.line for problem in alone.problems] == [6, 2, 5, 7], "a reference, a topic, a key, and in a draft"
    assert read() == alone
    assert read() == alone, "remembered"
