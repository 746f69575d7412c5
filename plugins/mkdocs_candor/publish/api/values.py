"""Facts as the values that the shapes take."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar, cast

from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.model.post import Author as WrittenAuthor
from mkdocs_candor.model.timespan import Timespan
from mkdocs_candor.publish.api.post_shapes import Author, NextUpdate, Window
from mkdocs_candor.publish.edition import Edition

_PLACES = 6
_Word = TypeVar("_Word", bound=StrEnum | None)


def spelt(word: _Word) -> _Word:
    """Return a member of a scale as its text: as a member it takes JSON twenty times as long."""
    return cast(_Word, str(word)) if word else word


def post_url(post: AnyPost, edition: Edition, fragment: str = "") -> str:
    return edition.links.absolute(edition.links.post(post.type, post.id), fragment)


def seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


def share(value: float | None) -> float | None:
    """Return a share to six places, rounded down: an outage of a second a month still shows."""
    return None if value is None else math.floor(value * 10**_PLACES) / 10**_PLACES


def window(span: Timespan | None) -> Window | None:
    return Window(start=span.start, end=span.end) if span else None


def author(written: WrittenAuthor | None) -> Author | None:
    return Author(name=written.name, role=written.role or None, contact=written.contact or None) if written else None


def next_update(promise: PromiseFacts | None) -> NextUpdate | None:
    if promise is None or promise.due is None:
        return None
    return NextUpdate(
        due=promise.due, state=spelt(promise.state), kept=promise.kept, late_by_seconds=seconds(promise.late_by)
    )


def public(posts: Iterable[str], edition: Edition) -> tuple[str, ...]:
    """Return those of these ids that posts of the site have: none that is withheld, or that only a preview shows."""
    return tuple(id_ for id_ in posts if id_ in edition.now.posts and id_ not in edition.drafts)
