"""`robots.txt`: where the site map is. An owner who wants no page listed says `noindex`."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition

ROBOTS = "robots.txt"


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield `robots.txt`, unless the owner has one."""
    lines = ["User-agent: *", "Disallow:"]
    if edition.noindex:
        # Who may not fetch a page cannot read there that it is not to be listed, and chats could show no preview.
        lines.insert(0, "# Every page says that it is not to be listed: fetch it to see.")
    elif edition.links.site_url:
        lines += ["", f"Sitemap: {edition.links.absolute('sitemap.xml')}"]
    yield Artifact(ROBOTS, "\n".join(lines) + "\n", is_yielding=True)
