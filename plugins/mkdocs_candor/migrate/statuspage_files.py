"""Files of Statuspage's public API, found by what is in them → each incident in its newest version, each component."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_candor.migrate.json_values import JsonObject, object_of, objects_of, text_of, time_of
from mkdocs_candor.migrate.report import Report
from mkdocs_candor.model.frozen import frozen

_LISTS = ("incidents", "scheduled_maintenances")
_SINGLES = ("incident", "scheduled_maintenance")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_WHAT_WE_READ = "no incidents, maintenances or components in it"


@frozen
class Version:
    """An incident or a maintenance as one file has it. `path` is for people."""

    path: str
    incident: JsonObject
    page: JsonObject

    @property
    def id(self) -> str:
        return text_of(self.incident, "id")


@dataclass(slots=True)
class Found:
    """Everything that was read.

    `versions` are those of each incident that differ, by its id and then by their content; `components` the newest
    version of each component and group, by its id: a page that was saved every hour has the same ones 10,000 times.
    """

    versions: dict[str, dict[str, Version]] = field(default_factory=dict)
    components: dict[str, JsonObject] = field(default_factory=dict)


def read_files(paths: Iterable[Path], report: Report) -> Found:
    """Return what is in these files and folders; what cannot be read is reported."""
    found = Found()
    for path in _files(paths, report):
        document = _document(path, report)
        if document is None:
            continue
        if _take(document, path.as_posix(), found, report):
            report.found_anything = True
        else:
            report.note(path.as_posix(), f"{_WHAT_WE_READ}: skipped")
    return found


def newest_versions(found: Found, report: Report) -> list[Version]:
    """Return each incident once, by id, in its newest version; say so where versions differ."""
    return [_newest(list(found.versions[key].values()), report) for key in sorted(found.versions)]


def _newest(versions: list[Version], report: Report) -> Version:
    newest = max(versions, key=_age)
    if len(versions) > 1:
        report.note(newest.path, f"{newest.id}: {len(versions)} versions of it were given; this is the newest")
    known = {text_of(update, "id") for update in objects_of(newest.incident, "incident_updates")}
    older = {text_of(u, "id") for v in versions for u in objects_of(v.incident, "incident_updates")}
    if lost := older - known:
        what = f"{newest.id}: an older version has updates that the newest lacks, and they are not written: "
        report.note(newest.path, what + ", ".join(sorted(lost)))
    return newest


def _age(version: Version) -> tuple[datetime, int, str]:
    changed = time_of(version.incident, "updated_at") or _LONG_AGO
    return changed, len(objects_of(version.incident, "incident_updates")), _content(version)


def _content(version: Version) -> str:
    """Return what makes two versions the same: all but the state of components when the file was fetched."""
    return json.dumps({k: v for k, v in version.incident.items() if k != "components"}, sort_keys=True)


def _files(paths: Iterable[Path], report: Report) -> Iterator[Path]:
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name) for name in names if not name.startswith("."))
        elif path.is_file():
            found.add(path)
        else:
            report.note(path.as_posix(), "no such file or folder")
    yield from sorted(found)


def _document(path: Path, report: Report) -> JsonObject | list[object] | None:
    try:
        content = path.read_bytes()
        if not content.strip():
            report.note(path.as_posix(), "empty: the download may have failed")
            return None
        document = json.loads(content.decode("utf-8-sig"))
    except OSError as error:
        report.note(path.as_posix(), f"cannot be opened: {error.strerror}")
    except UnicodeDecodeError:
        report.note(path.as_posix(), "not text in UTF-8, so not JSON")
    except json.JSONDecodeError as error:
        report.note(path.as_posix(), f"not JSON: {error.msg}", line=error.lineno)
    except (RecursionError, ValueError) as error:
        report.note(path.as_posix(), f"not JSON that can be read: {error}")
    else:
        if isinstance(document, dict | list):
            return document
        report.note(path.as_posix(), f"{_WHAT_WE_READ}: skipped")
    return None


def _take(document: JsonObject | list[object], path: str, found: Found, report: Report) -> bool:
    """Add what the document holds to `found`; False when it is none of the shapes of this API."""
    if isinstance(document, list):
        shapes = [_take(item, path, found, report) for item in document if isinstance(item, dict)]
        return any(shapes)
    page = object_of(document, "page")
    if "incident_updates" in document:
        _take_incident(document, page, path, found, report)
        return True
    has_shape = False
    for key in _SINGLES:
        if isinstance(document.get(key), dict):
            _take_incident(object_of(document, key), page, path, found, report)
            has_shape = True
    for key in (*_LISTS, "components"):
        listed = document.get(key)
        if not isinstance(listed, list):
            continue
        has_shape = True
        items = objects_of(document, key)
        if len(items) != len(listed):
            report.note(path, f"some entries of {key!r} are no objects: skipped")
        for item in items:
            if key == "components":
                _take_component(item, found)
            else:
                _take_incident(item, page, path, found, report)
    return has_shape


def _take_incident(incident: JsonObject, page: JsonObject, path: str, found: Found, report: Report) -> None:
    if not text_of(incident, "id"):
        report.read += 1
        report.not_written += 1
        name = text_of(incident, "name") or "without a name"
        report.note(path, f"an incident ({name}) has no id, so a second run could not know it: not written")
        return
    version = Version(path, incident, page)
    same = found.versions.setdefault(version.id, {})
    content = _content(version)
    if content not in same or text_of(page, "updated_at") > text_of(same[content].page, "updated_at"):
        same[content] = version
    for component in objects_of(incident, "components"):
        _take_component(component, found)


def _take_component(component: JsonObject, found: Found) -> None:
    code = text_of(component, "id")
    known = found.components.get(code)
    if code and known != component and (known is None or _component_age(component) > _component_age(known)):
        found.components[code] = component


def _component_age(component: JsonObject) -> tuple[str, str]:
    return text_of(component, "updated_at"), json.dumps(component, sort_keys=True)
