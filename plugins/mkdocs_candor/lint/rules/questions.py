"""IU320: questions of customers that nobody has answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.model.post import Incident, Maintenance

# "Tomorrow" is an answer that people accept; silence for longer they read as one too.
_LONG = timedelta(days=1)


@structure(
    "IU320", "question-waits", Level.HINT, on="incident",
    flags="A question of customers without an answer; a warning once it has waited for a day.",
    why="A question that stands there unanswered is read by everybody who has the same one.",
    hears="They saw what I asked, and went on.",
    question="What can you say now? 'We do not know, and will by Friday' is an answer.",
    pattern="Answered: 2026-11-20 10:00 UTC, Dana Ortiz",
    source="F us",
    bad="""
        ## 2026-11-19 09:30 UTC — Resolved

        Cards work again.

        ## Questions

        ### Was I charged twice?
        Asked: 2026-11-20 09:40 UTC, forum
        """,
    good="""
        ## 2026-11-19 09:30 UTC — Resolved

        Cards work again.

        ## Questions

        ### Was I charged twice?
        Asked: 2026-11-20 09:40 UTC, forum

        No. Every double charge has been voided.
        """,
)  # fmt: skip
def question_waits(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Incident | Maintenance) or case.is_draft:
        return
    for question in case.post.questions:
        if question.answer or (question.asked and question.asked > case.as_of):
            continue
        has_waited_long = question.asked is not None and case.as_of - question.asked >= _LONG
        level = Level.WARNING if has_waited_long else Level.HINT
        yield Hit(f"nobody has answered: {question.text}", Place(line=question.source.line), level)


RULES = (question_waits,)
