"""News for an author about a file: where, what we saw, what we expected, what to do."""

from __future__ import annotations

from enum import StrEnum

from mkdocs_candor.model.frozen import frozen


class Level(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # something written could not be taken as meant: the post's components become `unknown`
    WARNING = "warning"  # all of it was understood, and something is still wrong


@frozen(order=True)
class Problem:
    """One thing wrong with one file. Sorts by place."""

    path: str  # from the repository root, with "/"
    line: int  # 1-based
    rule: str  # stable kebab-case: people search for it, and silence by it
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}: {self.message} [{self.rule}]"
        return f"{text}\n  {self.hint}" if self.hint else text


@frozen
class Source:
    """Where a value was written."""

    path: str  # from the repository root, with "/"
    line: int = 1
