"""After each kind of commit a feed reader shows what is news, once, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from feed_reader import feeds_of, ids, news, parsed

from conftest import INCIDENT, RESOLVED, Built, Site

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

CARDS = "incidents/2026-03-02-cards.md"
WORK = "incidents/2026-03-20-database.md"
LETTER = "incidents/2026-03-04-letter.md"
REPORT = "incidents/2026-03-06-report.md"
LATER = "2026-03-27 02:00 UTC to 2026-03-27 04:00 UTC"

MAINTENANCE = """
---
type: maintenance
title: The database moves
starts: 2026-03-20 02:00 UTC
ends: 2026-03-20 04:00 UTC
components: [search]
---

## 2026-03-01 09:00 UTC — Scheduled

You cannot search for two hours.
"""

APOLOGY = """
---
type: apology
title: We are sorry about the cards
incident: [2026-03-02-cards]
date: 2026-03-04 09:00 UTC
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
failure: We took no card for 100 minutes.
impact: {who: Customers, could_not: pay by card, data_loss: none}
repair: none
repair_reason: No money was lost.
prevention:
  - {id: A1, action: Use a second provider, owner: Dana Ortiz, due: 2026-05-01, status: open}
contact: {to: help-desk, reply_within: 4 h, bring: the order number}
---

We are sorry.
"""

POST_MORTEM = """
---
type: report
title: Why cards failed
incident: [2026-03-02-cards]
date: 2026-03-06 09:00 UTC
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
prevention:
  - {id: P1, action: Watch the provider, owner: Dana Ortiz, due: 2026-03-20, status: open}
  - {id: P2, action: Tell the provider's customers, owner: Dana Ortiz, due: 2026-03-20, status: open}
follow_up: {date: 2026-03-30, where: here, owner: Dana Ortiz, status: open}
---

A certificate ran out.
"""


@dataclass(frozen=True)
class Commit:
    """A change to the files, and the ids that a reader shows as new or changed in feeds and in digests."""

    name: str
    make: Callable[[Site], object]
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    digest_new: tuple[str, ...] = ()
    digest_changed: tuple[str, ...] = ()


def replaced(path: str, old: str, new: str) -> Callable[[Site], object]:
    def replace(site: Site) -> object:
        text = (site.root / path).read_text("utf-8")
        assert old in text
        return site.write(path, text.replace(old, new))

    return replace


def appended(path: str, text: str) -> Callable[[Site], object]:
    return lambda site: site.append(path, text)


def renamed(site: Site) -> None:
    text = (site.root / CARDS).read_text("utf-8")
    (site.root / CARDS).unlink()
    text = text.replace("severity:", "redirect_from: [2026-03-02-cards]\nseverity:")
    site.write("incidents/2026/2026-03-02-card-payments.md", text)
    for path in (LETTER, REPORT):
        replaced(path, "[2026-03-02-cards]", "[2026-03-02-card-payments]")(site)


def moved_to_another_host(site: Site) -> None:
    site.configure("https://status.acme.example/", "https://acme.example/status/")
    site.configure("  - candor", "  - candor:\n      id_host: status.acme.example")


FIRST = "2026-03-02-cards/20260302T1402Z"
WINDOW = "2026-03-20-database/20260301T0900Z"

COMMITS = (
    Commit("nothing but the clock", lambda site: None),
    Commit(
        "a new incident",
        lambda site: site.write("incidents/2026-03-09-search.md", INCIDENT.replace("2026-03-02", "2026-03-09")),
        new=("2026-03-09-search/20260309T1402Z",),
        digest_new=("2026-03-09-search",),
    ),
    Commit(
        "a new update",
        appended(CARDS, "\n## 2026-03-02 14:28 UTC — Identified\n\nTheir certificate ran out.\n"),
        new=("2026-03-02-cards/20260302T1428Z",),
        digest_changed=("2026-03-02-cards",),
    ),
    Commit(
        "resolved",
        appended(CARDS, RESOLVED),
        new=("2026-03-02-cards/20260302T1521Z",),
        digest_changed=("2026-03-02-cards",),
    ),
    Commit("a typo is repaired", replaced(CARDS, "rejects", "refuses"), silent=(FIRST,)),
    Commit(
        "a typo is repaired, and the update says so",
        replaced(CARDS, "By: Dana Ortiz", "By: Dana Ortiz\nEdited: 2026-03-02 14:40 UTC, it is the provider"),
        changed=(FIRST,),
        digest_changed=("2026-03-02-cards",),
    ),
    Commit(
        "the time of an update is corrected",
        replaced(CARDS, "14:02 UTC — Investigating", "14:00 UTC — Investigating\nWas: 2026-03-02 14:02 UTC"),
    ),
    Commit("the title changes", replaced(CARDS, "Card payments fail at", "You cannot pay by card at"), silent=(FIRST,)),
    Commit("the file is renamed, with redirect_from", renamed),
    Commit("the site moves to another host", moved_to_another_host),
    Commit(
        "an apology is published",
        lambda site: site.write("incidents/2026-03-08-sorry.md", APOLOGY.replace("2026-03-04", "2026-03-08")),
        new=("2026-03-08-sorry",),
        digest_new=("2026-03-08-sorry",),
    ),
    Commit(
        "a promise is kept",
        replaced(REPORT, "open}\n  - {id: P2", "done, on: 2026-03-09, evidence: It rang on Monday.}\n  - {id: P2"),
        new=("2026-03-06-report/promise-P1-done",),
        digest_changed=("2026-03-06-report",),
    ),
    Commit(
        "a promise is put off",
        replaced(LETTER, "open}", "slipped, slips: [{on: 2026-03-09, due: 2026-06-01, why: It takes longer.}]}"),
        new=("2026-03-04-letter/promise-A1-slipped-2026-03-09",),
        digest_changed=("2026-03-04-letter",),
    ),
    Commit(
        "a promise is dropped",
        replaced(LETTER, "status: open}", "status: dropped, on: 2026-03-09, why: We leave the provider.}"),
        new=("2026-03-04-letter/promise-A1-dropped",),
        digest_changed=("2026-03-04-letter",),
    ),
    Commit(
        "a follow-up is done",
        replaced(REPORT, "open}\n---", "done, closed_on: 2026-03-09, evidence: below}\n---"),
        new=("2026-03-06-report/promise-follow-up-done",),
        digest_changed=("2026-03-06-report",),
    ),
    Commit(
        "maintenance is moved",
        appended(WORK, f"\n## 2026-03-09 10:00 UTC — Scheduled\nWindow: {LATER}\n\nA week later.\n"),
        new=("2026-03-20-database/20260309T1000Z",),
        digest_changed=("2026-03-20-database",),
    ),
    Commit(
        "maintenance is cancelled",
        appended(WORK, "\n## 2026-03-09 10:00 UTC — Cancelled\n\nWe need not move it.\n"),
        new=("2026-03-20-database/20260309T1000Z",),
        digest_changed=("2026-03-20-database",),
    ),
    Commit(
        "a draft is begun",
        lambda site: site.write("incidents/2026-03-09-x.md", INCIDENT.replace("type:", "draft: true\ntype:")),
    ),
)  # fmt: skip


@pytest.fixture
def published(site: Site) -> Site:
    site.write(CARDS, INCIDENT)
    site.write(WORK, MAINTENANCE)
    site.write(LETTER, APOLOGY)
    site.write(REPORT, POST_MORTEM)
    return site


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The site as published, built once: nothing in it depends on where it was built."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        site = Site(tmp_path_factory.mktemp("before"), monkeypatch)
        for path, text in ((CARDS, INCIDENT), (WORK, MAINTENANCE), (LETTER, APOLOGY), (REPORT, POST_MORTEM)):
            site.write(path, text)
        yield site.build(as_of=NOW)


@pytest.mark.parametrize("commit", COMMITS, ids=lambda commit: commit.name)
def test_a_reader_shows_what_is_news_and_nothing_else(published: Site, before: Built, commit: Commit) -> None:
    commit.make(published)

    after = published.build(as_of=NOW + timedelta(hours=1))

    assert not [line for line in after.log.splitlines() if "WARNING" in line and "silent-incident" not in line]
    found = news(before, after)
    assert found.new == set(commit.new)
    assert found.changed == set(commit.changed)
    assert found.silent == set(commit.silent)
    assert not found.gone
    assert not found.moved
    digest = news(before, after, "digest")
    assert digest.new == set(commit.digest_new)
    assert digest.changed == set(commit.digest_changed)
    assert not digest.gone
    assert not digest.moved


def test_without_a_commit_no_byte_of_a_feed_changes_as_time_passes(published: Site, before: Built) -> None:
    later = published.build(as_of=NOW + timedelta(days=2))

    for path, content in before.files().items():
        if Path(path).name.startswith(("feed.", "digest.", "history.")):
            assert later.files()[path] == content, path


def test_after_a_rename_the_incident_is_followed_at_both_addresses(published: Site) -> None:
    renamed(published)

    built = published.build(as_of=NOW)

    old, new = (parsed(built, f"incidents/{id_}/feed.atom") for id_ in ("2026-03-02-cards", "2026-03-02-card-payments"))
    assert ids(old.entries) == ids(new.entries) == ["2026-03-06-report", "2026-03-04-letter", FIRST]
    assert "2026-03-02-card-payments" in new.entries[-1].link
    assert built.has("incidents/2026-03-02-card-payments/index.html")


def test_an_alias_that_is_an_address_changes_no_id(published: Site, before: Built) -> None:
    replaced(CARDS, "severity:", "redirect_from: [/cards/]\nseverity:")(published)

    assert not news(before, published.build(as_of=NOW)).new


def test_two_posts_never_share_an_id(published: Site) -> None:
    published.write("incidents/a.md", INCIDENT.replace("severity:", "redirect_from: [2026-03-02-cards]\nseverity:"))
    published.write("incidents/b.md", INCIDENT.replace("severity:", "redirect_from: [old]\nseverity:"))
    published.write("incidents/c.md", INCIDENT.replace("severity:", "redirect_from: [old]\nseverity:"))

    found = ids(parsed(feeds_of(published), "incidents/digest.xml").entries)

    assert sorted(found) == ["2026-03-02-cards", "a", "c", "old"]


def test_announced_maintenance_has_the_time_of_its_announcement(before: Built) -> None:
    entry = next(e for e in parsed(before, "maintenance/feed.xml").entries)

    assert entry.published == "Sun, 01 Mar 2026 09:00:00 +0000"
    assert "20 Mar 2026, 02:00 UTC" in entry.content[0].value


def test_a_window_of_maintenance_can_be_read_by_machines_and_says_nothing_to_our_scripts(before: Built) -> None:
    (item,) = json.loads(before.text("maintenance/feed.json"))["items"]
    entries = [parsed(before, f"maintenance/feed.{kind}").entries[0].content[0].value for kind in ("atom", "xml")]

    for html in (item["content_html"], *entries):
        window = [element["datetime"] for element in BeautifulSoup(html, "lxml").find_all("time")]
        assert {"2026-03-20T02:00:00Z", "2026-03-20T04:00:00Z"} <= set(window)
    for kind in ("atom", "xml", "json"):  # as written: a reader takes away what it does not know
        assert "data-" not in before.text(f"maintenance/feed.{kind}")


def test_maintenance_that_was_never_announced_is_shown_once_and_without_a_date(published: Site) -> None:
    published.write(WORK, MAINTENANCE.partition("## ")[0])

    first, later = feeds_of(published), feeds_of(published, NOW + timedelta(days=2))

    found = news(first, later, "maintenance/feed")
    assert not found.new
    assert "published" not in parsed(later, "maintenance/feed.atom").entries[0]


def test_what_was_kept_under_embargo_is_published_when_the_embargo_ends(published: Site) -> None:
    replaced(CARDS, "severity:", "publish_at: 2026-03-05 08:00 UTC\nseverity:")(published)

    assert parsed(feeds_of(published), "incidents/feed.xml").entries[0].published == "Thu, 05 Mar 2026 08:00:00 +0000"


def test_a_promise_that_ended_on_no_known_day_is_no_entry(published: Site) -> None:
    replaced(LETTER, "status: open}", "status: done, evidence: It works.}")(published)

    assert ids(parsed(feeds_of(published), "apologies/feed.xml").entries) == ["2026-03-04-letter"]


def test_not_even_a_preview_has_drafts_in_its_feeds(published: Site) -> None:
    found = feeds_of(published, drafts=frozenset({"2026-03-02-cards"}))

    assert not ids(parsed(found, "incidents/feed.xml").entries)
    assert not found.has("incidents/2026-03-02-cards/feed.xml")


def test_an_update_told_by_the_millisecond_keeps_its_time_when_that_is_corrected(published: Site) -> None:
    published.write(CARDS, INCIDENT.replace("14:02 UTC", "14:02:03.250 UTC"))
    before = feeds_of(published).json("incidents/feed.json")
    was = "14:00 UTC — Investigating\nWas: 2026-03-02 14:02:03.250 UTC"
    published.write(CARDS, INCIDENT.replace("14:02 UTC — Investigating", was))
    after = feeds_of(published).json("incidents/feed.json")

    assert before["items"][0]["date_published"] == after["items"][0]["date_published"] == "2026-03-02T14:02:03Z"
    assert before["items"][0]["id"] == after["items"][0]["id"]
