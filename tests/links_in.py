"""A crawler over a built folder: every internal link must lead to a file, and every fragment to an id."""

from __future__ import annotations

import posixpath
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup


def broken_links(folder: Path, site_url: str) -> list[str]:
    """Return "page: link" for each link, image, script or style of any page that leads nowhere in `folder`."""
    base = urlsplit(site_url)

    @cache
    def soup(path: str) -> BeautifulSoup:
        return BeautifulSoup((folder / path).read_text("utf-8"), "lxml")

    @cache
    def ids(path: str) -> set[str]:
        return {str(e["id"]) for e in soup(path).find_all(id=True)} | {"", "__skip", "__top"}

    broken = []
    for file in sorted(folder.rglob("*.html")):
        page = file.relative_to(folder).as_posix()
        for element in soup(page).find_all(["a", "link", "img", "script", "iframe", "source"]):
            url = str(element.get("href") or element.get("src") or "")
            parts = urlsplit(url)
            if not url or parts.scheme in {"mailto", "tel", "data", "webcal"}:
                continue
            if parts.netloc and parts.netloc != base.netloc:
                continue
            path = unquote(parts.path)
            if parts.netloc or path.startswith("/"):
                if not path.startswith(base.path):
                    broken.append(f"{page}: {url} (outside the site)")
                    continue
                target = path.removeprefix(base.path)
            elif path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) + (
                    "/" if path.endswith(("/", ".")) else ""
                )
            else:
                target = page
            target = target.removeprefix("./").removesuffix(".") if target in {".", "./"} else target
            if target in {"", "/"} or target.endswith("/"):
                target = f"{target.strip('/')}/index.html".lstrip("/")
            if not (folder / target).is_file():
                broken.append(f"{page}: {url}")
            elif parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in ids(target):
                broken.append(f"{page}: {url} (no such fragment)")
    return broken
