"""Customers' questions as they stand at a moment."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_candor.derive.facts import QuestionFacts
from mkdocs_candor.model.post import Question


def question_facts(post: str, questions: Iterable[Question]) -> tuple[QuestionFacts, ...]:
    """Return the facts about the questions of one post, in the order written. They are told by `as_of` already."""
    return tuple(_question_facts(post, question) for question in questions)


def _question_facts(post: str, question: Question) -> QuestionFacts:
    waited = question.answered - question.asked if question.asked and question.answered else None
    return QuestionFacts(post=post, question=question, is_open=not question.answer, waited=waited)
