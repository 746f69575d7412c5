"""Small invented files in the shape of Statuspage's public API v2, and a folder to import them into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from mkdocs_candor.migrate.report import Report
from mkdocs_candor.migrate.statuspage import import_statuspage

PAGE = {"id": "p4legrove001", "name": "Palegrove", "url": "https://status.palegrove.example", "time_zone": "Etc/UTC"}


def update(
    at: str = "2026-03-01T10:00:00.000Z", status: str = "investigating", body: str = "Text.", **more: Any
) -> Any:
    return {
        "id": f"u-{status}-{at}",
        "status": status,
        "body": body,
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": None,
        **more,
    }


def affected(code: str, name: str, new: str, old: str = "operational") -> Any:
    return {"code": code, "name": name, "old_status": old, "new_status": new}


def incident(*updates: Any, **more: Any) -> Any:
    """Return an incident with its updates as the API has them, newest first; by default one that is over."""
    updates = updates or (
        update(),
        update("2026-03-01T11:00:00.000Z", "resolved", "It works again."),
    )
    return {
        "id": "inc1",
        "name": "Search is down",
        "status": updates[-1]["status"],
        "created_at": "2026-03-01T10:00:00.000Z",
        "updated_at": "2026-03-01T11:00:00.000Z",
        "monitoring_at": None,
        "resolved_at": updates[-1]["display_at"] if updates[-1]["status"] == "resolved" else None,
        "impact": "major",
        "shortlink": "https://stspg.example/inc1",
        "started_at": "2026-03-01T10:00:00.000Z",
        "page_id": "p4legrove001",
        "incident_updates": list(reversed(updates)),
        "components": [],
        **more,
    }


def maintenance(*updates: Any, **more: Any) -> Any:
    updates = updates or (
        update("2026-03-01T10:00:00.000Z", "scheduled"),
        update("2026-03-02T22:00:01.500Z", "in_progress"),
        update("2026-03-02T23:00:00.000Z", "verifying"),
        update("2026-03-02T23:30:00.000Z", "completed"),
    )
    window = {"scheduled_for": "2026-03-02T22:00:00.000Z", "scheduled_until": "2026-03-03T00:00:00.000Z"}
    return incident(*updates, **{"id": "mnt1", "name": "Disks", "impact": "maintenance", **window, **more})


def component(code: str, name: str, **more: Any) -> Any:
    return {
        "id": code,
        "name": name,
        "status": "operational",
        "created_at": "2025-01-01T00:00:00.000Z",
        "updated_at": "2025-01-01T00:00:00.000Z",
        "position": 1,
        "description": None,
        "start_date": None,
        "group_id": None,
        "group": False,
        **more,
    }


class Import:
    """A folder to import from and one to import into; what comes out, read back."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        self.into = folder / "incidents"

    def give(self, document: Any, name: str = "source.json") -> Path:
        """Put a file to import; text and bytes as they are, anything else as JSON."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = document if isinstance(document, str | bytes) else json.dumps(document)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *paths: Path) -> Report:
        return import_statuspage(paths or [self.source], self.into)

    def of(self, *incidents: Any) -> str:
        """Import incidents, and return the text of the first file that this wrote."""
        for incident in incidents:
            self.give({"page": PAGE, "incident": incident}, f"{incident['id']}.json")
        self.run()
        return self.posts[0].read_text()

    @property
    def posts(self) -> list[Path]:
        return sorted(self.into.rglob("*.md"))

    @property
    def tree(self) -> dict[str, bytes]:
        return {p.relative_to(self.into).as_posix(): p.read_bytes() for p in self.into.rglob("*") if p.is_file()}

    @property
    def components(self) -> Any:
        return yaml.load((self.into / "components.yml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506


def front_matter(text: str) -> Any:
    return yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)  # noqa: S506
