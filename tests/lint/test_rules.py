"""Every rule flags its bad examples and passes its good ones; every rule of the plan is here, or says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_site import FILES, reviewed, write_site
from lint_examples import found

from mkdocs_candor.lint.catalogue import NO_REASON, NOT_HERE, UNKNOWN_RULE, rules
from mkdocs_candor.lint.pack import LANGUAGES, BadPackError, load_pack, read_pack
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.lint.rule import Rule
from mkdocs_candor.lint.rules.words import WORD_RULES
from mkdocs_candor.lint.sources import SOURCES

PLAN = [
    *(f"AP{n}" for n in range(101, 126)), *(f"AP{n}" for n in range(201, 217)), *(f"IU{n}" for n in range(301, 320)),
    *(f"CR{n}" for n in range(401, 411)), *(f"FU{n}" for n in range(501, 508)),
]  # fmt: skip
STRUCTURE = [rule for rule in rules().values() if rule.on in FILES and rule.check and not rule.levels]


def _kind(rule: str) -> Kind:
    return next(iter(next(r for r in WORD_RULES if r.id == rule).levels))


def _sentences(which: str) -> list[object]:
    return [
        pytest.param(lang, rule, sentence, id=f"{lang}-{rule}-{number}")
        for lang in LANGUAGES
        for rule, test in load_pack(lang).tests.items()
        for number, sentence in enumerate(getattr(test, which))
    ]


@pytest.mark.parametrize(("lang", "rule", "sentence"), _sentences("hits"))
def test_a_word_rule_flags_its_hits(lang: str, rule: str, sentence: str) -> None:
    assert found(sentence, _kind(rule), rule, lang), sentence


@pytest.mark.parametrize(("lang", "rule", "sentence"), _sentences("near"))
def test_a_word_rule_lets_its_near_misses_pass(lang: str, rule: str, sentence: str) -> None:
    assert not found(sentence, _kind(rule), rule, lang), sentence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_every_rule_about_words_each_with_five_hits_and_five_near_misses(lang: str) -> None:
    pack = load_pack(lang)

    assert set(pack.rules) == {rule.id for rule in WORD_RULES}
    assert {id_ for id_, test in pack.tests.items() if min(len(set(test.hits)), len(set(test.near))) < 5} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_explain_shows_of_a_rule_are_the_sentences_that_its_tests_hold_it_to(lang: str) -> None:
    pack, shown = load_pack(lang), rules(lang)

    for id_, test in pack.tests.items():
        assert {example.bad for example in shown[id_].examples} <= set(test.hits), id_
        assert shown[id_].examples[0].good == pack.messages[id_].better, id_
        assert shown[id_].hears == pack.messages[id_].hears, id_


@pytest.mark.parametrize("rule", [NO_REASON, UNKNOWN_RULE], ids=lambda rule: rule.id)
def test_a_rule_about_waivers_flags_its_bad_example_and_passes_its_good_one(rule: Rule) -> None:
    (example,) = rule.examples

    assert found(f"Words. {example.bad}", Kind.APOLOGY, rule.id)
    assert not found(f"Words. {example.good}", Kind.APOLOGY, rule.id)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_better_sentence_of_a_pack_passes_its_rule(lang: str) -> None:
    pack = load_pack(lang)

    flagged = [
        (rule, message.better)
        for rule, message in pack.messages.items()
        if found(message.better, _kind(rule), rule, lang)
    ]

    assert flagged == []


@pytest.mark.parametrize("rule", STRUCTURE, ids=lambda rule: rule.id)
def test_a_structure_rule_flags_its_bad_example_and_passes_its_good_one(rule: object, tmp_path: Path) -> None:
    rule = next(r for r in STRUCTURE if r is rule)
    (example,) = rule.examples
    write_site(tmp_path / "bad", rule.on, example.bad)
    write_site(tmp_path / "good", rule.on, example.good)
    path = FILES[rule.on][0]

    bad = [f for f in reviewed(tmp_path / "bad").findings if f.rule == rule.id and f.path == path]
    good = [f for f in reviewed(tmp_path / "good").findings if f.rule == rule.id and f.path == path]

    assert bad, "the bad example is let pass"
    assert good == []


def test_a_site_in_good_order_has_no_findings(tmp_path: Path) -> None:
    write_site(tmp_path)

    findings = [f for f in reviewed(tmp_path).findings if "september" not in f.path]

    assert findings == []


def test_every_rule_of_the_plan_is_here_or_says_why_not() -> None:
    missing = [id_ for id_ in PLAN if id_ not in rules() and id_ not in NOT_HERE]

    assert missing == []
    assert not set(NOT_HERE) & set(rules())


def test_every_rule_carries_its_evidence() -> None:
    for rule in rules().values():
        assert all((rule.flags, rule.why, rule.hears, rule.question, rule.pattern, rule.source)), rule.id
        assert set(rule.source) <= set(SOURCES), rule.id
        assert rule.examples[0].bad, rule.id
        assert rule.examples[0].good, rule.id


def test_the_family_of_mistakes_were_made_has_twenty_hits_and_twenty_near_misses() -> None:
    test = load_pack("en").tests["AP101"]

    assert len(test.hits) >= 20
    assert len(test.near) >= 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_pack_has_the_features_of_the_english_one(lang: str) -> None:
    assert set(load_pack(lang).features) >= set(load_pack("en").features)


def test_a_pack_with_too_few_tests_is_not_loaded() -> None:
    text = """
        [pack]
        lang = "xx"
        [lexicon]
        [feature]
        [pattern.AP101]
        words = ["made"]
        any = ['made']
        [message.AP101]
        title = ""
        hears = ""
        question = ""
        pattern = ""
        better = ""
        [test.AP101]
        hits = ["made"]
        near = []
    """

    with pytest.raises(BadPackError, match="5 hits"):
        read_pack(text)
