"""To ask whether a text has a rule's words takes a shorter way than to find them, and must come to the same."""

from __future__ import annotations

import pytest

from mkdocs_candor.lint.expression import Expression
from mkdocs_candor.lint.pack import LANGUAGES, load_pack


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_has_the_words_that_are_found_in_it(lang: str) -> None:
    pack = load_pack(lang)
    features = pack.features.values()
    for rule, patterns in pack.rules.items():
        test = pack.tests[rule]
        for sentence in (*test.hits, *test.near):
            for text in (sentence, sentence.upper(), sentence.title()):
                for expression in (*patterns.flags, *patterns.milder, *patterns.excuses, patterns.anywhere):
                    assert expression.is_in(text) is (expression.search(text) is not None), (rule, text)
            assert all(each.is_in(sentence) is (each.search(sentence) is not None) for each in features), sentence


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\bIt failed\b", "Then it FAILED."),
        (r"\S+ [A-C]\d (?-i:[A-C])", "x-y c2 C"),
        ("Störung", "STÖRUNG"),
        ("it is", "\u0130T \u0131S"),
        ("is", "i\u017f"),
    ],
)
def test_case_does_not_matter(source: str, text: str) -> None:
    expression = Expression(source)

    assert expression.is_in(text)
    assert expression.search(text)
    assert not expression.is_in("-")
