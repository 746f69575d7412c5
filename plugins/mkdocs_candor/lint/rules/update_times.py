"""IU301 to IU304 and IU315: whether word comes early, when it was promised, and in whose hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.model.deadlines import GRACE
from mkdocs_candor.model.post import Incident, Maintenance, Update

E, W = Level.ERROR, Level.WARNING

_CLOCK = re.compile(r"(?<![\d:.,/-])(?:[01]?\d|2[0-3])(?::[0-5]\d(?!:)|h[0-5]\d)(?![\d-])")


@structure(
    "IU301", "late-first-notice", E, on="incident",
    flags=(
        "A first notice that comes late after `started`: from 10 minutes (critical), 15 (major) or 60 (minor) on; "
        "an error from 30 and 60. Maintenance told less than 72 hours before."
    ),
    why="The longer bad news waits, the bigger the reaction. Telling first only works while one is first.",
    hears="They knew, and let me look for the fault at my own end.",
    question="Why so late? If there is a reason, say it in `found_later`.",
    pattern="found_later: Our alarm watches all payments together, and stayed quiet.",
    source="S18 S20 S23 S24 W",
    bad="started: 2026-11-19 08:00 UTC",
    good="""
        started: 2026-11-19 08:00 UTC
        found_later: Our alarm watches all payments together, and stayed quiet.
        """,
    false_positives="An embargo for security, or a failure found later: both are reasons for `found_later`.",
)  # fmt: skip
def late_first_notice(case: Case) -> Iterator[Hit]:
    post, updates, deadlines = case.post, case.updates, case.archive.settings.deadlines
    if isinstance(post, Maintenance) and post.updates and post.window:
        notice = post.window.start - post.updates[0].at
        if timedelta() < notice < deadlines.maintenance:
            yield Hit(
                f"told {_length(notice)} before it starts; {_length(deadlines.maintenance)} is our rule",
                Place(line=post.updates[0].source.line),
                W,
            )
    if (
        not isinstance(post, Incident)
        or post.started is None
        or not updates
        or post.found_later
        or post.severity is None
        or post.severity not in deadlines.first_notice
    ):
        return
    warn, error = deadlines.first_notice[post.severity]
    after = updates[0].at - post.started
    if after > warn:
        level = E if error and after > error else W
        yield Hit(
            f"{_length(after)} after the start; {_length(warn)} is our rule for {post.severity}",
            Place(line=updates[0].source.line),
            level,
        )


@structure(
    "IU302", "no-next-update", E, on="incident",
    flags="The newest update of an open incident does not say when the next one comes.",
    why="When the next word comes counts for more than how often.",
    hears="I must keep looking.",
    question="When do you write again, whatever is known by then?",
    pattern="Next update: 14:30 UTC",
    source="S20 S22 S24",
    bad="""
        ## 2026-11-20 11:50 UTC — Investigating
        Impact: You cannot pay by card.
        Do now: Wait.
        """,
    good="""
        ## 2026-11-20 11:50 UTC — Investigating
        Impact: You cannot pay by card.
        Do now: Wait.
        Next update: 12:20 UTC
        """,
)  # fmt: skip
def no_next_update(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Incident) or not case.updates or case.is_over:
        return
    newest = case.updates[-1]
    if newest.next_update is None:
        said = next((s for p in case.by_update.get(newest.id, ()) if (s := case.first("next_update", p))), None)
        question = (
            "It stands in the text. Write it as a key line, so that the page can count on it: 'Next update: ..'"
            if said
            else ""
        )
        yield Hit("no 'Next update:'", Place(line=newest.source.line), question=question)


@structure(
    "IU303", "promise-missed", E, on="incident",
    flags=(
        "The next update is overdue now; or came late, and did not say that it was late (an error while it is the "
        "newest, else a warning)."
    ),
    why="Keeping one's word about the next word is the one promise that is always possible.",
    hears="They do not even keep that.",
    question="Write now, even that there is nothing new. And say that it is late.",
    pattern="We promised word by 14:30 UTC, and come 20 minutes late. I am sorry. [The news.]",
    source="S20 F",
    bad="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:20 UTC

        ## 2026-11-20 11:50 UTC — Identified
        Next update: 12:20 UTC

        A disk has failed. We are replacing it.
        """,
    good="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:20 UTC

        ## 2026-11-20 11:50 UTC — Identified
        Next update: 12:20 UTC

        We promised word by 11:20 UTC, and come 30 minutes late. I am sorry. A disk has failed. We are replacing it.
        """,
    false_positives="'No news' in time is kept. A lateness that the update itself admits is not found again.",
)  # fmt: skip
def promise_missed(case: Case) -> Iterator[Hit]:
    updates = case.updates
    if not isinstance(case.post, Incident):
        return
    for update, following in pairwise(updates):
        due = update.next_update
        if due is None or following.at <= due + GRACE:
            continue
        if case.said("late", case.by_update.get(following.id, ())):
            continue
        is_newest = following is updates[-1] and not case.is_over
        yield Hit(
            f"promised for {due:%H:%M} UTC, and {_length(following.at - due)} late without a word about it",
            Place(line=following.source.line),
            E if is_newest else W,
        )
    if updates and not case.is_over and not case.is_draft:
        due = updates[-1].next_update
        if due and case.as_of > due + GRACE:
            yield Hit(f"promised for {due:%Y-%m-%d %H:%M} UTC, and not there", Place(line=updates[-1].source.line), E)


@structure(
    "IU304", "silence", W, on="incident",
    flags=(
        "A gap longer than 30 minutes (critical), an hour (major) or four hours (minor) that no `Next update` had "
        "announced."
    ),
    why="A page that is down, angry people, and nobody who speaks: that is how a community turns.",
    hears="Is anybody there?",
    question="Can somebody who does not repair write every half hour? Or can you announce the longer gap?",
    pattern="Next update: 06:00 UTC. [Why it takes so long.]",
    source="F S20 S22 S23",
    bad="""
        ## 2026-11-20 05:00 UTC — Investigating
        Impact: You cannot pay by card.

        ## 2026-11-20 11:50 UTC — Identified
        Next update: 12:20 UTC
        """,
    good="""
        ## 2026-11-20 05:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 12:00 UTC

        ## 2026-11-20 11:50 UTC — Identified
        Next update: 12:20 UTC
        """,
)  # fmt: skip
def silence(case: Case) -> Iterator[Hit]:
    post = case.post
    allowed = case.archive.settings.deadlines.longest_silence
    if not isinstance(post, Incident) or post.severity is None or post.severity not in allowed:
        return
    longest = allowed[post.severity] + GRACE
    moments: list[tuple[Update, datetime]] = [(update, following.at) for update, following in pairwise(case.updates)]
    if case.updates and not case.is_over and not case.is_draft:
        moments.append((case.updates[-1], case.as_of))
    for update, until in moments:
        if update.next_update is None and until - update.at > longest:
            yield Hit(
                f"{_length(until - update.at)} without a word, and none was announced", Place(line=update.source.line)
            )


@structure(
    "IU315", "no-zone", E, on="incident",
    flags="A clock time without a zone, in a post where the headings do not say that the page's times are UTC.",
    why="Readers are elsewhere. Half of them will read it an hour off.",
    hears="Their time or mine?",
    question="Which zone?",
    pattern="at 14:02 UTC",
    source="us",
    bad="""
        ## 2026-11-19 10:10 Europe/Berlin — Investigating
        Impact: You cannot pay by card since 10:02.
        Next update: 2026-11-19 10:40 Europe/Berlin

        ## 2026-11-19 10:40 Europe/Berlin — Resolved

        Cards work again.
        """,
    good="""
        ## 2026-11-19 10:10 Europe/Berlin — Investigating
        Impact: You cannot pay by card since 10:02 Berlin time.
        Next update: 2026-11-19 10:40 Europe/Berlin

        ## 2026-11-19 10:40 Europe/Berlin — Resolved

        Cards work again.
        """,
    false_positives=(
        "Where every heading is in UTC, as the page shows it, a bare time is read as UTC. So is one beside a time "
        "with a zone."
    ),
)  # fmt: skip
def no_zone(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Incident | Maintenance) or case.pack is None:
        return
    if post.updates and all(case.heading_zones.get(update.source.line, True) for update in post.updates):
        return
    if case.said("zone_set", case.passages):
        return
    for passage in case.passages:
        if not _CLOCK.search(passage.prose.masked):
            continue
        for sentence in passage.prose.sentences:
            if (clock := _CLOCK.search(sentence.text)) and not case.has("zone", sentence.text):
                yield Hit(clock[0], Place(passage, sentence.start + clock.start(), len(clock[0])))


def _length(span: timedelta) -> str:
    """Return a length in words: `32 minutes`, `2 hours 5 minutes`, `3 days`."""
    minutes = int(span / timedelta(minutes=1))
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' * (hours != 1)}"] if hours else []
    if rest or not parts:
        parts.append(f"{rest} minute{'s' * (rest != 1)}")
    return " ".join(parts)


RULES = (late_first_notice, no_next_update, promise_missed, silence, no_zone)
