"""Material's search finds posts."""

from __future__ import annotations

from conftest import DURING, INCIDENT, RESOLVED, Site


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


def test_of_pages_with_the_same_words_search_shows_the_open_incident_first(site: Site) -> None:
    site.write("incidents/now.md", INCIDENT)
    site.write("incidents/then.md", INCIDENT.replace("2026-03-02", "2025-03-02") + RESOLVED.replace("2026", "2025"))

    docs = site.build(as_of=DURING).json("search/search_index.json")["docs"]

    assert [doc["location"] for doc in docs if doc.get("boost", 1) > 1] == ["incidents/now/"]


def test_of_pages_with_the_same_words_search_shows_the_original_before_its_translation(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/cards.de.md", "---\ntitle: Visa wird abgelehnt\n---\n")

    docs = site.build().json("search/search_index.json")["docs"]

    assert [doc["location"] for doc in docs if doc.get("boost", 1) < 1] == ["de/incidents/cards/"]


def test_a_search_that_finds_nothing_tells_in_the_readers_language_how_things_are(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT)
    site.write("incidents/cards.de.md", "---\ntitle: Karten werden abgelehnt\n---\n")
    site.write("incidents/secret.md", INCIDENT.replace("type: incident", "type: incident\ndraft: true"))

    told = site.build(as_of=DURING).json("search/nothing.json")

    assert list(told) == ["en", "de"]
    assert told["en"]["sentence"] == "Partly down: Checkout. Everything else works."
    assert [link["href"] for link in told["en"]["open"]] == ["incidents/cards/"]
    assert told["de"]["open"][0] == {"href": "de/incidents/cards/", "text": "Karten werden abgelehnt", "lang": ""}
    assert told["de"]["none"] == "Mit diesen Wörtern wurde nichts gefunden."
    assert [link["href"] for link in told["de"]["onward"]] == ["", "history/", "help/"]
