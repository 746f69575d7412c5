"""Collecting what is wrong with a file, in its author's words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import field

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.read.rules import Rule

_LONGEST_QUOTE = 60


class Misread(ValueError):  # noqa: N818 - it is news for an author, not an error of ours
    """A text that can't be taken as meant. Its reader knows what is wrong with it, its caller knows where it stands."""

    def __init__(self, rule: Rule, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


@frozen
class Notes:
    """What is wrong with the file at `path`."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, rule: Rule, line: int, message: str, hint: str = "", *, level: Level | None = None) -> None:
        self.problems.append(Problem(self.path, line, str(rule), message, hint, level or rule.level))

    def take(self, misread: Misread, line: int, where: str = "", *, level: Level | None = None) -> None:
        """Add `misread`, which was met in the value called `where`."""
        message = f"{where}: {misread.message}" if where else misread.message
        self.add(misread.rule, line, message, misread.hint, level=level)

    @property
    def has_errors(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


def quoted(text: str) -> str:
    """Return `text` in quotes, on one line and not too long, as we show authors what we saw."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_QUOTE:
        line = line[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"'{line}'"


def likely(word: str, choices: Collection[str], *, cutoff: float = 0.6) -> str | None:
    """Return the one of `choices` that `word` was probably meant to be."""
    import difflib  # most files have nothing to guess

    folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(word.casefold()[:100], folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def did_you_mean(word: str, choices: Collection[str]) -> str:
    """Return a question naming the likeliest of `choices`, or nothing."""
    guess = likely(word, choices)
    return f"Did you mean '{guess}'?" if guess else ""


def listed(words: Collection[str], last: str = "or") -> str:
    """Return `words` as people list them: a, b or c."""
    *rest, final = words
    return f"{', '.join(rest)} {last} {final}" if rest else final


def sentences(*parts: str) -> str:
    """Return the parts that are not empty, as one line."""
    return " ".join(part for part in parts if part)
