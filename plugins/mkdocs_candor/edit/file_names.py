"""What the file of a post is best called: the day it is about, and words that are safe in an address."""

from __future__ import annotations

import re
from datetime import datetime

from mkdocs_candor.model.post import AnyPost, Incident, Maintenance
from mkdocs_candor.read.ids import is_safe_id, safe_id

_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-|$)")


def better_stem(post: AnyPost, stem: str) -> str:
    """Return the name, without its ending, that the file `stem` of a post should have; the same where that is good.

    A draft gets no day: it has none yet.
    """
    safe = stem if is_safe_id(stem) else safe_id(stem)
    day = _day(post)
    if post.draft or day is None or _DATED.match(safe):
        return safe
    return f"{day:%Y-%m-%d}-{safe}"


def _day(post: AnyPost) -> datetime | None:
    if isinstance(post, Incident):
        return post.started
    if isinstance(post, Maintenance):
        return post.window.start if post.window else None
    return post.date
