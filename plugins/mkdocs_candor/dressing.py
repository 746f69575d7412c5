"""Gives the pages in the site's folder their stylesheets, which are made of what lies there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_candor.publish.stylesheets import Stylesheets

_WORKERS = re.compile(r"^assets/javascripts/(?:lunr|workers)/")  # they never see a page
_THEMES = "assets/stylesheets/"


def dressed(
    styles: Stylesheets, site: Path, files: Iterable[str], pages: Iterable[str], templates: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each stylesheet, and of each of `pages` with the name of its own.

    `files` are the paths of the site's files, `templates` the texts of the templates of all other pages.
    """

    def read(path: str) -> str:
        return (site / path).read_text("utf-8")

    files = sorted(files)
    scripts = [read(path) for path in files if path.endswith(".js") and not _WORKERS.match(path)]
    owners = [read(path) for path in files if path.endswith(".css") and not path.startswith(_THEMES)]
    for artifact in styles.artifacts(read, scripts, owners, templates):
        yield artifact.path, artifact.as_bytes
    for path in pages:
        if (site / path).is_file():
            yield path, styles.filled(read(path)).encode()
