"""What a build has from earlier ones, and leaves to later ones: what was read, made and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_candor.derive.facts import Snapshot
from mkdocs_candor.derive.settled import Settled
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.kept.basis import NotKept, basis, code
from mkdocs_candor.kept.outlines import Outlines
from mkdocs_candor.kept.posts import KeptPosts, records_of
from mkdocs_candor.kept.store import Store
from mkdocs_candor.publish.card_store import CardStore
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.made_once import MadeOnce
from mkdocs_candor.publish.watching import Watch
from mkdocs_candor.read.memory import Memory

if TYPE_CHECKING:
    from mkdocs_candor.kept.preview import Preview
    from mkdocs_candor.kept.unnamed_store import UnnamedStore

_CARDS = ".cache/candor/cards"
_MADE_ONCE = ".cache/candor/made_once"
_KEPT = ".cache/candor/posts.sqlite"


class EarlierBuilds:
    """What is remembered for one build. In a preview there are drafts, which are to be nowhere but there.

    `memory` has what was read and `outlines` those of posts that are over, None where nothing is to be remembered.
    `posts` are as they were made, once `find` was asked for them; None where each is made anew, for the reason
    `why_no_posts`, if that is the owner's concern.
    """

    def __init__(self, inputs: Inputs, preview: Preview | None) -> None:
        self.memory: Memory | None = None
        self.outlines: Outlines | None = None
        self.posts: KeptPosts | None = None
        self.why_no_posts = ""
        self._inputs = inputs
        self._preview = preview
        file = (inputs.root / _KEPT).resolve()
        self.store: Store | UnnamedStore = Store(file, is_writable=not inputs.is_preview)
        if preview:
            self.store = preview.store(Store(file, is_writable=False))
            self.memory = preview.memory(self.store, code(), inputs.timezone)
        elif inputs.cache and not inputs.is_preview:
            self.outlines = Outlines(self.store, inputs.policy, inputs.replay or inputs.as_of)
            self.memory = Memory(self.store, code, inputs.timezone, self.outlines)

    def settled(self) -> Settled:
        """Return the facts that were settled when somebody last asked."""
        settled = self._preview.settled if self._preview else Settled()
        if self.outlines:
            self.outlines.teach(settled)
        return settled

    def made_once(self) -> MadeOnce:
        """Return what is the same in every build."""
        return MadeOnce(CardStore(self._inputs.root / _MADE_ONCE))

    def cards(self) -> CardStore:
        """Return the pictures that were drawn. Those of a preview may show drafts, and are in no file."""
        cards = self._preview.cards if self._preview else None
        cards = cards or CardStore(self._inputs.root / _CARDS, is_writable=not self._inputs.is_preview)
        if self._preview:
            self._preview.cards = cards
        return cards

    def find(self, edition: Edition, watch: Watch) -> None:
        """Find posts of this edition as they were made."""
        if self.memory is None:
            return
        inputs = self._inputs
        try:
            known = basis(edition, inputs.policy, inputs.templates, inputs.extension_configs)
        except NotKept as reason:
            edition.remembered.begin(None)
            self.why_no_posts = str(reason)
            return
        if self._preview:
            # The owner's templates may show anything.
            edition.remembered.begin(None if inputs.templates else known)
            self.posts = self._preview.kept(known, watch, self.memory.source)
        else:
            self.posts = KeptPosts(self.store, known, watch)

    def keep(self, now: Snapshot, *, is_damaged: bool = False) -> None:
        """Keep what the next build can use of this one, and forget what nobody needs any more."""
        if self.memory is None:
            return
        keys = map(self.posts.key, now.posts.values()) if self.posts else ()
        used = [*self.memory.used, *(record for key in keys for record in records_of(key))]
        if self.outlines:
            used += self.outlines.keep(self.memory.sources, now)
        self.store.settle(used, is_damaged=is_damaged)
