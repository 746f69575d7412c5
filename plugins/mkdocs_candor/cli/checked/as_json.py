"""What was found → JSON in a shape of our own, for scripts. `candor schema` writes its JSON Schema."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mkdocs_candor.cli.checked.remarks import Checked, Remark
from mkdocs_candor.lint.finding import Level


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FoundShape(_Shape):
    """One thing wrong, or that a reader will hear, at one place."""

    path: str = Field(description="the file, from the repository's folder, with /")
    line: int = Field(ge=1, description="counted from 1")
    column: int = Field(ge=1, description="counted from 1, in characters")
    level: Level = Field(description="error, warning or hint")
    rule: str = Field(description="the rule's id: AP101, or the name of a problem such as bad-time")
    name: str = Field(description="the name of a rule about words; empty for a problem of the file")
    message: str = Field(description="what was seen")
    hint: str = Field(description="the likely repair of a problem; empty where there is none")
    coaching: list[str] = Field(description="what a rule about words says: what is heard, a question, a pattern")


class WaivedShape(FoundShape):
    """The same, let stand by its author."""

    reason: str = Field(description="why its author let it stand")


class CountsShape(_Shape):
    errors: int = Field(ge=0)
    warnings: int = Field(ge=0)
    hints: int = Field(ge=0)


class CheckShape(_Shape):
    """The output of `candor check --format json`."""

    version: Literal[1] = Field(description="of this shape: a key that goes or changes its meaning makes it 2")
    posts: int = Field(ge=0, description="how many posts were read")
    counts: CountsShape = Field(description="of `found`")
    elsewhere: CountsShape = Field(description="of what stands in files that were not asked for")
    found: list[FoundShape] = Field(description="file by file, the worst file first, the worst first in each")
    waived: list[WaivedShape] = Field(description="what authors have let stand, with their reasons")


def as_json(checked: Checked) -> str:
    """Return the report as JSON."""
    report = CheckShape(
        version=1,
        posts=checked.posts,
        counts=_counts(checked.remarks),
        elsewhere=_counts(checked.elsewhere),
        found=[FoundShape(**_values(remark, checked.prefix)) for remark in checked.remarks],
        waived=[WaivedShape(**_values(remark, checked.prefix), reason=remark.waived) for remark in checked.waived],
    )
    return report.model_dump_json(indent=2)


def _counts(remarks: tuple[Remark, ...]) -> CountsShape:
    levels = [remark.level for remark in remarks]
    return CountsShape(
        errors=levels.count(Level.ERROR), warnings=levels.count(Level.WARNING), hints=levels.count(Level.HINT)
    )


def _values(remark: Remark, prefix: str) -> dict[str, object]:
    return {
        "path": prefix + remark.path,
        "line": remark.line,
        "column": remark.column,
        "level": remark.level,
        "rule": remark.rule,
        "name": remark.name,
        "message": remark.message,
        "hint": remark.hint,
        "coaching": list(remark.coaching),
    }
