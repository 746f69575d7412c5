"""An incident at a moment: how long, how bad, how well we told of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from mkdocs_candor.derive.changed import changed
from mkdocs_candor.derive.facts import IncidentFacts, Relations
from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.promises import next_update_promises, summarised, written_promises
from mkdocs_candor.derive.questions import question_facts
from mkdocs_candor.derive.timeline import Spans, incident_course
from mkdocs_candor.derive.told import updates_until
from mkdocs_candor.derive.updates import newest_text, update_facts
from mkdocs_candor.derive.visibility import PublicPost, is_doubtful
from mkdocs_candor.model.post import Incident, Update
from mkdocs_candor.model.status import Stage, Status


def incident_facts(
    post: Incident, public: PublicPost, relations: Relations, as_of: datetime, policy: Policy
) -> tuple[IncidentFacts, Spans]:
    """Return what is true of an incident at `as_of`, and the bad times of its components because of it.

    What a post that cannot be fully read says about later than `as_of` is shown, and not believed.
    """
    told = updates_until(post.updates, as_of)
    started = post.started or (told[0].at if told else public.published)
    course = incident_course(post, told, started, as_of)
    components = tuple(dict.fromkeys((*course.statuses, *(c for u in post.updates for c in u.components))))
    is_open = course.ended is None
    next_updates = next_update_promises(post.id, told, components, is_over=not is_open, as_of=as_of, grace=policy.grace)
    follow_ups = written_promises(post.id, post.follow_ups, components, made=public.published, as_of=as_of)
    statuses = dict.fromkeys(components, Status.UNKNOWN) if is_doubtful(post) else course.statuses
    facts = IncidentFacts(
        post=post,
        published=public.published,
        changed=changed(post, public.published, as_of),
        started=started,
        ended=course.ended,
        stage=course.stage,
        is_open=is_open,
        updates=update_facts(post.updates, course.changes, next_updates),
        statuses=statuses,
        worst_statuses=course.worst_statuses,
        impact=newest_text(u.impact for u in reversed(post.updates)),
        scope=newest_text(u.scope for u in reversed(post.updates)),
        do_now=newest_text(u.do_now for u in reversed(post.updates)),
        next_update=next_updates.get(told[-1].id) if told and is_open else None,
        duration=max(course.ended - started, timedelta()) if course.ended else None,
        first_notice_after=max(told[0].at - started, timedelta()) if told else None,
        longest_silence=longest_silence(told),
        promises=(*next_updates.values(), *follow_ups),
        kept=summarised(next_updates.values()) if next_updates else None,
        questions=question_facts(post.id, post.questions),
        relations=relations,
    )
    return facts, course.spans


def longest_silence(updates: tuple[Update, ...]) -> timedelta | None:
    """Return the longest wait from one update, oldest first, to the next. After the end nobody waits."""
    waits = (after.at - before.at for before, after in pairwise(updates) if before.stage is not Stage.RESOLVED)
    return max(waits, default=None)
