"""PB701 to PB708, IU318, FU505, FU508 and FU509: what was published stays, and what changes in it says so.

These need the site as it was at another commit: `candor check --against`. `lint.against` finds them; here is what
they are. Their examples are written as changes of a file: `-` was there, `+` is there now.
"""

from __future__ import annotations

from textwrap import dedent

from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Example, Rule


def _rule(
    id: str,
    name: str,
    level: Level,
    on: str,
    *,
    flags: str,
    why: str,
    hears: str,
    question: str,
    pattern: str,
    source: str,
    bad: str,
    good: str,
    false_positives: str = "",
) -> Rule:
    return Rule(
        id=id, name=name, level=level, on=on, flags=flags, why=why, hears=hears, question=question,
        pattern=pattern, source=tuple(source.split()),
        examples=(Example(dedent(bad).strip("\n"), dedent(good).strip("\n")),), false_positives=false_positives,
        needs_another_commit=True,
    )  # fmt: skip


E, W = Level.ERROR, Level.WARNING

VANISHED = _rule(
    "PB701", "vanished-post", E, "any post",
    flags="A published post that is gone, and no other says `redirect_from` for it.",
    why="Its address is in mails, feeds and search engines. Who follows it finds nothing, and thinks the worst.",
    hears="They removed it.",
    question="Where shall people who have the old address arrive?",
    pattern="redirect_from: [the old id], in the post that takes its place",
    source="us W",
    bad="- incidents/cards.md",
    good="""
        - incidents/cards.md
        + incidents/card-payments.md, with: redirect_from: [cards]
        """,
)  # fmt: skip
RENAMED = _rule(
    "PB702", "changed-id", E, "any post",
    flags="A published post that has another id now, most often because its file was renamed.",
    why="The id is its address, its place in every feed and in the API. With another one it is a new post to all.",
    hears="The link that they sent me is dead, and my reader shows everything twice.",
    question="Can the file keep its name, or the post its id?",
    pattern="id: the-old-id, or redirect_from: [the-old-id]",
    source="us",
    bad="""
        - incidents/cards.md
        + incidents/2026-11-19-cards.md
        """,
    good="""
        - incidents/cards.md
        + incidents/2026-11-19-cards.md, with: id: cards
        """,
)  # fmt: skip
WITHDRAWN = _rule(
    "PB703", "withdrawn-post", E, "incident",
    flags="A published post that is a draft again, or under an embargo.",
    why="People have read it. What is taken back in silence is read twice as closely.",
    hears="They are hiding something.",
    question="What was wrong with it? Say so in the post, and leave it there.",
    pattern="a new update, or `Edited:` with what was corrected",
    source="W us",
    bad="""
        + draft: true
          type: incident
        """,
    good="""
          type: incident
        """,
)  # fmt: skip
UPDATE_GONE = _rule(
    "PB704", "vanished-update", E, "incident",
    flags="A published update that is gone.",
    why="Subscribers have it in their mail and in their reader. Only the page does not know it any more.",
    hears="They change history.",
    question="Was it wrong? Then say what was wrong, in a new update or under `Edited:`.",
    pattern="Edited: [time], [what was wrong]",
    source="W us",
    bad="""
        - ## 2026-11-19 09:02 UTC — Investigating
        - Impact: You cannot pay by card.

          ## 2026-11-19 09:30 UTC — Resolved
        """,
    good="""
          ## 2026-11-19 09:02 UTC — Investigating
          Impact: You cannot pay by card.

          ## 2026-11-19 09:30 UTC — Resolved
        """,
)  # fmt: skip
UPDATE_MOVED = _rule(
    "PB705", "changed-time", E, "incident",
    flags="A published update that has another time now, and no `Was:` that says which it had.",
    why="The time is the update's address and its name in feeds: with another one it is told once more to everybody.",
    hears="It happened again? No: they moved the clock.",
    question="Which time was it published under?",
    pattern="Was: 2026-11-19 09:05 UTC, below the corrected heading",
    source="us",
    bad="""
        - ## 2026-11-19 09:05 UTC — Investigating
        + ## 2026-11-19 09:02 UTC — Investigating
          Impact: You cannot pay by card.
        """,
    good="""
        - ## 2026-11-19 09:05 UTC — Investigating
        + ## 2026-11-19 09:02 UTC — Investigating
        + Was: 2026-11-19 09:05 UTC
          Impact: You cannot pay by card.
        """,
)  # fmt: skip
SILENT_EDIT = _rule(
    "IU318", "silent-edit", W, "incident",
    flags="A published update that says something else now, without an `Edited:` line.",
    why="Do not lie, even when pushed. Who acted on the old words must learn that they were wrong.",
    hears="That is not what they told me this morning.",
    question="What did you correct, and when?",
    pattern="Edited: [time], [what was corrected]",
    source="W us",
    bad="""
          ## 2026-11-19 09:05 UTC — Investigating
        - Impact: You cannot pay by card.
        + Impact: Some payments by card are slow.
        """,
    good="""
          ## 2026-11-19 09:05 UTC — Investigating
        - Impact: You cannot pay by card.
        + Impact: Some payments by card are slow.
        + Edited: 2026-11-19 09:20 UTC, most payments came through
        """,
    false_positives="A corrected slip of the pen. It costs a line all the same: readers cannot tell the two apart.",
)  # fmt: skip
PROMISE_GONE = _rule(
    "FU505", "vanished-promise", E, "apology",
    flags="A published prevention item or follow-up that is gone, or has another id.",
    why="A promise ends as done, or as dropped with the reason. It does not end by being forgotten.",
    hears="They hoped that nobody would notice.",
    question="What has become of it?",
    pattern="status: dropped, why: [the reason]",
    source="W S6",
    bad="""
        - prevention:
        -   - {id: P1, action: Try the way back, owner: Tomas Vik, due: 2026-12-18, status: open}
        + prevention: []
        """,
    good="""
          prevention:
        -   - {id: P1, action: Try the way back, owner: Tomas Vik, due: 2026-12-18, status: open}
        +   - {id: P1, action: Try the way back, owner: Tomas Vik, due: 2026-12-18, status: dropped, why: Search goes}
        """,
)  # fmt: skip
DUE_REWRITTEN = _rule(
    "FU508", "rewritten-date", E, "apology",
    flags="A published promise whose first date is another now, or one of whose slips is gone.",
    why="Slipping aloud is allowed, and free. Rewriting the date makes every other date worthless.",
    hears="They moved the day, and act as if it had always been so.",
    question="When did you tell people the new date, and why?",
    pattern="due: as it was, slips: [{on: today, due: the new date, why: the reason}]",
    source="W S6",
    bad="""
        - follow_up: {date: 2027-01-15, where: this page, owner: Ines Roth}
        + follow_up: {date: 2027-03-15, where: this page, owner: Ines Roth}
        """,
    good="""
          follow_up:
            date: 2027-01-15
            where: this page
            owner: Ines Roth
        +   status: slipped
        +   slips: [{on: 2026-11-18, due: 2027-03-15, why: The trial takes longer.}]
        """,
)  # fmt: skip
REWORDED = _rule(
    "FU509", "reworded-promise", W, "apology",
    flags="A published promise that says something else now.",
    why="A promise is held against its words. Softer words are a broken promise that nobody hears.",
    hears="That is not what they promised.",
    question="Is it the same promise? If not: drop the old one with the reason, and make a new one.",
    pattern="status: dropped, why: [the reason]; and a new promise with an id of its own",
    source="W us",
    bad="""
          prevention:
        -   - {id: P1, action: Try the way back before each change, owner: Tomas Vik, due: 2026-12-18}
        +   - {id: P1, action: Consider a way back, owner: Tomas Vik, due: 2026-12-18}
        """,
    good="""
          prevention:
            - {id: P1, action: Try the way back before each change, owner: Tomas Vik, due: 2026-12-18}
        """,
)  # fmt: skip
COMPONENT_GONE = _rule(
    "PB706", "vanished-component", W, "components.yml",
    flags="A component that is gone from `components.yml`, and that no other has among its `aliases`.",
    why="It has a page, a feed, a badge and a place in the API, which people watch.",
    hears="Is it shut down? Nobody said so.",
    question="Is it retired, or does it have another name?",
    pattern="until: [its first day of retirement]; or aliases: [the old id]",
    source="us",
    bad="- components.yml: {id: login, name: Login}",
    good="+ components.yml: {id: login, name: Login, until: 2026-12-01}",
)  # fmt: skip
PAGE_GONE = _rule(
    "PB707", "vanished-page", W, "community page",
    flags="A community page that is gone.",
    why="Customers link to it and send it to one another, above all when something is broken.",
    hears="The way out that I had kept is gone.",
    question="Does it not hold any more? Then leave the page, and say until when it held.",
    pattern="until: [the day], in the page",
    source="F us",
    bad="- site_src/community/pay-by-transfer.md",
    good="+ until: 2026-12-01",
)  # fmt: skip
QUESTION_GONE = _rule(
    "PB708", "vanished-question", W, "incident",
    flags="A question of customers that is gone from a published post, or is worded anew.",
    why="Someone asked it and comes back for the answer. Its words are its address.",
    hears="They delete what they do not like to answer.",
    question="Is it answered elsewhere? Answer with that.",
    pattern="### [the question as it was asked], and the answer below it",
    source="F W",
    bad="""
          ## Questions

        - ### Was I charged twice?
        - Asked: 2026-11-19 09:10 UTC, forum
        """,
    good="""
          ## Questions

          ### Was I charged twice?
          Asked: 2026-11-19 09:10 UTC, forum
        +
        + No. Every double charge has been paid back.
        """,
)  # fmt: skip

RULES = (
    VANISHED, RENAMED, WITHDRAWN, UPDATE_GONE, UPDATE_MOVED, SILENT_EDIT, PROMISE_GONE, DUE_REWRITTEN, REWORDED,
    COMPONENT_GONE, PAGE_GONE, QUESTION_GONE,
)  # fmt: skip
