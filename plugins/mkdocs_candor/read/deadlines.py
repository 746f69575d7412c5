"""The option `deadlines` of `mkdocs.yml` → how soon the owner speaks, for the policy page and for the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from mkdocs_candor.model.deadlines import DEADLINES, Deadlines
from mkdocs_candor.model.status import Severity
from mkdocs_candor.read.notes import did_you_mean

SEVERITIES = {severity.value: severity for severity in (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)}
KEYS = ("first_notice_minutes", "too_late_minutes", "silence_minutes", "apology_days", "report_days")
MAINTENANCE = "maintenance_hours"


class BadDeadlines(ValueError):  # noqa: N818 - news for the owner, not an error of ours
    """The option says something that cannot be meant."""


def read_deadlines(written: object) -> Deadlines:
    """Return what the option says, over what holds without it. A number left empty (null) promises nothing there.

    Raises BadDeadlines.
    """
    if not isinstance(written, Mapping):
        raise BadDeadlines("'deadlines' holds a severity and its numbers: {critical: {first_notice_minutes: 10}}.")
    _known(written, (*SEVERITIES, MAINTENANCE), "deadlines")
    usual = DEADLINES
    first, silence = dict(usual.first_notice), dict(usual.longest_silence)
    letters = {"apology_days": dict(usual.apology), "report_days": dict(usual.report)}
    for name, severity in SEVERITIES.items():
        said = written.get(name) or {}
        if not isinstance(said, Mapping):
            raise BadDeadlines(f"'deadlines: {name}' holds numbers: {{first_notice_minutes: 10}}.")
        _known(said, KEYS, f"deadlines: {name}")
        warn, error = first.pop(severity, (None, None))
        warn = _minutes(said, "first_notice_minutes", warn)
        error = _minutes(said, "too_late_minutes", error)
        if warn is not None:
            first[severity] = (warn, error if error is None else max(warn, error))
        longest = _minutes(said, "silence_minutes", silence.pop(severity, None))
        if longest is not None:
            silence[severity] = longest
        for key, days in letters.items():
            number = _number(said, key, days.pop(severity, None))
            if number is not None:
                days[severity] = number
    hours = _number(written, MAINTENANCE, int(usual.maintenance.total_seconds()) // 3600)
    return Deadlines(
        first_notice=first,
        longest_silence=silence,
        apology=letters["apology_days"],
        report=letters["report_days"],
        maintenance=timedelta(hours=hours or 0),
    )


def _known(written: Mapping[Any, Any], keys: Iterable[str], where: str) -> None:
    for key in written:
        if key not in keys:
            hint = did_you_mean(str(key), list(keys)) or f"Keys here: {', '.join(keys)}."
            raise BadDeadlines(f"'{where}' has no '{key}'. {hint}")


def _minutes(written: Mapping[Any, Any], key: str, usual: timedelta | None) -> timedelta | None:
    number = _number(written, key, None if usual is None else int(usual.total_seconds()) // 60)
    return None if number is None else timedelta(minutes=number)


def _number(written: Mapping[Any, Any], key: str, usual: int | None) -> int | None:
    value = written.get(key, usual)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise BadDeadlines(f"'{key}' is '{value}'. Write a whole number, or null where you promise nothing.")
    return value
