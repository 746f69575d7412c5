"""What customers asked and nobody answered: the linter reminds, and warns after a day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lint_examples import AS_OF, at, incident, read, update

from mkdocs_candor.lint.finding import Level
from mkdocs_candor.model.post import Question
from mkdocs_candor.model.problem import Source

ASKED = Question(id="twice", text="Was I charged twice?", source=Source("incidents/post.md", 40))


@pytest.mark.parametrize(
    ("question", "levels"),
    [
        pytest.param(replace(ASKED, asked=at("2026-11-20 11:00")), [Level.HINT], id="asked an hour ago"),
        pytest.param(replace(ASKED, asked=at("2026-11-19 12:00")), [Level.WARNING], id="asked a day ago"),
        pytest.param(ASKED, [Level.HINT], id="asked nobody knows when"),
        pytest.param(replace(ASKED, asked=AS_OF, answer="No."), [], id="answered"),
    ],
)
def test_an_open_question_is_a_hint_and_after_a_day_a_warning(question: Question, levels: list[Level]) -> None:
    post = incident(update("2026-11-20 09:05", "investigating"), update("2026-11-20 11:50", "identified"))

    found = [f for f in read(replace(post, questions=(question,))).findings if f.rule == "IU320"]

    assert [f.level for f in found] == levels
    assert all(f.line == 40 and "Was I charged twice?" in f.seen for f in found)
