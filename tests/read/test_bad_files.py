"""Every mistake that an author can make has a folder in `tests/bad_files`, with the report expected of it.

`CANDOR_REWRITE=1 pytest tests/read/test_bad_files.py` writes them anew: read the difference then.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_candor.model.problem import Problem
from mkdocs_candor.read.history import Reading, read_history
from mkdocs_candor.read.rules import Rule

BAD_FILES = Path(__file__).parent.parent / "bad_files"
KINDS = sorted(folder.name for folder in BAD_FILES.iterdir() if folder.is_dir())


def reading_of(kind: str) -> Reading:
    root = BAD_FILES / kind
    return read_history(root, incidents=root / "incidents", pages=root / "site_src")


def report(reading: Reading) -> str:
    """Return what the author is told, and what can be shown all the same."""
    lines = [f"{problem.level}: {problem}" for problem in reading.problems]
    history = reading.history
    lines += ["", f"components.yml is {'whole' if history.is_complete else 'NOT whole'}"]
    for post in history.posts:
        lines.append(f"{'shown' if post.is_readable else 'doubted'}: {post.id}{' (draft)' if post.draft else ''}")
    lines += [f"NOT shown: {unread.id}" for unread in history.unread]
    return "\n".join(lines).lstrip("\n") + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_is_told_in_these_words(kind):
    expected = BAD_FILES / kind / "expected.txt"

    told = report(reading_of(kind))

    if os.environ.get("CANDOR_REWRITE"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def test_every_rule_has_a_bad_file():
    shown = {problem.rule for kind in KINDS for problem in reading_of(kind).problems}

    assert {str(rule) for rule in Rule} <= shown


@pytest.mark.parametrize("kind", KINDS)
def test_every_problem_says_where_and_what_to_do(kind):
    problems = reading_of(kind).problems

    assert problems
    assert [p for p in problems if not p.hint or p.line < 1 or "\n" in str(p.message) or not _is_in(p, kind)] == []


def _is_in(problem: Problem, kind: str) -> bool:
    """Return whether the line that a problem points at exists."""
    file = BAD_FILES / kind / problem.path
    if not file.is_file():
        return problem.line == 1
    return problem.line <= file.read_bytes().count(b"\n") + 1


def test_the_same_files_give_the_same_report():
    assert [report(reading_of(kind)) for kind in KINDS] == [report(reading_of(kind)) for kind in KINDS]
