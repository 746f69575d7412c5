"""What was found → GitHub's workflow commands, which it shows beside the lines of a pull request.

The rules are those of GitHub's "Workflow commands for GitHub Actions". It shows ten annotations of each level in a
step, so the worst come first, and the others follow as plain lines of the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mkdocs_candor.cli.checked.as_text import elsewhere, one_line, summary
from mkdocs_candor.cli.checked.remarks import Checked, Remark, advice, title
from mkdocs_candor.lint.finding import Level

MOST_OF_A_LEVEL = 10
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}


def as_github(checked: Checked) -> Iterator[str]:
    """Yield the lines: annotations, then what is left of the findings, then the summary."""
    seen: Counter[Level] = Counter()
    left: list[Remark] = []
    for remark in checked.remarks:
        seen[remark.level] += 1
        if seen[remark.level] <= MOST_OF_A_LEVEL:
            yield _command(remark, checked.prefix)
        else:
            left.append(remark)
    if left:
        yield f"GitHub shows {MOST_OF_A_LEVEL} annotations of each level. The others:"
        yield from map(one_line, left)
    if checked.elsewhere:
        yield elsewhere(checked.elsewhere)
    yield summary(checked)


def _command(remark: Remark, prefix: str) -> str:
    values = {
        "file": prefix + remark.path,
        "line": str(remark.line),
        "col": str(remark.column),
        "title": title(remark),
    }
    properties = ",".join(f"{key}={_property(value)}" for key, value in values.items())
    return f"::{_COMMANDS[remark.level]} {properties}::{_message(chr(10).join((remark.message, *advice(remark))))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
