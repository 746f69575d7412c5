"""Material's search finds posts."""

from __future__ import annotations

from conftest import INCIDENT, Site


def test_search_finds_a_post_by_its_words(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build()

    docs = {doc["location"]: doc for doc in built.json("search/search_index.json")["docs"]}
    post = docs["incidents/2026-03-02-cards/"]
    assert post["title"] == "Card payments fail at checkout"
    assert "rejects cards" in post["text"]
    assert not [location for location in docs if "candor-slot" in location]


def test_search_shows_the_passages_that_hold_the_word_and_no_sign_of_a_permalink(site: Site) -> None:
    site.configure("  - tables", "  - tables\n  - toc: {permalink: true}")
    site.write("incidents/cards.md", INCIDENT + "\n### Who is hit\n\n- Visa & Co\n- Nobody else\n")

    built = site.build()

    docs = {doc["location"]: doc["text"] for doc in built.json("search/search_index.json")["docs"]}
    assert "<p>Who is hit</p><p>Visa &amp; Co</p><p>Nobody else</p>" in docs["incidents/cards/"]


def test_the_site_map_lists_posts(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    text = site.build().text("sitemap.xml")

    assert "<loc>https://status.acme.example/incidents/2026-03-02-cards/</loc>" in text
    assert "candor-slot" not in text
