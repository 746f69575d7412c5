"""What other sites show of us: only what is open, and nothing that could surprise them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from outputs_examples import TORTURE, TORTURED_WORDS

from conftest import DURING, INCIDENT, RESOLVED, Site

STATIC = Path(__file__).parents[2] / "plugins/mkdocs_candor/publish/static"
MAINTENANCE = """
---
type: maintenance
title: New search index
starts: 2026-03-02 20:00 UTC
ends: 2026-03-02 22:00 UTC
components: [search]
---

## 2026-03-01 10:00 UTC — Scheduled

We build a new index.
"""


def test_the_banner_tells_what_is_open_and_what_starts_soon_by_the_clock(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write("incidents/search.md", MAINTENANCE)

    during = _state(site)
    running = _state(site, hour=20, minute=30)

    assert [(item["title"], item["state"], item.get("from")) for item in during["open"]] == [
        ("Card payments fail at checkout", "Investigating", None),
        ("New search index", "Scheduled", "2026-03-02T20:00:00Z"),
    ]
    assert during["open"][0]["url"] == "https://status.acme.example/incidents/2026-03-02-cards/"
    assert during["open"][0]["components"] == ["checkout"]
    assert [item.get("from") for item in running["open"]] == [None, None]


def test_what_is_over_or_a_draft_is_not_told(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("incidents/draft.md", INCIDENT.replace("severity:", "draft: true\nseverity:"))

    assert _state(site, hour=16)["open"] == []


def test_the_page_for_frames_runs_nothing_and_leads_out_of_the_frame(site: Site) -> None:
    title = f"title: {TORTURE}"
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("title: Card payments fail at checkout", title))

    built = site.build(as_of=DURING)

    page = built.page("embed/index.html")
    assert not page.select("script, style, [style], [onclick]")
    assert "noindex" in str(page.select_one("meta[name=robots]"))
    assert {link.get("target") for link in page.select("a")} == {"_top"}
    assert all(built.has(f"embed/{link['href']}") for link in page.select("link[rel=stylesheet]"))
    item = page.select_one("li")
    assert item is not None
    assert all(word in item.get_text() for word in TORTURED_WORDS)


def test_the_script_is_small_and_does_nothing_that_a_strict_site_forbids() -> None:
    script = (STATIC / "embed.js").read_text("utf-8")

    assert len(script.encode()) < 3000
    assert not re.search(
        r"innerHTML|insertAdjacentHTML|document\.write|eval|Function\(|\.cookie|Storage|import\(", script
    )
    assert not re.search(r"https?://", script)


def _state(site: Site, **at: int) -> dict[str, Any]:
    found = site.build(as_of=DURING.replace(**at)).json("embed.json")  # type: ignore[arg-type]
    assert isinstance(found, dict)
    return found
