"""IU305 to IU319, but for the words: what an update tells its readers, and whether its words fit the state it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.model.post import Discloser, Incident, Update
from mkdocs_candor.model.status import Status

E, W, H = Level.ERROR, Level.WARNING, Level.HINT

_WORD = re.compile(r"\w+")
_SAME = 0.9
_PARTS = (
    ("ended", "when it ended"),
    ("recovered", "whether all of it is back"),
    ("data", "whether anything is lost"),
    ("todo", "what people must still do, or that it is nothing"),
    ("report", "when the report comes, or that there is none"),
)


@structure(
    "IU305", "no-impact", E, on="incident",
    flags=(
        "Neither of the first two updates says what people cannot do (error); a later one is the first to say it "
        "(warning)."
    ),
    why="People want to know whether it is them or you, and what it does to them, before they want to know why.",
    hears="Is this mine? I cannot tell.",
    question="What can somebody not do at this moment? Their verb, not your component.",
    pattern="Impact: You cannot [log in].",
    source="S3 S21 S22",
    bad="""
        ## 2026-11-20 11:00 UTC — Investigating
        Next update: 11:30 UTC

        We look into the payment service.

        ## 2026-11-20 11:30 UTC — Identified
        Next update: 12:20 UTC

        A disk of the payment service is broken. We replace it.
        """,
    good="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:30 UTC

        ## 2026-11-20 11:30 UTC — Identified
        Next update: 12:20 UTC

        A disk of the payment service is broken. We replace it.
        """,
)  # fmt: skip
def no_impact(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Incident) or not case.updates:
        return
    teller = next((n for n, update in enumerate(case.updates) if _tells(case, update, update.impact, "impact")), None)
    place = Place(line=case.updates[0].source.line)
    if teller is None:
        if case.pack or not any(update.body for update in case.updates):
            yield Hit("no update says what people cannot do", place)
    elif teller > 1:
        yield Hit(f"what people cannot do is said only in update {teller + 1}", place, W)


def _tells(case: Case, update: Update, value: str, feature: str) -> bool:
    return bool(value) or case.said(feature, case.by_update.get(update.id, ()))


@structure(
    "IU306", "nothing-to-do", W, on="incident",
    flags="No update up to here says what people can do now, not even 'Nothing; wait'.",
    why="What people can do to be safe comes first, before any explanation.",
    hears="Am I to wait? To restart? They do not say.",
    question="What helps, what protects, what makes it worse? If nothing: say so.",
    pattern="Do now: Nothing; wait. Your basket is kept.",
    source="S16 S21 F",
    bad="""
        ## 2026-11-20 11:50 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 12:20 UTC
        """,
    good="""
        ## 2026-11-20 11:50 UTC — Investigating
        Impact: You cannot pay by card.
        Do now: Nothing; wait. Your basket is kept.
        Next update: 12:20 UTC
        """,
)  # fmt: skip
def nothing_to_do(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Incident) or not case.updates or case.updates[0].stage.is_final:
        return
    told = any(_tells(case, update, update.do_now, "action") for update in case.updates)
    if not told and (case.pack or not any(update.body for update in case.updates)):
        yield Hit("no update says what people can do", Place(line=case.updates[0].source.line))


@structure(
    "IU307", "no-scope", H, on="incident",
    flags="No update says whom it hits and whom it does not.",
    why="Saying who is not hit calms the others, and saves you their questions.",
    hears="Do they mean me?",
    question="Which regions, plans, versions? And who is not affected, by name?",
    pattern="Scope: Shops in Europe. Shops in America are not affected.",
    source="S20 us",
    bad="""
        ## 2026-11-20 11:50 UTC — Investigating
        Impact: You cannot pay by card.
        Do now: Wait.
        Next update: 12:20 UTC
        """,
    good="""
        ## 2026-11-20 11:50 UTC — Investigating
        Impact: You cannot pay by card.
        Scope: Shops in Europe. Shops in America are not affected.
        Do now: Wait.
        Next update: 12:20 UTC
        """,
)  # fmt: skip
def no_scope(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Incident) or not case.updates or case.pack is None:
        return
    if not any(_tells(case, update, update.scope, "scope") for update in case.updates):
        yield Hit("no update says whom it hits and whom not", Place(line=case.updates[0].source.line))


@structure(
    "IU311", "empty-repeat", H, on="incident",
    flags="An update with the words of the one before, or with nothing but 'we are continuing to investigate'.",
    why="'No news' is news when it says so and names the next time. A formula is not.",
    hears="A machine writes this.",
    question="What did you try since? If nothing is new: say that, and since when.",
    pattern="Nothing new since 14:20 UTC. We are comparing the two copies.",
    source="S20 S24",
    bad="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:30 UTC

        ## 2026-11-20 11:30 UTC — Investigating
        Next update: 12:20 UTC

        We are continuing to investigate.
        """,
    good="""
        ## 2026-11-20 11:00 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 11:30 UTC

        ## 2026-11-20 11:30 UTC — Investigating
        Next update: 12:20 UTC

        Nothing new since 11:00 UTC. We are comparing the two copies.
        """,
)  # fmt: skip
def empty_repeat(case: Case) -> Iterator[Hit]:
    earlier: frozenset[str] = frozenset()
    for update in case.updates:
        body = next((p for p in case.by_update.get(update.id, ()) if p.is_body), None)
        if body is None:
            continue
        sentences = body.prose.sentences
        words = frozenset(_WORD.findall(body.prose.masked.lower()))
        has_news = bool(update.impact or update.scope or update.do_now or update.components)
        if len(sentences) == 1 and not has_news and case.has("empty", sentences[0].text):
            yield Hit(sentences[0].text, Place(body, sentences[0].start, len(sentences[0].text)))
        elif (
            words
            and earlier
            and not has_news
            and len(words & earlier) / len(words | earlier) > _SAME
            and not case.said("no_news", [body])
        ):
            yield Hit("the words of the update before", Place(body, 0, 0))
        earlier = words


@structure(
    "IU314", "open-ended-close", W, on="incident",
    flags=(
        "A last update that leaves out two or more of: when it ended, whether all is back, whether data is lost, "
        "what people must still do, the report (one of them: a hint)."
    ),
    why="The last word is the one that people act on.",
    hears="Is it over? Am I whole?",
    question="Can somebody who reads only this update go back to work?",
    pattern=(
        "It ended at [time, zone]. All of it works. Nothing is lost. You need do nothing. A report follows by "
        "[date], or none: [why]."
    ),
    source="S20",
    bad="""
        ## 2026-11-19 09:05 UTC — Investigating
        Impact: You cannot pay by card.

        ## 2026-11-19 09:30 UTC — Resolved

        This incident has been closed.
        """,
    good="""
        ## 2026-11-19 09:05 UTC — Investigating
        Impact: You cannot pay by card.

        ## 2026-11-19 09:30 UTC — Resolved

        Cards have worked again since 09:22 UTC, for everybody. No order was lost, and you need do nothing. There
        will be no report.
        """,
)  # fmt: skip
def open_ended_close(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Incident) or not case.is_over or case.pack is None:
        return
    last = case.updates[-1]
    passages = case.by_update.get(last.id, ())
    is_light = not case.is_grave
    has_letter = bool(case.archive.letters_about[post.id])
    missing = [
        what
        for feature, what in _PARTS
        if not case.said(feature, passages) and not (feature == "report" and (is_light or has_letter))
    ]
    if missing:
        yield Hit(f"it does not say {'; '.join(missing)}", Place(line=last.source.line), W if len(missing) > 1 else H)


@structure(
    "IU317", "state-mismatch", W, on="incident",
    flags="Every component that it names is a major outage, and the impact says 'slow', 'degraded', 'some may'.",
    why="Do not lie. Readers see both, one above the other.",
    hears="They make it small, or do not know.",
    question="Is it down, or is it slow? Correct the words or `Components`.",
    pattern="Impact: Nobody can [check out].",
    source="W S10",
    bad="""
        components: {checkout: major_outage}

        ## 2026-11-20 11:50 UTC — Investigating
        Impact: Some customers may experience degraded checkout.
        Next update: 12:20 UTC
        """,
    good="""
        components: {checkout: major_outage}

        ## 2026-11-20 11:50 UTC — Investigating
        Impact: Nobody can check out.
        Next update: 12:20 UTC
        """,
)  # fmt: skip
def state_mismatch(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Incident):
        return
    statuses: dict[str, Status] = dict(post.components)
    for update in case.updates:
        statuses.update(update.components)
        impact = next((p for p in case.by_update.get(update.id, ()) if p.key == "Impact"), None)
        if impact and _all_down(statuses) and case.said("weak", [impact]) and not case.said("strong", [impact]):
            yield Hit(update.impact, Place(impact, 0, len(update.impact)))


def _all_down(statuses: Mapping[str, Status]) -> bool:
    hurt = [status for status in statuses.values() if status is not Status.OPERATIONAL]
    return bool(hurt) and all(status is Status.MAJOR_OUTAGE for status in hurt)


@structure(
    "IU319", "told-by-others", H, on="incident",
    flags="`disclosed_by` is customers or press, and the first update does not say who told you, and when.",
    why="Whoever told first tells the story. Saying that it was not you is the next best.",
    hears="They act as if they had found it.",
    question="Who told you, and since when do you know?",
    pattern="Customers told us at 06:55 UTC.",
    source="S18",
    bad="disclosed_by: customers",
    good="""
        disclosed_by: customers

        ## 2026-11-19 09:05 UTC — Investigating
        Impact: You cannot pay by card.

        Two customers told us at 09:02 UTC.

        ## 2026-11-19 09:30 UTC — Resolved

        Cards work again.
        """,
)  # fmt: skip
def told_by_others(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Incident) or post.disclosed_by is Discloser.US or not case.updates or case.pack is None:
        return
    first = case.updates[0]
    if not case.said("told", case.by_update.get(first.id, ())) and not case.has("told", post.found_later):
        yield Hit(
            f"'disclosed_by: {post.disclosed_by}', and the first update does not say so", Place(line=first.source.line)
        )


RULES = (no_impact, nothing_to_do, no_scope, empty_repeat, open_ended_close, state_mismatch, told_by_others)
