"""What is not in the language of its page says so, and which way its script runs."""

from __future__ import annotations

from bs4 import Tag

from conftest import DURING, INCIDENT, Site


def test_an_open_post_in_another_language_is_marked_on_every_page_that_tells_of_it(site: Site) -> None:
    arabic = INCIDENT.replace("severity:", "lang: ar\nseverity:").replace("Card payments", "الدفع بالبطاقة")
    site.write("incidents/cards.md", arabic + "\n## Questions\n\n### متى؟\nAsked: 2026-03-02 14:05 UTC, forum\n")

    built = site.build(as_of=DURING)

    for path, words in (
        ("index.html", "الدفع بالبطاقة"),
        ("index.html", "Pay by transfer"),
        ("history/index.html", "الدفع بالبطاقة"),
        ("components/checkout/index.html", "الدفع بالبطاقة"),
        ("help/index.html", "الدفع بالبطاقة"),
        ("questions/index.html", "متى؟"),
    ):
        found = [text.parent for text in built.page(path).select_one(".cd").find_all(string=lambda t, w=words: w in t)]  # type: ignore[union-attr]
        assert found, path
        assert {_language(tag) for tag in found if tag} == {("ar", "rtl")}, path


def test_the_page_of_such_a_post_speaks_its_language_as_a_whole(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT.replace("severity:", "lang: ar\nseverity:"))

    page = site.build(as_of=DURING).page("incidents/cards/index.html")

    part = page.select_one(".cd-post")
    assert part
    assert _language(part) == ("ar", "rtl")
    assert "ما يمكنك فعله الآن" in part.text


def test_what_is_in_the_language_of_its_page_is_not_marked(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT.replace("severity:", "lang: en\nseverity:"))

    home = site.build(as_of=DURING).page("index.html").select_one(".cd-home")

    assert home
    assert home.select("[lang]") == []


def _language(tag: Tag) -> tuple[str, str]:
    marked = tag if tag.has_attr("lang") else tag.find_parent(lang=True)
    assert isinstance(marked, Tag)
    return str(marked["lang"]), str(marked.get("dir", "ltr"))


GERMAN = """
---
title: Kartenzahlungen schlagen fehl
---

## 2026-03-02 14:02 UTC — Investigating
Impact: Sie können nicht mit Karte zahlen.

Unser Zahlungsanbieter lehnt Karten seit 13:40 ab.
"""
NAMED = """
resources: [pay-by-transfer]
follow_ups: [{id: F1, what: We write again in a month., owner: Dana Ortiz, due: 2026-04-02}]
severity:"""

OWNERS_WORDS = """
copyright: Invented by Acme
repo_url: https://git.example/acme
repo_name: Our source
"""


def test_every_name_on_a_translated_page_is_in_the_language_that_the_page_says(site: Site) -> None:
    site.configure("  font: false\n", "  font: false\n  features: [navigation.tabs]\n")
    site.configure("docs_dir:", OWNERS_WORDS + "docs_dir:")
    affected = INCIDENT.replace("partial_outage\n", "partial_outage\n  search: degraded_performance\n")
    site.write("incidents/cards.md", affected.replace("\nseverity:", NAMED))
    site.write("incidents/cards.de.md", GERMAN)
    other = INCIDENT.replace("Card payments fail at checkout", "Search is slow")
    site.write("incidents/slow.md", other.replace("\nseverity:", "\nrelated: [cards]\nseverity:"))

    page = site.build("--strict", as_of=DURING).page("de/incidents/cards/index.html")

    english = {
        "Checkout",
        "Search",
        "Help desk",
        "your order number",
        "4 h",
        "Pay by transfer",
        "Pay by transfer, or wait.",
        "We write again in a month.",
        "Search is slow",
        "Acme status",
        "History",
        "Our source",
        "Invented by Acme",
    }
    german = {
        "Kartenzahlungen schlagen fehl",
        "Sie können nicht mit Karte zahlen.",
        "Zum Inhalt",
        "Was Sie selbst tun können",
        "Deutsch",
    }
    spoken: dict[str, set[str]] = {words: set() for words in english | german}
    assert page.body
    for text in page.body.find_all(string=True):
        words = " ".join(text.split())
        if words in spoken and text.parent and text.parent.name not in {"script", "style"}:
            spoken[words].add(_language(text.parent)[0])
    assert spoken == {words: {"en"} for words in english} | {words: {"de"} for words in german}


def test_a_promise_of_a_post_in_another_language_is_marked_in_the_list_of_promises_and_in_json(site: Site) -> None:
    promised = NAMED.replace("We write again in a month.", "Wir schreiben in einem Monat wieder.")
    site.write("incidents/cards.md", INCIDENT.replace("\nseverity:", f"\nlang: de{promised}"))

    built = site.build(as_of=DURING)

    words = built.page("promises/index.html").find(string="Wir schreiben in einem Monat wieder.")
    assert words
    assert words.parent
    assert _language(words.parent) == ("de", "ltr")
    promises = built.json("api/candor/v1/promises.json")["promises"]  # type: ignore[index,call-overload]
    assert {promise["lang"] for promise in promises} == {"de"}
