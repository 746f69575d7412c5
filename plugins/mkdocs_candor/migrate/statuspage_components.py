"""Statuspage's components and groups → ours: the ones we have are found again, the missing ones are made.

A component is found by its Statuspage id, which we keep as an alias, or else by its name and group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

from mkdocs_candor.edit.components_file import new_components_file, with_components
from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.migrate.bodies import one_line, to_line
from mkdocs_candor.migrate.json_values import JsonObject, number_of, objects_of, text_of
from mkdocs_candor.migrate.names import free_id, slug
from mkdocs_candor.migrate.report import Report
from mkdocs_candor.model.frozen import frozen

# Pages that do not use components have one that only says where to look: it must be named, because posts name it.
_POINTER = re.compile(r"^(visit|see|go to)\b.*\b(more|further) (information|details)\b", re.IGNORECASE)
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # text, lists and mappings; the C one where there is one
_FILE = "components.yml"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(slots=True)
class Roster:
    """Who is who. `ids` maps Statuspage ids, `by_name` names with and without their group, to our component ids."""

    ids: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    text: str | None = None  # what components.yml must become; None: it stays
    failure: str = ""  # why it could not be extended
    made: tuple[str, ...] = ()

    def id_of(self, code: str, name: str) -> str | None:
        """Return our id of the component that a post means; None when the post gives neither code nor name."""
        return self.ids.get(code) or self.by_name.get(_key(name))


@frozen
class _Known:
    id: str
    name: str
    group: str  # its name
    aliases: frozenset[str]


@dataclass(slots=True)
class _Books:
    """Components and groups that exist or are about to, and the ids that are taken."""

    known: list[_Known]
    groups: dict[str, str]  # name → id
    taken: set[str]
    new_groups: dict[str, dict[str, Value]] = field(default_factory=dict)  # by id
    new: list[tuple[str, dict[str, Value]]] = field(default_factory=list)  # group id or "", entry


def make_roster(
    existing: str | None, components: Mapping[str, JsonObject], affected: Iterable[tuple[str, str]], report: Report
) -> Roster:
    """Return who is who. `existing` is the text of components.yml; `affected` are codes and names that posts use.

    `components` are those of the source, groups too, by their Statuspage id.

    `affected` stands in order of time: the newest name of a component that nothing lists is the one it gets.
    """
    books = _books(existing)
    if books is None:
        roster = Roster(failure="cannot be read: repair it and run again; no component was added")
        books = _Books([], {}, set())
    else:
        roster = Roster()
    rows = _with_groups(components)
    names = {code: name for code, name in affected if code}
    nameless = sorted({name for code, name in affected if not code and name})
    group_names = _group_names(rows, names)
    by_alias = {alias: c for c in books.known for alias in (*c.aliases, c.id)}
    by_name = {(c.group.casefold(), c.name.casefold()): c for c in reversed(books.known)}
    for row in _in_order(rows):
        code, name = text_of(row, "id"), one_line(text_of(row, "name"))
        group = group_names.get(text_of(row, "group_id"), "")
        match = by_alias.get(code) or by_name.pop((group.casefold(), name.casefold()), None)
        match = match or (by_name.pop(("", name.casefold()), None) if group else None)
        roster.ids[code] = match.id if match else _add(books, row, code, name, group, report)
        for spelling in (f"{group} - {name}" if group else name, name):
            roster.by_name.setdefault(_key(spelling), roster.ids[code])
    for known in books.known:
        for spelling in (f"{known.group} - {known.name}" if known.group else known.name, known.name):
            roster.by_name.setdefault(_key(spelling), known.id)
    loose = sorted((name, code) for code, name in names.items() if code not in rows)
    for name, code in [*loose, *((name, "") for name in nameless)]:
        match_id = by_alias[code].id if code in by_alias else roster.by_name.get(_key(name))
        if match_id is None:
            if not name:
                report.note(_FILE, f"a post names component {code!r} and nothing gives its name")
            group, _, rest = name.partition(" - ")
            group, rest = (group, rest) if rest and group.casefold() in books.groups else ("", name or code)
            match_id = _add(books, {}, code, one_line(rest), group, report)
            roster.by_name.setdefault(_key(name), match_id)
        if code:
            roster.ids[code] = match_id
    if not roster.failure:
        _write_down(roster, books, existing)
    return roster


def _write_down(roster: Roster, books: _Books, existing: str | None) -> None:
    if not books.new:
        return
    in_groups: dict[str, list[dict[str, Value]]] = {}
    for group, entry in books.new:
        in_groups.setdefault(group, []).append(entry)
    alone = in_groups.pop("", [])
    groups = [{**entry, "components": in_groups.pop(key)} for key, entry in books.new_groups.items()]
    roster.made = tuple(str(entry["id"]) for _, entry in books.new)
    if existing is None or not existing.strip():
        roster.text = new_components_file(groups, alone)
        return
    roster.text = with_components(existing, groups, alone, in_groups)
    if roster.text is None:
        missing = ", ".join(sorted(roster.made))
        roster.failure = f"is laid out in a way that nothing can be added to safely: add these yourself: {missing}"


def _add(books: _Books, row: JsonObject, code: str, name: str, group: str, report: Report) -> str:
    group_id = ""
    if group:
        group_id = books.groups.get(group.casefold(), "")
        if not group_id:
            group_id = free_id(slug(group) or "group", "group", set(books.groups.values()))
            books.groups[group.casefold()] = group_id
            books.new_groups[group_id] = {"id": group_id, "name": group}
    wanted = slug(name) or (slug(code) if _ID.fullmatch(code) else "component")
    own_id = wanted if wanted not in books.taken else free_id(f"{group_id}-{wanted}".strip("-"), "2", books.taken)
    books.taken.add(own_id)
    entry: dict[str, Value] = {"id": own_id, "name": name or code}
    if description := to_line(text_of(row, "description")):
        entry["description"] = description
    if since := _date(text_of(row, "start_date")):
        entry["since"] = since
    if code and code not in books.taken and _ID.fullmatch(code):
        entry["aliases"] = [code]
        books.taken.add(code)
    if _POINTER.search(name):
        entry["hidden"] = True
        report.note(_FILE, f"{name!r} is nothing that customers use: hidden; the posts keep it")
    books.new.append((group_id, entry))
    return own_id


def _books(text: str | None) -> _Books | None:
    """Return what components.yml has; None when it cannot be read."""
    try:
        loaded = yaml.load(text or "", Loader=_Loader) or {}  # noqa: S506 - the base loader
    except yaml.YAMLError:
        return None
    if not isinstance(loaded, dict):
        return None
    books = _Books([], {}, set())
    rows = [("", row) for row in objects_of(loaded, "components")]
    for group in objects_of(loaded, "groups"):
        books.groups[text_of(group, "name").casefold()] = text_of(group, "id")
        rows += [(text_of(group, "name"), row) for row in objects_of(group, "components")]
    for group_name, row in rows:
        given = row.get("aliases")
        aliases = frozenset(str(alias) for alias in given) if isinstance(given, list) else frozenset()
        books.known.append(_Known(text_of(row, "id"), text_of(row, "name"), group_name, aliases))
        books.taken |= {text_of(row, "id"), *aliases}
    return books


def _with_groups(components: Mapping[str, JsonObject]) -> dict[str, JsonObject]:
    """Return the components, each with its group's id: membership is told on either side."""
    rows = dict(components)
    for group in components.values():
        members = group.get("components")
        for code in members if isinstance(members, list) else []:
            if isinstance(code, str) and code in rows and not text_of(rows[code], "group_id"):
                rows[code] = {**rows[code], "group_id": text_of(group, "id")}
    return rows


def _group_names(rows: Mapping[str, JsonObject], names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of groups by their Statuspage id: as listed, or as posts put them before a component's name."""
    result = {code: one_line(text_of(row, "name")) for code, row in rows.items() if row.get("group") is True}
    for code, full_name in sorted(names.items()):
        row = rows.get(code, {})
        group, ending = text_of(row, "group_id"), f" - {text_of(row, 'name')}"
        if group and group not in result and full_name.endswith(ending) and full_name != ending:
            result[group] = one_line(full_name.removesuffix(ending))
    return result


def _in_order(rows: Mapping[str, JsonObject]) -> list[JsonObject]:
    """Return the components as their page lists them: groups by position, then those inside by theirs."""

    def place(row: JsonObject) -> tuple[int, str, int, str]:
        group = rows.get(text_of(row, "group_id"), {})
        return number_of(group, "position"), text_of(group, "name"), number_of(row, "position"), text_of(row, "id")

    return sorted((row for row in rows.values() if row.get("group") is not True), key=place)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _key(name: str) -> str:
    return one_line(name).casefold()
