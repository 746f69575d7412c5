"""Posts of a preview: what was found out about them at one save is at hand at the next, in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.kept.posts import KeptPosts
from mkdocs_candor.kept.records import Marked
from mkdocs_candor.kept.unnamed_store import UnnamedStore
from mkdocs_candor.publish.watching import Watch


@dataclass(slots=True)
class PostsBefore:
    """Of the last build: `marked` by key is what was kept and still good, `facts` with marks and keys by post."""

    marked: dict[str, Marked] = field(default_factory=dict)
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
        known = self._before.marked
        good = {key: known[key] for key in keys if key in known and self.compared.holds(known[key].marks)}
        self._before.marked = good = good | super().good([key for key in keys if key not in good])
        return good

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
