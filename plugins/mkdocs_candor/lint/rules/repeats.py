"""Earlier apologies for the same component."""

from __future__ import annotations

from datetime import timedelta

from mkdocs_candor.lint.case import Case
from mkdocs_candor.model.post import Apology

REPEAT_WITHIN = timedelta(days=90)


def earlier_apologies(case: Case, post: Apology) -> list[Apology]:
    """Return the apologies of the 90 days before `post` for a component of it, not those for the same incident."""
    if post.date is None:
        return []
    found = {
        other.id: other
        for component in case.archive.components_of(post)
        for other in case.archive.apologies[component]
        if other.date
        and post.date - REPEAT_WITHIN <= other.date < post.date
        and not set(other.incidents) & set(post.incidents)
    }
    return [found[id_] for id_ in sorted(found)]
