"""News as a file: what `candor notify` prints for scripts, and reads back when the new site is public."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, TextIO

import click

from mkdocs_candor.derive.changes import Change, News
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish.news import Message


@frozen
class NewsFile:
    """What changed from `since` to `as_of`: as data, in words, and the feeds that hold it."""

    since: datetime
    as_of: datetime
    sentences: tuple[str, str]
    components: tuple[tuple[str, str, str], ...]
    messages: tuple[Message, ...]
    withdrawn: tuple[str, ...]
    feeds: tuple[str, ...]


def as_json(found: NewsFile) -> dict[str, Any]:
    """Return the news as JSON has them. `components` and `changes` are lists; moments are RFC 3339."""
    return {
        "since": found.since.isoformat(),
        "as_of": found.as_of.isoformat(),
        "before": found.sentences[0],
        "now": found.sentences[1],
        "components": [{"id": id_, "before": old or None, "now": new} for id_, old, new in found.components],
        "changes": [
            {
                "kind": message.change.kind.value,
                "post": message.change.post or None,
                "part": message.change.part or None,
                "title": message.title,
                "text": message.text,
                "url": message.url,
                "at": message.at.isoformat(),
            }
            for message in found.messages
        ],
        "withdrawn": list(found.withdrawn),
        "feeds": list(found.feeds),
    }


def read_news(file: TextIO) -> NewsFile:
    """Return what `as_json` gave, from a file. Raises BadParameter."""
    try:
        told = json.load(file)
        return NewsFile(
            since=datetime.fromisoformat(told["since"]),
            as_of=datetime.fromisoformat(told["as_of"]),
            sentences=(told["before"], told["now"]),
            components=tuple((c["id"], c["before"] or "", c["now"]) for c in told["components"]),
            messages=tuple(
                Message(
                    change=Change(News(m["kind"]), m["post"] or "", m["part"] or ""),
                    title=m["title"],
                    text=m["text"],
                    url=m["url"],
                    at=datetime.fromisoformat(m["at"]),
                )
                for m in told["changes"]
            ),
            withdrawn=tuple(told["withdrawn"]),
            feeds=tuple(told["feeds"]),
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        raise click.BadParameter("this is not what --format json prints.", param_hint="--news") from None
