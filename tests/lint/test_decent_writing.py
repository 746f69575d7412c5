"""The linter is quiet on ordinary, decent updates: at most one warning in fifty sentences, and no error."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from lint_examples import at, incident, post_saying, read, update

from mkdocs_candor.lint.finding import Finding, Level
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import Promise, PromiseKind

LANGUAGES = {"en": "decent.txt", "de": "decent.de.txt", "es": "decent.es.txt"}
"""The collections of decent sentences: one a line, an update a paragraph."""

each_language = pytest.mark.parametrize("lang", LANGUAGES)


def _updates(lang: str = "en") -> list[list[str]]:
    """Return the sentences of the collection, by the update that they are the body of."""
    lines = Path(__file__).with_name(LANGUAGES[lang]).read_text("utf-8").splitlines()
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line:
            blocks.append([])
        elif not line.startswith("#"):
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _as_update(text: str, lang: str) -> AnyPost:
    """Return an incident in good order whose newest update says `text`."""
    first = update(
        "2026-11-20 09:05", "investigating", impact="You cannot pay. Sie können nicht zahlen. No puede pagar.",
        scope="Everybody.", do_now="Wait.", next_update=at("2026-11-20 11:50"),
    )  # fmt: skip
    newest = update("2026-11-20 11:50", "identified", text, line=30, next_update=at("2026-11-20 12:50"))
    return incident(first, newest, lang=lang)


def _per_hundred(findings: Iterable[Finding], sentences: int) -> dict[Level, float]:
    """Return how many findings of each level a hundred sentences have."""
    counted = Counter(finding.level for finding in findings)
    return {level: 100 * counted[level] / sentences for level in Level}


@each_language
def test_decent_updates_get_no_error_and_at_most_one_warning_in_fifty_sentences(
    lang: str, record_property: Callable[[str, object], None]
) -> None:
    updates = _updates(lang)
    sentences = sum(map(len, updates))

    findings = [f for lines in updates for f in read(_as_update(" ".join(lines), lang)).findings]

    found = _per_hundred(findings, sentences)
    record_property("findings per 100 sentences", ", ".join(f"{level} {n:.2f}" for level, n in found.items()))
    assert sentences >= (400 if lang == "en" else 120)
    assert found[Level.ERROR] == 0
    assert found[Level.WARNING] <= 2
    assert found[Level.HINT] <= 10


@each_language
def test_the_words_of_decent_updates_pass_even_the_rules_for_apologies(lang: str) -> None:
    updates = _updates(lang)
    letters = [post_saying(" ".join(lines), Kind.APOLOGY, lang) for lines in updates]

    findings = [f for letter in letters for f in read(letter).findings if f.rule.startswith("AP1")]

    found = _per_hundred(findings, sum(map(len, updates)))
    assert found[Level.ERROR] == 0
    assert found[Level.WARNING] <= 2


def test_two_hundred_incidents_are_read_in_their_share_of_three_seconds_for_a_thousand() -> None:
    texts = [" ".join(lines) for lines in _updates()]
    posts = [
        incident(
            *(
                update(f"2026-11-20 {9 + n:02}:05", "identified", texts[(5 * k + n) % len(texts)], line=20 * n)
                for n in range(5)
            )
        )
        for k in range(200)
    ]
    read(posts[0])

    started = time.process_time()
    read(*posts)

    # Twice the share: the machines that run tests are slow and shared.
    assert time.process_time() - started < 2 * 3 * len(posts) / 1000


def test_follow_ups_without_an_owner_are_found_among_decent_words() -> None:
    promise = Promise(id="F1", kind=PromiseKind.FOLLOW_UP, what="Pay back", owner="the team", source=Source("x", 7))
    post = incident(update("2026-11-20 11:50", "investigating"), follow_ups=(promise,))

    (finding,) = (f for f in read(post).findings if f.rule == "FU506")

    assert finding.line == 7
