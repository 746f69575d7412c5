"""What was found → text for a terminal: a block for each file, the worst first, and one line that sums it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from mkdocs_candor.cli.checked.remarks import Checked, Remark, counted, title
from mkdocs_candor.lint.finding import Level

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.HINT: "cyan"}


def as_text(checked: Checked) -> Iterator[str]:
    """Yield the lines. What a rule has to teach stands once, where it comes up first."""
    coached: set[str] = set()
    for _, found in groupby(checked.remarks, key=lambda remark: remark.path):
        for remark in found:
            yield from _remark(remark, coached)
        yield ""
    for remark in checked.waived:
        yield f"waived {_place(remark)}: {remark.message} [{title(remark)}], because: {remark.waived}"
    if checked.waived:
        yield ""
    if checked.elsewhere:
        yield elsewhere(checked.elsewhere)
    yield summary(checked)


def summary(checked: Checked) -> str:
    """Return the last line. It never praises: the linter knows patterns, not hearts."""
    waived = f"; {len(checked.waived)} waived" if checked.waived else ""
    posts = f"{counted(checked.posts, 'post')} read"
    if not checked.remarks:
        return f"{posts}: no problem, and no known pattern found{waived}."
    return f"{posts}: {_levels(checked.remarks)}{waived}."


def elsewhere(remarks: tuple[Remark, ...]) -> str:
    """Return the line about files that nobody asked for."""
    files = len({remark.path for remark in remarks})
    return f"Elsewhere: {_levels(remarks)} in {counted(files, 'other file')}. `candor check` shows all."


def one_line(remark: Remark) -> str:
    """Return the line that editors and terminals jump from: `error PATH:LINE:COLUMN: what [rule]`."""
    level = click.style(remark.level, fg=_COLOURS[remark.level])
    return f"{level} {_place(remark)}: {remark.message} [{title(remark)}]"


def _remark(remark: Remark, coached: set[str]) -> Iterator[str]:
    yield one_line(remark)
    if remark.hint:
        yield f"  {remark.hint}"
    if remark.rule not in coached:
        coached.add(remark.rule)
        yield from (f"  {line}" for line in remark.coaching)


def _place(remark: Remark) -> str:
    return f"{remark.path}:{remark.line}:{remark.column}"


def _levels(remarks: Iterable[Remark]) -> str:
    found = [remark.level for remark in remarks]
    return ", ".join(counted(found.count(level), level.value) for level in Level)
