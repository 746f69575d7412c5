"""Digests: an entry for each post, with everything that was told in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache

from markupsafe import Markup

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import HTML, Entry
from mkdocs_candor.publish.feed_html import xml_text


class Digests:
    """Makes digests of posts, each once. `entries` are all there are, newest first."""

    def __init__(self, edition: Edition, entries: Iterable[Entry]) -> None:
        self._edition = edition
        self._told: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._told[entry.post].append(entry)
        self._made: dict[str, Entry] = {}

    def newest(self, entries: Iterable[Entry], size: int) -> list[Entry]:
        """Return digests of the posts that `entries` come from: the newest `size` by their first word, and the open."""
        posts = sorted(dict.fromkeys(entry.post for entry in entries), key=self._first_told, reverse=True)
        return [self._digest(post) for number, post in enumerate(posts) if number < size or self._told[post][0].is_open]

    def _first_told(self, post: str) -> tuple[datetime, str]:
        return self._told[post][-1].published, post

    def _digest(self, post: str) -> Entry:
        if post not in self._made:
            self._made[post] = self._new_digest(post)
        return self._made[post]

    def _new_digest(self, id_: str) -> Entry:
        return digest(self._told[id_], self._edition.now.posts[id_], self._edition)


def digest(told: list[Entry], facts: PostFacts, edition: Edition) -> Entry:
    """Return the digest of a post. `told` are its entries, newest first."""
    post = facts.post
    spoken = edition.spoken(post.lang)
    key = f"{told[-1].key}/digest"

    def html() -> str:
        entries = [(entry, Markup(entry.html)) for entry in told]  # noqa: S704 - safe, as entries are
        return str(spoken.render("feed_digest.html", entries=entries))

    return replace(
        told[-1],
        key=key,
        id=edition.tag(post.id),
        title=xml_text(post.title).strip() or post.id,
        heading="",
        link=spoken.links.absolute(spoken.links.post(post.type, post.id)),
        updated=max(entry.updated for entry in told),
        write=cache(lambda: (edition.pieces.text(HTML, key, html), told[0].summary)),
    )
