"""The history of a Statuspage, as files of its public API v2 → our posts and `components.yml`.

Takes single incidents with their page, bare incidents, `incidents.json`, `scheduled-maintenances.json`,
`summary.json`, `components.json` and lists of any of these; what a file is, its content says. Every incident read
is written, unchanged, kept as staff have it by now, or reported with the reason. See `statuspage_posts` for what had to
be decided on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs_candor.edit.post_files import write_file
from mkdocs_candor.migrate.folder import Outcome, write_posts
from mkdocs_candor.migrate.json_values import text_of
from mkdocs_candor.migrate.report import Report
from mkdocs_candor.migrate.statuspage_components import Roster, make_roster
from mkdocs_candor.migrate.statuspage_files import Found, Version, newest_versions, read_files
from mkdocs_candor.migrate.statuspage_posts import affected_names, convert


def import_statuspage(paths: Iterable[Path], into: Path) -> Report:
    """Write the history in `paths`, files or folders, to the incidents folder `into`, and return what was done.

    A second run on the same files writes nothing.
    """
    report = Report()
    found = read_files(paths, report)
    versions = newest_versions(found, report)
    report.read += len(versions)
    roster = _update_components(found, versions, into / "components.yml", report)
    posts, paths_of = [], {}
    for version in versions:
        converted = convert(version, roster)
        for what in converted.news:
            report.note(version.path, f"{version.id}: {what}")
        report.remarks += Counter(converted.remarks)
        posts += converted.posts
        paths_of[("statuspage", version.id)] = bool(converted.posts)
    outcomes = write_posts(posts, into, report)
    for key, has_post in paths_of.items():
        outcome = outcomes[key] if has_post else None
        report.written += outcome is Outcome.WRITTEN
        report.unchanged += outcome is Outcome.UNCHANGED
        report.kept += outcome is Outcome.KEPT
        report.not_written += outcome is None
    return report


def _update_components(found: Found, versions: Sequence[Version], file: Path, report: Report) -> Roster:
    try:
        existing = file.read_bytes().decode("utf-8-sig") if file.is_file() else None
    except UnicodeDecodeError:
        existing = "\0"  # no YAML has it: the roster then says that the file cannot be read
    by_age = sorted(versions, key=lambda version: (text_of(version.incident, "updated_at"), version.id))
    affected = [pair for version in by_age for pair in affected_names(version.incident)]
    roster = make_roster(existing, found.components, affected, report)
    if roster.failure:
        report.note(file.as_posix(), roster.failure)
    if roster.text is not None:
        write_file(file, roster.text)
        report.files.append(file.as_posix())
    return roster
