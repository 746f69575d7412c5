"""What is true and public now, by a clock that may be a little behind the clocks of those who write."""

from __future__ import annotations

from datetime import datetime

from mkdocs_candor.derive.clock import clock_problems, heard_by
from mkdocs_candor.derive.facts import Snapshot
from mkdocs_candor.derive.policy import DEFAULT_POLICY, Policy
from mkdocs_candor.derive.settled import Settled
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import History, doubting
from mkdocs_candor.model.problem import Level, Problem


@frozen
class Present:
    """The facts, in which posts with impossible times are doubted, and the problems that only a clock can find."""

    now: Snapshot
    problems: tuple[Problem, ...]


def present(
    history: History, clock: datetime, policy: Policy = DEFAULT_POLICY, settled: Settled | None = None
) -> Present:
    """Return what is true when a clock says `clock`. `now.as_of` may be later, by `SKEW` at most.

    An earlier moment has no such doubts: ask `snapshot` for it. `settled` as there.
    """
    unsettled = settled.unsettled(history, clock) if settled else history
    problems = clock_problems(unsettled, clock, policy)
    believed = doubting(history, {p.path for p in problems if p.level is Level.ERROR})
    return Present(snapshot(believed, heard_by(unsettled, clock), policy, settled), problems)
