"""An open incident that leads to a desk: the linter asks whether somebody is there, by the same clock as the page."""

from __future__ import annotations

from datetime import time

import pytest
from lint_examples import at, incident, update

from mkdocs_candor.derive.desks import desk_facts
from mkdocs_candor.lint.review import review
from mkdocs_candor.model.desk import Contact, Desk, OpeningHours
from mkdocs_candor.model.history import History

THURSDAY, FRIDAY = 3, 4
NIGHT = OpeningHours((THURSDAY,), time(20, 0), time(6, 0))
DAY = OpeningHours((FRIDAY,), time(8, 0), time(18, 0))


@pytest.mark.parametrize(
    ("hours", "moment", "is_open"),
    [
        pytest.param((NIGHT,), "2026-11-20 03:00", True, id="through the night"),
        pytest.param((NIGHT,), "2026-11-20 06:00", False, id="after the night"),
        pytest.param((DAY,), "2026-11-20 08:00", True, id="at its first minute"),
        pytest.param((DAY,), "2026-11-20 18:00", False, id="at its last"),
        pytest.param(None, "2026-11-20 03:00", True, id="always"),
    ],
)
def test_a_desk_is_called_closed_when_its_page_says_so(
    hours: tuple[OpeningHours, ...] | None, moment: str, is_open: bool
) -> None:
    desk = Desk(id="help-desk", name="Help desk", purpose="All.", contact=Contact(email="a@b.example"), hours=hours)
    post = incident(update("2026-11-19 12:30", "investigating"), desk="help-desk")

    findings = review(History(posts=(post,), desks=(desk,)), at(moment)).findings

    assert desk_facts(desk, at(moment)).is_open is is_open
    assert ("FU507" not in {finding.rule for finding in findings}) is is_open
