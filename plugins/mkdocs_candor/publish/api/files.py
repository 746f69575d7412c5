"""The files of our own API, and the schemas beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from pydantic_core import to_json

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.publish.api.ledger import (
    promise_lines,
    promise_pieces,
    promises_file,
    questions_file,
    resources_file,
)
from mkdocs_candor.publish.api.posts import post_line, whole
from mkdocs_candor.publish.api.present import build_file, components_file, status_file
from mkdocs_candor.publish.api.schemas import NAMES, published
from mkdocs_candor.publish.api.shapes import PostsFile
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.json_list import with_items
from mkdocs_candor.publish.pieces import Piece

_LINE = "api-line"


def of_one(facts: PostFacts, edition: Edition) -> Iterator[Artifact]:
    """Yield a post, whole. The schema of all of these is `post`."""
    if facts.post.id not in edition.drafts:
        yield Artifact(edition.links.api(f"posts/{facts.post.id}"), to_json(whole(facts, edition)) + b"\n")


def pieces(facts: PostFacts, edition: Edition) -> Iterator[Piece]:
    """Yield what a post gives to the lists of all posts and of all promises."""
    if facts.post.id not in edition.drafts:
        yield Piece(_LINE, facts.post.id, _line(facts, edition))
        yield from promise_pieces(facts, edition)


def _line(facts: PostFacts, edition: Edition) -> str:
    return to_json(post_line(facts, edition)).decode()


def shared(edition: Edition) -> Iterator[Artifact]:
    """Yield every file of the API but those of posts, and all schemas."""
    links, now = edition.links, edition.now
    lines = edition.pieces.texts(_LINE, edition.told.items(), partial(_line, edition=edition))
    whole_files: dict[str, Any] = {
        "status": status_file(edition),
        "posts": PostsFile(as_of=now.as_of, changed=now.changed, posts=()),
        "components": components_file(edition),
        "promises": promises_file(edition),
        "questions": questions_file(edition),
        "resources": resources_file(edition),
        "build": build_file(edition),
    }
    lists = {"posts": lines, "promises": promise_lines(edition)}
    for name, content in whole_files.items():
        made = to_json(content)
        # Ten thousand short lines are quicker to join as texts.
        made = with_items(made, [",".join(lists[name]).encode()]) if name in lists else made + b"\n"
        yield Artifact(links.api(name), made)
    for name in NAMES:
        yield Artifact(links.api_schema(name), published(name))
