"""AP201 to AP209: the parts that an apology has, in its words and in its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_candor.lint.case import Case, is_person
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.lint.rules.repeats import earlier_apologies
from mkdocs_candor.lint.wording import word_hits
from mkdocs_candor.model.post import Apology, Responsibility
from mkdocs_candor.model.promise import Promise, PromiseKind

E, W = Level.ERROR, Level.WARNING
_WORD = re.compile(r"[^\W\d_]{4,}")
_OPENING_WORDS = 150
_SHARED = 0.3


@structure(
    "AP201", "no-sorry", E, on="apology",
    flags="An apology in which nobody says sorry or apologises, of our own and without a condition.",
    why="The words sorry and apologise have no substitute.",
    hears="They would not say it.",
    question="Can you say it in two words, in the first sentence?",
    pattern="I am sorry.",
    source="S12 S2",
    bad="""
        We switched search off for two hours on Monday. You could not find your orders, from 10:00 UTC to 12:00 UTC.
        """,
    good="""
        We switched search off for two hours on Monday, and I am sorry. You could not find your orders, from 10:00
        UTC to 12:00 UTC.
        """,
    false_positives="Conditional apologies do not count; they are AP104.",
)  # fmt: skip
def no_sorry(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Apology) or case.pack is None:
        return
    if not any(case.first("regret", p, unless="not_regret") for p in case.passages if p.key != "title"):
        yield Hit("no sentence says sorry", Place(line=case.post.body_line))


@structure(
    "AP202", "no-owner", E, on="apology",
    flags=(
        "No person with a first and a last name, a role and a way to be reached; or a letter that never says I or "
        "we."
    ),
    why="One person answers. Nobody believes a team's regret.",
    hears="Nobody stands behind this.",
    question="Who answers for it, in what role, and where can people reach them?",
    pattern="author: {name: Ines Roth, role: head of operations, contact: hosting-desk}",
    source="S10 S13",
    bad="author: {name: The Acme Team, role: support, contact: help-desk}",
    good="author: {name: Ines Roth, role: head of operations, contact: help-desk}",
)  # fmt: skip
def no_owner(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    author = post.author
    if author is None or not author.name:
        yield Hit("nobody is named under 'author'", Place(key="author"))
    elif not is_person(author.name):
        yield Hit(f"'{author.name}' is not one person with a first and a last name", Place(key="author"))
    else:
        missing = [
            word
            for word, value in (("role", author.role), ("contact", author.contact or post.contact_desk))
            if not value
        ]
        if missing:
            yield Hit(f"{author.name} has no {' and no '.join(missing)}", Place(key="author"))
    if case.pack and case.body and not case.first("first_person", case.body):
        yield Hit("the letter never says I or we", Place(line=post.body_line))


@structure(
    "AP203", "no-failure", E, on="apology",
    flags=(
        "No `failure` in one plain sentence with us as the one who acts, or a letter that does not say it in its "
        "first 150 words."
    ),
    why="Of all parts of an apology the taking of responsibility counts most, and it begins with naming what failed.",
    hears="They apologise and will not say for what.",
    question="What did we do, or not do? One sentence that begins with we.",
    pattern="failure: We [did what] without [doing what].",
    source="S1 S13",
    bad="failure: Search was unavailable.",
    good="failure: We switched search off without a way back.",
)  # fmt: skip
def no_failure(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    if not post.failure:
        yield Hit("'failure' is missing", Place(key="failure"))
        return
    if case.pack is None:
        return
    is_agentless = any(
        rule in {"AP101", "AP102", "AP103"} and hit.place.passage and hit.place.passage.key == "failure"
        for rule, hit in word_hits(case)
    )
    if is_agentless or not case.has("org", post.failure):
        yield Hit(f"in '{post.failure}' nobody of ours acts", Place(key="failure"))
    if case.body and _share_told(post.failure, case.body.prose.masked) < _SHARED:
        yield Hit("the first 150 words of the letter do not say what 'failure' says", Place(line=post.body_line))


def _share_told(failure: str, body: str) -> float:
    """Return the share of the longer words of `failure` that the letter's beginning has too, by their first letters."""
    wanted = {word[:5] for word in _WORD.findall(failure.lower())}
    opening = " ".join(body.lower().split()[:_OPENING_WORDS])
    told = {word[:5] for word in _WORD.findall(opening)}
    return len(wanted & told) / len(wanted) if wanted else 1.0


@structure(
    "AP204", "no-responsibility", E, on="apology",
    flags="No sentence in which we own something; or `responsibility: unknown` without `known_by`.",
    why="Responsibility counts most of all parts. 'Unknown' is honest, and needs a day by which it is known.",
    hears="It came over them like the weather.",
    question=(
        "Which decision of ours made this possible? Even a supplier's failure reached people through a choice of "
        "ours."
    ),
    pattern="We [chose, skipped, did not test] [what].",
    source="S1 S2 W",
    bad="""
        I am sorry. Search was off for two hours on Monday, from 10:00 UTC to 12:00 UTC, and customers had to look
        through paper lists.
        """,
    good="""
        I am sorry. We switched search off for two hours on Monday, from 10:00 UTC to 12:00 UTC, and you had to look
        through paper lists.
        """,
)  # fmt: skip
def no_responsibility(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    if post.responsibility is Responsibility.UNKNOWN and post.known_by is None:
        yield Hit("'responsibility: unknown' without 'known_by'", Place(key="responsibility"))
    if case.pack and not case.said("own", (p for p in case.passages if p.is_body)):
        yield Hit("no sentence of the letter owns anything", Place(line=post.body_line))


@structure(
    "AP205", "no-impact", E, on="apology",
    flags=(
        "Missing in `impact`: who, what they could not do, from when, how many, whether data was lost; or a letter "
        "without any of it."
    ),
    why="Empathy has the largest effect of all, and it begins with knowing what it did.",
    hears="They do not know what they did to me.",
    question="Who could not do what, from when to when, how many of how many, and is anything lost?",
    pattern="From [time] to [time] [zone] [number] of you could not [do what].",
    source="S3 S10",
    bad="""
        impact:
          who: our customers
        """,
    good="""
        impact:
          who: shops that use search
          could_not: find their orders
          from: 2026-11-02 10:00 UTC
          to: 2026-11-02 12:00 UTC
          count: 40 of 900 shops
          data_loss: none
        """,
)  # fmt: skip
def no_impact(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    impact = post.impact
    if impact is None:
        yield Hit("'impact' is missing", Place(key="impact"))
    else:
        fields = (
            ("who", impact.who),
            ("could_not", impact.could_not),
            ("from", impact.span_start),
            ("count", impact.count),
            ("data_loss", impact.data_loss),
        )
        missing = [name for name, value in fields if not value]
        if missing:
            yield Hit(f"'impact' does not say {', '.join(missing)}", Place(key="impact"))
    if case.pack and case.body and not (case.first("people", case.body) and case.first("number", case.body)):
        yield Hit("the letter does not say whom it hit, or how long", Place(line=post.body_line))


@structure(
    "AP206", "no-repair", W, on="apology",
    flags=(
        "No `repair`, and no `repair: none` with a reason; or one that does not say for whom, or how to get it. An "
        "error on a repeat."
    ),
    why="An offer of repair counts second among the parts of an apology, above all where failures repeat.",
    hears="It cost me, and costs them nothing.",
    question="What do you give back, to whom, does it come by itself, and by when? If nothing: why?",
    pattern="repair: [{what: .., who: .., automatic: true, by: ..}]",
    source="S1 S6",
    bad="""
        repair:
          - {what: a credit}
        """,
    good="""
        repair:
          - {what: the fee of a week, who: the 40 shops, automatic: true, by: 2026-11-30}
        """,
)  # fmt: skip
def no_repair(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    if not post.repairs and not post.repair_reason:
        level = E if earlier_apologies(case, post) else W
        yield Hit("'repair' is missing, and so is a reason for none", Place(key="repair"), level)
    for repair in post.repairs:
        if not repair.who:
            yield Hit(f"'{repair.what}' does not say for whom", Place(key="repair"), W)
        elif not repair.automatic and not repair.how:
            yield Hit(f"'{repair.what}' does not come by itself, and nobody says how to get it", Place(key="repair"), W)


@structure(
    "AP207", "no-prevention", E, on="apology",
    flags="No `prevention` item (error); one without an owner, without a date, or due before the letter (warning).",
    why="Promises to do better that are not kept do harm. One with an owner and a date can be kept.",
    hears="Nothing will change.",
    question="What will be different, who answers for it, and from which day?",
    pattern="prevention: [{id: P1, action: .., owner: Ines Roth, due: ..}]",
    source="S6 S1",
    bad="prevention: []",
    good="""
        prevention:
          - {id: P1, action: Try the way back before each change of search, owner: Tomas Vik, due: 2026-12-18,
              status: open}
        """,
)  # fmt: skip
def no_prevention(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    if not post.prevention:
        yield Hit("'prevention' is missing", Place(key="prevention"))
    for item in post.prevention:
        missing = [name for name, value in (("owner", item.owner), ("due", item.due)) if not value]
        if missing:
            yield Hit(f"{item.id} has no {' and no '.join(missing)}", Place(line=item.source.line), W)
        elif post.date and item.due and item.due <= post.date:
            yield Hit(f"{item.id} is due before the letter itself", Place(line=item.source.line), W)


@structure(
    "AP208", "no-follow-up", E, on="apology",
    flags="No `follow_up` with a date, a place and an owner; or one before the letter.",
    why="Following up afterwards is what makes the rest believable.",
    hears="This is the last I hear of it.",
    question="On which day, where and by whom do people read what became of this?",
    pattern="follow_up: {date: .., where: this page, owner: Ines Roth}",
    source="W S6",
    bad="""
        follow_up:
        """,
    good="follow_up: {date: 2027-01-15, where: this page, owner: Ines Roth}",
)  # fmt: skip
def no_follow_up(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    promise = _report_back(post)
    if promise is None:
        yield Hit("'follow_up' is missing", Place(key="follow_up"))
        return
    missing = [
        name for name, value in (("date", promise.due), ("where", promise.where), ("owner", promise.owner)) if not value
    ]
    if missing:
        yield Hit(f"'follow_up' has no {' and no '.join(missing)}", Place(key="follow_up"))
    elif post.date and promise.due and promise.due <= post.date:
        yield Hit("'follow_up' is dated before the letter", Place(key="follow_up"))


def _report_back(post: Apology) -> Promise | None:
    return next((p for p in post.follow_ups if p.kind is PromiseKind.FOLLOW_UP), None)


@structure(
    "AP209", "no-contact", W, on="apology",
    flags="No desk that a person reads, or no time within which it answers.",
    why="Show people where to go.",
    hears="I may not answer.",
    question="Who reads the replies, and how fast do they answer?",
    pattern="contact: {to: hosting-desk, reply_within: 4 h, bring: your customer number}",
    source="W",
    bad="contact: {bring: your shop number}",
    good="contact: {to: help-desk, reply_within: 4 h, bring: your shop number}",
)  # fmt: skip
def no_contact(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    desk = case.archive.desks.get(post.contact_desk)
    if not post.contact_desk:
        yield Hit("'contact' names no desk", Place(key="contact"))
    elif not post.reply_within and not (desk and desk.reply_within):
        yield Hit("nobody says how fast the desk answers", Place(key="contact"))


RULES = (
    no_sorry,
    no_owner,
    no_failure,
    no_responsibility,
    no_impact,
    no_repair,
    no_prevention,
    no_follow_up,
    no_contact,
)
