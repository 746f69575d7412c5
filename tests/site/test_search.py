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


def test_the_site_map_lists_posts(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    text = site.build().text("sitemap.xml")

    assert "<loc>https://status.acme.example/incidents/2026-03-02-cards/</loc>" in text
    assert "candor-slot" not in text
