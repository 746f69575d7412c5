"""The shape of a rule: it carries its own evidence, its examples and its coaching."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from textwrap import dedent

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.passages import Kind, Passage
from mkdocs_candor.model.frozen import frozen


@frozen
class Place:
    """Where a finding about structure stands: an offset in a passage, a key of the front matter, or a line."""

    passage: Passage | None = None
    offset: int = 0
    length: int = 0
    key: str = ""
    line: int = 1


@frozen
class Hit:
    """A rule has found something. `seen` is what, in the author's words or about them. `level` None: the rule's own."""

    seen: str
    place: Place = field(default_factory=Place)
    level: Level | None = None
    question: str = ""  # instead of the rule's own, where something better can be asked


Check = Callable[[Case], Iterable[Hit]]


@frozen
class Example:
    """What a rule flags, and the same in order. Each is a part of a file: keys of front matter, updates, or text."""

    bad: str
    good: str


@frozen(kw_only=True)
class Rule:
    """A known pattern. `level` is the highest it can have; `levels`, by kind of text, only where words are judged.

    `check` is None where the word packs find it, or a comparison. `on` names the types of file that its examples are
    parts of. `needs_another_commit`: its examples are changes, `-` what was there and `+` what is there now.
    """

    id: str
    name: str
    level: Level
    on: str
    flags: str
    why: str
    hears: str
    question: str
    pattern: str
    source: tuple[str, ...]
    examples: tuple[Example, ...]
    false_positives: str = ""
    levels: Mapping[Kind, Level] = field(default_factory=dict)
    check: Check | None = None
    needs_another_commit: bool = False


def structure(
    id: str,
    name: str,
    level: Level,
    *,
    on: str,
    flags: str,
    why: str,
    hears: str,
    question: str,
    pattern: str,
    source: str,
    bad: str,
    good: str,
    false_positives: str = "",
) -> Callable[[Check], Rule]:
    """Make the function below it the check of a rule about structure. `source` are keys of `SOURCES`, with spaces."""
    return lambda check: Rule(
        id=id,
        name=name,
        level=level,
        on=on,
        flags=flags,
        why=why,
        hears=hears,
        question=question,
        pattern=pattern,
        source=tuple(source.split()),
        examples=(Example(_block(bad), _block(good)),),
        false_positives=false_positives,
        check=check,
    )


def _block(text: str) -> str:
    return dedent(text).strip("\n")
