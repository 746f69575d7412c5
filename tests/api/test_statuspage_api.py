"""Clients of Statuspage's API find its shapes to the letter, and never a state that sounds better than ours."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import INCIDENT, RESOLVED, Site
from editions import TODAY, edition_of
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.statuspage import files

DURING = datetime(2026, 3, 2, 14, 10, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
EIGHT = {
    "summary": ["page", "components", "incidents", "scheduled_maintenances", "status"],
    "status": ["page", "status"],
    "components": ["page", "components"],
    "incidents": ["page", "incidents"],
    "incidents/unresolved": ["page", "incidents"],
    "scheduled-maintenances": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/upcoming": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/active": ["page", "scheduled_maintenances"],
}
PAGE = ["id", "name", "url", "time_zone", "updated_at"]
COMPONENT = [
    "id", "name", "status", "created_at", "updated_at", "position", "description", "showcase", "start_date", "group_id",
    "page_id", "group", "only_show_if_degraded",
]  # fmt: skip
POST = [
    "id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at", "impact", "shortlink",
    "started_at", "page_id", "incident_updates", "components",
]  # fmt: skip
UPDATE = [
    "id", "status", "body", "incident_id", "created_at", "updated_at", "display_at", "affected_components",
    "deliver_notifications", "custom_tweet", "tweet_id",
]  # fmt: skip
COMPONENT_WORDS = {"operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"}
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
ID = re.compile(r"^[a-z0-9]{12}$")

WORK = """
---
type: maintenance
title: New disks
starts: 2026-03-10 11:00 UTC
ends: 2026-03-10 13:00 UTC
components: [search]
---

## 2026-03-05 10:00 UTC — Scheduled

We replace the disks.
"""
REPORT = """
---
type: report
title: What happened to cards
incident: 2026-03-02-cards
date: 2026-03-09 09:00 UTC
author: {name: Ines Roth}
---

A certificate had run out.
"""
CARDS = "incidents/2026-03-02-cards.md"


def _read(edition: Edition) -> dict[str, Any]:
    """Return the eight files as a client sees them."""
    made = {artifact.path: json.loads(artifact.content) for artifact in files.artifacts(edition)}
    return {path.removeprefix("api/v2/").removesuffix(".json"): content for path, content in made.items()}


def _status(edition: Edition) -> tuple[str, str]:
    status = _read(edition)["status"]["status"]
    return status["indicator"], status["description"]


@pytest.mark.parametrize(
    "as_of", [datetime(2026, 10, 14, 11, 30, tzinfo=UTC), datetime(2026, 11, 24, 22, 30, tzinfo=UTC)]
)
def test_every_file_of_the_demo_has_every_key_in_order_and_no_other(as_of: datetime) -> None:
    read = _read(edition_of(ROOT, as_of))

    assert {name: list(content) for name, content in read.items()} == EIGHT
    for content in read.values():
        assert list(content["page"]) == PAGE
        for component in content.get("components", ()):
            _assert_component(component)
        for incident in content.get("incidents", ()):
            assert list(incident) == POST
            _assert_post(incident)
        for work in content.get("scheduled_maintenances", ()):
            assert list(work) == [*POST, "scheduled_for", "scheduled_until"]
            assert work["impact"] == "maintenance"
            _assert_post(work)


def _assert_component(component: dict[str, Any]) -> None:
    assert list(component) == COMPONENT + (["components"] if component["group"] else [])
    assert ID.match(component["id"])
    assert component["status"] in COMPONENT_WORDS
    assert STAMP.match(component["created_at"])
    assert component["created_at"] <= component["updated_at"]
    assert component["start_date"] is None or re.match(r"^\d{4}-\d\d-\d\d$", component["start_date"])


def _assert_post(post: dict[str, Any]) -> None:
    assert ID.match(post["id"])
    for key in ("created_at", "updated_at", "started_at"):
        assert STAMP.match(post[key])
    for key in ("monitoring_at", "resolved_at"):
        assert post[key] is None or STAMP.match(post[key])
    for component in post["components"]:
        _assert_component(component)
    shown = [update["display_at"] for update in post["incident_updates"]]
    assert shown
    assert shown == sorted(shown, reverse=True)
    for update in post["incident_updates"]:
        assert list(update) == UPDATE
        assert ID.match(update["id"])
        assert update["incident_id"] == post["id"]
        assert STAMP.match(update["display_at"])
        assert update["body"]
        assert "<p>" not in update["body"]
        for affected in update["affected_components"] or ():
            assert list(affected) == ["code", "name", "old_status", "new_status"]
            assert {affected["old_status"], affected["new_status"]} <= COMPONENT_WORDS


def test_all_ids_differ_and_names_do_not_make_them(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)
    before = _read(edition_of(site.root))
    site.write(CARDS, (INCIDENT + RESOLVED).replace("Card payments fail", "Cards fail").replace("rejects", "refuses"))
    site.configure("Acme status", "Acme")

    after = _read(edition_of(site.root))

    ids = [c["id"] for c in before["components"]["components"]] + [before["incidents"]["incidents"][0]["id"]]
    ids += [u["id"] for u in before["incidents"]["incidents"][0]["incident_updates"]] + [
        before["summary"]["page"]["id"]
    ]
    assert len(set(ids)) == len(ids) == 7
    assert after["incidents"]["incidents"][0]["id"] == before["incidents"]["incidents"][0]["id"] == "lnyke9vw22h0"
    assert [u["id"] for u in after["incidents"]["incidents"][0]["incident_updates"]] == ids[4:6]


def test_a_renamed_file_keeps_its_id(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)
    before = _read(edition_of(site.root))["incidents"]["incidents"][0]
    (site.root / CARDS).unlink()
    site.write("incidents/cards.md", (INCIDENT + RESOLVED).replace("type:", "redirect_from: [2026-03-02-cards]\ntype:"))

    after = _read(edition_of(site.root))["incidents"]["incidents"][0]

    assert [u["id"] for u in after["incident_updates"]] == [u["id"] for u in before["incident_updates"]]
    assert after["id"] == before["id"]
    assert after["shortlink"].endswith("/incidents/cards/")


def test_groups_stand_among_components_with_their_worst_childs_status(site: Site) -> None:
    site.write(CARDS, INCIDENT)

    group, checkout, search = _read(edition_of(site.root, DURING))["components"]["components"]

    assert (group["name"], group["group"], group["status"]) == ("Shop", True, "partial_outage")
    assert group["components"] == [checkout["id"], search["id"]]
    assert (checkout["group_id"], checkout["position"], search["position"]) == (group["id"], 1, 2)
    assert checkout["start_date"] == "2026-01-01"
    assert checkout["updated_at"] == "2026-03-02T13:40:00.000Z"


def test_an_update_tells_how_its_components_stood_before_and_after(site: Site) -> None:
    worse = (
        "\n## 2026-03-02 14:20 UTC — Identified\nComponents: checkout=major_outage, search=degraded_performance\n\nA.\n"
    )
    site.write(CARDS, INCIDENT + worse + RESOLVED)

    (incident,) = _read(edition_of(site.root))["incidents"]["incidents"]

    told = [
        [(a["name"], a["old_status"], a["new_status"]) for a in update["affected_components"]]
        for update in incident["incident_updates"]
    ]
    assert told == [
        [("Shop - Checkout", "major_outage", "operational"), ("Shop - Search", "degraded_performance", "operational")],
        [
            ("Shop - Checkout", "partial_outage", "major_outage"),
            ("Shop - Search", "operational", "degraded_performance"),
        ],
        [("Shop - Checkout", "operational", "partial_outage")],
    ]


def test_an_update_is_plain_text_with_its_key_lines_and_whole_addresses(site: Site) -> None:
    text = INCIDENT.replace("or wait.", "or [wait](../site_src/community/pay-by-transfer.md).")
    site.write(CARDS, text.replace("rejects cards", "*rejects* `cards` &amp; more"))

    (incident,) = _read(edition_of(site.root, DURING))["incidents/unresolved"]["incidents"]

    assert incident["incident_updates"][0]["body"] == (
        "Impact: You cannot pay by card.\n\n"
        "Do now: Pay by transfer, or wait (https://status.acme.example/community/pay-by-transfer/).\n\n"
        "Our payment provider rejects cards & more since 13:40.\n\n"
        "Next update: 2 Mar 2026, 14:30 UTC\n\n"
        "By: Dana Ortiz"
    )


def test_an_incident_goes_from_unresolved_to_postmortem(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)
    site.write("incidents/report.md", REPORT)

    during = _read(edition_of(site.root, DURING))
    after = _read(edition_of(site.root))

    assert [i["status"] for i in during["summary"]["incidents"]] == ["investigating"]
    assert during["summary"]["incidents"] == during["incidents/unresolved"]["incidents"]
    assert after["incidents/unresolved"]["incidents"] == after["summary"]["incidents"] == []
    (incident,) = after["incidents"]["incidents"]
    assert (incident["status"], incident["resolved_at"]) == ("postmortem", "2026-03-02T15:21:00.000Z")
    assert (incident["started_at"], incident["created_at"]) == ("2026-03-02T13:40:00.000Z", "2026-03-02T14:02:00.000Z")
    report, *told = incident["incident_updates"]
    assert [u["status"] for u in told] == ["resolved", "investigating"]
    assert (report["status"], report["display_at"]) == ("postmortem", "2026-03-09T09:00:00.000Z")
    assert report["body"].startswith("What happened to cards\n\nA certificate had run out.")


def test_a_report_dated_on_the_day_of_the_end_still_stands_after_it(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)
    site.write("incidents/report.md", REPORT.replace("2026-03-09 09:00 UTC", "2026-03-02"))

    (incident,) = _read(edition_of(site.root))["incidents"]["incidents"]

    assert [u["status"] for u in incident["incident_updates"]] == ["postmortem", "resolved", "investigating"]
    assert incident["incident_updates"][0]["display_at"] == incident["incident_updates"][1]["display_at"]


def test_an_end_that_was_noticed_late_is_told_late_and_dated_right(site: Site) -> None:
    late = RESOLVED.replace("Resolved\n", "Resolved\nSince: 15:00 UTC\n")
    site.write(CARDS, INCIDENT + late)

    (incident,) = _read(edition_of(site.root))["incidents"]["incidents"]

    assert incident["resolved_at"] == "2026-03-02T15:00:00.000Z"
    assert incident["incident_updates"][0]["display_at"] == "2026-03-02T15:21:00.000Z"


def test_an_incident_without_components_raises_the_indicator(site: Site) -> None:
    site.write(CARDS, INCIDENT.replace("components:\n  checkout: partial_outage\n", ""))

    read = _read(edition_of(site.root, DURING))

    assert read["status"]["status"] == {"indicator": "major", "description": "Partial System Outage"}
    assert read["summary"]["incidents"][0]["components"] == []
    assert read["summary"]["incidents"][0]["incident_updates"][0]["affected_components"] is None


def test_an_incident_that_is_only_watched_still_raises_the_indicator(site: Site) -> None:
    watched = "\n## 2026-03-02 14:05 UTC — Monitoring\nComponents: checkout=operational\n\nWe watch.\n"
    site.write(CARDS, INCIDENT + watched)

    read = _read(edition_of(site.root, DURING))

    assert read["status"]["status"]["indicator"] == "minor"
    assert read["summary"]["incidents"][0]["monitoring_at"] == "2026-03-02T14:05:00.000Z"
    assert {c["status"] for c in read["components"]["components"]} == {"operational"}


def test_an_incident_without_harm_raises_nothing(site: Site) -> None:
    site.write(CARDS, INCIDENT.replace("severity: major", "severity: none").replace("partial_outage", "operational"))

    assert _status(edition_of(site.root, DURING)) == ("none", "All Systems Operational")


@pytest.mark.parametrize(
    "break_it",
    [
        pytest.param(lambda text: text.replace("Impact:", "Imapct:"), id="a misspelt key"),
        pytest.param(lambda text: text.replace("severity: major", "severity: huge"), id="no severity"),
        pytest.param(lambda text: text.replace("type: incident", "type: incident: x"), id="nothing can be read"),
        pytest.param(lambda text: text.replace("checkout:", "chekcout:"), id="an unknown component"),
    ],
)
def test_what_cannot_be_read_is_never_green(site: Site, break_it: Any) -> None:
    site.write(CARDS, break_it(INCIDENT + RESOLVED))

    assert _status(edition_of(site.root)) == ("minor", "Partially Degraded Service")


def test_an_unknown_component_is_degraded_and_its_incident_says_why(site: Site) -> None:
    site.write(CARDS, INCIDENT.replace("Impact:", "Imapct:"))

    read = _read(edition_of(site.root, DURING))

    assert {c["name"]: c["status"] for c in read["components"]["components"]}["Checkout"] == "degraded_performance"
    body = read["summary"]["incidents"][0]["incident_updates"][0]["body"]
    assert body.startswith("Part of this report could not be read.")


def test_a_post_without_updates_gives_its_own_words_as_one(site: Site) -> None:
    site.write(CARDS, INCIDENT.partition("## ")[0] + "Cards fail.\n")

    (incident,) = _read(edition_of(site.root, DURING))["summary"]["incidents"]

    assert [(u["status"], u["body"]) for u in incident["incident_updates"]] == [("investigating", "Cards fail.")]


@pytest.mark.parametrize(
    ("as_of", "updates", "status", "lists"),
    [
        pytest.param(datetime(2026, 3, 10, 10, tzinfo=UTC), "", "scheduled", {"upcoming"}, id="before its window"),
        pytest.param(datetime(2026, 3, 10, 12, tzinfo=UTC), "", "in_progress", {"active"}, id="by the clock"),
        pytest.param(datetime(2026, 3, 10, 14, tzinfo=UTC), "", "in_progress", {"active"}, id="over, not confirmed"),
        pytest.param(
            datetime(2026, 3, 10, 12, 30, tzinfo=UTC),
            "\n## 2026-03-10 12:20 UTC — Verifying\n\nNearly.\n",
            "verifying",
            {"active"},
            id="verifying",
        ),
        pytest.param(
            datetime(2026, 3, 10, 14, tzinfo=UTC),
            "\n## 2026-03-10 12:50 UTC — Completed\n\nDone.\n",
            "completed",
            set(),
            id="completed",
        ),
        pytest.param(
            datetime(2026, 3, 10, 14, tzinfo=UTC),
            "\n## 2026-03-09 12:50 UTC — Cancelled\n\nNo disks.\n",
            "completed",
            set(),
            id="cancelled",
        ),
    ],
)
def test_a_maintenance_is_in_the_lists_of_its_phase(
    site: Site, as_of: datetime, updates: str, status: str, lists: set[str]
) -> None:
    site.write("incidents/disks.md", WORK + updates)

    read = _read(edition_of(site.root, as_of))

    (work,) = read["scheduled-maintenances"]["scheduled_maintenances"]
    assert work["status"] == status
    assert (work["resolved_at"] is None) == bool(lists)
    assert work["scheduled_for"] == work["started_at"] == "2026-03-10T11:00:00.000Z"
    for name in ("upcoming", "active"):
        found = read[f"scheduled-maintenances/{name}"]["scheduled_maintenances"]
        assert bool(found) == (name in lists)
    assert bool(read["summary"]["scheduled_maintenances"]) == bool(lists)


def test_a_cancelled_maintenance_says_so_in_its_words(site: Site) -> None:
    site.write("incidents/disks.md", WORK + "\n## 2026-03-09 12:50 UTC — Cancelled\n\nNo disks.\n")

    (work,) = _read(edition_of(site.root))["scheduled-maintenances"]["scheduled_maintenances"]

    assert work["incident_updates"][0]["status"] == "completed"
    assert work["incident_updates"][0]["body"] == "Cancelled.\n\nNo disks."
    assert work["resolved_at"] == "2026-03-09T12:50:00.000Z"


def test_planned_work_alone_is_none_or_by_choice_maintenance(site: Site) -> None:
    site.write("incidents/disks.md", WORK)

    assert _status(edition_of(site.root)) == ("none", "Service Under Maintenance")
    chosen = edition_of(site.root, statuspage_names_maintenance=True)
    assert _status(chosen) == ("maintenance", "Service Under Maintenance")


def test_a_long_history_gives_the_newest_fifty_and_all_that_is_open(site: Site) -> None:
    site.write("incidents/old.md", INCIDENT.replace("2026-03-02", "2025-01-02"))
    for number in range(55):
        day = f"{datetime(2025, 6, 1, tzinfo=UTC) + timedelta(days=number):%Y-%m-%d}"
        site.write(f"incidents/i{number}.md", (INCIDENT + RESOLVED).replace("2026-03-02", day))

    read = _read(edition_of(site.root))

    assert len(read["incidents"]["incidents"]) == 50
    assert read["incidents"]["incidents"][0]["created_at"].startswith("2025-07-25")
    assert [i["created_at"][:10] for i in read["incidents/unresolved"]["incidents"]] == ["2025-01-02"]


def test_drafts_embargoes_and_previews_are_in_no_file(site: Site) -> None:
    site.write(CARDS, INCIDENT.replace("type:", "draft: true\ntype:"))
    site.write("incidents/disks.md", WORK.replace("type:", "publish_at: 2026-03-15 08:00 UTC\ntype:"))
    site.write("incidents/seen.md", INCIDENT.replace("Card payments", "Previews"))

    texts = [str(artifact.content) for artifact in files.artifacts(edition_of(site.root, drafts=frozenset({"seen"})))]

    for text in texts:
        for word in ("Card payments", "New disks", "Previews"):
            assert word not in text


def test_an_empty_site_has_all_eight_files(site: Site) -> None:
    read = _read(edition_of(site.root))

    assert {name: list(content) for name, content in read.items()} == EIGHT
    assert read["status"]["status"] == {"indicator": "none", "description": "All Systems Operational"}


def test_hidden_and_retired_components_are_not_listed(site: Site) -> None:
    site.write(
        "incidents/components.yml",
        "components:\n  - {id: search, name: Search}\n  - {id: secret, name: Secret, hidden: true}\n"
        "  - {id: old, name: Old, since: 2020-01-01, until: 2025-01-01}\n",
    )

    listed = _read(edition_of(site.root))["components"]["components"]

    assert [c["name"] for c in listed] == ["Search"]


def test_hard_text_survives_in_titles_and_bodies(site: Site) -> None:
    title = 'He said "x" ]]> <script>alert(1)</script> & 😀 שלום'
    body = f"{title} \x07 {'ü😀' * 5_000}"
    site.write(CARDS, INCIDENT.replace("Card payments fail at checkout", f"'{title}'") + f"\n{body}\n")

    (incident,) = _read(edition_of(site.root, DURING))["summary"]["incidents"]

    assert incident["name"] == title
    assert "ü😀" * 5_000 in incident["incident_updates"][0]["body"]
    for word in ('"x"', "]]>", "alert(1)", "&", "😀", "שלום"):
        assert word in incident["incident_updates"][0]["body"]


def test_files_change_with_content_and_not_with_the_clock(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)

    now = list(files.artifacts(edition_of(site.root)))
    later = list(files.artifacts(edition_of(site.root, TODAY + timedelta(hours=5))))

    assert now == later


def test_the_files_also_lie_at_the_root_of_the_host_where_that_is_wanted(site: Site) -> None:
    site.write(CARDS, INCIDENT)
    site.configure("https://status.acme.example/", "https://acme.example/status/")
    site.configure("  - candor", "  - candor:\n      statuspage_at_host_root: true")

    built = site.build(as_of=DURING, into="public/status")

    assert built.code == 0, built.log
    for name in EIGHT:
        here, there = built.folder / f"api/v2/{name}.json", site.root / f"public/api/v2/{name}.json"
        assert here.read_bytes() == there.read_bytes()


def test_nothing_is_written_beside_a_folder_that_is_not_named_like_the_path(site: Site) -> None:
    site.configure("https://status.acme.example/", "https://acme.example/status/")
    site.configure("  - candor", "  - candor:\n      statuspage_at_host_root: true")

    built = site.build(into="site")

    assert built.code == 1
    assert "site_dir: public/status" in built.log
    assert not (site.root / "api").exists()
