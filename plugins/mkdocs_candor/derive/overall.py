"""How everything is, in one status and one sentence. Never falsely green: what we cannot read may hide an outage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mkdocs_candor.derive.components import is_listed
from mkdocs_candor.derive.effects import effects
from mkdocs_candor.derive.facts import (
    ComponentFacts,
    GroupFacts,
    IncidentFacts,
    MaintenanceFacts,
    Overall,
    Phase,
    PostFacts,
)
from mkdocs_candor.derive.sentence import Situation, Trouble, note, sentence
from mkdocs_candor.derive.visibility import is_doubtful
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Stage, Status, worst

_TROUBLE = {
    Status.MAJOR_OUTAGE: Trouble.DOWN,
    Status.PARTIAL_OUTAGE: Trouble.PARTLY_DOWN,
    Status.DEGRADED_PERFORMANCE: Trouble.SLOW,
    Status.UNKNOWN: Trouble.NOT_KNOWN,
    Status.UNDER_MAINTENANCE: Trouble.PLANNED,
}


@frozen(kw_only=True)
class _View:
    """What counts. `statuses` are those of the listed components, and of ids that no list knows but open posts name."""

    statuses: Mapping[str, Status]
    components: Mapping[str, ComponentFacts]
    groups: Mapping[str, GroupFacts]
    active: Sequence[PostFacts]

    def name(self, component: str) -> str:
        return self.components[component].component.name if component in self.components else component

    def shown(self, facts: PostFacts) -> dict[str, Status]:
        """Return what an active post makes of the components that count."""
        return {id_: status for id_, status in effects(facts).items() if id_ in self.statuses}


def overall(
    active: Sequence[PostFacts],
    components: Mapping[str, ComponentFacts],
    groups: Mapping[str, GroupFacts],
    *,
    unread: int,
    is_complete: bool,
) -> Overall:
    """Return the worst of the components that count, of the active posts that none of them speaks for, and of doubt.

    An open incident that names no component weighs as much as its severity; so does one whose components all work,
    until it is only watched. `unread` counts the files of which nothing is known.
    """
    view = _view(active, components, groups)
    situation = _situation(view, unread, is_complete)
    return Overall(
        status=worst(
            (
                *view.statuses.values(),
                *(_weight(facts) for facts in view.active if _speaks_for_itself(facts, view)),
                Status.UNKNOWN if situation.is_doubtful else Status.OPERATIONAL,
            )
        ),
        situation=situation,
        sentence=sentence(situation),
        note=note(situation),
    )


def _view(
    active: Sequence[PostFacts], components: Mapping[str, ComponentFacts], groups: Mapping[str, GroupFacts]
) -> _View:
    statuses = {id_: facts.status for id_, facts in components.items() if is_listed(facts)}
    for facts in active:
        for component, status in effects(facts).items():
            if component not in components:
                statuses[component] = worst((status, statuses.get(component, status)))
    return _View(statuses=statuses, components=components, groups=groups, active=active)


def _speaks_for_itself(facts: PostFacts, view: _View) -> bool:
    """Return whether a post is open and no component that counts is bad because of it.

    A post about hidden or retired components alone says nothing about the whole.
    """
    if is_doubtful(facts.post):
        return False
    if isinstance(facts, MaintenanceFacts):
        return not facts.statuses
    shown = view.shown(facts)
    is_aside = bool(effects(facts)) and not shown
    return not is_aside and worst(shown.values()) is Status.OPERATIONAL


def _weight(facts: PostFacts) -> Status:
    if isinstance(facts, MaintenanceFacts):
        return Status.UNDER_MAINTENANCE
    if not isinstance(facts, IncidentFacts) or facts.post.severity is None:
        return Status.UNKNOWN
    return Status.OPERATIONAL if _is_watched(facts) else facts.post.severity.status


def _is_watched(facts: IncidentFacts) -> bool:
    return facts.stage is Stage.MONITORING and bool(facts.statuses)


def _situation(view: _View, unread: int, is_complete: bool) -> Situation:
    doubtful = [facts for facts in view.active if is_doubtful(facts.post)]
    concerned = [id_ for facts in doubtful for id_ in view.shown(facts)]
    by_trouble = _by_trouble(view, set(concerned))
    troubles = {trouble: _names(view, ids) for trouble, ids in by_trouble.items()}
    working_on, looking_into, watching = [], [], []
    for facts in view.active:
        if not _speaks_for_itself(facts, view):
            continue
        if isinstance(facts, MaintenanceFacts):
            trouble = Trouble.OVERRUN if facts.phase is Phase.OVERDUE else Trouble.PLANNED
            troubles[trouble] = [*troubles.get(trouble, ()), facts.post.title]
        elif _weight(facts) is not Status.OPERATIONAL:
            working_on.append(facts.post.title)
        elif isinstance(facts, IncidentFacts) and _is_watched(facts):
            watching.append(facts.post.title)
        else:
            looking_into.append(facts.post.title)
    bad = sum(len(ids) for ids in by_trouble.values())
    is_all = len(by_trouble) == 1 and bad == len(view.statuses) > 1 and len(troubles) == 1
    return Situation(
        troubles=troubles,
        everything=next(iter(by_trouble)) if is_all else None,
        working_on=working_on,
        looking_into=looking_into,
        watching=watching,
        others_work=bad < len(view.statuses),
        unreadable=len(doubtful) + unread,
        lacks_components=not is_complete,
        concerned=_names(view, dict.fromkeys(concerned)),
    )


def _by_trouble(view: _View, in_doubt: set[str]) -> dict[Trouble, list[str]]:
    """Return the bad components by what is wrong, in the order listed. Those in doubt alone are left to the note."""
    overrun = {
        id_
        for facts in view.active
        if isinstance(facts, MaintenanceFacts) and facts.phase is Phase.OVERDUE
        for id_ in facts.statuses
    }
    found: dict[Trouble, list[str]] = {}
    for id_, status in view.statuses.items():
        if status is Status.OPERATIONAL or (status is Status.UNKNOWN and id_ in in_doubt):
            continue
        is_overrun = status is Status.UNDER_MAINTENANCE and id_ in overrun
        found.setdefault(Trouble.OVERRUN if is_overrun else _TROUBLE[status], []).append(id_)
    return found


def _names(view: _View, ids: Iterable[str]) -> list[str]:
    """Return the names of components, with a group's name in place of two or more that are all it has."""
    return list(dict.fromkeys(_grouped(view, list(ids))))


def _grouped(view: _View, ids: list[str]) -> Iterator[str]:
    whole = {
        id_: group.group.name
        for group in view.groups.values()
        if len(group.components) > 1 and set(group.components) <= set(ids)
        for id_ in group.components
    }
    yield from (whole.get(id_) or view.name(id_) for id_ in ids)
