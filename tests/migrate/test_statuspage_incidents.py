"""What one incident of a Statuspage becomes: times, stages, components, and nothing lost or invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from statuspage_fixtures import PAGE, Import, affected, component, front_matter, incident, maintenance, update


@pytest.fixture
def importer(tmp_path: Path) -> Import:
    return Import(tmp_path)


def test_an_incident_becomes_a_post_that_reads_as_if_staff_had_written_it(importer: Import) -> None:
    text = importer.of(
        incident(
            update(
                "2026-03-01T10:00:00.000Z",
                body="We look into it.",
                affected_components=[affected("s", "Search", "partial_outage")],
            ),
            update(
                "2026-03-01T10:30:07.020Z",
                "identified",
                "Disks.",
                affected_components=[affected("s", "Search", "degraded_performance", "partial_outage")],
            ),
            update(
                "2026-03-01T11:00:05.000Z",
                "resolved",
                "It works.",
                affected_components=[affected("s", "Search", "operational", "degraded_performance")],
            ),
            components=[component("s", "Search")],
        )
    )

    assert text == (
        """\
---
type: incident
title: Search is down
severity: major
started: 2026-03-01 10:00 UTC
components:
  search: partial_outage
imported:
  from: statuspage
  id: inc1
  url: https://status.palegrove.example/incidents/inc1
redirect_from: [/incidents/inc1]
---

## 2026-03-01 10:00 UTC — Investigating

We look into it.

## 2026-03-01 10:30:07.020 UTC — Identified
Components: search=degraded_performance

Disks.

## 2026-03-01 11:00:05 UTC — Resolved

It works.
"""
    )
    assert [p.relative_to(importer.into).as_posix() for p in importer.posts] == ["2026/2026-03-01-search-is-down.md"]


def test_the_earliest_display_at_is_the_start_although_it_was_typed_later(importer: Import) -> None:
    backfilled = update("2026-02-27T20:00:00.000Z", "resolved", created_at="2026-03-01T10:00:00.000Z")

    text = importer.of(incident(backfilled))

    assert front_matter(text)["started"] == "2026-02-27 20:00 UTC"
    assert importer.posts[0].name == "2026-02-27-search-is-down.md"


def test_times_with_an_offset_become_utc(importer: Import) -> None:
    text = importer.of(incident(update("2026-03-01T23:30:00.000-08:00", "resolved")))

    assert front_matter(text)["started"] == "2026-03-02 07:30 UTC"


def test_a_time_without_an_offset_is_read_in_the_pages_zone_and_never_silently(importer: Import) -> None:
    page = {**PAGE, "time_zone": "America/New_York"}
    importer.give({"page": page, "incident": incident(update("2026-03-01T10:00:00", "resolved"))})

    report = importer.run()

    assert front_matter(importer.posts[0].read_text())["started"] == "2026-03-01 15:00 UTC"
    assert any("has no offset: read as America/New_York" in line for line in report.lines())


def test_an_update_without_a_readable_time_keeps_its_text_in_the_summary(importer: Import) -> None:
    timeless = update(body="Lost words.", display_at="yesterday", created_at=None)

    text = importer.of(incident(timeless, update("2026-03-01T11:00:00.000Z", "resolved")))

    assert "---\n\nLost words.\n\n## 2026-03-01 11:00 UTC — Resolved" in text


def test_an_incident_with_no_time_at_all_is_reported_and_not_written(importer: Import) -> None:
    importer.give(incident(update(display_at=None, created_at=None), started_at=None, created_at="soon"))

    report = importer.run()

    assert report.summary == "read 1, written 0, unchanged 0, kept yours 0, not written 1, reported 1"
    assert any("no time of it can be read: not written" in line for line in report.lines())


def test_an_incident_that_ends_before_it_starts_is_written_by_its_updates_and_reported(importer: Import) -> None:
    importer.give(
        incident(
            update("2026-02-27T20:00:00.000Z", "resolved"),
            started_at="2026-03-01T10:00:00.000Z",
            resolved_at="2026-02-27T20:00:00.000Z",
        )
    )

    report = importer.run()

    assert front_matter(importer.posts[0].read_text())["started"] == "2026-02-27 20:00 UTC"
    assert any("ends before it starts in the source" in line for line in report.lines())


def test_updates_in_another_order_are_written_by_their_times_and_reported(importer: Import) -> None:
    importer.give(
        incident(
            update("2026-03-01T10:00:00.000Z"),
            update("2026-03-01T10:20:00.000Z", "monitoring"),
            update("2026-03-01T10:10:00.000Z", "identified"),
            update("2026-03-01T11:00:00.000Z", "resolved"),
        )
    )

    report = importer.run()

    headings = [line for line in importer.posts[0].read_text().splitlines() if line.startswith("## ")]
    assert [heading.split("— ")[1] for heading in headings] == ["Investigating", "Identified", "Monitoring", "Resolved"]
    assert any("another order" in line for line in report.lines())


def test_two_updates_of_the_same_millisecond_become_one_with_both_texts_and_the_later_stage(importer: Import) -> None:
    same = "2026-03-01T11:00:00.123Z"

    text = importer.of(
        incident(
            update("2026-03-01T10:00:00.000Z"),
            update(same, "monitoring", "A fix is out.", created_at="2026-03-01T11:00:00.200Z"),
            update(same, "resolved", "It works.", created_at="2026-03-01T11:00:00.300Z"),
        )
    )

    assert text.endswith(
        "## 2026-03-01 11:00:00.123 UTC — Resolved\n\n**Monitoring**\n\nA fix is out.\n\n**Resolved**\n\nIt works.\n"
    )


def test_two_updates_within_one_second_stay_two(importer: Import) -> None:
    text = importer.of(incident(update("2026-03-01T11:00:00.123Z"), update("2026-03-01T11:00:00.124Z", "resolved")))

    assert "## 2026-03-01 11:00:00.123 UTC — Investigating" in text
    assert "## 2026-03-01 11:00:00.124 UTC — Resolved" in text


def test_an_unknown_status_keeps_the_stage_and_its_word_in_the_text(importer: Import) -> None:
    text = importer.of(
        incident(
            update("2026-03-01T10:00:00.000Z", "identified"),
            update("2026-03-01T10:30:00.000Z", "Paused <b>", "We wait."),
            update("2026-03-01T11:00:00.000Z", "resolved"),
        )
    )

    expected = (
        '## 2026-03-01 10:30 UTC — Identified\n\nImported: the source calls this stage "Paused &lt;b>".\n\nWe wait.'
    )
    assert expected in text


def test_an_end_that_only_a_field_gives_is_written_as_such(importer: Import) -> None:
    importer.give(incident(update(), status="resolved", resolved_at="2026-03-01T12:00:00.000Z"))

    report = importer.run()

    ending = "## 2026-03-01 12:00 UTC — Resolved\n\nImported: the source gives this end without a text.\n"
    assert importer.posts[0].read_text().endswith(ending)
    assert any("Resolved added at 2026-03-01 12:00 UTC" in line for line in report.lines())


def test_an_end_before_the_last_update_does_not_leave_the_incident_open(importer: Import) -> None:
    text = importer.of(
        incident(
            update("2026-03-01T10:00:00.000Z", "resolved"),
            update("2026-03-01T11:00:00.000Z", "monitoring"),
            status="resolved",
            resolved_at="2026-03-01T10:00:00.000Z",
        )
    )

    assert "## 2026-03-01 11:00:00.001 UTC — Resolved\n\nImported: the source gives 2026-03-01 10:00 UTC" in text


def test_an_incident_that_went_on_after_its_first_end_keeps_both_ends(importer: Import) -> None:
    first = "2026-03-01T10:30:00Z"

    text = importer.of(
        incident(
            update("2026-03-01T10:00:00Z"),
            update(first, "resolved"),
            update("2026-03-01T10:40:00Z", "monitoring"),
            update("2026-03-01T11:00:00Z", "resolved"),
            resolved_at=first,
        )
    )

    stages = [line.split("— ")[1] for line in text.splitlines() if line.startswith("## ")]
    assert stages == ["Investigating", "Resolved", "Monitoring", "Resolved"]


def test_an_open_incident_stays_open_and_is_reported(importer: Import) -> None:
    importer.give({"page": PAGE, "incidents": [incident(update())]}, "unresolved.json")

    report = importer.run()

    assert "Resolved" not in importer.posts[0].read_text()
    assert any("open in the source" in line for line in report.lines())


def test_a_component_changes_only_where_an_update_changes_it(importer: Import) -> None:
    still = [affected("s", "Search", "partial_outage", "partial_outage")]

    text = importer.of(
        incident(
            update("2026-03-01T10:00:00.000Z", affected_components=[affected("s", "Search", "partial_outage")]),
            update("2026-03-01T10:10:00.000Z", affected_components=still),
            update("2026-03-01T10:20:00.000Z", affected_components=[*still, affected("a", "API", "major_outage")]),
            update("2026-03-01T11:00:00.000Z", "resolved", affected_components=None),
        )
    )

    assert front_matter(text)["components"] == {"search": "partial_outage"}
    assert [line for line in text.splitlines() if line.startswith("Components:")] == ["Components: api=major_outage"]


def test_a_component_first_named_as_operational_is_part_of_the_incident(importer: Import) -> None:
    text = importer.of(
        incident(
            update("2026-03-01T10:00:00.000Z"),
            update("2026-03-01T10:20:00.000Z", affected_components=[affected("a", "API", "operational")]),
            update("2026-03-01T11:00:00.000Z", "resolved"),
        )
    )

    assert front_matter(text)["components"] == {"api": "operational"}
    assert "Components:" not in text


def test_an_incident_told_in_one_final_update_has_the_status_from_before_its_end(importer: Import) -> None:
    over = [affected("s", "Search", "operational", "major_outage")]

    text = importer.of(incident(update(status="resolved", affected_components=over)))

    assert front_matter(text)["components"] == {"search": "major_outage"}


def test_a_component_whose_status_nobody_states_claims_no_outage_and_is_counted(importer: Import) -> None:
    importer.give(incident(components=[component("s", "Search")]))

    report = importer.run()

    assert front_matter(importer.posts[0].read_text())["components"] == {"search": "operational"}
    assert any("no outage is claimed" in line for line in report.lines())


def test_an_open_incident_takes_the_status_that_its_page_shows_now(importer: Import) -> None:
    text = importer.of(incident(update(), components=[component("s", "Search", status="major_outage")]))

    assert "Components: search=major_outage" in text
    assert "components" not in front_matter(text)


def test_an_incident_cannot_be_under_maintenance_so_the_text_says_it(importer: Import) -> None:
    rows = [affected("s", "Search", "under_maintenance")]

    text = importer.of(incident(update(affected_components=rows), update("2026-03-01T11:00:00.000Z", "resolved")))

    assert front_matter(text)["components"] == {"search": "operational"}
    assert "Imported: the source shows search as under maintenance from here on." in text


def test_a_status_that_lasts_past_the_end_is_reported(importer: Import) -> None:
    rows = [affected("s", "Search", "partial_outage", "partial_outage")]
    importer.give(incident(update(), update("2026-03-01T11:00:00.000Z", "resolved", affected_components=rows)))

    report = importer.run()

    assert any("is resolved while the source calls Search not operational" in line for line in report.lines())


@pytest.mark.parametrize(
    ("impact", "severity"),
    [("none", "none"), ("critical", "critical"), ("maintenance", "none"), (None, "major"), ("dire", "major")],
)
def test_severity_is_the_impact_or_else_the_worst_status_named(importer: Import, impact: str, severity: str) -> None:
    rows = [affected("s", "Search", "partial_outage")]

    text = importer.of(
        incident(update(affected_components=rows), update("2026-03-01T11:00:00.000Z", "resolved"), impact=impact)
    )

    assert front_matter(text)["severity"] == severity


def test_a_maintenance_has_its_window_and_its_stages(importer: Import) -> None:
    text = importer.of(maintenance(components=[component("d", "Disks")]))

    assert text.startswith(
        """\
---
type: maintenance
title: Disks
starts: 2026-03-02 22:00 UTC
ends: 2026-03-03 00:00 UTC
components: [disks]
imported:
"""
    )
    stages = [line.split("— ")[1] for line in text.splitlines() if line.startswith("## ")]
    assert stages == ["Scheduled", "In progress", "Verifying", "Completed"]
    assert importer.posts[0].name == "2026-03-02-disks.md"


def test_a_maintenance_has_the_statuses_that_its_updates_name(importer: Import) -> None:
    def rows(new: str) -> list[object]:
        return [affected("d", "Disks", new)]

    text = importer.of(
        maintenance(
            update("2026-03-01T10:00:00.000Z", "scheduled", affected_components=rows("operational")),
            update("2026-03-02T22:00:00.000Z", "in_progress", affected_components=rows("degraded_performance")),
            update("2026-03-02T22:30:00.000Z", "in_progress", affected_components=rows("major_outage")),
            update("2026-03-02T23:30:00.000Z", "completed", affected_components=rows("operational")),
        )
    )

    assert front_matter(text)["components"] == {"disks": "degraded_performance"}
    assert [line for line in text.splitlines() if line.startswith("Components:")] == ["Components: disks=major_outage"]


def test_a_maintenance_of_the_older_kind_has_an_impact_and_is_one_all_the_same(importer: Import) -> None:
    assert front_matter(importer.of(maintenance(impact="minor")))["type"] == "maintenance"


@pytest.mark.parametrize("until", [None, "2026-03-02T21:00:00.000Z", "2026-03-02T22:00:00.000Z", "soon"])
def test_a_window_that_is_none_ends_when_the_maintenance_was_over(importer: Import, until: str) -> None:
    importer.give(maintenance(scheduled_until=until))

    report = importer.run()

    text = importer.posts[0].read_text()
    assert (front_matter(text)["starts"], front_matter(text)["ends"]) == (
        "2026-03-02 22:00 UTC",
        "2026-03-02 23:30 UTC",
    )
    assert f"Imported: the source gives the window as 2026-03-02T22:00:00.000Z to {until or 'nothing'}." in text
    assert any("which is none" in line for line in report.lines())


def test_a_maintenance_without_any_end_is_written_as_an_incident(importer: Import) -> None:
    announced = update("2026-03-01T10:00:00.000Z", "scheduled", "Disks will go.")

    text = importer.of(maintenance(announced, scheduled_until=None))

    assert (front_matter(text)["type"], front_matter(text)["severity"]) == ("incident", "none")
    assert 'the source calls this stage "scheduled"' in text
    assert "Disks will go." in text


def test_an_impact_of_maintenance_without_a_window_is_an_incident_and_reported(importer: Import) -> None:
    importer.give(incident(impact="maintenance"))

    report = importer.run()

    assert front_matter(importer.posts[0].read_text())["type"] == "incident"
    assert any("no window: written as an incident of severity none" in line for line in report.lines())


def test_a_postmortem_becomes_a_report_about_the_incident(importer: Import) -> None:
    body = "# What happened\r\n\r\nThe **disk** was full. <script>alert(1)</script>\r\n\r\n- one\r\n- two"

    importer.of(
        incident(
            update(),
            update("2026-03-01T11:00:00.000Z", "resolved"),
            update("2026-03-05T09:00:00.000Z", "postmortem", body),
            status="postmortem",
            resolved_at="2026-03-01T11:00:00.000Z",
        )
    )

    about, review = importer.posts
    assert "postmortem" not in about.read_text().lower()
    front = front_matter(review.read_text())
    assert (front["type"], front["incident"], front["date"]) == ("report", [about.stem], "2026-03-05 09:00 UTC")
    assert review.read_text().endswith("---\n\n## What happened\n\nThe **disk** was full.\n\n- one\n- two\n")


def test_a_postmortem_that_was_never_published_is_a_draft(importer: Import) -> None:
    importer.of(incident(postmortem_body="Not yet.", postmortem_published_at=None))

    drafts = {front_matter(post.read_text()).get("draft") for post in importer.posts}
    assert drafts == {None, "true"}


def test_what_our_format_has_no_place_for_is_counted(importer: Import) -> None:
    importer.give(
        incident(
            update(custom_tweet="Search is down", tweet_id=12, deliver_notifications=True),
            update("2026-03-01T11:00:00.000Z", "resolved", updated_at="2026-03-02T11:00:00.000Z"),
            reminder_intervals="[1, 2]",
        )
    )

    lines = importer.run().lines()

    assert "1 × update with 'custom_tweet', which our format has no place for" in lines
    assert "1 × incident with 'reminder_intervals', which our format has no place for" in lines
    assert "1 × update was changed in the source after it was posted: its newest text is written" in lines


def test_the_compatible_api_of_others_has_fewer_keys_and_is_read_as_well(importer: Import) -> None:
    bare = {
        "id": "01JMYB483C404VMPCW726E8MET",
        "name": "  Search\nis   down ",
        "status": "resolved",
        "impact": "minor",
        "incident_updates": [
            {"id": "1", "status": "resolved", "body": "Over.", "display_at": "2026-03-01T11:00:00Z"},
            {"id": "2", "status": "investigating", "body": None, "display_at": "2026-03-01T10:00:00Z"},
        ],
    }

    text = importer.of(bare)

    assert front_matter(text)["title"] == "Search is down"
    assert "## 2026-03-01 10:00 UTC — Investigating\n\n## 2026-03-01 11:00 UTC — Resolved\n\nOver.\n" in text
