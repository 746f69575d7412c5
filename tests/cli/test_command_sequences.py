"""Whatever is done in whatever order: nothing that a person wrote is lost, and everybody can read the file."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_candor.cli import candor
from mkdocs_candor.read.history import read_history

CARDS = """---
# A person's comment
type:   incident
title: Card payments fail
severity: major
components: {checkout: partial_outage}
started: 2024-03-02 13:40 UTC
---

A summary.   <!-- a comment -->

## 2024-03-02 14:02 UTC — Investigating
Impact: You cannot pay by card.

~~~
## Questions
~~~
"""

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40).map(lambda text: f"x{text}")
COMMANDS = st.one_of(
    st.tuples(st.just("update"), st.just("cards"), st.just("--stage=monitoring"), WORDS.map("--text={}".format)),
    st.tuples(st.just("update"), st.just("cards"), st.just("--stage=identified"), WORDS.map("--impact={}".format)),
    st.tuples(st.just("resolve"), st.just("cards"), WORDS.map("--text={}".format)),
    st.tuples(st.just("ask"), st.just("--post=cards"), WORDS.map("--where={}".format), st.just("--"), WORDS),
    st.tuples(st.just("answer"), WORDS.map("--text={}".format)),
    st.tuples(st.just("apologise"), st.just("cards")),
)


@settings(deadline=None, max_examples=25)
@given(st.lists(COMMANDS, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_commands_in_any_order_only_add(commands: list[tuple[str, ...]], newline: str, strip: bool) -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        incidents = root / "incidents"
        incidents.mkdir()
        (root / "mkdocs.yml").write_text("site_name: A\nplugins: [candor]\n")
        (incidents / "components.yml").write_text("components:\n  - {id: checkout, name: Checkout}\n")
        path = incidents / "cards.md"
        path.write_bytes((CARDS.rstrip() if strip else CARDS).replace("\n", newline).encode())
        here = Path.cwd()
        os.chdir(root)
        try:
            for command in commands:
                before = path.read_bytes()
                result = CliRunner().invoke(candor, command)

                assert result.exception is None or isinstance(result.exception, SystemExit), command
                after = path.read_bytes()
                assert result.exit_code == 0 or after == before
                assert _adds_one_piece(before, after)
        finally:
            os.chdir(here)

        reading = read_history(root, incidents=incidents, pages=root / "docs")
        assert all(post.is_readable for post in reading.history.posts), reading.problems
        for file in incidents.rglob("*.md"):
            front = file.read_bytes().decode("utf-8").split("---")[1]
            assert yaml.safe_load(front)["title"]


def _adds_one_piece(before: bytes, after: bytes) -> bool:
    shared = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return any(after.startswith(before[:n]) and after.endswith(before[n:]) for n in range(shared, -1, -1))
