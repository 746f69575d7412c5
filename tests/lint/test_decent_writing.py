"""The linter is quiet on ordinary, decent updates: at most one warning in fifty sentences, and no error."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from lint_examples import at, incident, post_saying, read, update

from mkdocs_candor.lint.finding import Finding, Level
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import Promise, PromiseKind

SENTENCES = Path(__file__).with_name("decent.txt")


def _updates() -> list[str]:
    """Return the texts of the collection, each the body of one update."""
    blocks: list[list[str]] = [[]]
    for line in SENTENCES.read_text("utf-8").splitlines():
        if not line:
            blocks.append([])
        elif not line.startswith("#"):
            blocks[-1].append(line)
    return [" ".join(block) for block in blocks if block]


def _count() -> int:
    return sum(1 for line in SENTENCES.read_text("utf-8").splitlines() if line and not line.startswith("#"))


def _as_update(text: str) -> AnyPost:
    """Return an incident in good order whose newest update says `text`."""
    first = update(
        "2026-11-20 09:05", "investigating", impact="You cannot pay.", scope="Everybody.", do_now="Wait.",
        next_update=at("2026-11-20 11:50"),
    )  # fmt: skip
    return incident(first, update("2026-11-20 11:50", "identified", text, line=30, next_update=at("2026-11-20 12:50")))


def _levels(findings: tuple[Finding, ...]) -> Counter[Level]:
    return Counter(finding.level for finding in findings)


def test_decent_updates_get_no_error_and_at_most_one_warning_in_fifty_sentences() -> None:
    levels: Counter[Level] = Counter()
    for text in _updates():
        levels += _levels(read(_as_update(text)).findings)

    assert _count() >= 400
    assert levels[Level.ERROR] == 0
    assert levels[Level.WARNING] <= _count() / 50
    assert levels[Level.HINT] <= _count() / 10


def test_the_words_of_decent_updates_pass_even_the_rules_for_apologies() -> None:
    findings = [
        finding
        for text in _updates()
        for finding in read(post_saying(text, Kind.APOLOGY)).findings
        if finding.rule.startswith("AP1")
    ]

    levels = _levels(tuple(findings))

    assert levels[Level.ERROR] == 0
    assert levels[Level.WARNING] <= _count() / 50


def test_two_hundred_incidents_are_read_in_their_share_of_three_seconds_for_a_thousand() -> None:
    texts = _updates()
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
