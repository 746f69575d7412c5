"""Feeds as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry
from mkdocs_candor.publish.feeds.topics import Feed
from mkdocs_candor.publish.json_list import with_items
from mkdocs_candor.publish.templating import iso


class Writer:
    """Writes the feeds of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._items: dict[Entry, bytes] = {}

    def json(self, feed: Feed, address: str) -> bytes:
        """Return `feed`, which lives at `address`."""
        edition = self._edition
        content: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": address,
            "description": feed.description,
            "language": edition.lang,
            "authors": [{"name": edition.author or edition.name}],
        }
        if edition.websub_hub:
            content["hubs"] = [{"type": "WebSub", "url": edition.websub_hub}]
        content["items"] = []
        # On one line: people read the pages.
        return with_items(to_json(content), [self._item(entry) for entry in feed.entries])

    def _item(self, entry: Entry) -> bytes:
        item = self._items.get(entry)
        if item is None:
            item = self._items[entry] = to_json(_item(entry))
        return item


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_modified": iso(entry.updated),
        "tags": [category.label for category in entry.categories],
    }
    if entry.is_dated:
        item["date_published"] = iso(entry.published)
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    if entry.lang:
        item["language"] = entry.lang
    return item
