"""What is kept of all posts that are over, in one piece: so much of each, and of its facts, as most builds look at.

Of a long history nearly every post is settled (`derive/settled.py`). To read each of them and to find out its facts
takes most of the time before a build can begin to write; to take columns of the same from one text, a tenth of that.
The rest of a post is read, and the rest of its facts found out, once somebody looks at it (`model/outline.py`).

Only incidents and maintenances without questions, follow-ups and translations have outlines: the others are read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from mkdocs_candor.derive.facts import Snapshot
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.settled import Settled, SettledPost
from mkdocs_candor.kept.basis import code
from mkdocs_candor.kept.store import Store
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.publish.fingerprint import fingerprint

FEWEST = 100
"""Of fewer posts, outlines cost more than they gain."""
_MOST_NEW = 32
"""While no more posts than these have to be read whole, that takes less time than to write all outlines anew."""


class Outlines:
    """The outlines in `store`, of what was settled by `policy`, for a build at `as_of`; none of fewer than `fewest`."""

    def __init__(self, store: Store, policy: Policy, as_of: datetime, *, fewest: int = FEWEST) -> None:
        self._store = store
        self._policy = policy
        self._as_of = as_of
        self._fewest = fewest
        self._settled = Settled()
        self._since: datetime | None = None  # from when on what is kept is true
        self._kept: dict[str, SettledPost] = {}  # by the keys of what was read

    @property
    def key(self) -> str:
        """Return what they are kept under: there is one text for all, and who writes last is right as well."""
        return f"outlines-{fingerprint((code(), self._policy))}"

    def posts(
        self, keys: Collection[str], components: Mapping[str, str], whole: Callable[[Any], Any]
    ) -> dict[str, AnyPost]:
        """Return the posts that have outlines among those that were read under these keys.

        `components` gives the canonical id of each component: where that is another one than posts say, there are none.
        `whole` gives the whole post of an outline.
        """
        if len(keys) < self._fewest or not (text := self._store.get([self.key]).get(self.key)):
            return {}
        # Here, as it takes long to load, and a short history has none.
        from mkdocs_candor.kept.outline_columns import settled_posts
        from mkdocs_candor.kept.outline_records import read

        record = read(text)
        if record is None or record.as_of > self._as_of:
            return {}
        if any(components.get(name) != name for statuses in record.statuses for name in statuses):
            return {}
        self._since, self._kept = record.as_of, settled_posts(record, self._policy, whole)
        return {key: self._kept[key].public.post for key in self._kept if key in keys}

    def teach(self, settled: Settled) -> None:
        """Let `settled`, which knows nothing yet, know what there are outlines of."""
        self._settled = settled
        if self._since:
            settled.learn(self._kept.values(), self._since, self._policy)

    def keep(self, sources: Mapping[int, str], now: Snapshot) -> Sequence[str]:
        """Keep outlines of what is settled now, unless nearly all that is has been kept. Returns the keys of these.

        `sources` are the keys that posts were read under, by their `id`.
        """
        known = self._settled.known
        if len(known) < self._fewest:
            return ()
        from mkdocs_candor.kept.outline_columns import has_outline, record_of
        from mkdocs_candor.kept.outline_records import written

        found = {key: each for each in known if (key := sources.get(id(each.public.post))) and has_outline(each)}
        new = found.keys() - self._kept.keys()
        is_old = len(new) > (_MOST_NEW if self._kept else 0) or self._tells_of_gone(now)
        # Where words are dated ahead, the next build may be at an earlier moment than this one's facts.
        if is_old and now.as_of == self._as_of:
            self._store.keep(self.key, written(record_of(found, now.as_of)))
        return (self.key,)

    def _tells_of_gone(self, now: Snapshot) -> bool:
        """Return whether there is an outline of a post that is not public any more: then it is to be nowhere."""
        return any(each.public.post.id not in now.posts for each in self._kept.values())
