"""Masked text → blocks and sentences, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mkdocs_candor.lint.expression import in_small_letters
from mkdocs_candor.lint.masking import LineKind, masked
from mkdocs_candor.model.frozen import frozen

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_PERCENT = re.compile(r"[^\W\d_]+|%")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“„«»(\[¿¡]*[\wÀ-ÖØ-Þ])")
_LAST_WORD = re.compile(r"(\S+)$")
_LEAD_IN = re.compile(r"\s*\*\*([^*\n]{2,80}?)[.:]?\*\*")
_TIME_FIRST = re.compile(r"\s*(?:\d{4}-\d\d-\d\d|\d{1,2}[:.]\d\d|\d{1,2} \w+,? \d{1,2}[:.]\d\d)")


@frozen
class Splitting:
    """What a language's full stops need: words that end in one and go on, and words that follow `9.` in a date."""

    abbreviations: frozenset[str] = frozenset()
    after_ordinals: frozenset[str] = frozenset()


@frozen
class Block:
    """A paragraph, a heading or an item of a list: `text[start:end]`. `section` is the heading or lead-in above it."""

    index: int
    start: int
    end: int
    kind: LineKind
    section: str
    is_dated: bool  # begins with a time: an entry of a timeline


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """`text` is masked and begins at `start` in the passage; `index` counts over the whole of it."""

    index: int
    start: int
    text: str
    block: Block

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Prose:
    """A piece of Markdown as its reader meets it. Cut into sentences only when a rule asks for them."""

    def __init__(self, text: str, splitting: Splitting) -> None:
        self.text = text
        self._splitting = splitting
        found = masked(text)
        self.masked = found.text
        self._kinds = found.kinds

    @cached_property
    def words(self) -> frozenset[str]:
        """Return its words in small letters, each once, and `%`, which says much without letters."""
        return frozenset(_WORD_OR_PERCENT.findall(in_small_letters(self.masked)))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._cut())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(self._split())

    @cached_property
    def word_count(self) -> int:
        return len(_WORD.findall(self.masked))

    def words_before(self, offset: int) -> int:
        return len(_WORD.findall(self.masked, 0, offset))

    def in_block(self, block: Block) -> Iterator[Sentence]:
        return (sentence for sentence in self.sentences if sentence.block is block)

    def next_block(self, block: Block) -> Block | None:
        return self.blocks[block.index + 1] if block.index + 1 < len(self.blocks) else None

    def neighbour(self, sentence: Sentence, step: int) -> Sentence | None:
        """Return the sentence `step` further on, or back; None outside of the text."""
        index = sentence.index + step
        return self.sentences[index] if 0 <= index < len(self.sentences) else None

    def _cut(self) -> Iterator[Block]:
        section, index, offset, start = "", 0, 0, -1
        kind = LineKind.TEXT
        lines = self.masked.split("\n")

        def block(end: int) -> Block:
            dated = bool(_TIME_FIRST.match(self.masked, start, end))
            return Block(index, start, end, kind, section, dated)

        for line, line_kind in zip(lines, self._kinds, strict=True):
            begins = line_kind in (LineKind.ITEM, LineKind.HEADING) or (start < 0 and line_kind is LineKind.TEXT)
            if start >= 0 and (begins or line_kind is not LineKind.TEXT):
                yield block(offset)
                index, start = index + 1, -1
            if line_kind is LineKind.HEADING:
                section = line.strip().lower()
            elif begins and (lead_in := _LEAD_IN.match(self.text, offset)):
                section = lead_in[1].strip().lower()
            if begins:
                start, kind = offset, line_kind
            offset += len(line) + 1
        if start >= 0:
            yield block(len(self.masked))

    def _split(self) -> Iterator[Sentence]:
        index = 0
        for block in self.blocks:
            start = block.start
            for end in self._ends(block):
                if sentence := self._sentence(index, start, end, block):
                    yield sentence
                    index += 1
                start = end
            if sentence := self._sentence(index, start, block.end, block):
                yield sentence
                index += 1

    def _sentence(self, index: int, start: int, end: int, block: Block) -> Sentence | None:
        text = self.masked[start:end]
        stripped = text.strip()
        if not stripped:
            return None
        return Sentence(index, start + len(text) - len(text.lstrip()), stripped, block)

    def _ends(self, block: Block) -> Iterator[int]:
        for match in _END.finditer(self.masked, block.start, block.end):
            before = _LAST_WORD.search(self.masked[max(block.start, match.start() - 40) : match.start()])
            word = before[1].lstrip("(\"'“„«").lower() if before else ""
            follows = _WORD.match(self.masked, match.end())
            stop = match[0].lstrip()[0]
            if stop == "." and self._goes_on(word, follows[0] if follows else "", self.masked[match.end()]):
                continue
            yield match.end()

    def _goes_on(self, word: str, following: str, first: str) -> bool:
        """Return whether a full stop after `word` ends an abbreviation, an initial or an ordinal and no sentence."""
        if word in self._splitting.abbreviations or (len(word) == 1 and word.isalpha() and word != "i"):
            return True
        if word.isdigit() and following.lower() in self._splitting.after_ordinals:
            return True
        return first.islower()
