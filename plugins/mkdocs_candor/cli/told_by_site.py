"""What a published site tells, read from its API: so that the next build can say what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mkdocs_candor.cli.published import Unreadable, api_file
from mkdocs_candor.derive.changes import Told, ToldPost, ToldPromise
from mkdocs_candor.model.promise import PromiseKind

# In posts as young as this, a word may still come that is dated before one that is there.
_YOUNG = timedelta(days=3)


def told_by_site(site: str, now: Told, changed: Mapping[str, datetime]) -> Told:
    """Return what the site at an address, or in a folder, tells. Raises Unreadable with the reason.

    Of posts, those are fetched one by one that are open or young, or differ from `now`, which were last `changed` then.
    """
    try:
        status = api_file(site, "status")
        return Told(
            as_of=_moment(status["as_of"]),
            sentence=status["overall"]["sentence"],
            components={component["id"]: component["status"] for component in status["components"]},
            posts=dict(_posts(site, now, changed, _moment(status["as_of"]) - _YOUNG)),
            promises={
                promise["id"]: ToldPromise(
                    post=promise["post"],
                    state=promise["state"],
                    due=_moment(promise["due"]) if promise["due"] else None,
                )
                for promise in api_file(site, "promises")["promises"]
                if promise["kind"] != PromiseKind.NEXT_UPDATE.value
            },
            resources=frozenset(resource["id"] for resource in api_file(site, "resources")["resources"]),
        )
    except (LookupError, TypeError, ValueError):
        raise Unreadable(f"{site} is of another version: its API has other keys") from None


def _posts(site: str, now: Told, changed: Mapping[str, datetime], young: datetime) -> Iterator[tuple[str, ToldPost]]:
    known = {name: id_ for id_, post in now.posts.items() for name in (*post.former, id_)}
    for line in api_file(site, "posts")["posts"]:
        id_ = line["id"]
        ours = now.posts.get(known.get(id_, ""))
        stage = line["stage"] or ""
        if ours is None:
            yield id_, ToldPost(stage=stage)
        elif not line["is_open"] and _moment(line["changed"]) == changed[known[id_]] < young:
            yield id_, replace(ours, stage=stage)
        else:
            yield id_, _whole(api_file(site, f"posts/{id_}"), stage)


def _whole(post: Mapping[str, Any], stage: str) -> ToldPost:
    return ToldPost(
        stage=stage,
        updates={
            update["id"]: max((_moment(edit["at"]) for edit in update["edits"]), default=None)
            for update in reversed(post.get("updates", []))
        },
        answered=frozenset(question["id"] for question in post.get("questions", []) if not question["is_open"]),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
