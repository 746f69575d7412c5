"""What was promised, asked and offered: promises.json, questions.json, resources.json."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from pydantic_core import to_json

from mkdocs_candor.derive.facts import (
    HistorySummary,
    IncidentFacts,
    MaintenanceFacts,
    PostFacts,
    QuestionFacts,
    ResourceFacts,
)
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.derive.promise_facts import PromiseSummary as DerivedSummary
from mkdocs_candor.derive.promises import summarised
from mkdocs_candor.derive.summary import Records, counted
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.resource import Consent
from mkdocs_candor.publish.api import ledger_shapes as shapes
from mkdocs_candor.publish.api.posts import question
from mkdocs_candor.publish.api.values import post_url, public, seconds, spelt
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pieces import Piece
from mkdocs_candor.publish.plain_text import plain

_PROMISE = "api-promise"


def promises_file(edition: Edition) -> shapes.PromisesFile:
    """Return how well all promises were kept; `promise_lines` are the promises themselves."""
    told = _promises(edition)
    by_kind: dict[PromiseKind, list[PromiseFacts]] = {kind: [] for kind in PromiseKind}
    for promise in told:
        by_kind[promise.kind].append(promise)
    return shapes.PromisesFile(
        as_of=edition.now.as_of,
        summary=shapes.Summary(
            all=_summary(summarised(told)), by_kind={kind: _summary(summarised(some)) for kind, some in by_kind.items()}
        ),
        record=_records(edition.records),
        promises=(),
    )


def promise_lines(edition: Edition) -> list[str]:
    """Return all promises, each as JSON, those due first first."""
    told = ((facts.id, facts) for facts in _promises(edition))
    return edition.pieces.texts(_PROMISE, told, partial(_line, edition=edition))


def promise_pieces(facts: PostFacts, edition: Edition) -> Iterator[Piece]:
    """Yield the promises of a post."""
    for promise in facts.promises:
        yield Piece(_PROMISE, promise.id, _line(promise, edition))


def _promises(edition: Edition) -> list[PromiseFacts]:
    return counted(edition.now.promises.values(), edition.drafts)


def _line(facts: PromiseFacts, edition: Edition) -> str:
    return to_json(_promise(facts, edition)).decode()


def questions_file(edition: Edition) -> shapes.QuestionsFile:
    """Return all questions: those that wait longest first."""
    now = edition.now
    askable: Iterable[IncidentFacts | MaintenanceFacts] = (
        facts for facts in now.posts.values() if isinstance(facts, IncidentFacts | MaintenanceFacts)
    )
    answered = chain.from_iterable((q for q in facts.questions if not q.is_open) for facts in askable)
    found: list[QuestionFacts] = [q for q in (*now.open_questions, *answered) if q.post not in edition.drafts]
    return shapes.QuestionsFile(
        as_of=now.as_of,
        open=sum(q.is_open for q in found),
        questions=tuple(question(q, now.posts[q.post], edition) for q in found),
    )


def resources_file(edition: Edition) -> shapes.ResourcesFile:
    """Return all community pages."""
    found = edition.now.resources.values()
    return shapes.ResourcesFile(as_of=edition.now.as_of, resources=tuple(_resource(facts, edition) for facts in found))


def _promise(facts: PromiseFacts, edition: Edition) -> shapes.Promise:
    links, written = edition.links, facts.promise
    post = edition.now.posts[facts.post].post
    if written is None:
        url = f"{post_url(post, edition)}#{links.update_anchor(facts.update)}"
    else:
        url = links.absolute(links.index("promises"), links.promise_anchor(facts.id))
    return shapes.Promise(
        id=facts.id,
        post=facts.post,
        url=url,
        kind=spelt(facts.kind),
        state=spelt(facts.state),
        lang=post.lang or edition.lang,
        what=_words(edition.spoken(post.lang).promised(written), facts, edition) if written else None,
        owner=written.owner or None if written else None,
        made=facts.made,
        due=facts.due,
        first_due=facts.first_due,
        kept=facts.kept,
        late_by_seconds=seconds(facts.late_by),
        update=facts.update or None,
        kept_by=facts.kept_by or None,
        evidence=_words(written.evidence, facts, edition) if written else None,
        why=_words(written.why, facts, edition) if written else None,
        where=written.where or None if written else None,
        slips=tuple(
            shapes.Slip(on=slip.on, due=slip.due, why=_words(slip.why, facts, edition)) for slip in written.slips
        )
        if written
        else (),
        components=facts.components,
    )


def _words(text: str, facts: PromiseFacts, edition: Edition) -> str | None:
    if not text or facts.promise is None:
        return None
    return plain(edition.text.written(text, facts.promise.source), edition)


def _records(found: Records) -> shapes.Records:
    return shapes.Records(
        all=shapes.Record(**_record(found.all)),
        by_year=tuple(shapes.YearRecord(year=year, **_record(of_year)) for year, of_year in found.by_year.items()),
        by_component=tuple(
            shapes.ComponentRecord(component=id_, **_record(its)) for id_, its in found.by_component.items()
        ),
    )


def _record(derived: HistorySummary) -> dict[str, Any]:
    return {
        "incidents": derived.incidents,
        "median_first_notice_seconds": seconds(derived.median_first_notice),
        "longest_silence_seconds": seconds(derived.longest_silence),
        "promises": _summary(derived.promises),
    }


def _summary(derived: DerivedSummary) -> shapes.PromiseSummary:
    return shapes.PromiseSummary(on_time=derived.on_time, settled=derived.settled, counts=dict(derived.counts))


def _resource(facts: ResourceFacts, edition: Edition) -> shapes.Resource:
    page = facts.resource
    address = edition.resource_addresses.get(page.id)

    def words(text: str) -> str | None:
        return plain(edition.text.written(text, page.source), edition) or None if text else None

    return shapes.Resource(
        id=page.id,
        title=page.title,
        description=page.description or None,
        url=None if address is None else edition.links.absolute(address),
        lang=page.lang or edition.lang,
        helps_now=facts.helps_now,
        power=page.power,
        trust=page.trust,
        tested_on=page.tested_on,
        tested_by=page.tested_by or None,
        works_for=words(page.works_for),
        cost_and_risk=words(page.cost_and_risk),
        undo=words(page.undo),
        until=words(page.until),
        steps=tuple(words(step) or "" for step in page.steps),
        alternatives=tuple(
            shapes.Alternative(
                name=other.name, url=other.url or None, better=other.better or None, worse=other.worse or None
            )
            for other in page.alternatives
        ),
        credits=tuple(
            shapes.Credit(name=credit.name, link=credit.link or None)
            if credit.consent is Consent.YES
            else shapes.Credit(name=None, link=None)
            for credit in page.credits
            if credit.consent is not Consent.DECLINED
        ),
        discuss=page.discuss or None,
        desk=page.desk or None,
        bring=page.bring or None,
        components=facts.components,
        incidents=public(facts.incidents, edition),
    )
