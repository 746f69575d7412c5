"""A maintenance at a moment: announced, at work, over, or over without anybody having said so."""

from __future__ import annotations

from datetime import datetime, timedelta

from mkdocs_candor.derive.changed import changed
from mkdocs_candor.derive.facts import MaintenanceFacts, Phase, Relations
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.promises import next_update_promises, written_promises
from mkdocs_candor.derive.questions import question_facts
from mkdocs_candor.derive.timeline import MaintenanceCourse, Spans, maintenance_course
from mkdocs_candor.derive.told import updates_until
from mkdocs_candor.derive.updates import newest_text, update_facts
from mkdocs_candor.derive.visibility import PublicPost, is_doubtful
from mkdocs_candor.model.post import Maintenance
from mkdocs_candor.model.status import Status
from mkdocs_candor.model.timespan import Timespan

_OVER = {Phase.COMPLETED, Phase.CANCELLED}


def maintenance_facts(
    post: Maintenance, public: PublicPost, relations: Relations, as_of: datetime, policy: Policy
) -> tuple[MaintenanceFacts, Spans]:
    """Return what is true of a maintenance at `as_of`, and what it did to its components when.

    What a post that cannot be fully read says about later than `as_of` is shown, and not believed.
    """
    told = updates_until(post.updates, as_of)
    course = maintenance_course(post, told, as_of)
    window = course.windows[-1] if course.windows else None
    components = tuple(dict.fromkeys((*course.statuses, *(c for u in post.updates for c in u.components))))
    is_open = course.phase not in _OVER
    next_updates = next_update_promises(post.id, told, components, is_over=not is_open, as_of=as_of, grace=policy.grace)
    follow_ups = written_promises(post.id, post.follow_ups, components, made=public.published, as_of=as_of)
    facts = MaintenanceFacts(
        post=post,
        published=public.published,
        changed=changed(post, public.published, as_of),
        window=window,
        phase=course.phase,
        is_open=is_open,
        is_running=is_open and course.phase is not Phase.SCHEDULED,
        updates=update_facts(post.updates, course.changes, next_updates),
        statuses=dict.fromkeys(components, Status.UNKNOWN) if is_doubtful(post) else course.statuses,
        notice=_notice(post, public.published, window),
        actual=_actual(course),
        moved_from=course.windows[:-1],
        impact=newest_text(u.impact for u in reversed(post.updates)),
        scope=newest_text(u.scope for u in reversed(post.updates)),
        do_now=newest_text(u.do_now for u in reversed(post.updates)),
        next_update=next_updates.get(told[-1].id) if told and is_open else None,
        promises=(*next_updates.values(), *follow_ups),
        questions=question_facts(post.id, post.questions),
        relations=relations,
    )
    return facts, course.spans


def _notice(post: Maintenance, published: datetime, window: Timespan | None) -> timedelta | None:
    """Return None also for a maintenance that does not say when it was announced."""
    if window is None or not (post.updates or post.publish_at):
        return None
    return max(window.start - published, timedelta())


def _actual(course: MaintenanceCourse) -> Timespan | None:
    if course.phase is not Phase.COMPLETED or course.began is None or course.ended is None:
        return None
    return Timespan(min(course.began, course.ended), course.ended)
