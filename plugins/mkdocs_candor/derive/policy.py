"""What an organisation decides about its own numbers: weights, grace and how far back the bars go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Status


def _weights() -> dict[Status, float]:
    return {
        Status.MAJOR_OUTAGE: 1.0,
        Status.PARTIAL_OUTAGE: 0.3,
        Status.DEGRADED_PERFORMANCE: 0.0,
        Status.UNKNOWN: 0.0,
    }


@frozen(kw_only=True)
class Policy:
    """`uptime_weights` say which share of a moment in a status counts as down, 0.0-1.0; a status not named: 0.0.

    `grace` is how late a next update may come and still be kept. An open incident with no word for `stale_after` is
    silent.
    """

    uptime_weights: Mapping[Status, float] = field(default_factory=_weights)
    days_shown: int = 90
    grace: timedelta = timedelta(minutes=5)
    stale_after: timedelta = timedelta(hours=24)


DEFAULT_POLICY = Policy()
