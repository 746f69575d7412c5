"""A rule is asked about texts that hold one of its words, so every text that its patterns match must hold one."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slipping import FILLER, slipping

from mkdocs_candor.lint.pack import LANGUAGES, Pack, load_pack
from mkdocs_candor.lint.prose import Prose

# A dot before the letters that end a word stands for an apostrophe of any kind: "didn.t", ".ll".
_APOSTROPHE = re.compile(r"(?<=[a-z(|:])\.(?=[a-z]{1,2}\b)")
_SHOWN = 3  # texts of one pattern: the rest says the same


def _patterns(lang: str) -> list[tuple[str, str]]:
    """Return each pattern that finds words, after its rule."""
    return [
        (rule, _APOSTROPHE.sub("'", expression.source))
        for rule, patterns in load_pack(lang).rules.items()
        for expression in (*patterns.flags, *patterns.milder)
    ]


def _calls(pack: Pack, rule: str, text: str) -> bool:
    return rule in pack.rules_for(Prose(text, pack.splitting).words)


def _missing(lang: str, rule: str, text: str) -> str:
    words = ", ".join(word for word in re.findall(r"[^\W\d_]+", text) if word.strip(FILLER))
    return f"packs/{lang}.toml: {rule} flags '{text}': one of its `words` must be among: {words}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_that_a_pattern_matches_is_without_a_word_that_calls_its_rule(lang: str) -> None:
    pack = load_pack(lang)

    missing = [
        _missing(lang, rule, text)
        for rule, source in _patterns(lang)
        for text in slipping(source, partial(_calls, pack, rule))[:_SHOWN]
    ]

    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_is_drawn_from_a_pattern_calls_its_rule(lang: str) -> None:
    pack, patterns = load_pack(lang), [(rule, re.compile(source, re.IGNORECASE)) for rule, source in _patterns(lang)]

    @settings(max_examples=30, derandomize=True)
    @given(st.data())
    def drawn(data: st.DataObject) -> None:
        rule, pattern = data.draw(st.sampled_from(patterns))
        text = data.draw(st.from_regex(pattern, fullmatch=True))
        assert _calls(pack, rule, text), _missing(lang, rule, text)

    drawn()


@pytest.mark.parametrize("text", ["MISTAKES MADE.", "M\u0130\u017fTAKE\u017f were made", "Things did not go well."])
def test_a_word_calls_its_rule_in_whatever_letters_it_is_written(text: str) -> None:
    assert _calls(load_pack("en"), "AP101", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_calls_its_rule_by_its_percent_sign(lang: str) -> None:
    assert _calls(load_pack(lang), "AP112", "99.98 %")


@pytest.mark.parametrize(
    ("pattern", "known", "texts"),
    [
        (r"\b(?:fell|falls) short of (?:our )?(?:goals?|hopes)\b", {"falls", "goal", "goals"}, ["fell short of hopes"]),
        (r"\b(?:fell|falls) short of (?:our )?(?:goals?|hopes)\b", {"short"}, []),
        (r"(?<!\w)(?:mistakes|errors)(?!\w)(?: \w+)? made", {"errors"}, ["mistakes made"]),
        (r"^part\w*$", {"part"}, ["part5", "partz"]),
        (r"^[A-C] (?:\w+ )?ends(?=[.,;]|$)", {"b"}, ["a ends"]),
    ],
)
def test_a_walk_finds_the_branch_that_was_forgotten(pattern: str, known: set[str], texts: list[str]) -> None:
    assert slipping(pattern, lambda text: not known.isdisjoint(text.split())) == texts
