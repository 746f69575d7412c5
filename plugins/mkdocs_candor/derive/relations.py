"""What belongs together: posts and resources that name each other, seen from both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from operator import attrgetter

from mkdocs_candor.derive.facts import Relations
from mkdocs_candor.derive.visibility import PublicPost
from mkdocs_candor.model.post import AnyPost, Apology, PostType, Report
from mkdocs_candor.model.resource import Resource

_NONE = Relations()


def relations(posts: Iterable[PublicPost], resources: Iterable[Resource]) -> Mapping[str, Relations]:
    """Return the relations of each of these public posts, by its id. Letters about one incident are related too."""
    public = {each.post.id: each for each in posts}
    linked: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in _links([each.post for each in public.values()]):
        if one != other and one in public and other in public:
            linked[one].add(other)
            linked[other].add(one)
    helpful = _resources_of(public.values(), resources)
    found = dict.fromkeys(public, _NONE)
    for id_ in {*linked, *helpful}.intersection(public):
        found[id_] = _sorted_out([public[other] for other in linked[id_]], tuple(helpful[id_]))
    return found


def _links(posts: Iterable[AnyPost]) -> Iterable[tuple[str, str]]:
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for post in posts:
        yield from ((post.id, other) for other in post.related)
        if isinstance(post, Apology | Report):
            for incident in dict.fromkeys(post.incidents):
                letters[incident].append(post.id)
                yield post.id, incident
        if isinstance(post, Apology):
            yield from ((post.id, earlier) for earlier in post.amends)
    for about_one in letters.values():
        yield from combinations(about_one, 2)


def _resources_of(posts: Iterable[PublicPost], resources: Iterable[Resource]) -> defaultdict[str, list[str]]:
    """Return the ids of the resources of each post, in the order of `resources`."""
    naming: defaultdict[str, set[str]] = defaultdict(set)
    for public in posts:
        for resource_id in public.post.resources:
            naming[resource_id].add(public.post.id)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for resource in resources:
        for id_ in naming[resource.id].union(resource.incidents):
            found[id_].append(resource.id)
    return found


def _sorted_out(posts: list[PublicPost], resources: tuple[str, ...]) -> Relations:
    of: dict[PostType, list[str]] = {type_: [] for type_ in PostType}
    for public in sorted(posts, key=attrgetter("published", "post.id")):
        of[public.post.type].append(public.post.id)
    return Relations(
        incidents=tuple(of[PostType.INCIDENT]),
        apologies=tuple(of[PostType.APOLOGY]),
        reports=tuple(of[PostType.REPORT]),
        announcements=tuple(of[PostType.ANNOUNCEMENT]),
        maintenances=tuple(of[PostType.MAINTENANCE]),
        resources=resources,
    )
