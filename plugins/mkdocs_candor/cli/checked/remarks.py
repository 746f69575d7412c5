"""Everything that is wrong with a site, as one kind of value: problems of files, and what the linter heard in them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from mkdocs_candor.lint.finding import Finding, Level, Review
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Problem


@frozen(kw_only=True)
class Remark:
    """One thing to tell about one place. `line` and `column` count from 1, columns in characters.

    `name` is that of a linter's rule, empty for a problem of the file. `coaching` is what the linter says with it.
    `waived` is the reason why its author let it stand.
    """

    path: str  # from the site's folder, with "/"
    line: int
    column: int
    level: Level
    rule: str
    name: str = ""
    message: str
    hint: str = ""
    coaching: tuple[str, ...] = ()
    waived: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        return self.path, self.line, self.column


@frozen(kw_only=True)
class Checked:
    """What was found. `remarks` stand file by file, the worst file first, and in each the worst first.

    `elsewhere` are those in files that nobody asked about. `prefix` leads from the repository to the site's folder:
    it is empty or ends with "/".
    """

    posts: int
    remarks: tuple[Remark, ...]
    waived: tuple[Remark, ...] = ()
    elsewhere: tuple[Remark, ...] = ()
    prefix: str = ""

    def count(self, level: Level) -> int:
        return sum(remark.level is level for remark in self.remarks)


def gathered(
    problems: Iterable[Problem], review: Review, texts: Mapping[str, str]
) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """Return all remarks, and those that are waived. `texts` are the files by path, for the columns of problems."""
    found = [*_of_problems(problems, texts), *(_of_finding(finding) for finding in review.findings)]
    waived = (_of_finding(w.finding, w.reason) for w in review.waived)
    return worst_first(found), worst_first(waived)


def worst_first(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks grouped by file: the file with the worst first, then that with the most of it."""
    by_file: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_file[remark.path].append(remark)
    counts = {path: Counter(r.level.weight for r in found) for path, found in by_file.items()}
    order = sorted(by_file, key=lambda path: (*(-counts[path][level.weight] for level in Level), path))
    return tuple(
        remark for path in order for remark in sorted(by_file[path], key=lambda r: (-r.level.weight, *r.place, r.rule))
    )


def divided(remarks: Iterable[Remark], is_shown: Callable[[str], bool]) -> tuple[tuple[Remark, ...], ...]:
    """Return the remarks on paths that are shown, and the others, each in the order given."""
    found = list(remarks)
    return tuple(r for r in found if is_shown(r.path)), tuple(r for r in found if not is_shown(r.path))


def fingerprints(remarks: Iterable[Remark]) -> list[str]:
    """Return for each remark a name that stays when its line moves, and that no other has: 64 hexadecimal digits."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found: list[str] = []
    for remark in remarks:
        key = remark.path, remark.rule, remark.message
        seen[key] += 1
        found.append(hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest())
    return found


def title(remark: Remark) -> str:
    """Return what a rule is called: `AP101 agentless-mistakes`, `bad-time`."""
    return f"{remark.rule} {remark.name}".strip()


def advice(remark: Remark) -> tuple[str, ...]:
    """Return what to do about it, a sentence a line."""
    return (remark.hint, *remark.coaching) if remark.hint else remark.coaching


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _of_problems(problems: Iterable[Problem], texts: Mapping[str, str]) -> Iterable[Remark]:
    lines: dict[str, list[str]] = {}
    for problem in problems:
        if problem.path not in lines:
            lines[problem.path] = texts.get(problem.path, "").split("\n")
        yield Remark(
            path=problem.path,
            line=problem.line,
            column=_first_column(lines[problem.path], problem.line),
            level=Level(problem.level),
            rule=problem.rule,
            message=problem.message,
            hint=problem.hint,
        )


def _first_column(lines: list[str], line: int) -> int:
    """Return where the text of a line begins: a problem is known to the line."""
    text = lines[line - 1] if line <= len(lines) else ""
    return len(text) - len(text.lstrip()) + 1 if text.strip() else 1


def _of_finding(finding: Finding, waived: str = "") -> Remark:
    return Remark(
        path=finding.path,
        line=finding.line,
        column=finding.column,
        level=finding.level,
        rule=finding.rule,
        name=finding.name,
        message=finding.seen,
        coaching=(
            f"The reader hears: {finding.hears}",
            f"Ask yourself: {finding.question}",
            f"Pattern: {finding.pattern}",
            f"Source: {finding.source}. More: candor explain {finding.rule}",
        ),
        waived=waived,
    )
