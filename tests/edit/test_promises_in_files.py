"""What has become of a promise is said in its file, and not one other byte changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_candor.edit.promises import CannotEdit, with_done, with_dropped, with_follow_up, with_slip
from mkdocs_candor.model.post import Report
from mkdocs_candor.model.promise import Promise, PromiseOutcome
from mkdocs_candor.read.history import read_history

TODAY, LATER = date(2026, 11, 20), date(2027, 1, 15)


def _promises(text: str) -> dict[str, Promise]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "incidents").mkdir()
        (folder / "incidents" / "report.md").write_bytes(text.encode())
        (post,) = read_history(folder, incidents=folder / "incidents", pages=folder / "pages").history.posts
        assert isinstance(post, Report)
        return {promise.id: promise for promise in (*post.prevention, *post.follow_ups)}


def _file(promises: str) -> str:
    return (
        "---\n# For everybody.\ntype: report\ntitle:   'A report'  # kept\nincident: [x]\ndate: 2026-11-01\n"
        f"{promises}went_well: [\n  one,   # first\n  two ]\n---\n\nText: kept.\n\nstatus: open\n"
    )


BLOCK = """prevention:
  - id: P1
    action: Two sensors
    due: 2026-12-01   # first told
    status: open # so far

  # The next one is harder.
  - id: P2
    action: "Another hall"
    due: 2026-12-02
    status: slipped
    slips:
      - on: 2026-11-02
        due: 2026-12-24
        why: The firm is late.
follow_up:
    date: 2026-12-09
    where: here
"""
INLINE = """prevention: [{id: P1, action: Two sensors, due: 2026-12-01}, {id: P2, action: "A, b", due: 2026-12-02,
  status: open,
  slips: [ ], evidence: }]   # both of them
follow_ups:
- {to: all, what: A letter, due: 2026-12-03,} # no id, no status
"""

CASES = {
    "done, in lines": (
        BLOCK,
        lambda text, made: with_done(text, made["P1"], on=TODAY, evidence="It rang: #1, twice"),
        "    status: open # so far\n",
        "    status: done # so far\n    on: 2026-11-20\n    evidence: 'It rang: #1, twice'\n",
    ),
    "done, where no status stands": (
        BLOCK,
        lambda text, made: with_done(text, made["follow-up"], on=TODAY, evidence="<https://a.example/>"),
        "    where: here\n",
        "    where: here\n    status: done\n    closed_on: 2026-11-20\n    evidence: <https://a.example/>\n",
    ),
    "slipped for the first time": (
        BLOCK,
        lambda text, made: with_slip(text, made["P1"], on=TODAY, due=LATER, why="Late."),
        "    status: open # so far\n",
        "    status: slipped # so far\n    slips:\n"
        "      - on: 2026-11-20\n        due: 2027-01-15\n        why: Late.\n",
    ),
    "slipped again": (
        BLOCK,
        lambda text, made: with_slip(text, made["P2"], on=TODAY, due="2027-01-15 10:00 UTC", why="Late."),
        "        why: The firm is late.\n",
        "        why: The firm is late.\n"
        "      - on: 2026-11-20\n        due: 2027-01-15 10:00 UTC\n        why: Late.\n",
    ),
    "dropped": (
        BLOCK,
        lambda text, made: with_dropped(text, made["P1"], on=TODAY, why="- Closed."),
        "    status: open # so far\n",
        "    status: dropped # so far\n    on: 2026-11-20\n    why: '- Closed.'\n",
    ),
    "done, in braces": (
        INLINE,
        lambda text, made: with_done(text, made["P1"], on=TODAY, evidence="It rang, twice"),
        "due: 2026-12-01}",
        "due: 2026-12-01, status: done, on: 2026-11-20, evidence: 'It rang, twice'}",
    ),
    "slipped, in braces": (
        INLINE,
        lambda text, made: with_slip(text, made["P1"], on=TODAY, due=LATER, why="Late"),
        "due: 2026-12-01}",
        "due: 2026-12-01, status: slipped, slips: [{on: 2026-11-20, due: 2027-01-15, why: Late}]}",
    ),
    "slipped, in empty brackets": (
        INLINE,
        lambda text, made: with_slip(text, made["P2"], on=TODAY, due=LATER, why="Late"),
        "status: open,\n  slips: [ ]",
        "status: slipped,\n  slips: [ {on: 2026-11-20, due: 2027-01-15, why: Late}]",
    ),
    "a comma at the end": (
        INLINE,
        lambda text, made: with_dropped(text, made["F-1"], on=TODAY, why="No.", told="here"),
        "due: 2026-12-03,}",
        "due: 2026-12-03, status: dropped, closed_on: 2026-11-20, why: No., told_where: here,}",
    ),
}


@pytest.mark.parametrize(("promises", "change", "old", "new"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_only_the_lines_of_the_promise_change(promises, change, old, new, newline: str) -> None:
    text = _file(promises).replace("\n", newline)

    result = change(text, _promises(text))

    assert result == text.replace(old.replace("\n", newline), new.replace("\n", newline), 1)


def test_evidence_that_was_there_stays() -> None:
    text = _file(
        "prevention:\n  - id: P1\n    action: A\n    due: 2026-12-01\n    evidence: |\n      Half\n      done.\n\n"
    )

    result = with_done(text, _promises(text)["P1"], on=TODAY, evidence="All.")

    assert _promises(result)["P1"].evidence == "Half done. All."


@pytest.mark.parametrize(
    "promises",
    [
        pytest.param(
            "prevention:\n  - id: P1\n    action: A\n    due: 2026-12-01\n    slips: none\n", id="a list that is none"
        ),
        pytest.param("prevention: [{id: P1, action: A}, {id: P1, action: B}]\n", id="two of one name in one line"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused(promises: str) -> None:
    text = _file(promises)

    with pytest.raises(CannotEdit) as refused:
        with_slip(text, _promises(text)["P1"], on=TODAY, due=LATER, why="Late")

    assert refused.value.message == "'P1' is laid out in a way that cannot be changed without touching the rest"


def test_a_follow_up_that_has_no_place_is_told_to_be_written_by_hand() -> None:
    text = _file("follow_ups: soon\n")

    with pytest.raises(CannotEdit) as refused:
        with_follow_up(text, {"id": "F1", "what": "A letter"})

    assert (refused.value.message, refused.value.hint) == (
        "its front matter is laid out in a way that nothing can be added to",
        "Add it to 'follow_ups' by hand: {id: F1, what: A letter}. Nothing was written.",
    )


def test_what_cannot_be_read_is_refused() -> None:
    promise = _promises(_file(BLOCK))["P1"]

    with pytest.raises(CannotEdit) as refused:
        with_done("---\n: {\n---\n", promise, on=TODAY, evidence="x")

    assert (refused.value.message, refused.value.hint) == (
        "its front matter cannot be read",
        "candor check says what is wrong. Repair it first, or edit it by hand.",
    )


COMMENTS = st.sampled_from(["", "# a comment\n", "   # indented: [\n", "\n", "\n\n# x: y\n"])
AFTER = st.sampled_from(["", " # c", "   #: {"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30).map(
    lambda text: f"x{text}".strip()
)
ACTIONS = st.sampled_from(["action: A", 'action: "B: #"', "action: C # d"])
KEYS = st.sampled_from(
    ["owner: 'Ines, Roth'", 'owner: "a \\"b"', "status: open", "evidence:", "owner: >\n{i}  Ines\n{i}  Roth"]
)


@st.composite
def items(draw: st.DrawFn) -> str:
    """Return a list of promises in some layout, with comments wherever they may stand."""
    indent = draw(st.sampled_from(["", "  ", "    "]))
    text = f"prevention:{draw(AFTER)}\n"
    for number in range(draw(st.integers(1, 3))):
        text += draw(COMMENTS)
        keys = [f"id: P{number}", draw(ACTIONS), "due: 2026-12-01"]
        if draw(st.booleans()):
            inner = ", ".join(key.removesuffix(" # d") for key in keys)
            text += f"{indent}- {{{inner}{draw(st.sampled_from(['', ',', ', status: open', ' ']))}}}{draw(AFTER)}\n"
            continue
        dash = draw(st.sampled_from(["- ", "-   "]))
        inner = indent + " " * len(dash)
        extra = draw(st.lists(KEYS, max_size=2, unique_by=lambda key: key.partition(":")[0]))
        lines = [key.format(i=inner) + ("" if ">" in key else draw(AFTER)) for key in (*keys, *extra)]
        text += f"{indent}{dash}{f'{chr(10)}{inner}'.join(lines)}\n"
    return text + draw(COMMENTS)


@settings(deadline=None, max_examples=150)
@given(items(), WORDS, st.lists(st.sampled_from(["done", "slip", "drop"]), min_size=1, max_size=3), st.booleans())
def test_in_any_layout_nothing_else_changes_and_everybody_reads_it(
    promises: str, words: str, commands: list[str], is_windows: bool
) -> None:
    text = _file(promises)
    text = text.replace("\n", "\r\n") if is_windows else text
    for number, command in enumerate(commands):
        made = _promises(text)
        promise = made.get(f"P{number}", made["P0"])
        if command == "done":
            after = with_done(text, promise, on=TODAY, evidence=words)
        elif command == "drop":
            after = with_dropped(text, promise, on=TODAY, why=words)
        else:
            after = with_slip(text, promise, on=TODAY, due=LATER, why=words)
        now = _promises(after)

        assert {id: p for id, p in now.items() if id != promise.id} == {
            id: p for id, p in made.items() if id != promise.id
        }
        told = now[promise.id]
        expected = {"done": told.evidence, "drop": told.why, "slip": told.slips[-1].why if told.slips else ""}[command]
        assert expected.endswith(" ".join(words.split()))
        assert told.outcome is {"done": PromiseOutcome.DONE, "drop": PromiseOutcome.DROPPED}.get(
            command, PromiseOutcome.SLIPPED
        )
        changed = _changed(text, after, promise, list(made.values()))
        assert all(line.startswith(("{", "status:", "evidence:", "why:", "on:")) for line in changed), after
        assert yaml.safe_load(after.split("---")[1])["title"] == "A report"
        text = after


def _changed(before: str, after: str, promise: Promise, others: list[Promise]) -> list[str]:
    """Return the lines of a promise that are not as they were; all around it must be."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = promise.source.line - 1
    rest = next(n for n, line in enumerate(old) if line.startswith("went_well"))
    end = min((p.source.line - 1 for p in others if p.source.line > start + 1), default=rest)
    assert old[:start] == new[:start]
    assert old[end:] == new[len(new) - len(old) + end :]
    there = new[start : len(new) - len(old) + end]
    changed = []
    for line in old[start:end]:
        if line in there:
            there.remove(line)
        else:
            changed.append(line.strip().removeprefix("- ").strip())
    return changed
