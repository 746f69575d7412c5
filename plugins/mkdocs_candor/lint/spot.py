"""One match of a word rule, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.passages import Passage
from mkdocs_candor.lint.prose import Sentence

_ADDRESS = re.compile(r"\]\(|https?://|@\w|\+\d")


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """`match` lies in `sentence`, which is of `passage`. `is_milder`: found by the patterns that weigh less."""

    case: Case
    passage: Passage
    sentence: Sentence
    match: re.Match[str]
    is_milder: bool = False

    def has(self, feature: str) -> bool:
        return self.case.has(feature, self.sentence.text)

    def near(self, feature: str, *steps: int) -> bool:
        """Return whether a sentence `steps` away has the feature; 0 is this one."""
        found = (self.passage.prose.neighbour(self.sentence, step) for step in steps)
        return any(sentence is not None and self.case.has(feature, sentence.text) for sentence in found)

    def in_section(self, *features: str) -> bool:
        """Return whether the heading, or the words that lead in, have one of the features."""
        section = self.sentence.block.section
        return bool(section) and any(self.case.has(feature, section) for feature in features)

    def in_paragraph(self, feature: str) -> bool:
        return any(self.case.has(feature, s.text) for s in self.passage.prose.in_block(self.sentence.block))

    def has_address_in_paragraph(self) -> bool:
        """Return whether a link, an e-mail address or a telephone number stands in the same paragraph."""
        block = self.sentence.block
        return bool(_ADDRESS.search(self.passage.prose.text, block.start, block.end))

    def before(self) -> Iterator[Sentence]:
        """Yield the sentences of the passage before this one."""
        yield from self.passage.prose.sentences[: self.sentence.index]


Judge = Callable[[Spot, Level], Level | None]
"""Given a spot and the level of its rule: the level that it has in its context, or None where it is let go."""
