"""What holds for every history: the past stays the past, order does not matter, work grows with what there is."""

from __future__ import annotations

import random
import sys
from dataclasses import fields, replace
from datetime import datetime, timedelta

from derive_examples import SHOP, announcement, apology, at, history, incident, maintenance, promise, question, report
from derive_examples import update as written
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_candor.derive.facts import Snapshot
from mkdocs_candor.derive.policy import DEFAULT_POLICY
from mkdocs_candor.derive.settled import Settled
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.kept import outline_records
from mkdocs_candor.kept.outline_columns import has_outline, record_of, settled_posts
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Apology, Edit, Incident, Maintenance, Report
from mkdocs_candor.model.promise import PromiseOutcome, Slip
from mkdocs_candor.model.status import INCIDENT_STAGES, MAINTENANCE_STAGES, Severity, Status

MINUTES = st.integers(0, 60 * 24 * 4)
STATUSES = st.dictionaries(st.sampled_from([c.id for c in SHOP]), st.sampled_from(list(Status)), max_size=2)


def when(minute: int) -> str:
    return f"{at('2026-11-16 00:00') + timedelta(minutes=minute):%Y-%m-%d %H:%M}"


def moment(minute: int) -> datetime:
    return at(when(minute))


@st.composite
def updates(draw: st.DrawFn, stages):
    minutes = sorted(draw(st.lists(MINUTES, max_size=4, unique=True)))
    return [
        written(
            when(minute),
            draw(st.sampled_from(stages)).value,
            when(minute + draw(st.integers(1, 500))) if draw(st.booleans()) else "",
            components=draw(STATUSES),
            edits=tuple(Edit(moment(draw(MINUTES)), "x") for _ in range(draw(st.integers(0, 1)))),
        )
        for minute in minutes
    ]


@st.composite
def promises(draw: st.DrawFn):
    return tuple(
        promise(
            f"P{number}",
            when(draw(MINUTES)),
            outcome=draw(st.sampled_from(list(PromiseOutcome))),
            closed=moment(draw(MINUTES)) if draw(st.booleans()) else None,
            slips=tuple(
                Slip(moment(draw(MINUTES)), moment(draw(MINUTES)), "x") for _ in range(draw(st.integers(0, 2)))
            ),
        )
        for number in range(draw(st.integers(0, 2)))
    )


@st.composite
def posts(draw: st.DrawFn, id: str) -> AnyPost:
    more = {
        "id": id,
        "publish_at": moment(draw(MINUTES)) if draw(st.integers(0, 4)) == 0 else None,
        "draft": draw(st.integers(0, 9)) == 0,
        "follow_ups": draw(promises()),
        "related": ("p0", "p1"),
    }
    asked = tuple(
        question(f"q{n}", when(draw(MINUTES)), answer="Yes.", answered=moment(draw(MINUTES)))
        for n in range(draw(st.integers(0, 2)))
    )
    match draw(st.sampled_from(["incident", "incident", "maintenance", "announcement", "apology", "report"])):
        case "incident":
            told = draw(updates(INCIDENT_STAGES))
            more |= {"severity": draw(st.sampled_from(Severity)), "components": draw(STATUSES), "questions": asked}
            return incident(*told, started=when(draw(MINUTES)), **more)
        case "maintenance":
            start = draw(MINUTES)
            told = draw(updates(MAINTENANCE_STAGES))
            window = (when(start), when(start + draw(st.integers(1, 600))))
            return maintenance(*told, window=window, components=draw(STATUSES), questions=asked, **more)
        case "announcement":
            dates = {"effective": moment(draw(MINUTES)), "until": moment(draw(MINUTES))}
            return announcement(when(draw(MINUTES)), **dates, **more)
        case "apology":
            return apology("p0", date=when(draw(MINUTES)), prevention=draw(promises()), **more)
        case _:
            return report("p0", date=when(draw(MINUTES)), **more)


@st.composite
def histories(draw: st.DrawFn) -> History:
    return history(*(draw(posts(f"p{number}")) for number in range(draw(st.integers(0, 4)))))


@st.composite
def past(draw: st.DrawFn) -> History:
    """Posts of which most come to an end, and one that names some of them."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        said, end = draw(updates(INCIDENT_STAGES[:-1])), when(60 * 24 * 4 + draw(MINUTES))
        common = {"id": f"p{number}", "components": draw(STATUSES), "related": draw(st.sampled_from([(), ("p0",)]))}
        if draw(st.booleans()):
            ended = written(end, "resolved", components=draw(STATUSES))
            found.append(incident(*said, ended, severity=draw(st.sampled_from(Severity)), started=when(0), **common))
        else:
            ended = written(end, draw(st.sampled_from(["completed", "cancelled"])))
            window = (when(draw(MINUTES)), when(60 * 24 * 4 + draw(MINUTES)))
            found.append(maintenance(*draw(updates(MAINTENANCE_STAGES[:-2])), ended, window=window, **common))
    return history(*found, draw(posts("p4")))


def facts(now: Snapshot, *left_out: str) -> dict[str, object]:
    return {f.name: getattr(now, f.name) for f in fields(now) if f.name not in left_out}


def without_later(written: History, as_of: datetime) -> History:
    """Take out by hand, part by part, all that was written after `as_of`."""
    kept = []
    for post in written.posts:
        if isinstance(post, Incident | Maintenance):
            said = [replace(u, edits=tuple(e for e in u.edits if e.at <= as_of)) for u in post.updates if u.at <= as_of]
            if post.updates and not said:
                continue
            asked = [
                q if q.answered <= as_of else replace(q, answer="", answered=None)
                for q in post.questions
                if q.asked <= as_of
            ]
            post = replace(post, updates=tuple(said), questions=tuple(asked))
        elif post.date > as_of:
            continue
        post = replace(post, follow_ups=promises_until(post.follow_ups, as_of))
        if isinstance(post, Apology | Report):
            post = replace(post, prevention=promises_until(post.prevention, as_of))
        if not (isinstance(post, Incident) and not post.updates and post.started > as_of):
            kept.append(post)
    return replace(written, posts=tuple(kept))


def promises_until(made, as_of):
    found = []
    for one in made:
        slips = tuple(s for s in one.slips if s.on <= as_of)
        if one.closed and one.closed > as_of:
            one = replace(one, closed=None, outcome=PromiseOutcome.SLIPPED if slips else PromiseOutcome.OPEN)
        found.append(replace(one, slips=slips))
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(histories(), MINUTES)
def test_what_was_written_later_changes_nothing_about_an_earlier_moment(written, minute):
    as_of = moment(minute)
    now, then = snapshot(written, as_of), snapshot(without_later(written, as_of), as_of)

    assert _comparable(now) == _comparable(then)


def _comparable(now: Snapshot) -> dict[str, object]:
    """Leave out what is only about the future, and the outcome as written, which may name slips still to come."""
    found = facts(now, "next_change", "posts", "promises")
    found["promises"] = {id_: replace(p, promise=None) for id_, p in now.promises.items()}
    found["posts"] = {
        id_: {f.name: getattr(p, f.name) for f in fields(p) if f.name not in {"post", "promises"}}
        for id_, p in now.posts.items()
    }
    return found


@settings(max_examples=50, deadline=None)
@given(histories(), MINUTES, st.randoms(use_true_random=False))
def test_the_order_of_posts_does_not_matter(written, minute, chance):
    shuffled = list(written.posts)
    chance.shuffle(shuffled)

    assert snapshot(replace(written, posts=tuple(shuffled)), moment(minute)) == snapshot(written, moment(minute))


@settings(max_examples=150, deadline=None)
@given(histories(), MINUTES)
def test_nothing_changes_by_itself_before_it_is_said_to(written, minute):
    now = snapshot(written, moment(minute))
    just_before = snapshot(written, now.next_change - timedelta(seconds=1))

    assert now.next_change > now.as_of
    assert _states(just_before) == _states(now)


def _states(now: Snapshot) -> object:
    return (
        now.overall,
        {id_: c.status for id_, c in now.components.items()},
        {id_: p.state for id_, p in now.promises.items()},
        {
            id_: (
                p.published if not isinstance(p.post, Maintenance) or p.post.updates else None,
                p.changed if p.post.type != "maintenance" else None,
                getattr(p, "phase", None),
                getattr(p, "is_current", None),
                len(getattr(p, "questions", ())),
            )
            for id_, p in now.posts.items()
        },
    )


@settings(max_examples=100, deadline=None)
@given(histories(), MINUTES)
def test_nothing_public_is_dated_later_than_the_moment(written, minute):
    now = snapshot(written, moment(minute))

    for post in now.posts.values():
        assert post.published <= post.changed <= now.as_of
        assert not post.post.draft
        for update in getattr(post, "updates", ()):
            assert update.update.at <= now.as_of
    for component in now.components.values():
        assert all(s.span.start < s.span.end <= now.as_of for s in component.spans)
        assert component.uptime is None or 0 <= component.uptime <= 1


@settings(max_examples=100, deadline=None)
@given(histories(), st.lists(MINUTES, min_size=2, max_size=4))
def test_what_was_settled_once_is_told_the_same_way_at_any_other_moment(written, minutes):
    settled = Settled()

    for minute in minutes:
        for told in (written, replace(written, posts=written.posts[1:])):
            assert snapshot(told, moment(minute), settled=settled) == snapshot(told, moment(minute))


@settings(max_examples=150, deadline=None)
@given(past(), st.integers(1, 8), st.integers(0, 8))
def test_what_was_settled_and_written_down_is_told_the_same_way_later(written, days, more):
    then, now = moment(60 * 24 * days), moment(60 * 24 * (days + more))
    before = Settled()
    snapshot(written, then, settled=before)
    known = {each.public.post.id: each for each in before.known if has_outline(each)}

    whole = {post.id: post for post in written.posts}
    record = outline_records.read(outline_records.written(record_of(known, then)))
    back = settled_posts(record, DEFAULT_POLICY, lambda outline: whole[outline.id])

    found = {id_: each.public.post for id_, each in back.items()}
    outlined = replace(written, posts=tuple(found.get(post.id, post) for post in written.posts))
    learnt = Settled()
    learnt.learn(back.values(), then, DEFAULT_POLICY)
    assert snapshot(outlined, now, settled=learnt) == snapshot(written, now)


def test_twice_the_posts_take_about_twice_the_steps():
    few, many = _steps(_busy_years(200)), _steps(_busy_years(400))

    assert many < 2.3 * few


def _busy_years(count: int) -> History:
    chance = random.Random(7)  # noqa: S311 - an example, not a secret
    names = [c.id for c in SHOP]
    found = []
    for number in range(count):
        start = chance.randrange(60 * 24 * 300)
        stages = ["investigating", "identified", "identified", "monitoring", "resolved"]
        said = [
            written(
                when(start - 60 * 24 * 310 + 20 * n), stage, components={chance.choice(names): Status.PARTIAL_OUTAGE}
            )
            for n, stage in enumerate(stages, 1)
        ]
        found.append(
            incident(*said, id=f"p{number}", started=when(start - 60 * 24 * 310), related=(f"p{number // 2}",))
        )
    return history(*found)


def _steps(written: History) -> int:
    """Return how many calls a snapshot takes: no clock, so no lucky and no unlucky machine."""
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        snapshot(written, at("2026-11-18 15:00"))
    finally:
        sys.setprofile(before)
    return count
