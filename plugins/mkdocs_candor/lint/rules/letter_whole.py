"""AP210 to AP216: when an apology comes, how it is built, and whether it agrees with the incident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.prose import Sentence
from mkdocs_candor.lint.reading_ease import grade
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.lint.rules.promises import last_day, overdue
from mkdocs_candor.lint.rules.repeats import earlier_apologies
from mkdocs_candor.model.deadlines import working_days
from mkdocs_candor.model.post import Apology, Incident, Maintenance, Report
from mkdocs_candor.model.status import Severity

E, W, H = Level.ERROR, Level.WARNING, Level.HINT

_BURIED_AFTER = 150
_SHORT = 60  # words: all of it is read at one glance
_LONG_SENTENCE = 30
_MEAN_SENTENCE = 20
_GRADE = 10
_TOO_SHORT, _TOO_LONG = 80, 900
_NEAR = timedelta(minutes=60)
_SAME = timedelta(minutes=5)
_SPAN = re.compile(
    r"\b(\d{1,2})[:.](\d\d)\s*(?:UTC|GMT|Z)?\s*(?:to|until|bis|a|hasta|-|–)\s*(\d{1,2})[:.](\d\d)\s*(?:UTC|GMT|Z)\b"
)
_COUNTED = re.compile(r"(\d[\d,. ]*\d|\d)\s+(?:of\s+(?:the\s+)?(?:\d[\d,. ]*\d\s+)?)?([^\W\d_]{4,})")


@structure(
    "AP210", "late", W, on="apology",
    flags="An apology later than two working days after the end of a critical incident, or five after a major one.",
    why="A late apology costs. Telling first only works while one is first.",
    hears="They hoped that I would forget.",
    question="Why only now? Say so in the letter.",
    pattern="[Sorry and our failure.] This letter comes [n] days later than it should, because [why].",
    source="S3 S18 W",
    bad="date: 2026-11-20",
    good="date: 2026-11-04",
)  # fmt: skip
def late(case: Case) -> Iterator[Hit]:
    post, due = case.post, case.archive.settings.deadlines.apology
    if not isinstance(post, Apology) or post.date is None or case.severity not in due:
        return
    ends = [end for incident in case.archive.incidents_of(post) if (end := _end(incident))]
    if not ends:
        return
    allowed = due[case.severity]
    days = working_days(max(ends).date(), post.date.date())
    if days > allowed:
        yield Hit(f"{days} working days after the end; {allowed} is our rule for {case.severity}", Place(key="date"))


def _end(incident: Incident | Maintenance) -> datetime | None:
    return incident.updates[-1].at if incident.updates and incident.updates[-1].stage.is_final else None


@structure(
    "AP211", "buried", W, on="apology",
    flags=(
        "The first sorry, or the first sentence that owns something, after the first third or after 150 words. In a "
        "letter of less than 60 words it may stand anywhere."
    ),
    why="Readers stop early. What stands last was written for somebody else.",
    hears="They had to be dragged to it.",
    question="Can the first two sentences be: sorry, and our failure?",
    pattern="[Sorry and our failure in two sentences.] [Everything else.]",
    source="S3 S1",
    bad="""
        On Monday the shops of our town opened as usual. The weather was fine, and the market stood in the square
        until noon.
        From 10:00 UTC to 12:00 UTC nobody found an order. The lists came late. The telephones rang, and the queue
        went out into the street.
        It was a long day for everybody who came, and for those who served them. We switched search off without a way
        back. I am sorry.
        """,
    good="""
        We switched search off without a way back, and I am sorry. From 10:00 UTC to 12:00 UTC on Monday you could
        not find an order.
        The telephones rang, and the queue went out into the street.
        """,
)  # fmt: skip
def buried(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Apology) or case.body is None:
        return
    prose = case.body.prose
    limit = _BURIED_AFTER if prose.word_count < _SHORT else min(prose.word_count / 3, _BURIED_AFTER)
    for feature, what in (("regret", "sorry"), ("own", "sentence that owns something")):
        sentence = case.first(feature, case.body, unless="not_regret" if feature == "regret" else "")
        if sentence and (words := prose.words_before(sentence.start)) > limit:
            yield Hit(
                f"the first {what} comes after {words} words", Place(case.body, sentence.start, len(sentence.text))
            )


@structure(
    "AP212", "repeat", W, on="apology",
    flags="An earlier apology for the same component, of the last 90 days, that `amends` does not name.",
    why=(
        "Repeated apologies do harm unless the second answers for the first. What `amends` names is linked on the "
        "page."
    ),
    hears="They said that last time.",
    question="Why did the promises of the letter before not prevent this?",
    pattern="amends: [the-letter-before], and: In [month] we promised you [what]. It did not hold, because [why].",
    source="S6",
    bad="amends: []",
    good="amends: [september-apology]",
)  # fmt: skip
def repeat(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    for earlier in earlier_apologies(case, post):
        if earlier.id not in post.amends:
            yield Hit(
                f"'{earlier.id}' apologised for the same component, and 'amends' does not name it", Place(key="amends")
            )


@structure(
    "AP213", "broken-promise", E, on="apology",
    flags=(
        "A prevention item or a follow-up of a letter or report whose day is past: not done, not slipped aloud, not "
        "dropped."
    ),
    why="Slipping aloud is allowed, and free. Silence is not.",
    hears="They have forgotten it.",
    question="Is it done, and where can people see it? If not: which new day, and why?",
    pattern="status: slipped, slips: [{on: today, due: the new date, why: the reason}]",
    source="S6 W",
    bad="""
        prevention:
          - {id: P1, action: Try the way back before each change of search, owner: Tomas Vik, due: 2026-11-18,
              status: open}
        """,
    good="""
        prevention:
          - {id: P1, action: Try the way back before each change of search, owner: Tomas Vik, due: 2026-11-18,
              status: done, on: 2026-11-17, evidence: In the notes of release 12}
        """,
)  # fmt: skip
def broken_promise(case: Case) -> Iterator[Hit]:
    post = case.post
    if isinstance(post, Apology | Report) and not case.is_draft:
        for promise in (*post.prevention, *post.follow_ups):
            if since := overdue(promise, case.as_of):
                yield Hit(
                    f"{promise.id} was due by {last_day(since)}, and nothing says what became of it",
                    Place(line=promise.source.line),
                )


@structure(
    "AP214", "contradiction", W, on="apology",
    flags="Times or counts that differ between the letter, its front matter and the incident.",
    why="Do not lie, not even by a slip of the pen. Readers compare.",
    hears="They do not know what happened, or hide it.",
    question="Which of the two is right? Correct the other.",
    pattern="from: and to: as the incident's `started` and its last update say, and the same in the text",
    source="W",
    bad="""
        I am sorry. We switched search off without a way back. From 10:00 UTC to 11:20 UTC on Monday 40 shops could
        not find their orders.
        """,
    good="""
        I am sorry. We switched search off without a way back. From 10:00 UTC to 12:00 UTC on Monday 40 shops could
        not find their orders.
        """,
    false_positives="Times more than an hour from the incident's start and end are taken for something else.",
)  # fmt: skip
def contradiction(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Apology):
        return
    start, end = _told_span(case, post)
    impact = post.impact
    if impact and start and impact.span_start and abs(impact.span_start - start) > _SAME:
        told = f"from {_moment(impact.span_start)}, and the incident starts at {_moment(start)}"
        yield Hit(f"impact: {told}", Place(key="impact"))
    if impact and end and impact.span_end and impact.span_end > end + _SAME:
        told = f"to {_moment(impact.span_end)}, and the incident ends at {_moment(end)}"
        yield Hit(f"impact: {told}", Place(key="impact"))
    if case.body:
        yield from _spans_that_differ(case, impact.span_start if impact else None, impact.span_end if impact else None)
        yield from _counts_that_differ(case, impact.count if impact else "")


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _told_span(case: Case, post: Apology) -> tuple[datetime | None, datetime | None]:
    """Return the first start and the last end of the letter's incidents; None while one is open."""
    incidents = case.archive.incidents_of(post)
    starts = [i.started for i in incidents if isinstance(i, Incident) and i.started]
    ends = [_end(i) for i in incidents if isinstance(i, Incident)]
    known = [end for end in ends if end]
    return min(starts, default=None), max(known) if known and len(known) == len(ends) else None


def _spans_that_differ(case: Case, start: datetime | None, end: datetime | None) -> Iterator[Hit]:
    """Yield a span of the text, in UTC, one end of which is the impact's and the other nearly so."""
    if case.body is None or start is None or end is None:
        return
    for match in _SPAN.finditer(case.body.prose.masked):
        from_hour, from_minute, to_hour, to_minute = (int(part) for part in match.groups())
        if not (from_hour < 24 and to_hour < 24 and from_minute < 60 and to_minute < 60):
            continue
        told = _away(start, from_hour, from_minute), _away(end, to_hour, to_minute)
        if min(told) <= _SAME < max(told) <= _NEAR:
            yield Hit(
                f"'{' '.join(match[0].split())}', and 'impact' says {start:%H:%M} to {end:%H:%M} UTC",
                Place(case.body, match.start(), len(match[0])),
            )


def _away(moment: datetime, hour: int, minute: int) -> timedelta:
    other = moment.astimezone(UTC).replace(hour=hour, minute=minute)
    return abs(other - moment)


def _counts_that_differ(case: Case, count: str) -> Iterator[Hit]:
    """Yield the first number of the things that `impact: count` counts, where none of its numbers is in the text."""
    if case.body is None or not count:
        return
    told = {_digits(m[1]) for m in re.finditer(r"(\d[\d,. ]*\d|\d)", count)}
    nouns = {m[2].lower() for m in _COUNTED.finditer(count)}
    text = case.body.prose.masked
    if not told or any(_digits(m[0]) in told for m in re.finditer(r"\d[\d,.]*\d|\d", text)):
        return
    for match in _COUNTED.finditer(text):
        if match[2].lower() in nouns:
            yield Hit(
                f"'{' '.join(match[0].split())}', and 'impact' says {count}",
                Place(case.body, match.start(), len(match[0])),
            )
            return


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


@structure(
    "AP215", "hard-to-read", H, on="apology",
    flags="Sentences of more than 30 words, more than 20 on average, or a school grade above 10.",
    why="People read this angry, on a telephone, in a second language.",
    hears="A lawyer wrote this.",
    question="Where does the long sentence end if you read it aloud?",
    pattern="[One thought.] [One thought.]",
    source="us",
    bad="""
        I am sorry that we switched search off without a way back, which meant that from 10:00 UTC until 12:00 UTC on
        Monday forty shops in
        three towns could not find the orders that their customers had placed with them over the weekend.
        """,
    good="""
        I am sorry. We switched search off without a way back. From 10:00 UTC to 12:00 UTC on Monday 40 shops could
        not find their orders.
        """,
)  # fmt: skip
def hard_to_read(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Apology) or case.body is None:
        return
    sentences = case.body.prose.sentences
    lengths = [len(s.text.split()) for s in sentences]
    longest = max(zip(lengths, sentences, strict=True), key=lambda pair: pair[0], default=None)
    if longest and longest[0] > _LONG_SENTENCE:
        many = sum(length > _LONG_SENTENCE for length in lengths)
        yield Hit(
            f"{longest[0]} words in one sentence, the longest of {many} over {_LONG_SENTENCE}", _at(case, longest[1])
        )
    elif lengths and sum(lengths) / len(lengths) > _MEAN_SENTENCE:
        yield Hit(f"{sum(lengths) / len(lengths):.0f} words in a sentence, on average", Place(line=case.post.body_line))
    elif case.pack and case.pack.lang == "en" and (years := grade(case.body.prose)) > _GRADE:
        yield Hit(f"school grade {years:.0f}", Place(line=case.post.body_line))


def _at(case: Case, sentence: Sentence) -> Place:
    return Place(case.body, sentence.start, len(sentence.text))


@structure(
    "AP216", "one-hides-another", H, on="apology",
    flags="Fewer than 80 words after a critical incident, or more than 900 before the letter says what we change.",
    why="Too short says that it was nothing. Too long hides what matters behind what does not.",
    hears="That is all? Or: where is the part about me?",
    question="Are all eight parts there, and is the rest in the report?",
    pattern="150 to 600 words; the report has the rest",
    source="us",
    bad="""
        We switched search off without a way back, and I am sorry.
        """,
    good="""
        We switched search off without a way back, and I am sorry. From 10:00 UTC to 12:00 UTC on Monday 40 shops
        could not find their orders.
        Some of you wrote lists by hand, and some of your customers went home without what they had come for. You pay
        nothing for
        this week. It happens by itself, by 30 November. We had no way back because we had never tried one. Tomas Vik
        tries
        it before each change from 18 December. I do not know yet why our alarm stayed quiet for nine minutes. On 15
        January I write
        on this page what became of both. The help desk answers within four hours; have your shop number at hand.
        """,
)  # fmt: skip
def one_hides_another(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Apology) or case.body is None:
        return
    prose = case.body.prose
    if case.severity is Severity.CRITICAL and prose.word_count < _TOO_SHORT:
        yield Hit(f"{prose.word_count} words about a critical incident", Place(line=case.post.body_line))
    blocks = [block for block in prose.blocks if case.has("change_section", block.section)]
    for before, block in pairwise([None, *blocks]):
        if before is None and block and (words := prose.words_before(block.start)) > _TOO_LONG:
            yield Hit(f"{words} words before what we change", Place(case.body, block.start, 0))


RULES = (late, buried, repeat, broken_promise, contradiction, hard_to_read, one_hides_another)
