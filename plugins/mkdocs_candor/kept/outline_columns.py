"""Outlines of posts and of the facts about them → columns of a record, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any, TypeVar

from mkdocs_candor.derive.causes import cause_facts
from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, Relations, StatusSpan
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.derive.settled import SettledPost
from mkdocs_candor.derive.timeline import Spans
from mkdocs_candor.derive.visibility import PublicPost
from mkdocs_candor.kept.outline_records import (
    BadTimes,
    Incidents,
    IncidentsFacts,
    IncidentSheet,
    Maintenances,
    MaintenancesFacts,
    MaintenanceSheet,
    NextUpdates,
    Record,
    Tables,
    by_field,
)
from mkdocs_candor.model.outline import by_columns
from mkdocs_candor.model.post import AnyPost, Incident, Maintenance
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.status import Status
from mkdocs_candor.model.timespan import Timespan

# What an outline has in these fields: a post with anything else has none.
_PLAIN: Mapping[str, Any] = {
    "draft": False,
    "publish_at": None,
    "is_readable": True,
    "original_lang": "",
    "follow_ups": (),
    "questions": (),
    "translations": (),
}
_of_plain = attrgetter(*_PLAIN)
_NO_RELATIONS = Relations()
_Sheet = TypeVar("_Sheet", IncidentSheet, MaintenanceSheet)


def has_outline(settled: SettledPost) -> bool:
    """Return whether an outline can tell of this post."""
    facts: Any = settled.found[0]
    if not isinstance(facts, IncidentFacts | MaintenanceFacts):
        return False
    components = facts.promises[0].components if facts.promises else tuple(facts.statuses)
    return _of_plain(facts.post) == tuple(_PLAIN.values()) and components == tuple(facts.statuses)


def settled_posts(record: Record, policy: Policy, whole: Callable[[Any], Any]) -> dict[str, SettledPost]:
    """Return all that a record tells of, by the keys that posts were read under.

    `whole` gives the whole post of an outline; the facts about it are made by `policy`.
    """
    found: dict[str, SettledPost] = {}
    for sheet, kind, kind_of_facts in (
        (record.incidents, Incident, IncidentFacts),
        (record.maintenances, Maintenance, MaintenanceFacts),
    ):
        found.update(zip(sheet.keys, _settled(sheet, kind, kind_of_facts, record, policy, whole), strict=True))
    return found


def _settled(
    sheet: IncidentSheet | MaintenanceSheet,
    kind: type[Incident | Maintenance],
    kind_of_facts: type[IncidentFacts | MaintenanceFacts],
    record: Record,
    policy: Policy,
    whole: Callable[[Any], Any],
) -> list[SettledPost]:
    """Return all that a sheet tells of, in its order."""
    count, ids = len(sheet.keys), sheet.posts.id
    sources = by_columns(Source, count, {"path": sheet.paths, "line": sheet.lines})
    plain = {name: repeat(value) for name, value in _PLAIN.items()}
    posts = by_columns(kind, count, by_field(sheet.posts, record) | plain | {"source": sources}, whole)

    def facts_again(facts: Any) -> Any:
        public = PublicPost(facts.post, facts.published, True)
        return cause_facts(facts.post, public, facts.relations, record.as_of, policy)[0]

    known: dict[str, Iterable[Any]] = {
        **by_field(sheet.facts, record),
        "post": posts,
        "relations": [each or _NO_RELATIONS for each in sheet.relations],
        "is_open": repeat(False),
        "next_update": repeat(None),
        "questions": repeat(()),
    }
    known["promises"] = _promises(sheet.next_updates, ids, known["statuses"], lambda id_: by_id[id_])
    if kind_of_facts is MaintenanceFacts:
        known["is_running"] = repeat(False)
    facts: list[Any] = by_columns(kind_of_facts, count, known, facts_again)
    by_id = dict(zip(ids, facts, strict=True))
    public = by_columns(PublicPost, count, {"post": posts, "published": known["published"], "is_told": repeat(True)})
    found = zip(facts, _bad_times(sheet.bad_times, ids), strict=True)
    columns: dict[str, Iterable[Any]] = {"public": public, "relations": known["relations"], "found": found}
    return by_columns(SettledPost, count, columns | {"about": repeat(())})


def _promises(
    columns: NextUpdates, posts: Sequence[str], statuses: Iterable[Mapping[str, Status]], facts: Callable[[str], Any]
) -> list[tuple[PromiseFacts, ...]]:
    """Return the promises that each of `posts` has. `facts` gives those about a post by its id."""

    def again(promise: PromiseFacts) -> PromiseFacts:
        made: Iterable[PromiseFacts | None] = (told.promise for told in facts(promise.post).updates)
        return next(each for each in made if each and each.id == promise.id)

    known = {
        "id": columns.id,
        "post": _each_so_often(posts, columns.count),
        "kind": repeat(PromiseKind.NEXT_UPDATE),
        "state": columns.state,
        "due": columns.due,
        "first_due": columns.due,
        "promise": repeat(None),
        "components": _each_so_often(map(tuple, statuses), columns.count),
    }
    promises = iter(by_columns(PromiseFacts, len(columns.id), known, again))
    return [tuple(islice(promises, count)) for count in columns.count]


def _bad_times(columns: BadTimes, posts: Sequence[str]) -> Iterator[Spans]:
    """Yield the bad times that each of `posts` made."""
    count = len(columns.component)
    spans = by_columns(Timespan, count, {"start": columns.start, "end": columns.end})
    known = {"status": columns.status, "span": spans, "post": _each_so_often(posts, columns.count)}
    of_components = zip(columns.component, by_columns(StatusSpan, count, known), strict=True)
    for number in columns.count:
        found: dict[str, tuple[StatusSpan, ...]] = {}
        for component, span in islice(of_components, number):
            found[component] = (*found.get(component, ()), span)
        yield found


def _each_so_often(values: Iterable[Any], counts: Iterable[int]) -> Iterator[Any]:
    return chain.from_iterable(map(repeat, values, counts))


def record_of(settled: Mapping[str, SettledPost], as_of: datetime) -> Record:
    """Return the record of what is settled at `as_of`, by the keys that posts were read under."""
    tables = Tables()

    def of(kind: type) -> dict[str, SettledPost]:
        return {key: each for key, each in settled.items() if isinstance(each.public.post, kind)}

    return Record(
        as_of=as_of,
        incidents=_sheet(of(Incident), IncidentSheet, Incidents, IncidentsFacts, tables),
        maintenances=_sheet(of(Maintenance), MaintenanceSheet, Maintenances, MaintenancesFacts, tables),
        statuses=tables.values("statuses"),
        summaries=tables.values("summaries"),
    )


def _sheet(settled: Mapping[str, SettledPost], kind: type[_Sheet], posts: type, facts: type, tables: Tables) -> _Sheet:
    of_facts: list[Any] = [each.found[0] for each in settled.values()]
    of_posts: list[AnyPost] = [each.post for each in of_facts]
    promises = [*chain.from_iterable(each.promises for each in of_facts)]
    spans: list[list[tuple[str, StatusSpan]]] = [
        [(name, span) for name, own in each.found[1].items() for span in own] for each in settled.values()
    ]
    named = [*chain.from_iterable(spans)]
    return kind(
        keys=tuple(settled),
        paths=tuple(post.source.path for post in of_posts),
        lines=tuple(post.source.line for post in of_posts),
        relations=tuple(each.relations if each.relations != _NO_RELATIONS else None for each in of_facts),
        next_updates=NextUpdates(
            count=tuple(len(each.promises) for each in of_facts),
            id=tuple(promise.id for promise in promises),
            state=tuple(promise.state for promise in promises),
            due=tuple(promise.due for promise in promises),
        ),
        bad_times=BadTimes(
            count=tuple(map(len, spans)),
            component=tuple(name for name, _ in named),
            status=tuple(span.status for _, span in named),
            start=tuple(span.span.start for _, span in named),
            end=tuple(span.span.end for _, span in named),
        ),
        posts=tables.columns(posts, of_posts),
        facts=tables.columns(facts, of_facts),
    )
