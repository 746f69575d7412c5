"""Planned work as calendars (RFC 5545, 7986): all of it, each component's, and a file for each window.

An event is the same bytes wherever it stands. Nothing in it comes from the clock: a calendar changes when we say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise

from mkdocs_candor.derive.facts import MaintenanceFacts, Phase, PostFacts
from mkdocs_candor.model.status import Stage
from mkdocs_candor.publish import ics
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pieces import Piece
from mkdocs_candor.publish.plain_text import body, unreadable, update_body, what_to_know

_EVENT = "event"

PAST_SHOWN = 200
"""How many windows that are over a calendar keeps, beside all that are not: who subscribes fetches it every hour."""


def of_one(facts: PostFacts, edition: Edition) -> Iterator[Artifact]:
    """Yield the file of a maintenance that has a window, for the reader's own calendar."""
    if isinstance(facts, MaintenanceFacts) and facts.window and facts.post.id not in edition.drafts:
        yield Artifact(edition.links.window(facts.post.id), ics.alone(_piece(facts, edition).encode()))


def shared(edition: Edition) -> Iterator[Artifact]:
    """Yield the calendar of all planned work, and those of the components that have a page."""
    links, now = edition.links, edition.now
    works = [m for m in now.maintenances if m.window and m.post.id not in edition.drafts]
    touching: dict[str, list[MaintenanceFacts]] = {id_: [] for id_ in now.components}
    for work in works:
        for component in work.statuses:
            if component in touching:
                touching[component].append(work)
    name = ": ".join((edition.name, edition.language.gettext("planned work")))
    yield _calendar(name, links.calendar(), works, edition)
    for id_, facts in now.components.items():
        if not facts.component.hidden:
            about = edition.language.gettext("planned work on %(name)s", name=facts.component.name)
            name = f"{edition.name}: {about}"
            yield _calendar(name, links.calendar(id_), touching[id_], edition)


def _calendar(name: str, path: str, works: Iterable[MaintenanceFacts], edition: Edition) -> Artifact:
    """Return the calendar of these windows, by their start."""
    shown = [_piece(facts, edition).encode() for facts in _shown(works)]
    return Artifact(path, ics.subscribed(name, edition.links.index("maintenance"), path, shown, edition))


def pieces(facts: PostFacts, edition: Edition) -> Iterator[Piece]:
    """Yield the event of a maintenance, which stands in several calendars."""
    if isinstance(facts, MaintenanceFacts) and facts.window:
        yield Piece(_EVENT, facts.post.id, _piece(facts, edition))


def _piece(facts: MaintenanceFacts, edition: Edition) -> str:
    return edition.pieces.text(_EVENT, facts.post.id, partial(_event, facts, edition))


def _event(facts: MaintenanceFacts, edition: Edition) -> str:
    return ics.component("VEVENT", _lines(facts, edition))


def _lines(facts: MaintenanceFacts, edition: Edition) -> Iterator[str]:
    """Yield the properties of a maintenance that has a window. One that cannot be fully read is tentative."""
    post, window, say = facts.post, facts.window, edition.spoken(facts.post.lang).language
    assert window is not None, "only windows are events"  # noqa: S101
    is_cancelled = facts.phase is Phase.CANCELLED
    in_language = f";LANGUAGE={post.lang}" if post.lang else ""
    title = say.gettext("Cancelled: %(title)s", title=post.title) if is_cancelled else post.title
    yield f"UID:{ics.escaped(f'{edition.ids[post.id]}@{edition.id_host}')}"
    yield f"DTSTAMP:{ics.stamp(facts.changed)}"
    yield f"CREATED:{ics.stamp(facts.published)}"
    yield f"LAST-MODIFIED:{ics.stamp(facts.changed)}"
    yield f"SEQUENCE:{sequence(facts, edition)}"
    yield f"DTSTART:{ics.stamp(window.start)}"
    if window.end > window.start:
        yield f"DTEND:{ics.stamp(window.end)}"
    yield f"SUMMARY{in_language}:{ics.escaped(title)}"
    yield f"DESCRIPTION{in_language}:{ics.escaped(description(facts, edition.spoken(post.lang)))}"
    if edition.links.site_url:
        yield f"URL:{edition.links.absolute(edition.links.post(post.type, post.id))}"
    about = (say.say(post.type), *(_component_name(id_, edition) for id_ in facts.statuses))
    yield f"CATEGORIES:{','.join(map(ics.escaped, about))}"
    yield f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED' if post.is_readable else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"


def sequence(facts: MaintenanceFacts, edition: Edition) -> int:
    """Return how often the window was moved, and the maintenance cancelled or taken up again, by its updates."""
    told = [found.update for found in reversed(facts.updates) if edition.now.has_come(found.update.at)]
    cancelled = [False, *(update.stage is Stage.CANCELLED for update in told)]
    turns = sum(before != after for before, after in pairwise(cancelled))
    return len(facts.moved_from) + turns


def description(facts: MaintenanceFacts, edition: Edition) -> str:
    """Return what is worth knowing of a maintenance, as plain text."""
    post = facts.post
    say = edition.language
    parts = [] if post.is_readable else [unreadable(edition)]
    if facts.phase is Phase.CANCELLED:
        parts.append(say.gettext("This work was cancelled."))
    parts += what_to_know(facts.impact, facts.scope, facts.do_now, facts, edition)
    parts.append(body(facts, edition))
    if facts.updates:
        newest = facts.updates[0].update
        parts.append(update_body(facts, newest, edition))
    parts += [say.gettext("Moved from %(window)s.", window=say.window(old.start, old.end)) for old in facts.moved_from]
    if edition.links.site_url:
        parts.append(edition.links.absolute(edition.links.post(post.type, post.id)))
    return "\n\n".join(part for part in parts if part)


def _shown(works: Iterable[MaintenanceFacts]) -> list[MaintenanceFacts]:
    by_start = sorted(works, key=lambda facts: (facts.window.start if facts.window else facts.published, facts.post.id))
    over = [facts for facts in by_start if not facts.is_open]
    forgotten = {facts.post.id for facts in over[:-PAST_SHOWN]}
    return [facts for facts in by_start if facts.post.id not in forgotten]


def _component_name(id_: str, edition: Edition) -> str:
    known = edition.now.components
    return known[id_].component.name if id_ in known else id_
