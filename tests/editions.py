"""Editions of a site's files without an engine around them: enough for the outputs that are no pages, and fast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import Links
from mkdocs_candor.publish.prose import Prose, Targets
from mkdocs_candor.publish.templating import Templates
from mkdocs_candor.read.history import read_history

URL = "https://status.acme.example/"
TODAY = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def edition_of(root: Path, as_of: datetime = TODAY, url: str = URL, **more: Any) -> Edition:
    """Return the edition of the files in `root` as of a moment."""
    history = read_history(root, incidents=root / "incidents", pages=root / "site_src", timezone=None).history
    now = snapshot(history, as_of)
    links = Links(url)
    posts = {facts.post.source.path: links.post(facts.post.type, facts.post.id) for facts in now.posts.values()}
    pages = {f"site_src/{r.page}": links.page(r.page.removesuffix(".md")) for r in history.resources}
    targets = Targets({**posts, **pages}, exists=lambda path: (root / path).is_file())
    more.setdefault("id_host", "status.acme.example")
    return Edition(
        now=now,
        links=links,
        prose=Prose(targets, ["tables", "admonition"]),
        templates=Templates(),
        name="Acme status",
        resource_addresses={r.id: links.page(r.page.removesuffix(".md")) for r in history.resources},
        **more,
    )


def made_by(output: ModuleType, edition: Edition) -> Iterator[Artifact]:
    """Yield all that a module of outputs gives: what is shared, and what each post has of its own."""
    yield from output.shared(edition)
    for facts in edition.now.posts.values():
        yield from output.of_one(facts, edition)
