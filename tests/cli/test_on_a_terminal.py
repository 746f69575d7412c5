"""A session at a real pseudo-terminal: what is missing is asked for, and nothing is opened by hand."""

from __future__ import annotations

import difflib
import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")


CANDOR = [sys.executable, "-c", "from mkdocs_candor.cli import candor; candor()"]
LETTER = """\
On Friday nobody could log in to our site for twenty minutes. We are sorry: we let a key expire that we had promised to
renew.

Everybody who was logged out had to wait, about 300 people. No data was lost.

You need not do anything. We add a free day to every account, by itself.

The key had one owner, who was on holiday, and nobody else was told when its end came near.

From now on two people are told, thirty days ahead.

We do not know yet why our alarm was silent. We report back here.
"""


class Terminal:
    """A terminal in a folder. `type` runs a command, answering each question in turn, and returns all that was seen.

    `added` are the lines that the last command added, by file; `lost` those that are no longer there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.added: dict[str, list[str]] = {}
        self.lost: list[str] = []

    def say(self, *arguments: str, answers: dict[str, str] | None = None) -> str:
        """Run a command that changes one file, and return what it added there. No line may be lost."""
        self.type(*arguments, answers=answers)
        assert self.lost == []
        ((_, added),) = self.added.items()
        return "\n".join(added)

    def type(self, *arguments: str, answers: dict[str, str] | None = None, code: int = 0) -> str:
        before = self._texts()
        ours, theirs = pty.openpty()
        env = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        env.pop("CANDOR_BY", None)
        process = subprocess.Popen(
            [*CANDOR, *arguments], cwd=self.folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        seen = ""
        left = list((answers or {}).items())
        while chunk := _read(ours):
            seen += chunk
            if left and left[0][0] in seen:
                os.write(ours, f"{left.pop(0)[1]}\n".encode())
        os.close(ours)
        assert process.wait(60) == code, seen
        assert not left, f"never asked: {left}\n{seen}"
        self._compare(before, self._texts())
        return seen.replace("\r\n", "\n")

    def _texts(self) -> dict[str, str]:
        files = (path for path in self.folder.rglob("*.*") if path.is_file() and ".build" not in path.parts)
        return {path.relative_to(self.folder).as_posix(): path.read_text("utf-8", "replace") for path in files}

    def _compare(self, before: dict[str, str], after: dict[str, str]) -> None:
        self.added, self.lost = {}, [path for path in before if path not in after]
        for path, text in after.items():
            old, new = before.get(path, "").splitlines(), text.splitlines()
            for line in difflib.ndiff(old, new) if old != new else ():
                if line.startswith("+ ") and line[2:]:
                    self.added.setdefault(path, []).append(line[2:])
                elif line.startswith("- ") and line[2:]:
                    self.lost.append(line[2:])


def _read(terminal: int) -> str:
    try:
        ready, _, _ = select.select([terminal], [], [], 60)
        return os.read(terminal, 65536).decode("utf-8", "replace") if ready else ""
    except OSError:  # on Linux, a terminal whose other end is closed
        return ""


def _words(page: Path) -> str:
    article = BeautifulSoup(page.read_text("utf-8"), "lxml").find("article")
    assert article is not None
    return " ".join(article.get_text(" ").split())


def test_a_session_from_an_empty_folder_to_a_promise_kept(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.type(
        *("init", "--name", "Acme status", "."),
        answers={"Address it will have": "https://status.acme.example/", "Where will you publish?": "gitlab"},
    )
    assert {"incidents/components.yml", ".gitlab-ci.yml"} <= set(terminal.added)

    notice = terminal.say(
        "new",
        "incident",
        answers={
            "Title": "Nobody can log in",
            "How bad is it?": "critical",
            "What is affected?": "logni",
            "Did you mean 'login'?": "y",
            "When did it start?": "20 minuts ago",
            "Units are min, h and d": "20 min ago",  # said, and asked again: nothing that was typed is lost
            "What can customers not do?": "You cannot log in.",
            "What can they do now?": "",
            "When will you speak next?": "",
            "Anything else?": "",
        },
    )
    assert re.fullmatch(
        r"---\ntype: incident\ntitle: Nobody can log in\nseverity: critical\ncomponents:\n  login: major_outage\n"
        r"started: [0-9: -]+ UTC\n---\n## [0-9: -]+ UTC — Investigating\nImpact: You cannot log in\.\n"
        r"Do now: Nothing; wait\.\nNext update: \d\d:\d\d UTC",
        notice,
    )
    at = r"## [0-9:. -]+ UTC — "  # with milliseconds, where two fall on one second

    found = terminal.say(
        *("update", "--stage", "identified"),
        answers={"What do customers need to know?": "A key expired.", "When will you speak next?": "1h"},
    )
    assert re.fullmatch(rf"{at}Identified\nNext update: \d\d:\d\d UTC\nA key expired\.", found)
    better = terminal.say(
        *("update", "--stage", "monitoring", "-c", "login=degraded_performance", "--by", "Dana Ortiz"),
        answers={"What do customers need to know?": "A new key is in place.", "When will you speak next?": "-"},
    )
    assert re.fullmatch(
        rf"{at}Monitoring\nComponents: login=degraded_performance\nBy: Dana Ortiz\nA new key is in place\.", better
    )
    asked = terminal.say("ask", "Is my data safe?", "--where", "forum")
    assert re.fullmatch(r"## Questions\n### Is my data safe\?\nAsked: [0-9: -]+ UTC, forum", asked)
    answered = terminal.say("answer", answers={"Your answer": "Yes. Nobody else could log in either."})
    assert re.fullmatch(r"Answered: [0-9: -]+ UTC\nYes\. Nobody else could log in either\.", answered)
    over = terminal.say(
        "resolve", answers={"What do customers need to know?": "You can log in again. No data was lost."}
    )
    assert re.fullmatch(rf"{at}Resolved\nYou can log in again\. No data was lost\.", over)

    letter = terminal.say(
        *("apologise", "Nobody can", "--title", "We let a key expire", "--role", "head", "--contact", "help-desk"),
        *("--failure", "We let the key of our login expire.", "--who", "Everybody.", "--could-not", "log in"),
        *("--count", "300 people", "--data-loss", "none", "--repair", "A free day | who=all | automatic=true"),
        *("--prevention", "Two people are told | owner=Dana Ortiz | due=2999-12-01", "--responsibility", "ours"),
        *("--follow-up", "2999-12-09 | where=here | owner=Ines Roth", "--reviewed-by", "Mira", "--no-draft"),
        *("-m", LETTER),
        answers={"Who signs it?": "Ines Roth"},
    )
    assert letter.endswith("We report back here.")
    assert " 0 errors" in terminal.type("check")
    assert "Everything works." in terminal.type("status")

    terminal.type("promise", "done", "A1", answers={"How can others see": "Both were told in the test of today."})
    assert terminal.lost == ["  status: open"]
    ((_, kept),) = terminal.added.items()
    assert re.fullmatch(
        r"  status: done\n  on: [0-9-]+\n  evidence: Both were told in the test of today\.", "\n".join(kept)
    )

    terminal.type("at", "now", "--strict")
    site = tmp_path / ".build" / "now"
    (incident,) = (page for page in (site / "incidents").glob("*nobody-can-log-in/index.html"))
    told = _words(incident)
    for step in (
        *("You cannot log in.", "A key expired.", "A new key is in place.", "Is my data safe?"),
        *("Nobody else could log in either.", "You can log in again.", "We let a key expire"),
    ):
        assert step in told
    (page,) = (page for page in (site / "apologies").glob("*we-let-a-key-expire/index.html"))
    assert "We add a free day to every account" in _words(page)
    assert "Both were told in the test of today." in _words(site / "promises" / "index.html")


def without_terminal(folder: Path, *arguments: str) -> None:
    subprocess.run([*CANDOR, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True)


def test_where_several_are_open_a_terminal_asks_which_is_meant(tmp_path: Path) -> None:
    without_terminal(tmp_path, "init", "--recipe", "none", ".")
    for title in ("Cards fail", "Search is slow"):
        without_terminal(tmp_path, "new", "incident", title, "-s", "minor", "-c", "website", "--next", "30m")
        without_terminal(tmp_path, "ask", f"{title}: since when?", "--post", title)
    terminal = Terminal(tmp_path)

    update = terminal.say(
        "update", answers={"Which one? (its id, or a part of it)": "search", "What do": "Found.", "When will": "-"}
    )
    assert update.endswith("Found.")
    assert [path for path in terminal.added if path.endswith("search-is-slow.md")]
    answered = terminal.type(
        "answer", answers={"Which one? (some of its words)": "cards fail", "Your answer": "Since noon."}
    )
    assert "2 questions are open:\n  Cards fail: since when? (" in answered
    assert [path for path in terminal.added if path.endswith("cards-fail.md")]


def test_planned_work_is_not_begun_days_early_by_mistake(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    without_terminal(tmp_path, "init", "--recipe", "none", ".")
    window = ("--starts", "3d", "--ends", "2h")
    without_terminal(tmp_path, "new", "maintenance", "New DNS", *window, "-c", "website", "--impact", "None.")

    refused = terminal.type("start", answers={"Has work begun already? [y/N]": "n"}, code=1)
    assert refused.endswith("Error: Nothing was written.\n")
    assert (terminal.added, terminal.lost) == ({}, [])
    begun = terminal.say("start", answers={"Has work begun already?": "y", "What do": "", "When will you": "-"})
    assert re.fullmatch(r"## [0-9: -]+ UTC — In progress", begun)
