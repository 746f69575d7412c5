"""Whatever is done in whatever order: nothing that a person wrote is lost, and everybody can read the file."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mkdocs_candor.cli import candor
from mkdocs_candor.edit.post_files import format_time, stage_name
from mkdocs_candor.model.post import Incident, Maintenance
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

REPORT = """---
type: report   # a person's comment
title: "Why cards failed"
incident: [cards]
date: 2024-03-09
prevention:
  # The first is the hardest.
  - id: P1
    action: Two lines: one is not enough   # as we saw
    due: 2024-06-01

  - {id: P2, action: 'Another supplier', due: 2024-07-01, status: open} # soon
follow_up: {date: 2024-05-01}
---

Text: it stays.
"""

WORK = """---
type: maintenance
title: New disks
starts: 2999-03-05 05:00 UTC
ends: 2999-03-05 07:00 UTC
components: [checkout]   # a comment
---

## 2024-03-02 14:02 UTC — Scheduled
"""

FILES = {"cards": CARDS, "why": REPORT.replace("lines: one", "lines, one"), "work": WORK}

_FENCE = re.compile(r"^---\r?$", re.MULTILINE)
_PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)
_MARKUP = st.sampled_from(["\n```\n", "\n~~~\n", "\n<!--\n", "\n---\n", "\n> a\n", "\n# b\n", "\n<div>\n", "\n    c\n"])
WORDS = st.one_of(_PLAIN, st.tuples(_PLAIN, _MARKUP, _PLAIN).map("".join)).map(lambda text: f"x{text}")
PROMISE = st.sampled_from(["P1", "P2", "why--follow-up"])
UPDATES = st.one_of(
    st.tuples(st.just("update"), st.just("cards"), st.just("--stage=monitoring"), WORDS.map("--text={}".format)),
    st.tuples(st.just("update"), st.just("cards"), st.just("--stage=identified"), WORDS.map("--impact={}".format)),
    st.tuples(st.just("resolve"), st.just("cards"), WORDS.map("--text={}".format)),
    st.tuples(st.just("ask"), st.just("--post=cards"), WORDS.map("--where={}".format), st.just("--"), WORDS),
    st.tuples(st.just("answer"), WORDS.map("--text={}".format)),
    st.tuples(st.just("start"), st.just("work"), st.just("--yes"), WORDS.map("--text={}".format)),
    st.tuples(st.sampled_from(["complete", "cancel"]), st.just("work"), WORDS.map("--text={}".format)),
)
PROMISES = st.one_of(
    st.tuples(st.just("promise"), st.just("done"), PROMISE, WORDS.map("--evidence={}".format)),
    st.tuples(st.just("promise"), st.just("slip"), PROMISE, st.just("--to=2998-01-01"), WORDS.map("--why={}".format)),
    st.tuples(st.just("promise"), st.just("drop"), PROMISE, WORDS.map("--why={}".format)),
)
NEW = st.one_of(
    st.tuples(st.just("apologise"), st.just("cards"), WORDS.map("--failure={}".format)),
    st.tuples(st.just("report"), st.just("cards"), WORDS.map("--title={}".format)),
    st.tuples(st.just("new"), st.just("resource"), WORDS.map("--undo={}".format), st.just("--"), WORDS),
    st.tuples(st.just("new"), st.just("incident"), st.just("-sminor"), WORDS.map("-m{}".format), st.just("--"), WORDS),
)


@settings(max_examples=40)
@given(
    st.lists(st.one_of(UPDATES, UPDATES, PROMISES, PROMISES, NEW), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_commands_in_any_order_lose_nothing(commands: list[tuple[str, ...]], newline: str, strip: bool) -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        incidents = root / "incidents"
        incidents.mkdir()
        (root / "mkdocs.yml").write_text("site_name: A\nplugins: [candor]\n")
        (incidents / "components.yml").write_text("components:\n  - {id: checkout, name: Checkout}\n")
        for stem, text in FILES.items():
            written = (text.rstrip() if strip else text).replace("\n", newline)
            (incidents / f"{stem}.md").write_bytes(written.encode())
        here = Path.cwd()
        os.chdir(root)
        try:
            for command in commands:
                before = _files(root)
                result = CliRunner().invoke(candor, command)

                assert result.exception is None or isinstance(result.exception, SystemExit), command
                _check(before, _files(root), command, result.exit_code)
        finally:
            os.chdir(here)

        reading = read_history(root, incidents=incidents, pages=root / "docs")
        assert all(post.is_readable for post in reading.history.posts), reading.problems
        for file in [*incidents.rglob("*.md"), *root.glob("docs/community/*.md")]:
            text = file.read_bytes().decode("utf-8")
            assert yaml.safe_load(_FENCE.split(text)[1])["title"]
        for post in reading.history.posts:
            if isinstance(post, Incident | Maintenance):
                shown = _headings((root / post.source.path).read_bytes().decode("utf-8"))
                assert {f"{format_time(u.at)} — {stage_name(u.stage)}" for u in post.updates} <= shown


def _files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}


def _check(before: dict[Path, bytes], after: dict[Path, bytes], command: tuple[str, ...], code: int) -> None:
    """Nothing is gone; one file was changed at most, and none by a command that failed."""
    assert before.keys() <= after.keys()
    changed = [path for path, content in after.items() if before.get(path) != content]
    assert len(changed) == (1 if code == 0 else 0), command
    for path in changed:
        if path not in before:
            assert command[0] in {"apologise", "report", "new"}
        elif command[0] == "promise":
            # The outcome is what such a command is to change.
            assert _stays(re.sub(rb"(?<=status: )\w+", b"", before[path]), after[path])
        else:
            assert _adds_one_piece(before[path], after[path])


def _adds_one_piece(before: bytes, after: bytes) -> bool:
    shared = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return any(after.startswith(before[:n]) and after.endswith(before[n:]) for n in range(shared, -1, -1))


def _stays(before: bytes, after: bytes) -> bool:
    """Return whether all of `before` is there in its order."""
    rest = iter(after)
    return all(byte in rest for byte in before)


def _headings(text: str) -> set[str]:
    """Return the headings of the second level as a plain Markdown reader sees them."""
    tokens = MarkdownIt().parse(_FENCE.split(text, maxsplit=2)[2])
    return {
        found.content for mark, found in itertools.pairwise(tokens) if mark.type == "heading_open" and mark.tag == "h2"
    }
