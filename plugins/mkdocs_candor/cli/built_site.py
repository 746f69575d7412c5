"""What is wrong with a built site, before it becomes public."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from mkdocs_candor.derive.visibility import is_withheld
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.publish.links import Links

BUILD_FILE = "api/candor/v1/build.json"
_XML = ("feed.xml", "feed.atom", "history.rss", "history.atom", "sitemap.xml")
_JSON = ("feed.json", "api/v2/summary.json", "api/candor/v1/summary.json")
_REPLAY = '<meta name="candor-replay"'


@frozen
class BuiltSite:
    """A built site as its own files tell of it. `as_of` and `url` are None where they do not."""

    folder: Path
    as_of: datetime | None
    url: str | None
    pages: int
    size: int

    @property
    def summary(self) -> str:
        moment = f"{self.as_of:%Y-%m-%d %H:%M} UTC" if self.as_of else "an unknown moment"
        return f"as of {moment}, {self.pages} pages, {self.size / 1e6:.1f} MB"


def read_built_site(folder: Path) -> BuiltSite:
    """Return what a folder holds; nothing is an error here."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    as_of, url = None, None
    try:
        build = _json(folder / BUILD_FILE)
        url = str(build["site"]["url"])
        as_of = datetime.fromisoformat(build["as_of"])
    except (OSError, ValueError, LookupError, TypeError):
        pass
    pages = sum(path.suffix == ".html" for path in files)
    return BuiltSite(folder, as_of, url, pages, sum(path.stat().st_size for path in files))


def faults(site: BuiltSite, posts: Iterable[AnyPost]) -> Iterator[str]:
    """Yield why a built site must not become public. `posts` are those of its source, drafts among them."""
    home = site.folder / "index.html"
    if not home.is_file() or home.stat().st_size == 0:
        yield "index.html is missing or empty"
    elif _REPLAY in home.read_text("utf-8", errors="replace"):
        yield "it shows the site as of another moment (as_of in mkdocs.yml, or CANDOR_AS_OF), and would stand still"
    if site.as_of is None:
        yield f"{BUILD_FILE} is missing or damaged: is candor among the plugins in mkdocs.yml?"
    for path in _XML:
        if (site.folder / path).is_file():
            try:
                ElementTree.parse(site.folder / path)  # noqa: S314 - made by our own build
            except ElementTree.ParseError as error:
                yield f"{path} is not well-formed: {error}"
    for path in _JSON:
        try:
            _json(site.folder / path)
        except FileNotFoundError:
            pass
        except ValueError as error:
            yield f"{path} is not JSON: {error}"
    if site.as_of is not None:
        for post in posts:
            if is_withheld(post, site.as_of) and _is_in(site.folder, post):
                yield f"{post.source.path} is a draft or under embargo, and has a page"


def doubts(site: BuiltSite, live: BuiltSite, *, is_given: bool) -> Iterator[str]:
    """Yield what a person should look at first. `is_given` says that the site was not built just now."""
    if live.url and site.url != live.url:
        yield f"it is the site of {site.url or 'no address'}; what is public is that of {live.url}"
    if site.pages * 2 < live.pages:
        yield f"it has {site.pages} pages; what is public has {live.pages}"
    if is_given and site.as_of and live.as_of and site.as_of < live.as_of:
        yield f"it is older than what is public, which is {live.summary}"


def _is_in(folder: Path, post: AnyPost) -> bool:
    return any((folder / links.post(post.type, post.id)).exists() for links in (Links(), Links(directory_urls=False)))


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
