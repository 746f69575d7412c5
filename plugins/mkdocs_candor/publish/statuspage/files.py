"""The eight files of Statuspage's public API v2, all from one state, so that none contradicts another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.statuspage import posts
from mkdocs_candor.publish.statuspage.components import Catalogue, page
from mkdocs_candor.publish.statuspage.scale import indicator

MOST = 50
"""How many posts a list of the past holds, as on Statuspage."""

ACTIVE = ("in_progress", "verifying")


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield the eight files, and again at the root of the host where the owner wants them there too."""
    for name, content in files(edition).items():
        text = to_json(content) + b"\n"
        path = edition.links.statuspage(name)
        yield Artifact(path, text)
        if edition.host_root:
            yield Artifact(f"{edition.host_root}{path}", text)


def files(edition: Edition) -> dict[str, dict[str, Any]]:
    """Return the content of each file by its name; the order of keys is Statuspage's."""
    now = edition.now
    catalogue = Catalogue(edition)
    public = edition.told
    incidents = [facts for facts in now.incidents if facts.post.id in public]
    works = [facts for facts in now.maintenances if facts.post.id in public]
    open_incidents = [facts for facts in incidents if facts.is_open]
    recent = [posts.told(facts, edition, catalogue) for facts in incidents[:MOST]]
    older = [posts.told(facts, edition, catalogue) for facts in incidents[MOST:] if facts.is_open]
    unresolved = [i for i in (*recent, *older) if i["resolved_at"] is None]
    windows = [posts.told(facts, edition, catalogue) for facts in works[:MOST]]
    windows_left = [posts.told(facts, edition, catalogue) for facts in works[MOST:] if facts.is_open]
    upcoming = [m for m in (*windows, *windows_left) if m["status"] == "scheduled"]
    active = [m for m in (*windows, *windows_left) if m["status"] in ACTIVE]
    head = page(edition, catalogue)
    state, sentence = indicator(now.overall, open_incidents, names_maintenance=edition.statuspage_names_maintenance)
    status = {"indicator": state, "description": sentence}
    return {
        "summary": {
            "page": head,
            "components": catalogue.listed,
            "incidents": unresolved,
            "scheduled_maintenances": [*active, *upcoming],
            "status": status,
        },
        "status": {"page": head, "status": status},
        "components": {"page": head, "components": catalogue.listed},
        "incidents": {"page": head, "incidents": recent},
        "incidents/unresolved": {"page": head, "incidents": unresolved},
        "scheduled-maintenances": {"page": head, "scheduled_maintenances": windows},
        "scheduled-maintenances/upcoming": {"page": head, "scheduled_maintenances": upcoming},
        "scheduled-maintenances/active": {"page": head, "scheduled_maintenances": active},
    }
