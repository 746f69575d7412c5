"""The files of our own API, and the schemas beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.publish.api.ledger import promises_file, questions_file, resources_file
from mkdocs_candor.publish.api.posts import post_line, whole
from mkdocs_candor.publish.api.present import build_file, components_file, status_file
from mkdocs_candor.publish.api.schemas import NAMES, published
from mkdocs_candor.publish.api.shapes import PostsFile
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition


def of_one(facts: PostFacts, edition: Edition) -> Iterator[Artifact]:
    """Yield a post, whole. The schema of all of these is `post`."""
    if facts.post.id not in edition.drafts:
        yield Artifact(edition.links.api(f"posts/{facts.post.id}"), to_json(whole(facts, edition)) + b"\n")


def shared(edition: Edition) -> Iterator[Artifact]:
    """Yield every file of the API but those of posts, and all schemas."""
    links, now = edition.links, edition.now
    told = [facts for facts in now.posts.values() if facts.post.id not in edition.drafts]
    lines = tuple(post_line(facts, edition) for facts in told)
    whole_files: dict[str, Any] = {
        "status": status_file(edition),
        "posts": PostsFile(as_of=now.as_of, changed=now.changed, posts=lines),
        "components": components_file(edition),
        "promises": promises_file(edition),
        "questions": questions_file(edition),
        "resources": resources_file(edition),
        "build": build_file(edition),
    }
    for name, content in whole_files.items():
        yield Artifact(links.api(name), to_json(content) + b"\n")
    for name in NAMES:
        yield Artifact(links.api_schema(name), published(name))
