"""Posts of a preview: what was found out about them at one save is at hand at the next, in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.marks import Marks
from mkdocs_candor.kept.posts import KeptPosts
from mkdocs_candor.kept.records import Marked
from mkdocs_candor.kept.unnamed_store import UnnamedStore
from mkdocs_candor.publish.watching import TIMES, YES, Watch


@dataclass(slots=True)
class PostsBefore:
    """Of the last build: `marked` by key is what was kept and still good, `facts` with marks and keys by post.

    `asked` are the marks of each that can change while `given` is the same and time goes on.
    """

    marked: dict[str, Marked] = field(default_factory=dict)
    asked: dict[str, Marks] = field(default_factory=dict)
    given: dict[str, object] = field(default_factory=dict)
    as_of: datetime | None = None
    facts: dict[str, tuple[PostFacts, str, str, str]] = field(default_factory=dict)


class PreviewPosts(KeptPosts):
    """As `KeptPosts`. `source` gives a text that changes with the file at a path, empty where nobody knows."""

    def __init__(
        self, store: UnnamedStore, basis: str, watch: Watch, before: PostsBefore, source: Callable[[str], str]
    ) -> None:
        super().__init__(store, basis, watch)
        self._before = before
        self._source = source

    def good(self, keys: Sequence[str]) -> dict[str, Marked]:
        """Return what is kept under these keys of posts and is still good; only what is new has to be read."""
        known = {key: self._before.marked[key] for key in keys if key in self._before.marked}
        asked = self._asked(known)
        good = {key: marked for key, marked in known.items() if self.compared.holds(asked[key])}
        self._before.marked = good = good | super().good([key for key in keys if key not in good])
        return good

    def _asked(self, known: Mapping[str, Marked]) -> dict[str, Marks]:
        """Return the marks that have to be looked at of what was good in the last build."""
        before, given, as_of = self._before, self.watch.given, self.watch.as_of
        is_as_it_was = before.given == given and before.as_of is not None and before.as_of <= as_of
        before.given, before.as_of = dict(given), as_of
        if not is_as_it_was:
            return {key: marked.marks for key, marked in known.items()}
        before.asked = {key: before.asked.get(key) or _changing(marked.marks, given) for key, marked in known.items()}
        return before.asked

    def new_key(self, facts: PostFacts) -> str:
        """Return the key that it had, where the facts are as they were: to compare takes less than to go through them.

        To compare is blind for lines of files, which the source is not.
        """
        id_, source = facts.post.id, self._source(facts.post.source.path)
        known, known_source, mark, key = self._before.facts.get(id_, (None, "", "", ""))
        if source and known_source == f"{self.basis}{source}" and (known is facts or known == facts):
            self.watch.recall(facts, mark)
            return key
        key = super().new_key(facts)
        if source:
            self._before.facts[id_] = facts, f"{self.basis}{source}", self.watch.mark_of_post(facts), key
        return key


def _changing(marks: Marks, given: Mapping[str, object]) -> Marks:
    """Return the marks but those of what is `given`, and of what has come: that stays so."""
    own = [fact for fact in marks.own if fact[0] not in given and (fact[0] not in TIMES or fact[-1] != YES)]
    return Marks(marks.shared, own)
