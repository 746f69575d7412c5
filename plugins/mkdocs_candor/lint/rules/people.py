"""AP117, the half that no list of words can find: one of our own people, by name, as the culprit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.rule import Hit, Place
from mkdocs_candor.model.post import Announcement, Apology, Report

_WINDOW = 60


def culprits_by_name(case: Case) -> Iterator[Hit]:
    """Yield each sentence in which somebody of ours, other than the signer, does harm."""
    pattern = _any_of(case.archive.staff)
    if pattern is None or case.pack is None:
        return
    signer = (
        case.post.author.name if isinstance(case.post, Apology | Report | Announcement) and case.post.author else ""
    )
    for passage in case.passages:
        for match in pattern.finditer(passage.prose.masked):
            speaker = passage.update.by if passage.update else signer
            following = passage.prose.masked[match.end() : match.end() + _WINDOW].partition(".")[0]
            if match[0] != speaker and case.has("culprit_verb", following):
                yield Hit(match[0] + following, Place(passage, match.start(), len(match[0])))


@lru_cache(maxsize=8)
def _any_of(names: frozenset[str]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b") if names else None
