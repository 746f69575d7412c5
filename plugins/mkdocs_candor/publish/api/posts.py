"""Posts as the API gives them: a line in a list, and whole."""

from __future__ import annotations

from typing import Any

from mkdocs_candor.derive.effects import touched
from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    ApologyFacts,
    IncidentFacts,
    MaintenanceFacts,
    PostFacts,
    QuestionFacts,
    ReportFacts,
    UpdateFacts,
)
from mkdocs_candor.model.post import Impact as WrittenImpact
from mkdocs_candor.model.post import Repair as WrittenRepair
from mkdocs_candor.publish.api import post_shapes as shapes
from mkdocs_candor.publish.api.values import author, next_update, post_url, public, seconds, spelt, window
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import placed
from mkdocs_candor.publish.plain_text import line


def post_line(facts: PostFacts, edition: Edition) -> shapes.PostLine:
    """Return a post as it stands in a list."""
    return shapes.PostLine(**line_keys(facts, edition))


def whole(facts: PostFacts, edition: Edition) -> shapes.AnyPostShape:
    """Return all of a post."""
    if isinstance(facts, IncidentFacts):
        return _incident(facts, edition)
    if isinstance(facts, MaintenanceFacts):
        return _maintenance(facts, edition)
    if isinstance(facts, AnnouncementFacts):
        return _announcement(facts, edition)
    if isinstance(facts, ApologyFacts):
        return _apology(facts, edition)
    return _report(facts, edition)


def question(found: QuestionFacts, facts: PostFacts, edition: Edition) -> shapes.Question:
    """Return a question that customers asked about a post."""
    asked = found.question
    return shapes.Question(
        id=asked.id,
        post=facts.post.id,
        url=post_url(facts.post, edition, edition.links.question_anchor(asked.id)),
        lang=facts.post.lang or edition.lang,
        text=line(asked.text, facts, edition),
        is_open=found.is_open,
        asked=asked.asked,
        where=asked.where or None,
        answer_html=_html(edition.text.answer(facts, asked), edition) or None,
        answered=asked.answered,
        answered_by=asked.answered_by or None,
        waited_seconds=seconds(found.waited),
    )


def news(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> dict[str, Any]:
    """Return what the newest updates say of a post, and what it does to components: keys that several shapes share."""
    return {
        "impact": line(facts.impact, facts, edition) or None,
        "scope": line(facts.scope, facts, edition) or None,
        "do_now": line(facts.do_now, facts, edition) or None,
        "statuses": {id_: spelt(status) for id_, status in facts.statuses.items()},
    }


def line_keys(facts: PostFacts, edition: Edition) -> dict[str, Any]:
    """Return the keys of a line, for shapes that have more."""
    post = facts.post
    keys: dict[str, Any] = {
        "id": post.id,
        "permanent_id": edition.ids[post.id],
        "type": spelt(post.type),
        "title": post.title,
        "url": post_url(post, edition),
        "api_url": edition.links.absolute(edition.links.api(f"posts/{post.id}")),
        "lang": post.lang or edition.lang,
        "audience": spelt(post.audience),
        "published": facts.published,
        "changed": facts.changed,
        "is_open": False,
        "is_readable": post.is_readable,
        "stage": None,
        "severity": None,
        "started": None,
        "ended": None,
        "components": touched(facts),
    }
    if isinstance(facts, IncidentFacts):
        keys |= {"is_open": facts.is_open, "stage": spelt(facts.stage), "severity": spelt(facts.post.severity)}
        keys |= {"started": facts.started, "ended": facts.ended}
    elif isinstance(facts, MaintenanceFacts):
        keys |= {"is_open": facts.is_open, "stage": spelt(facts.phase)}
        if facts.actual:
            keys |= {"started": facts.actual.start, "ended": facts.actual.end}
    return keys


def _common(facts: PostFacts, edition: Edition) -> dict[str, Any]:
    post, relations = facts.post, facts.relations
    imported = post.imported
    return line_keys(facts, edition) | {
        "description": post.description or None,
        "body_html": _html(edition.text.body(facts), edition),
        "desk": post.desk or None,
        "passed_on": line(post.passed_on, facts, edition) or None,
        "discussion": post.discussion or None,
        "imported": shapes.Imported(tool=imported.tool, id=imported.id or None, url=imported.url or None)
        if imported
        else None,
        "relations": shapes.Relations(
            incidents=public(relations.incidents, edition),
            apologies=public(relations.apologies, edition),
            reports=public(relations.reports, edition),
            announcements=public(relations.announcements, edition),
            maintenances=public(relations.maintenances, edition),
            resources=relations.resources,
        ),
        "promises": tuple(promise.id for promise in facts.promises),
    }


def _incident(facts: IncidentFacts, edition: Edition) -> shapes.IncidentPost:
    post = facts.post
    upstream = post.upstream
    return shapes.IncidentPost(
        **_common(facts, edition),
        **news(facts, edition),
        **_told(facts, edition),
        detected=post.detected,
        disclosed_by=spelt(post.disclosed_by),
        found_later=post.found_later or None,
        upstream=shapes.Upstream(name=upstream.name, url=upstream.url or None, feed=upstream.feed or None)
        if upstream
        else None,
        worst={id_: spelt(status) for id_, status in facts.worst_statuses.items()},
        duration_seconds=seconds(facts.duration),
        first_notice_after_seconds=seconds(facts.first_notice_after),
        longest_silence_seconds=seconds(facts.longest_silence),
    )


def _maintenance(facts: MaintenanceFacts, edition: Edition) -> shapes.MaintenancePost:
    return shapes.MaintenancePost(
        **_common(facts, edition),
        **news(facts, edition),
        **_told(facts, edition),
        window=window(facts.window),
        moved_from=tuple(shapes.Window(start=span.start, end=span.end) for span in facts.moved_from),
        actual=window(facts.actual),
        notice_seconds=seconds(facts.notice),
        calendar_url=edition.links.absolute(edition.links.window(facts.post.id)) if facts.window else None,
    )


def _told(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> dict[str, Any]:
    url = post_url(facts.post, edition)
    return {
        "updates": tuple(_update(found, facts, url, edition) for found in facts.updates),
        "questions": tuple(question(found, facts, edition) for found in facts.questions),
    }


def _update(found: UpdateFacts, facts: IncidentFacts | MaintenanceFacts, url: str, edition: Edition) -> shapes.Update:
    update = found.update
    return shapes.Update(
        id=update.id,
        at=update.at,
        since=update.since,
        url=f"{url}#{edition.links.update_anchor(update.id)}",
        stage=spelt(update.stage),
        impact=line(update.impact, facts, edition) or None,
        scope=line(update.scope, facts, edition) or None,
        do_now=line(update.do_now, facts, edition) or None,
        body_html=_html(edition.text.update(facts, update), edition),
        changes=tuple(shapes.Change(component=c.component, old=spelt(c.old), new=spelt(c.new)) for c in found.changes),
        next_update=next_update(found.promise),
        window=window(update.window),
        by=line(update.by, facts, edition) or None,
        edits=tuple(shapes.Correction(at=edit.at, what=edit.what) for edit in update.edits),
    )


def _announcement(facts: AnnouncementFacts, edition: Edition) -> shapes.AnnouncementPost:
    post = facts.post
    return shapes.AnnouncementPost(
        **_common(facts, edition),
        topic=spelt(post.topic),
        effective=post.effective,
        until=post.until,
        is_current=facts.is_current,
        pin=post.pin,
        notice_seconds=seconds(facts.notice),
        author=author(post.author),
    )


def _apology(facts: ApologyFacts, edition: Edition) -> shapes.ApologyPost:
    post = facts.post
    return shapes.ApologyPost(
        **_common(facts, edition),
        about=public(post.incidents, edition),
        author=author(post.author),
        failure=line(post.failure, facts, edition) or None,
        responsibility=spelt(post.responsibility),
        known_by=post.known_by,
        impact=_impact(post.impact, facts, edition) if post.impact else None,
        repairs=tuple(_repair(repair, facts, edition) for repair in post.repairs),
        repair_reason=line(post.repair_reason, facts, edition) or None,
        contact=shapes.Contact(desk=post.contact_desk, reply_within=post.reply_within or None, bring=post.bring or None)
        if post.contact_desk
        else None,
        disclosed_by=spelt(post.disclosed_by),
        amends=public(post.amends, edition),
        after_seconds=seconds(facts.after),
    )


def _impact(written: WrittenImpact, facts: ApologyFacts, edition: Edition) -> shapes.Impact:
    return shapes.Impact(
        who=line(written.who, facts, edition) or None,
        could_not=line(written.could_not, facts, edition) or None,
        start=written.span_start,
        end=written.span_end,
        count=line(written.count, facts, edition) or None,
        data_loss=line(written.data_loss, facts, edition) or None,
    )


def _repair(written: WrittenRepair, facts: ApologyFacts, edition: Edition) -> shapes.Repair:
    return shapes.Repair(
        what=line(written.what, facts, edition),
        who=line(written.who, facts, edition) or None,
        automatic=written.automatic,
        how=line(written.how, facts, edition) or None,
        by=written.by,
    )


def _report(facts: ReportFacts, edition: Edition) -> shapes.ReportPost:
    post = facts.post
    return shapes.ReportPost(
        **_common(facts, edition),
        about=public(post.incidents, edition),
        author=author(post.author),
        causes=tuple(line(text, facts, edition) for text in post.causes),
        went_well=tuple(line(text, facts, edition) for text in post.went_well),
        went_badly=tuple(line(text, facts, edition) for text in post.went_badly),
        got_lucky=tuple(line(text, facts, edition) for text in post.got_lucky),
        reviewed_by=post.reviewed_by or None,
        after_seconds=seconds(facts.after),
    )


def _html(html: str, edition: Edition) -> str:
    return placed(str(html), edition.links.site_url)
