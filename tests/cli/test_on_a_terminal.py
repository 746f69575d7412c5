"""A session at a real pseudo-terminal: what is missing is asked for, and nothing is opened by hand."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Site
from mkdocs_candor.model.post import Apology, Incident
from mkdocs_candor.model.status import Stage, Status
from mkdocs_candor.read.history import read_history

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")


class Terminal:
    """A terminal in a folder. `type` runs a command, answering each question in turn, and returns all that was seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def type(self, *arguments: str, answers: dict[str, str] | None = None, code: int = 0) -> str:
        ours, theirs = pty.openpty()
        env = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        env.pop("CANDOR_BY", None)
        call = [sys.executable, "-c", "from mkdocs_candor.cli import candor; candor()", *arguments]
        process = subprocess.Popen(call, cwd=self.folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        seen = ""
        left = list((answers or {}).items())
        while chunk := _read(ours):
            seen += chunk
            if left and left[0][0] in seen:
                os.write(ours, f"{left.pop(0)[1]}\n".encode())
        os.close(ours)
        assert process.wait(30) == code, seen
        assert not left, f"never asked: {left}\n{seen}"
        return seen.replace("\r\n", "\n")


def _read(terminal: int) -> str:
    try:
        ready, _, _ = select.select([terminal], [], [], 30)
        return os.read(terminal, 65536).decode("utf-8", "replace") if ready else ""
    except OSError:  # on Linux, a terminal whose other end is closed
        return ""


def _incident(folder: Path) -> Incident:
    history = read_history(folder, incidents=folder / "incidents", pages=folder / "site_src").history
    (post,) = (p for p in history.posts if isinstance(p, Incident) and not p.draft)
    return post


def _added(before: str, after: str) -> list[str]:
    """Return the lines that are new; all that was there must still be there, in order."""
    added, rest = [], iter(before.splitlines())
    expected = next(rest, None)
    for line in after.splitlines():
        if line == expected:
            expected = next(rest, None)
        else:
            added.append(line)
    assert expected is None, f"lost: {expected}"
    return [line for line in added if line]


def test_an_incident_from_a_cold_start_to_its_apology(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.type("init", "--name", "Acme status", "--url", "https://status.acme.example/", ".")

    terminal.type(
        "new",
        "incident",
        answers={
            "Title": "Nobody can log in",
            "How bad is it?": "critical",
            "What is affected?": "logni",
            "Did you mean 'login'?": "y",
            "When did it start?": "20 min ago",
            "What can customers not do?": "You cannot log in.",
            "What can they do now?": "",
            "When will you speak next?": "",
            "Anything else?": "",
        },
    )
    post = _incident(tmp_path)
    path = tmp_path / post.source.path
    assert (post.title, post.components) == ("Nobody can log in", {"login": Status.MAJOR_OUTAGE})
    assert post.updates[0].do_now == "Nothing; wait."
    first = path.read_text("utf-8")

    terminal.type(
        "update",
        *("--stage", "identified"),
        answers={"What do customers need to know?": "A key expired.", "When will you speak next?": "1h"},
    )
    second = path.read_text("utf-8")
    heading, promise, words = _added(first, second)
    assert re.fullmatch(r"## [0-9:. -]+ UTC — Identified", heading)  # with milliseconds, where two fall on one second
    assert re.fullmatch(r"Next update: \d\d:\d\d UTC", promise)
    assert words == "A key expired."

    terminal.type("ask", "Is my data safe?", "--where", "forum")
    terminal.type("answer", answers={"Your answer": "Yes. Nobody else could log in either."})
    third = path.read_text("utf-8")
    assert _added(second, third)[1] == "### Is my data safe?"

    terminal.type("resolve", answers={"What do customers need to know?": "You can log in again. No data was lost."})
    assert _added(third, path.read_text("utf-8"))[1:] == ["You can log in again. No data was lost."]
    assert _incident(tmp_path).updates[-1].stage is Stage.RESOLVED

    assert "0 errors" in terminal.type("check")
    terminal.type("apologise", "Nobody can", answers={"Who signs it?": "Ines Roth"})
    history = read_history(tmp_path, incidents=tmp_path / "incidents", pages=tmp_path / "site_src").history
    assert any(isinstance(p, Apology) and p.incidents == (post.id,) for p in history.posts)
    assert "Everything works." in terminal.type("status")
    assert "no sentence says sorry" in terminal.type("check", code=1)


def test_the_site_that_commands_wrote_shows_each_step(site: Site) -> None:
    terminal = Terminal(site.root)
    terminal.type(
        *(
            "new",
            "incident",
            "Cards fail",
            "-s",
            "major",
            "-c",
            "checkout",
            "--started",
            "1 h ago",
            "--at",
            "40 min ago",
        ),
        *("--impact", "You cannot pay by card.", "--do-now", "Wait.", "--next", "30m", "-m", "We look."),
    )
    terminal.type("update", "-m", "The cable is cut.", "--next", "30m", "--at", "20 min ago")
    terminal.type("ask", "Was I charged twice?", "--answer", "No. Nobody was.", "--asked", "15 min ago")
    terminal.type("resolve", "-m", "Cards work again.")
    post = _incident(site.root)

    built = site.build("--strict", as_of=datetime.now(UTC))

    assert built.code == 0, built.log
    words = built.words(f"incidents/{post.id}/index.html")
    for step in ("You cannot pay by card.", "The cable is cut.", "Was I charged twice?", "Nobody was.", "work again."):
        assert step in words
