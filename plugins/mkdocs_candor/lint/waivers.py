"""What an author has excused: `check: disable` in the front matter, or a comment beside the words, each with a reason.

`<!-- check: off AP112: the figure fell, and we say so -->` covers the paragraph that it stands in, or the one after it
where it stands alone; a rule about the whole post it covers from anywhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.passages import Passage
from mkdocs_candor.lint.rule import Hit, Place
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.resource import Resource

_COMMENT = re.compile(r"<!--\s*check:\s*off\b\s*([\w-]*)\s*(?::\s*(.*?))?\s*-->", re.DOTALL | re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


@frozen
class Excuse:
    """`rule` is excused for `reason`. `passage` None: in the whole post; else from `start` up to `end` of it."""

    rule: str
    reason: str
    place: Place
    passage: Passage | None = None
    start: int = 0
    end: int = 0

    def covers(self, rule: str, hit: Hit) -> bool:
        if self.rule != rule or not self.reason:
            return False
        if self.passage is None or hit.place.passage is None:
            return True
        return hit.place.passage is self.passage and self.start <= hit.place.offset < self.end


def excuses(case: Case) -> Iterator[Excuse]:
    """Yield all waivers of a post, those without a reason too: they excuse nothing, and are findings themselves."""
    if not isinstance(case.post, Resource):
        for waiver in case.post.waivers:
            yield Excuse(waiver.rule.upper(), waiver.reason.strip(), Place(key="check"))
    for passage in case.passages:
        text = passage.prose.text
        if "<!--" not in text:
            continue
        for match in _COMMENT.finditer(text):
            start, end = _covered(text, match.start(), match.end())
            reason = " ".join((match[2] or "").split())
            yield Excuse(match[1].upper(), reason, Place(passage, match.start(), len(match[0])), passage, start, end)


def _covered(text: str, start: int, end: int) -> tuple[int, int]:
    before = text.rfind("\n", 0, start) + 1
    is_alone = not text[before:start].strip() and not text[end:].partition("\n")[0].strip()
    follows = re.match(r"[ \t]*\n(?:[ \t]*\n)*", text[end:])
    from_here = end + follows.end() if is_alone and follows else end
    last = _PARAGRAPH_END.search(text, from_here)
    first = max((m.end() for m in _PARAGRAPH_END.finditer(text, 0, start)), default=0)
    return first, last.start() if last else len(text)
