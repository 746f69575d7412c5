"""Word rules of one language: `packs/<lang>.toml` → regular expressions. A pack is data and its own tests, no code.

In a pack, `{name}` stands for the words of that lexicon, a space for any white space (` ?`: or none), and case does not
matter. A lexicon's entry is plain words, or a regular expression after `re:`. Texts that are matched have straight
quotes.

A rule is only asked about texts that hold one of its `words`: a word, how words begin (`apolog*`), or `%`. So every
text that its patterns match must hold one: a test walks the patterns and names what is missing. Rare words serve best.
They are written by hand: to derive them, all patterns would have to be parsed before the first text is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from mkdocs_candor.lint.expression import Expression
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.prose import Splitting
from mkdocs_candor.model.frozen import frozen

LANGUAGES = ("en", "de", "es")
ENOUGH = 5
"""A rule without this many hits and near misses of its own is not loaded: nobody could trust it."""

_NAME = re.compile(r"\{([a-z_]+)\}")
_LEVELS = {"error": Level.ERROR, "warning": Level.WARNING, "hint": Level.HINT}


class BadPackError(ValueError):
    """A pack contradicts itself. Its maintainers read this, never an author."""


@frozen
class Message:
    """What a finding says in this language. `better` is the first hit of its tests, said well."""

    title: str
    hears: str
    question: str
    pattern: str
    better: str


@frozen
class WordPatterns:
    """`flags` find a rule's words; `milder` find what weighs one level less; a sentence with an `excuse` is let go.

    `anywhere` finds all that those two do, and more: it asks a whole text at once whether it is worth cutting up.
    """

    flags: tuple[Expression, ...]
    milder: tuple[Expression, ...]
    excuses: tuple[Expression, ...]
    anywhere: Expression

    @classmethod
    def of(
        cls, flags: Iterable[Expression], milder: Iterable[Expression], excuses: Iterable[Expression]
    ) -> WordPatterns:
        flags, milder = tuple(flags), tuple(milder)
        anywhere = "|".join(_untied(expression.source) for expression in (*flags, *milder))
        return cls(flags, milder, tuple(excuses), Expression(anywhere))


@frozen
class Override:
    level: Level
    reason: str


@frozen
class PackTest:
    """Sentences that a rule must flag, and near misses that it must let pass."""

    hits: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    lang: str
    splitting: Splitting
    features: Mapping[str, Expression]
    rules: Mapping[str, WordPatterns]
    messages: Mapping[str, Message]
    severity: Mapping[str, Override]
    tests: Mapping[str, PackTest]
    words: Mapping[str, frozenset[str]]
    _triggers: Mapping[str, tuple[str, ...]]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, feature: str, text: str) -> bool:
        """Return whether `text` has the feature; a feature that this pack lacks is found nowhere."""
        expression = self.features.get(feature)
        return expression is not None and expression.is_in(text)

    def rules_for(self, words: Iterable[str]) -> frozenset[str]:
        """Return the rules that can have something to say about a text with these words: cheap, and never too few."""
        found: set[str] = set()
        for word in words:
            rules = self._known.get(word)
            if rules is None:
                rules = self._known[word] = self._rules_for_word(word)
            found.update(rules)
        return frozenset(found)

    def _rules_for_word(self, word: str) -> tuple[str, ...]:
        rules = set(self._triggers.get(word, ()))
        for length in range(2, len(word) + 1):
            rules.update(self._triggers.get(f"{word[:length]}*", ()))
        return tuple(rules)


def pack_for(lang: str) -> Pack | None:
    """Return the pack for a language tag such as `de-AT`; None where nobody has written one."""
    base = lang.replace("_", "-").lower().partition("-")[0]
    return load_pack(base) if base in LANGUAGES else None


@cache
def load_pack(lang: str) -> Pack:
    """Return a pack of ours. Raises BadPackError when it contradicts itself."""
    text = (resources.files("mkdocs_candor.lint") / "packs" / f"{lang}.toml").read_text("utf-8")
    return read_pack(text)


def read_pack(text: str) -> Pack:
    """Return the pack that a TOML text describes. Raises BadPackError when it contradicts itself."""
    content = tomllib.loads(text)
    lexicon = _Lexicon(content["lexicon"])
    patterns: Mapping[str, Mapping[str, Any]] = content["pattern"]
    triggers: dict[str, set[str]] = {}
    for rule, written in patterns.items():
        for word in written["words"]:
            triggers.setdefault(word.lower(), set()).add(rule)
    pack = Pack(
        lang=content["pack"]["lang"],
        splitting=Splitting(
            frozenset(content["pack"].get("abbreviations", ())), frozenset(content["pack"].get("after_ordinals", ()))
        ),
        features={name: lexicon.expression(*alternatives) for name, alternatives in content["feature"].items()},
        rules={
            rule: WordPatterns.of(
                (lexicon.expression(p) for p in written["any"]),
                (lexicon.expression(p) for p in written.get("milder", ())),
                (lexicon.expression(p) for p in written.get("except", ())),
            )
            for rule, written in patterns.items()
        },
        messages={rule: Message(**message) for rule, message in content["message"].items()},
        severity={
            rule: Override(_LEVELS[override["level"]], override["reason"])
            for rule, override in content.get("severity", {}).items()
        },
        tests={rule: PackTest(tuple(test["hits"]), tuple(test["near"])) for rule, test in content["test"].items()},
        words={name: frozenset(words) for name, words in content.get("words", {}).items()},
        _triggers={word: tuple(sorted(rules)) for word, rules in triggers.items()},
    )
    _check(pack)
    return pack


def _check(pack: Pack) -> None:
    for rule in pack.rules:
        test = pack.tests.get(rule)
        if test is None or len(test.hits) < ENOUGH or len(test.near) < ENOUGH:
            raise BadPackError(f"{pack.lang}: {rule} needs {ENOUGH} hits and {ENOUGH} near misses")
        if rule not in pack.messages:
            raise BadPackError(f"{pack.lang}: {rule} has no message")
    for rule in (*pack.messages, *pack.tests, *pack.severity):
        if rule not in pack.rules:
            raise BadPackError(f"{pack.lang}: {rule} has no pattern")


def _untied(source: str) -> str:
    """Return an expression without its ties to the ends of a sentence, so that it also matches inside of a text."""
    return source.replace("(?:^", "(?:").replace("$", "")


class _Lexicon:
    """Lists of words by name, which patterns and other lists refer to."""

    def __init__(self, lists: Mapping[str, list[str]]) -> None:
        self._lists = lists
        self._expanded: dict[str, str] = {}

    def expression(self, *alternatives: str) -> Expression:
        return Expression("|".join(f"(?:{self._filled(alternative)})" for alternative in alternatives))

    def _filled(self, pattern: str) -> str:
        filled = _NAME.sub(lambda match: self._words(match[1]), pattern)
        return filled.replace(" ?", r"\s*").replace(" ", r"\s+")

    def _words(self, name: str) -> str:
        if name not in self._expanded:
            if name not in self._lists:
                raise BadPackError(f"no lexicon is called '{name}'")
            self._expanded[name] = ""  # a list that refers to itself matches nothing there
            entries = [
                self._filled(entry.removeprefix("re:")) if entry.startswith("re:") else self._literal(entry)
                for entry in self._lists[name]
            ]
            self._expanded[name] = rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)"
        return self._expanded[name]

    @staticmethod
    def _literal(words: str) -> str:
        return r"\s+".join(re.escape(word) for word in words.split())
