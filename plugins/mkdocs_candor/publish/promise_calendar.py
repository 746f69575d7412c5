"""The days by which we promised something, as a calendar: each moves when we put it off, and goes when it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, time, timedelta

from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.publish import ics
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.prose import plain


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield the calendar of what we still owe: prevention items and follow-ups, not the next updates of incidents."""
    links = edition.links
    owed = (p for p in edition.now.promises.values() if p.is_open and p.due and p.kind is not PromiseKind.NEXT_UPDATE)
    shown = (facts for facts in owed if facts.post not in edition.drafts)
    events = [ics.component("VEVENT", _lines(facts, edition)).encode() for facts in shown]
    name = ": ".join((edition.name, edition.language.gettext("promises")))
    content = ics.subscribed(name, links.index("promises"), links.promise_calendar, events, edition)
    yield Artifact(links.promise_calendar, content)


def _lines(facts: PromiseFacts, edition: Edition) -> Iterator[str]:
    """Yield the properties of a promise that has a day."""
    promise, due = facts.promise, facts.due
    assert promise is not None, "only a next update is not written down"  # noqa: S101
    assert due is not None, "without a day it is no event"  # noqa: S101
    about, say = edition.now.posts[facts.post], edition.language
    what = plain(edition.text.written(edition.promised(promise), promise.source))
    newest = max((slip.on for slip in promise.slips), default=None)
    yield f"UID:{ics.escaped(f'{edition.ids[facts.post]}/promise-{promise.id}@{edition.id_host}')}"
    yield f"DTSTAMP:{ics.stamp(newest or about.published)}"
    yield f"CREATED:{ics.stamp(about.published)}"
    yield f"SEQUENCE:{len(promise.slips)}"
    if due.astimezone(UTC).time() == time.min:  # a day is due until the midnight after it
        yield f"DTSTART;VALUE=DATE:{due.astimezone(UTC) - timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{ics.stamp(due)}"
    yield "SUMMARY:" + ics.escaped(say.gettext("Due: %(what)s", what=what))
    why = plain(edition.text.written(promise.slips[-1].why, promise.source)) if promise.slips else ""
    address = edition.links.absolute(edition.links.index("promises"), edition.links.promise_anchor(facts.id))
    told = (promise.owner, why, about.post.title, address if edition.links.site_url else "")
    yield "DESCRIPTION:" + ics.escaped("\n\n".join(part for part in told if part))
    if edition.links.site_url:
        yield f"URL:{address}"
    yield f"CATEGORIES:{ics.escaped(say.say(facts.kind))}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
