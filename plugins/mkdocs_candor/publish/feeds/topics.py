"""Which feeds there are, what each is about, and which entries it holds. The formats know nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Audience, PostType
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.entries import Entry, entries_of, sorted_newest
from mkdocs_candor.publish.entry_records import known_entries
from mkdocs_candor.publish.feeds import reach
from mkdocs_candor.publish.feeds.digests import Digests
from mkdocs_candor.publish.identity import is_id
from mkdocs_candor.publish.words import N_

FORMATS = (".xml", ".atom", ".json")

STATUSPAGE_SIZE = 25
"""How many posts Statuspage's own history feeds hold."""

# Each type's folder of feeds, the section whose page it leads to, its name, and what its feeds hold.
_TYPES = {
    PostType.INCIDENT: ("incidents", "history", N_("incidents"), N_("All incidents from %(name)s.")),
    PostType.MAINTENANCE: ("maintenance", "maintenance", N_("maintenance"), N_("All maintenance from %(name)s.")),
    PostType.ANNOUNCEMENT: (
        "announcements",
        "announcements",
        N_("announcements"),
        N_("All announcements from %(name)s."),
    ),
    PostType.APOLOGY: ("apologies", "apologies", N_("apologies"), N_("All apologies from %(name)s.")),
    PostType.REPORT: ("reports", "reports", N_("reports"), N_("All reports from %(name)s.")),
}

_AUDIENCES = {
    Audience.CUSTOMERS: (N_("for customers"), N_("What concerns everybody who uses our services.")),
    Audience.COMMUNITY: (
        N_("for the community"),
        N_("What concerns those who help one another: the forum, meetings, thanks."),
    ),
}


@frozen(kw_only=True)
class Feed:
    """A feed, whatever its format. Paths lack the ending; `home` is the absolute address of the page it is about.

    `is_elsewhere`: it is written to `path` with the post that it is of, and here only to `old_paths`.
    """

    path: str
    title: str
    description: str
    home: str
    entries: list[Entry]
    old_paths: tuple[str, ...] = ()
    is_elsewhere: bool = False
    endings: tuple[str, ...] = FORMATS


@frozen(kw_only=True)
class _Topic:
    """What people may follow. `entries` are all there are about it, newest first. The whole has no `name`."""

    folder: str
    name: str
    description: str
    home: str
    entries: list[Entry]
    old_folders: tuple[str, ...] = ()
    has_digest: bool = True


def shared_feeds(edition: Edition) -> Iterator[Feed]:
    """Yield every feed that is not of one post: those with an entry per update, and those with an entry per post.

    Feeds of posts at addresses that posts once had are among them, since only the whole shows which of those are free.
    """
    found = known_entries(reach.told_of(edition, max(edition.feed_size, STATUSPAGE_SIZE)), edition)
    say = edition.language.gettext
    each_post = say("One entry for each post, with all of its updates.")
    digests = Digests(edition, found)
    topics = list(_topics(edition, found))
    taken = {topic.folder for topic in topics}
    followed = list(_followed(edition))
    moved = [facts for facts in followed if facts.post.redirect_from]
    if moved:
        taken.update(edition.links.post_folder(f.post.type, f.post.id) for f in followed)
    for topic in topics:
        old = tuple(folder for folder in dict.fromkeys(topic.old_folders) if folder not in taken)
        taken.update(old)
        title = f"{edition.name}: {topic.name}" if topic.name else edition.name
        updates = newest(topic.entries, edition.feed_size)
        yield _feed(edition, topic, old, "feed", title, topic.description, updates)
        if topic.has_digest:
            description = f"{topic.description} {each_post}"
            posts = digests.newest(topic.entries, edition.feed_size)
            yield _feed(
                edition, topic, old, "digest", say("%(title)s (one entry per post)", title=title), description, posts
            )
    for facts in moved:
        olds = [edition.links.post_folder(facts.post.type, old) for old in facts.post.redirect_from if is_id(old)]
        free = tuple(folder for folder in dict.fromkeys(olds) if folder not in taken)
        if free:
            taken.update(free)
            of_post = post_feed(facts, edition)
            yield replace(
                of_post, is_elsewhere=True, old_paths=tuple(edition.links.feed("feed", folder) for folder in free)
            )
    yield Feed(
        path="history",
        title=": ".join((edition.name, say("history"))),
        description=" ".join((say("Everything from %(name)s.", name=edition.name), each_post)),
        home=edition.links.absolute(edition.links.index("history")),
        entries=digests.newest(found, STATUSPAGE_SIZE),
        endings=(".rss", ".atom"),
    )


def post_feed(facts: IncidentFacts | MaintenanceFacts, edition: Edition, own: Iterable[Entry] | None = None) -> Feed:
    """Return the feed of one post: its own entries, and those of the letters and reports about it."""
    post, known = facts.post, edition.now.posts
    about = (known[id_] for id_ in (*facts.relations.apologies, *facts.relations.reports) if id_ not in edition.drafts)
    own = entries_of((facts,), edition) if own is None else own
    letters = (other for other in about if post.id in getattr(other.post, "incidents", ()))
    topic = _Topic(
        folder=edition.links.post_folder(post.type, post.id),
        name=post.title,
        description=edition.language.gettext("Every update, and the letters and reports about it."),
        home=edition.links.post(post.type, post.id),
        entries=sorted_newest((*own, *entries_of(letters, edition))),
        has_digest=False,
    )
    updates = newest(topic.entries, edition.feed_size)
    return _feed(edition, topic, (), "feed", f"{edition.name}: {post.title}", topic.description, updates)


def newest(found: list[Entry], size: int) -> list[Entry]:
    """Return the newest `size` entries, and all of what is still open."""
    return found[:size] + [entry for entry in found[size:] if entry.is_open]


def _feed(
    edition: Edition, topic: _Topic, old: tuple[str, ...], name: str, title: str, description: str, chosen: list[Entry]
) -> Feed:
    links = edition.links
    return Feed(
        path=links.feed(name, topic.folder),
        title=title,
        description=description,
        home=links.absolute(topic.home) or "./",
        entries=chosen,
        old_paths=tuple(links.feed(name, folder) for folder in old),
    )


@frozen
class _Shelves:
    """The entries, newest first, by what they are about. `groups_of` are the groups of a component."""

    groups_of: Mapping[str, set[str]]
    groups: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    components: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    types: defaultdict[PostType, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    audiences: defaultdict[Audience, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    major: list[Entry] = field(default_factory=list)

    def put(self, entry: Entry) -> None:
        for component in entry.components:
            self.components[component].append(entry)
        for group in set().union(*(self.groups_of.get(component, ()) for component in entry.components)):
            self.groups[group].append(entry)
        self.types[entry.type].append(entry)
        self.audiences[entry.audience].append(entry)
        if entry.is_major:
            self.major.append(entry)


def _topics(edition: Edition, found: list[Entry]) -> Iterator[_Topic]:
    links, now, name, say = edition.links, edition.now, edition.name, edition.language.gettext
    groups_of: defaultdict[str, set[str]] = defaultdict(set)
    for group in now.groups.values():
        for component_id in group.group.components:
            groups_of[component_id].add(group.group.id)
    shelves = _Shelves(groups_of)
    for entry in found:
        shelves.put(entry)
    yield _Topic(
        folder="",
        name="",
        description=edition.description or say("Every update from %(name)s.", name=name),
        home=links.home,
        entries=found,
    )
    yield _Topic(
        folder="major",
        name=say("major incidents"),
        description=say("Incidents that are major or worse, with the letters and reports about them."),
        home=links.index("history"),
        entries=shelves.major,
    )
    yield _Topic(
        folder="promises",
        name=say("promises"),
        description=say("What became of each promise: kept, put off or dropped, with the evidence or the reason."),
        home=links.index("promises"),
        entries=[entry for entry in found if entry.is_of_promise],
        has_digest=False,
    )
    for type_, (folder, section, plural, about) in _TYPES.items():
        yield _Topic(
            folder=folder,
            name=say(plural),
            description=say(about, name=name),
            home=links.index(section),
            entries=shelves.types[type_],
        )
    if edition.has_audiences:
        for audience, (named, description) in _AUDIENCES.items():
            yield _Topic(
                folder=links.audience_folder(audience),
                name=say(named),
                description=say(description),
                home=links.index("community") if audience is Audience.COMMUNITY else links.home,
                entries=shelves.audiences[audience],
            )
    for group in now.groups.values():
        yield _Topic(
            folder=links.group_folder(group.group.id),
            name=group.group.name,
            description=say("Everything about %(name)s.", name=group.group.name),
            home=links.home,
            entries=shelves.groups[group.group.id],
        )
    for facts in now.components.values():
        component = facts.component
        if not component.hidden:
            yield _Topic(
                folder=links.component_folder(component.id),
                name=component.name,
                description=say("Everything about %(name)s.", name=component.name),
                home=links.component(component.id),
                entries=shelves.components[component.id],
                old_folders=tuple(links.component_folder(alias) for alias in component.aliases),
            )


def _followed(edition: Edition) -> Iterator[IncidentFacts | MaintenanceFacts]:
    """Yield the posts that have a feed of their own."""
    for facts in edition.told.values():
        if isinstance(facts, IncidentFacts | MaintenanceFacts):
            yield facts
