"""`components.yml` → components and groups."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from mkdocs_candor.model.component import Component, Group
from mkdocs_candor.read.declared import Maybe
from mkdocs_candor.read.fields import Day, Flag, Id, Line, Lines, Url
from mkdocs_candor.read.files import read_text, shown_path
from mkdocs_candor.read.form import Field, Form, fill
from mkdocs_candor.read.ids import name_from_id, unique_id
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import BadYaml, Mapping, Node, Scalar, Sequence, line_of, parse_yaml

COMPONENTS_FILE = "components.yml"


class ComponentForm(Form):
    noun: ClassVar[str] = "a component"

    id: Maybe[Id] = Field(description="a short id that stays, for example webmail")
    name: Maybe[Line] = Field(description="what customers call it")
    description: Line = Field("", description="one sentence on what it is")
    since: Day | None = Field(None, description="its first day; before it there is no data")
    until: Day | None = Field(None, description="its first day of retirement")
    aliases: Lines = Field([], description="old ids that posts may still use")
    link: Url = Field("", description="where customers use it")
    hidden: Flag = Field(False, description="true to keep it off all lists")


class GroupForm(Form):
    noun: ClassVar[str] = "a group"

    id: Maybe[Id] = Field(description="a short id that stays, for example mail")
    name: Maybe[Line] = Field(description="what customers call it")
    description: Line = Field("", description="one sentence on what it is")
    components: list[ComponentForm] = Field([], description="its components, in the order of the page")


class CatalogueForm(Form):
    noun: ClassVar[str] = "components.yml"

    groups: list[GroupForm] = Field([], description="components that belong together, in the order of the page")
    components: list[ComponentForm] = Field([], description="components without a group")


@dataclass(slots=True)
class Catalogue:
    """The components that there are. `ids` has their ids and aliases, and the canonical id of each.

    `is_missing`: there is no such file. `is_complete` False: there may be components in it that could not be read.
    """

    notes: Notes
    groups: list[Group] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    is_missing: bool = False
    is_complete: bool = True


def read_catalogue(incidents: Path, root: Path) -> Catalogue:
    """Return what `components.yml` says; what can't be read in it is noted and left out."""
    file = incidents / COMPONENTS_FILE
    notes = Notes(shown_path(file, root))
    catalogue = Catalogue(notes)
    if not file.exists():
        _note_missing(file, catalogue)
        return catalogue
    tree = read_yaml_file(file, notes)
    if tree is None:
        catalogue.is_complete = False
        return catalogue
    written = _entries(tree)
    form = fill(CatalogueForm, tree, notes, timezone=None)
    catalogue.is_complete = _entries(tree) == written
    names: list[tuple[str, str, tuple[str | int, ...]]] = []
    group_ids: set[str] = set()
    for index, group in enumerate(form.groups):
        group_id = unique_id(group.id or f"group-{index + 1}", group_ids)
        if group.id in group_ids:
            line = line_of(tree, "groups", index, "id")
            notes.add(Rule.DUPLICATE_COMPONENT, line, f"there is a group '{group.id}' already", "Give it its own id.")
        group_ids.add(group_id)
        place: tuple[str | int, ...] = ("groups", index, "components")
        members = _add_components(group.components, group_id, place, catalogue, tree)
        name = group.name or name_from_id(group_id)
        catalogue.groups.append(Group(id=group_id, name=name, description=group.description, components=members))
        names += _aliases(group.components, place)
    _add_components(form.components, None, ("components",), catalogue, tree)
    for alias, component, place in [*names, *_aliases(form.components, ("components",))]:
        _add_alias(alias, component, line_of(tree, *place), catalogue)
    return catalogue


def _entries(node: Node, *, is_listing: bool = False) -> int:
    """Return how many things are listed, so that we notice when one was lost."""
    if isinstance(node, Mapping):
        return 1 + sum(_entries(n, is_listing=key in {"groups", "components"}) for key, n in node.items.items())
    if isinstance(node, Sequence):
        return sum(1 + _entries(item) for item in node.items)
    return 1 if is_listing and isinstance(node, Scalar) and node.text else 0


def _aliases(forms: list[ComponentForm], place: tuple[str | int, ...]) -> list[tuple[str, str, tuple[str | int, ...]]]:
    """Return each alias with the id that it stands for and its place."""
    return [
        (alias, form.id, (*place, index, "aliases", number))
        for index, form in enumerate(forms)
        if form.id
        for number, alias in enumerate(form.aliases)
    ]


def _add_alias(alias: str, component: str, line: int, catalogue: Catalogue) -> None:
    if alias in catalogue.ids:
        message = f"the alias '{alias}' of '{component}' already means '{catalogue.ids[alias]}'"
        catalogue.notes.add(Rule.DUPLICATE_COMPONENT, line, message, "Keep it where it belongs, and remove it here.")
    else:
        catalogue.ids[alias] = component


def read_yaml_file(file: Path, notes: Notes) -> Mapping | None:
    """Return the mapping that a YAML file holds; None, noted, when it can't be read. An empty file is empty."""
    text = read_text(file, notes)
    if text is None:
        return None
    try:
        node = parse_yaml(text, notes)
    except BadYaml as bad:
        notes.take(bad, bad.line)
        return None
    if node is None or isinstance(node, Mapping):
        return node or Mapping(1)
    notes.add(Rule.NOT_A_MAPPING, node.line, "this file is not 'key: value' lines", "See the example in the docs.")
    return None


def _note_missing(file: Path, catalogue: Catalogue) -> None:
    catalogue.is_missing = True
    other = next((o for o in (file.with_suffix(".yaml"), file.with_name("Components.yml")) if o.exists()), None)
    hint = "List your components there: id and name. Until then they come from the posts."
    if other:
        hint = f"There is a file {other.name}: rename it to {file.name}. Until then components come from the posts."
    catalogue.notes.add(Rule.NO_COMPONENTS_FILE, 1, "there is no such file", hint)


def _add_components(
    forms: list[ComponentForm], group: str | None, place: tuple[str | int, ...], catalogue: Catalogue, tree: Mapping
) -> tuple[str, ...]:
    """Add components to the catalogue and return their ids."""
    added: list[str] = []
    for index, form in enumerate(forms):
        if form.id is None:
            catalogue.is_complete = False
        elif form.id in catalogue.ids:
            hint = "Its id is its address and what posts say: give it one of its own."
            line = line_of(tree, *place, index, "id")
            catalogue.notes.add(Rule.DUPLICATE_COMPONENT, line, f"there is a component '{form.id}' already", hint)
        else:
            catalogue.ids[form.id] = form.id
            added.append(form.id)
            catalogue.components.append(
                Component(
                    id=form.id,
                    name=form.name or name_from_id(form.id),
                    description=form.description,
                    group=group,
                    since=form.since,
                    until=form.until,
                    aliases=tuple(form.aliases),
                    link=form.link,
                    hidden=form.hidden,
                )
            )
    return tuple(added)
