"""All rules, by id; and those of the plan that are not here, with the reason."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache

from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.pack import load_pack, pack_for
from mkdocs_candor.lint.rule import Example, Rule
from mkdocs_candor.lint.rules import (
    community,
    letter_parts,
    letter_whole,
    pictures,
    policy,
    promises,
    published,
    questions,
    update_parts,
    update_times,
)
from mkdocs_candor.lint.rules.words import word_rules

NOT_HERE: Mapping[str, str] = {
    "IU312": "blame in an update is found by AP115, AP116 and AP117, which read updates too",
    "IU313": "filler in an update is found by AP105, AP110 and AP120, which read updates too",
    "CR409": "a community page without `status` is untested, and its page says so: there is no unmarked one",
    "FU504": "a promise that is done without evidence is a problem of the file: `done-without-evidence`",
}
"""Rules of the plan that have no code of their own, by id."""

FAMILIES: Mapping[str, str] = {
    "AP1": "The language of apologies, and of all else that we say after a failure",
    "AP2": "What an apology is made of",
    "IU3": "Incident updates",
    "CR4": "Community pages, and how incidents use them",
    "FU5": "Hand-offs and follow-ups",
    "PB7": "What was published stays: `candor check --against`",
    "NE6": "News that hurts, and what the policy page promises",
    "PI8": "Pictures",
    "LN0": "The linter itself",
}

_STRUCTURE = (
    *letter_parts.RULES,
    *letter_whole.RULES,
    *update_times.RULES,
    *update_parts.RULES,
    *community.RULES,
    *promises.RULES,
    *policy.RULES,
    *published.RULES,
    *questions.RULES,
    *pictures.RULES,
)

NOT_CHECKED = Rule(
    id="LN001", name="wording-not-checked", level=Level.HINT, on="any post", source=("us",),
    flags="A post in a language that nobody has written a pack of words for.",
    why="Silence would read as praise.",
    hears="[Nothing: this is for you.]",
    question="Who in your team speaks it, and can read it once more?",
    pattern="A pack is one TOML file: lint/packs/en.toml shows how.",
    examples=(Example("lang: fi", "lang: en"),),
)  # fmt: skip
NO_REASON = Rule(
    id="LN002", name="waiver-without-reason", level=Level.ERROR, on="any post", source=("W",),
    flags="A waiver that does not say why.",
    why="A rule may be wrong about a sentence. Then the reason is quickly written, and the next reader needs it.",
    hears="[Nothing: this is for you.]",
    question="Why is the rule wrong here?",
    pattern="<!-- check: off AP112: the figure fell, and we say so -->",
    examples=(Example("<!-- check: off AP112 -->", "<!-- check: off AP112: the figure fell, and we say so -->"),),
)  # fmt: skip
UNKNOWN_RULE = Rule(
    id="LN003", name="unknown-rule-waived", level=Level.WARNING, on="any post", source=("us",),
    flags="A waiver for a rule that does not exist.",
    why="It excuses nothing, and its author thinks that it does.",
    hears="[Nothing: this is for you.]",
    question="Which rule did you mean? `candor explain` lists them.",
    pattern="<!-- check: off AP112: the figure fell, and we say so -->",
    examples=(
        Example("<!-- check: off AP999: it is fine -->", "<!-- check: off AP112: the figure fell, and we say so -->"),
    ),
)  # fmt: skip


@cache
def rules(lang: str = "en") -> Mapping[str, Rule]:
    """Return every rule by its id, in order; word rules in the words of `lang`, or in English where it lacks them."""
    words = {rule.id: rule for rule in word_rules(load_pack("en"))}
    if pack := pack_for(lang):
        words |= {rule.id: rule for rule in word_rules(pack)}
    found = words | {rule.id: rule for rule in (*_STRUCTURE, NOT_CHECKED, NO_REASON, UNKNOWN_RULE)}
    order = list(FAMILIES)
    return {id_: found[id_] for id_ in sorted(found, key=lambda id_: (order.index(id_[:3]), id_))}


def find_rule(wanted: str) -> Rule | None:
    """Return the rule that `wanted` is the id or the name of, in any case."""
    folded = wanted.strip().lower()
    return next((rule for rule in rules().values() if folded in {rule.id.lower(), rule.name}), None)


def likely_rules(wanted: str) -> list[str]:
    """Return the ids of the rules that were probably meant, the likeliest first."""
    names = {key: rule.id for rule in rules().values() for key in (rule.id.lower(), rule.name)}
    folded = wanted.strip().lower()
    close = difflib.get_close_matches(folded, names, n=5, cutoff=0.5)
    holding = [name for name in names if len(folded) > 2 and folded in name]
    return list(dict.fromkeys(names[name] for name in (*holding, *close)))[:3]
