"""Everybody can follow just what concerns them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from feed_reader import ids, parsed

from conftest import INCIDENT, RESOLVED, Built, Site

COMPONENTS = """
groups:
  - id: shop
    name: Shop
    components:
      - {id: checkout, name: Checkout, since: 2026-01-01, aliases: [cart]}
  - id: office
    name: Office
    components:
      - {id: search, name: Search, since: 2026-01-01}
components:
  - {id: internal, name: Internal, hidden: true}
"""

MINOR = """
---
type: incident
title: Search is slow
severity: minor
components: {search: degraded_performance, internal: major_outage}
started: 2026-02-02 13:40 UTC
---

## 2026-02-02 14:02 UTC — Investigating

Slow.

## 2026-02-02 15:02 UTC — Resolved

Fast.
"""

WORK = """
---
type: maintenance
title: The search moves
starts: 2026-03-20 02:00 UTC
ends: 2026-03-20 04:00 UTC
components: [search]
---

## 2026-02-01 09:00 UTC — Scheduled

You cannot search for two hours.
"""

REPORT = """
---
type: report
title: Why cards failed
incident: [cards]
date: 2026-03-06 09:00 UTC
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
prevention:
  - {id: P1, action: Watch it, owner: Dana Ortiz, due: 2026-03-20, status: done, on: 2026-03-08, evidence: It rang.}
---

A certificate ran out.
"""

CARDS = ["cards/20260302T1521Z", "cards/20260302T1402Z"]
TOLD = ["report/promise-P1-done", "report"]
SLOW = ["slow/20260202T1502Z", "slow/20260202T1402Z"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        site = Site(tmp_path_factory.mktemp("topics"), monkeypatch)
        site.write("incidents/components.yml", COMPONENTS)
        site.write("incidents/cards.md", INCIDENT + RESOLVED)
        site.write("incidents/slow.md", MINOR)
        site.write("incidents/work.md", WORK)
        site.write("incidents/report.md", REPORT)
        yield site.build(replay="2026-03-10 12:00 UTC")


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        ("feed", [*TOLD, *CARDS, *SLOW, "work/20260201T0900Z"]),
        ("digest", ["report", "cards", "slow", "work"]),
        ("components/checkout/feed", [*TOLD, *CARDS]),
        ("components/checkout/digest", ["report", "cards"]),
        ("components/search/feed", [*SLOW, "work/20260201T0900Z"]),
        ("components/cart/feed", [*TOLD, *CARDS]),
        ("groups/shop/feed", [*TOLD, *CARDS]),
        ("groups/office/digest", ["slow", "work"]),
        ("major/feed", [*TOLD, *CARDS]),
        ("major/digest", ["report", "cards"]),
        ("incidents/feed", [*CARDS, *SLOW]),
        ("incidents/digest", ["cards", "slow"]),
        ("maintenance/feed", ["work/20260201T0900Z"]),
        ("reports/feed", TOLD),
        ("promises/feed", TOLD[:1]),
        ("announcements/feed", []),
        ("apologies/digest", []),
        ("incidents/cards/feed", [*TOLD, *CARDS]),
        ("incidents/work/feed", ["work/20260201T0900Z"]),
    ],
)
def test_each_feed_holds_what_it_is_about_newest_first(built: Built, feed: str, expected: list[str]) -> None:
    assert ids(parsed(built, f"{feed}.xml").entries) == expected
    assert ids(parsed(built, f"{feed}.atom").entries) == expected
    assert ids(built.json(f"{feed}.json")["items"]) == expected  # type: ignore[index]


def test_a_component_that_is_on_no_list_has_no_feed_and_is_no_category(built: Built) -> None:
    assert not built.has("components/internal/feed.xml")
    assert all("Internal" not in item["tags"] for item in built.json("feed.json")["items"])  # type: ignore[index]


def test_a_digest_holds_all_updates_newest_first(built: Built) -> None:
    entry = parsed(built, "digest.atom").entries[1]

    html = entry.content[0].value
    assert entry.title == "Card payments fail at checkout"
    assert 0 < html.index("Resolved") < html.index("Cards work again") < html.index("Investigating")
    assert entry.published == "2026-03-02T14:02:00+00:00"
    assert entry.updated == "2026-03-02T15:21:00+00:00"


def test_subscriptions_to_statuspages_history_go_on(built: Built) -> None:
    digest = ids(parsed(built, "digest.xml").entries)

    assert ids(parsed(built, "history.rss").entries) == digest
    assert ids(parsed(built, "history.atom").entries) == digest


def _announced(built: Built, page: str) -> list[tuple[str, str]]:
    links = built.page(page).find_all("link", rel="alternate")
    return [(str(a["type"]).partition("/")[2], str(a["href"]).lstrip("./")) for a in links if "feed" in str(a["href"])]


def test_pages_announce_the_feeds_of_the_site_and_their_own(built: Built) -> None:
    kinds = (("rss+xml", "xml"), ("atom+xml", "atom"), ("feed+json", "json"))
    everything = [(kind, f"feed.{ending}") for kind, ending in kinds]

    assert _announced(built, "index.html") == everything
    assert _announced(built, "reports/report/index.html") == everything
    for folder in ("components/checkout", "incidents/cards", "incidents/work"):
        own = [(kind, f"{folder}/feed.{ending}") for kind, ending in kinds]
        assert _announced(built, f"{folder}/index.html") == everything + own


def test_every_announced_feed_is_there(built: Built) -> None:
    for page in (path for path in built.files() if path.endswith(".html")):
        for _, path in _announced(built, page):
            assert built.has(path.removeprefix("https://status.acme.example/")), (page, path)
