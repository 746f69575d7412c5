"""Runs the word rules of a post's language over its texts. The words of a text decide which rules look at it at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.expression import Expression
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.pack import Pack, WordPatterns
from mkdocs_candor.lint.passages import Passage
from mkdocs_candor.lint.prose import Sentence
from mkdocs_candor.lint.rule import Hit, Place
from mkdocs_candor.lint.rules.words import WORD_RULES, WordRule
from mkdocs_candor.lint.spot import Spot

_RULES = {rule.id: rule for rule in WORD_RULES}
_ORDER = {rule.id: number for number, rule in enumerate(WORD_RULES)}


def word_hits(case: Case) -> Iterator[tuple[str, Hit]]:
    """Yield each known pattern of words with the id of its rule. A post gets each hint once, at its first place."""
    pack = case.pack
    if pack is None:
        return
    hinted: set[str] = set()
    for passage in case.passages:
        for rule, hit in _in_passage(case, pack, passage):
            if hit.level is Level.HINT:
                if rule.id in hinted:
                    continue
                hinted.add(rule.id)
            yield rule.id, hit


def _in_passage(case: Case, pack: Pack, passage: Passage) -> Iterator[tuple[WordRule, Hit]]:
    ids = [i for i in pack.rules_for(passage.prose.words) if passage.kind in _RULES[i].levels]
    for id_ in sorted(ids, key=_ORDER.__getitem__):
        rule, patterns = _RULES[id_], pack.rules[id_]
        if not patterns.anywhere.is_in(passage.prose.masked):
            continue
        for sentence in passage.prose.sentences:
            hit = _in_sentence(case, pack, passage, sentence, rule, patterns)
            if hit:
                yield rule, hit


def _in_sentence(
    case: Case, pack: Pack, passage: Passage, sentence: Sentence, rule: WordRule, patterns: WordPatterns
) -> Hit | None:
    found = _first(patterns.flags, sentence.text)
    is_milder = found is None
    found = found or _first(patterns.milder, sentence.text)
    if found is None or _first(patterns.excuses, sentence.text):
        return None
    level = rule.levels[passage.kind]
    if is_milder:
        level = level.milder
    if rule.id in pack.severity:
        level = level.capped(pack.severity[rule.id].level)
    judged = rule.judge(Spot(case, passage, sentence, found, is_milder), level)
    if judged is None:
        return None
    start = sentence.start + found.start()
    return Hit(" ".join(found[0].split()), Place(passage, start, len(found[0])), judged)


def _first(expressions: tuple[Expression, ...], text: str) -> re.Match[str] | None:
    """Return the match that stands first in `text`, of any of the expressions."""
    matches = [match for expression in expressions if (match := expression.search(text))]
    return min(matches, key=lambda match: match.start(), default=None)
