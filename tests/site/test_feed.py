"""Subscribers get every update once, with an id that never changes."""

from __future__ import annotations

import feedparser

from conftest import DURING, INCIDENT, RESOLVED, Built, Site


def _feed(built: Built) -> feedparser.FeedParserDict:
    feed = feedparser.parse(built.text("feed.xml"))
    assert not feed.bozo
    return feed


def test_each_update_is_an_item_newest_first(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    feed = _feed(site.build())

    assert [e.title for e in feed.entries] == [
        "Resolved: Card payments fail at checkout",
        "Investigating: Card payments fail at checkout",
    ]
    assert feed.entries[1].published == "Mon, 02 Mar 2026 14:02:00 +0000"
    assert "Our payment provider rejects cards" in feed.entries[1].content[0].value
    assert {tag.term for tag in feed.entries[0].tags} == {"incident", "major", "Checkout"}


def test_each_item_leads_to_its_own_place_on_the_page(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    built = site.build()

    page = built.page("incidents/2026-03-02-cards/index.html")
    links = [entry.link for entry in _feed(built).entries]
    assert len(set(links)) == 2
    for link in links:
        assert link.startswith("https://status.acme.example/incidents/2026-03-02-cards/#")
        assert page.find(id=link.partition("#")[2])


def test_an_item_keeps_its_id_when_title_text_address_or_path_change(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    before = [(e.id, e.published) for e in _feed(site.build()).entries]
    (site.root / "incidents/2026-03-02-cards.md").unlink()
    edited = (INCIDENT + RESOLVED).replace("Card payments fail", "Cards fail").replace("rejects", "refuses")
    site.write("incidents/moved/2026-03-02-cards.md", edited)
    site.configure("https://status.acme.example/", "https://acme.example/status/")
    site.configure("  - candor", "  - candor:\n      id_host: status.acme.example")

    after = [(e.id, e.published) for e in _feed(site.build()).entries]

    assert before == after


def test_an_empty_site_has_a_valid_empty_feed(site: Site) -> None:
    feed = _feed(site.build())

    assert feed.entries == []
    assert feed.feed.title == "Acme status"


def test_every_page_announces_the_feed(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write("site_src/about.md", "# About\n")

    built = site.build()

    for page in built.folder.rglob("*.html"):
        path = page.relative_to(built.folder).as_posix()
        if path.startswith("embed/"):  # a banner within other people's pages
            continue
        link = built.page(path).find("link", type="application/rss+xml")
        assert link, path
        assert link["href"].endswith("feed.xml"), path


def test_a_long_history_gives_the_newest_and_all_that_is_open(site: Site) -> None:
    site.configure("  - candor", "  - candor:\n      feed_size: 2")
    site.write("incidents/2026-01-02-old.md", INCIDENT.replace("2026-03-02", "2026-01-02"))
    for day in ("02-03", "02-04", "02-05"):
        site.write(f"incidents/2026-{day}-x.md", (INCIDENT + RESOLVED).replace("03-02", day))

    ids = [entry.id for entry in _feed(site.build(as_of=DURING)).entries]

    assert len(ids) == 3
    assert ids[-1].endswith("2026-01-02-old/20260102T1402Z")
