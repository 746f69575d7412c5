"""What a reader finds on the pages in an outage and after it."""

from __future__ import annotations

from datetime import UTC, datetime

from conftest import AS_OF, DURING, INCIDENT, RESOLVED, Site
from mkdocs_candor.publish.pages.lists import MOST_IN_LEDGER

LATE = """
## 2026-03-02 14:50 UTC — Identified
Next update: 15:30 UTC

The provider found the fault.
"""

QUESTIONS = """
## Questions

### Was I charged twice?
Asked: 2026-03-02 14:05 UTC, forum
Answered: 2026-03-02 14:40 UTC, Dana Ortiz

No.

### Will the offer be extended?
Asked: 2026-03-02 14:08 UTC, by e-mail
"""

WORK = """
---
type: maintenance
title: New disks for search
starts: 2026-03-02 20:00 UTC
ends: 2026-03-02 22:00 UTC
components: [search]
---

## 2026-02-20 09:00 UTC — Scheduled
Impact: Search answers slowly.
Do now: Nothing.
"""


def test_the_advice_comes_before_the_impact_and_the_next_update_before_the_timeline(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build(as_of=DURING)

    for page in ("index.html", "incidents/2026-03-02-cards/index.html"):
        told = built.words(page)
        order = [told.index(part) for part in ("Pay by transfer, or wait.", "You cannot pay", "Next update by")]
        assert order == sorted(order), page
    assert told.index("Next update by") < told.index("What we wrote")


def test_a_next_update_that_came_late_is_called_late(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + LATE + RESOLVED)

    told = site.build().words("incidents/2026-03-02-cards/index.html")

    assert "Next update promised for 14:30 UTC : came at 14:50 UTC , 20 min late" in told
    assert "Next update promised for 15:30 UTC : came at 15:21 UTC , kept" in told


def test_of_a_long_history_each_year_has_a_page_of_its_next_updates(site: Site) -> None:
    for number in range(MOST_IN_LEDGER):
        site.write(f"incidents/{number}.md", INCIDENT + RESOLVED)
    site.write("incidents/oldest.md", (INCIDENT + RESOLVED).replace("2026-", "2025-"))

    built = site.build("--strict", as_of=AS_OF)

    told = built.page("promises/index.html").select(".cd-kept > li")
    assert len(told) == MOST_IN_LEDGER
    years = built.page("promises/index.html").select("#words ~ nav a")
    assert [(year["href"].removeprefix("../promises/"), year.small.text) for year in years] == [
        ("2026/", "200"),
        ("2025/", "1"),
    ]
    (oldest,) = built.page("promises/2025/index.html").select(".cd-kept > li")
    assert oldest.a["href"] == "../../incidents/oldest/"


def test_a_next_update_that_is_due_is_called_overdue_without_a_script(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    home = site.build(as_of=datetime(2026, 3, 2, 14, 45, tzinfo=UTC)).page("index.html")

    late = home.select_one(".cd-late")
    assert late is not None
    assert not late.has_attr("hidden")


def test_questions_that_nobody_has_answered_come_first_and_say_since_when(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED + QUESTIONS)

    told = site.build().words("incidents/2026-03-02-cards/index.html")

    assert told.index("Will the offer be extended?") < told.index("Was I charged twice?")
    assert "Still open , asked by e-mail, since" in told


def test_the_end_of_an_incident_is_told_once_and_on_top(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    page = site.build().page("incidents/2026-03-02-cards/index.html")

    told = page.find("article").get_text()  # type: ignore[union-attr]
    assert told.count("No order was lost.") == 1
    assert told.index("No order was lost.") < told.index("Our payment provider rejects cards")
    assert page.find(id="update-20260302T1521Z") is not None


def test_work_whose_window_is_over_is_not_called_done(site: Site) -> None:
    site.write("incidents/disks.md", WORK)

    built = site.build(as_of=AS_OF)

    assert "we have not confirmed that the work is done" in built.words("incidents/disks/index.html")
    assert "Overdue" in built.words("maintenance/index.html")


def test_fourteen_quiet_days_are_called_quiet_only_when_every_report_was_read(site: Site) -> None:
    assert "No incident in the last 14 days." in site.build().words("index.html")

    site.write("incidents/broken.md", "---\ntype: [\n---\n")

    assert "No incident in the last 14 days." not in site.build().words("index.html")
