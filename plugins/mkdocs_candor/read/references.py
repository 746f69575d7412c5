"""What posts and pages name: components, other posts, community pages, desks. Each must exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from operator import is_
from types import MappingProxyType

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Announcement, AnyPost, Apology, Incident, Maintenance, PostType, Report, Update
from mkdocs_candor.model.problem import Level
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.model.status import Status, worst
from mkdocs_candor.read.ids import safe_id
from mkdocs_candor.read.notes import Notes, likely, quoted, sentences
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import Mapping as Tree
from mkdocs_candor.read.tree import line_of

_FEW = 12
"""As many ids as one reads at a glance."""


@frozen
class Known:
    """What there is to refer to. `desks` None: it could not be read, so nothing can be said about references to it.

    `components` has the canonical id of every id and alias, `all_components` False if there may be more;
    `posts` has the type of every post, None where it is unread.
    """

    components: Mapping[str, str]
    all_components: bool
    posts: Mapping[str, PostType | None]
    resources: Collection[str]
    desks: Collection[str] | None
    components_file: str = ""
    desks_file: str = ""
    guesses: dict[tuple[str, str], str] = field(default_factory=dict)

    def guess(self, word: str, kind: str, choices: Iterable[str]) -> str:
        """Return a question naming what was probably meant. The same word is asked about in many posts."""
        if (kind, word) not in self.guesses:
            found = likely(word, list(choices))
            self.guesses[kind, word] = f"Did you mean '{found}'?" if found else ""
        return self.guesses[kind, word]


class ReferenceChecker:
    """Notes what one file names and nobody knows."""

    def __init__(
        self, known: Known, tree: Tree, notes: Notes, component_lines: Mapping[int, int] = MappingProxyType({})
    ) -> None:
        self.known = known
        self.tree = tree
        self.notes = notes
        self.component_lines = component_lines

    def post(self, post: AnyPost) -> AnyPost:
        """Return `post` with canonical ids of components."""
        self._posts("related", post.related, None)
        self._resources("resources", post.resources)
        self._desk(post.desk, "desk")
        if isinstance(post, Incident | Maintenance):
            return self._with_statuses(post)
        if isinstance(post, Announcement | Apology | Report):
            if post.author:
                self._desk(post.author.contact, "author", "contact")
            if not isinstance(post, Announcement):
                self._posts("incident", post.incidents, PostType.INCIDENT)
            if isinstance(post, Apology):
                self._posts("amends", post.amends, PostType.APOLOGY)
                self._desk(post.contact_desk, "contact", "to")
            names = self._components("components", post.components)
            return post if names == post.components else replace(post, components=names)
        return post

    def resource(self, resource: Resource) -> Resource:
        """Return `resource` with canonical ids of components."""
        self._posts("incidents", resource.incidents, None)
        self._desk(resource.desk, "help", "desk")
        names = self._components("components", resource.components, level=Level.WARNING)
        return replace(resource, components=names)

    def _with_statuses(self, post: Incident | Maintenance) -> Incident | Maintenance:
        naming = [each.components for each in (post, *post.updates) if each.components]
        if all(self.known.components.get(name) == name for names in naming for name in names):
            return post  # as nearly all are
        updates = tuple(self._update(update) for update in post.updates)
        statuses = self._statuses(post.components)
        # As of most, so that it can be told by itself that nothing of it has changed.
        is_same = statuses == post.components and all(map(is_, updates, post.updates))
        return post if is_same else replace(post, components=statuses, updates=updates)

    def _update(self, update: Update) -> Update:
        if not update.components:
            return update
        # Of a post that was remembered no lines are known: what is wrong in it is said once its file is read.
        line = self.component_lines.get(update.source.line, update.source.line)
        statuses = self._statuses(update.components, line)
        return update if statuses == update.components else replace(update, components=statuses)

    def _statuses(self, written: Mapping[str, Status], line_in_body: int | None = None) -> dict[str, Status]:
        """Return statuses by canonical id; where an alias and its id are both named, the worse of the two."""
        statuses: dict[str, Status] = {}
        for name, status in written.items():
            line = line_in_body or line_of(self.tree, "components", name)
            component = self._component(name, line)
            statuses[component] = worst([status, statuses[component]]) if component in statuses else status
        return statuses

    def _components(self, key: str, names: tuple[str, ...], level: Level | None = None) -> tuple[str, ...]:
        found = (self._component(n, line_of(self.tree, key, i), level) for i, n in enumerate(names))
        return tuple(dict.fromkeys(found))

    def _component(self, name: str, line: int, level: Level | None = None) -> str:
        if name in self.known.components:
            return self.known.components[name]
        if not self.known.all_components:
            return safe_id(name)
        self.notes.add(
            Rule.UNKNOWN_COMPONENT,
            line,
            f"unknown component {quoted(name)}",
            sentences(
                self.known.guess(name, "component", self.known.components) or self._few_components(),
                f"Components are listed in {self.known.components_file}.",
            ),
            level=level,
        )
        return safe_id(name)

    def _few_components(self) -> str:
        """Return a sentence that names all components; empty where these are more than one reads at a glance."""
        ids = dict.fromkeys(self.known.components.values())
        return f"Ids are {', '.join(ids)}." if 0 < len(ids) <= _FEW else ""

    def _posts(self, key: str, ids: tuple[str, ...], wanted: PostType | None) -> None:
        rule = Rule.UNKNOWN_INCIDENT if wanted is PostType.INCIDENT or key == "incidents" else Rule.UNKNOWN_POST
        noun = "incident" if rule is Rule.UNKNOWN_INCIDENT else "post"
        for index, post_id in enumerate(ids):
            line = line_of(self.tree, key, index)
            if post_id not in self.known.posts:
                hint = sentences(
                    self.known.guess(post_id, "post", self.known.posts), "A post's id is its file's name without .md."
                )
                self.notes.add(rule, line, f"{key}: unknown {noun} {quoted(post_id)}", hint)
                continue
            type_ = self.known.posts[post_id]
            if wanted and type_ and type_ is not wanted:
                message = f"{key}: {quoted(post_id)} is of type {type_}, not {wanted}"
                self.notes.add(rule, line, message, "Other posts that belong here go under 'related:'.")

    def _resources(self, key: str, ids: tuple[str, ...]) -> None:
        for index, resource_id in enumerate(ids):
            if resource_id not in self.known.resources:
                hint = sentences(
                    self.known.guess(resource_id, "resource", self.known.resources),
                    "Write the name of a file in the community folder, without .md.",
                )
                line = line_of(self.tree, key, index)
                self.notes.add(Rule.UNKNOWN_RESOURCE, line, f"unknown community page {quoted(resource_id)}", hint)

    def _desk(self, desk: str, *place: str) -> None:
        if not desk or self.known.desks is None or desk in self.known.desks:
            return
        hint = sentences(
            self.known.guess(desk, "desk", self.known.desks), f"Desks are listed in {self.known.desks_file}."
        )
        self.notes.add(Rule.UNKNOWN_DESK, line_of(self.tree, *place), f"unknown desk {quoted(desk)}", hint)


def refers_well(post: AnyPost, known: Known) -> bool:
    """Return whether there is all that an incident or a maintenance refers to beside its components."""
    return (
        (not post.related or all(id_ in known.posts for id_ in post.related))
        and (not post.resources or all(id_ in known.resources for id_ in post.resources))
        and (not post.desk or known.desks is None or post.desk in known.desks)
    )


def named_components(posts: Iterable[AnyPost]) -> list[str]:
    """Return the ids of all components that posts name, in order."""
    names: set[str] = set()
    for post in posts:
        names.update(post.components)
        if isinstance(post, Incident | Maintenance):
            for update in post.updates:
                names.update(update.components)
    return sorted(names)
