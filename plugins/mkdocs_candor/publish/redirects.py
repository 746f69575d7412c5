"""Old addresses that lead on: a small page at each `redirect_from`, for people and for search engines."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import SECTIONS, placed


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield a redirecting page for each old id or address of each post. An address that is taken is left alone."""
    links = edition.links
    moved = [facts for facts in edition.now.posts.values() if facts.post.redirect_from]
    if not moved:
        return
    taken = {links.post(facts.post.type, facts.post.id) for facts in edition.now.posts.values()}
    for facts in moved:
        for old in facts.post.redirect_from:
            path = _address(old, SECTIONS[facts.post.type], edition)
            if path in taken or ".." in path.split("/"):
                continue
            taken.add(path)
            html = edition.render(
                "redirect.html",
                title=facts.post.title,
                target=edition.addresses.post(facts.post.id),
                canonical=links.absolute(links.post(facts.post.type, facts.post.id)),
            )
            yield Artifact(links.file(path), placed(html, links.root(path)))


def _address(old: str, section: str, edition: Edition) -> str:
    """Return the site path of an old id ("x") or address ("/incidents/x", "incidents/x.html")."""
    if "/" not in old:
        return edition.links.page(f"{section}/{old}")
    path = old.strip("/")
    return path if path.endswith(".html") else f"{path}/"
