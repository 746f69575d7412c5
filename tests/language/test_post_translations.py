"""A post in another language: its own page, marked where it is older, with facts from the original alone."""

from __future__ import annotations

import pytest

from conftest import AS_OF, INCIDENT, RESOLVED, Built, Site

GERMAN = """
---
title: Kartenzahlungen schlagen fehl
---

## 2026-03-02 14:02 UTC — Investigating
Impact: Sie können nicht mit Karte zahlen.
Do now: Zahlen Sie per Überweisung, oder warten Sie.

Unser Zahlungsanbieter lehnt Karten seit 13:40 ab.
"""
POST = "incidents/2026-03-02-cards.md"
TRANSLATION = "incidents/2026-03-02-cards.de.md"
PAGE = "de/incidents/2026-03-02-cards/index.html"
ORIGINAL = "incidents/2026-03-02-cards/index.html"


@pytest.fixture
def translated(site: Site) -> Site:
    site.write(POST, INCIDENT)
    site.append(POST, RESOLVED)
    site.write(TRANSLATION, GERMAN)
    site.write("incidents/other.md", INCIDENT.replace("Card payments fail at checkout", "Search is slow"))
    return site


def test_a_translated_post_has_a_page_in_both_languages(translated: Site) -> None:
    built = translated.build("--strict")

    german, english = built.page(PAGE), built.page(ORIGINAL)
    assert built.code == 0, built.log
    assert german.html
    assert german.html["lang"] == "de"
    assert "Zahlen Sie per Überweisung" in built.words(PAGE)
    assert "Wird untersucht" in built.words(PAGE)
    assert "Pay by transfer, or wait" in built.words(ORIGINAL)
    assert german.select_one("[data-md-component=search-query]")["placeholder"] == "Suche"  # type: ignore[index]
    assert english.select_one("[data-md-component=search-query]")["placeholder"] == "Search"  # type: ignore[index]
    for page, other in ((german, "English"), (english, "Deutsch")):
        assert _alternates(page) == {
            "en": "https://status.acme.example/incidents/2026-03-02-cards/",
            "de": "https://status.acme.example/de/incidents/2026-03-02-cards/",
            "x-default": "https://status.acme.example/incidents/2026-03-02-cards/",
        }
        assert page.select_one(".cd-languages a").text == other  # type: ignore[union-attr]


def test_it_is_found_by_search_and_search_engines_and_has_a_twin_and_a_feed(translated: Site) -> None:
    built = translated.build()

    index = built.json("search/search_index.json")["docs"]  # type: ignore[index,call-overload]
    assert any(entry["location"] == "de/incidents/2026-03-02-cards/" for entry in index)
    assert "https://status.acme.example/de/incidents/2026-03-02-cards/" in built.text("sitemap.xml")
    assert "Kartenzahlungen" in built.text("de/incidents/2026-03-02-cards/index.md")
    assert not built.has("de/incidents/candor-slot-name/index.html")
    items = built.json("de/feed.json")["items"]  # type: ignore[index,call-overload]
    titles = {item["title"]: item for item in items}
    assert titles["Wird untersucht: Kartenzahlungen schlagen fehl"]["language"] == "de"
    other = titles["Investigating: Search is slow"]
    assert other["language"] == "en"
    assert "noch nicht übersetzt" in other["content_html"]
    assert built.has("de/feed.xml")
    assert built.has("de/feed.atom")


def test_people_find_the_feed_of_a_language_and_may_link_to_a_translation(translated: Site) -> None:
    translated.write("site_src/about.md", "# About\n\n[Deutsch](../incidents/2026-03-02-cards.de.md)\n")
    translated.append("incidents/other.md", "\nSee [this](2026-03-02-cards.de.md).\n")

    built = translated.build("--strict")

    assert built.code == 0, built.log
    assert built.page("subscribe/index.html").select_one("a[hreflang=de]")["href"] == "../de/feed.xml"  # type: ignore[index]
    assert 'href="../de/incidents/2026-03-02-cards/"' in built.text("about/index.html")
    assert 'href="../../de/incidents/2026-03-02-cards/"' in built.text("incidents/other/index.html")


def test_a_translation_that_is_older_says_so_and_leads_to_what_it_lacks(translated: Site) -> None:
    built = translated.build()

    page = built.page(PAGE)
    assert "Das Original hat eine neuere Meldung, vom 2. März 2026, 15:21 UTC : auf Englisch." in built.words(PAGE)
    lead = page.select_one(".cd-notice a")
    assert lead is not None
    assert str(lead["href"]).endswith("incidents/2026-03-02-cards/#update-20260302T1521Z")
    assert [part["lang"] for part in page.select(".cd-outcome .cd-words")] == ["en"]


def test_a_translation_that_is_complete_says_nothing_of_that(translated: Site) -> None:
    translated.append(TRANSLATION, "\n## 2026-03-02 15:21 UTC — Resolved\n\nKarten gehen wieder.\n")

    built = translated.build()

    assert "Original" not in built.words(PAGE)
    assert "Karten gehen wieder." in built.words(PAGE)


def test_nothing_later_than_the_moment_shown_is_told(translated: Site) -> None:
    translated.append(TRANSLATION, "\n## 2026-03-02 15:21 UTC — Resolved\n\nKarten gehen wieder.\n")

    built = translated.build(replay="2026-03-02 14:10 UTC")

    assert built.has(PAGE)
    assert not _told("Karten gehen wieder", built)


@pytest.mark.parametrize("secret", ["draft: true", "publish_at: 2026-03-09 09:00 UTC"])
def test_a_translation_of_what_nobody_may_see_is_nowhere(translated: Site, secret: str) -> None:
    translated.write(POST, INCIDENT.replace("severity:", f"{secret}\nseverity:"))

    built = translated.build(as_of=AS_OF)

    assert not _told("Kartenzahlungen", built)


def test_a_translation_that_is_a_draft_is_nowhere(translated: Site) -> None:
    translated.write(TRANSLATION, GERMAN.replace("---\n\n##", "draft: true\n---\n\n##"))

    built = translated.build("--strict")

    assert built.code == 0, built.log
    assert not _told("Kartenzahlungen", built)


def test_a_copy_of_the_original_with_other_words_is_a_translation(translated: Site) -> None:
    copy = (INCIDENT + RESOLVED).replace("Card payments fail at checkout", "Kartenzahlungen schlagen fehl")
    translated.write(TRANSLATION, copy)

    assert translated.build("--strict").code == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            TRANSLATION,
            GERMAN.replace("title:", "severity: minor\ntitle:"),
            "cards.de.md:2: 'severity' differs from the original, incidents/2026-03-02-cards.md [translation-differs]",
        ),
        (
            TRANSLATION,
            GERMAN.replace("14:02", "14:03"),
            "cards.de.md:5: the original has no update of 2026-03-02 14:03 UTC, so this one is not shown",
        ),
        (
            TRANSLATION,
            GERMAN.replace("Investigating", "Resolved"),
            "cards.de.md:5: the stage of this update differs from the original",
        ),
        ("incidents/2026-03-02-cards.xx.md", GERMAN, "no language has the code 'xx', so this translation is not shown"),
        (
            "incidents/2026-03-02-card.de.md",
            GERMAN,
            "a translation into 'de', but there is no incidents/2026-03-02-card",
        ),
        (TRANSLATION, GERMAN.replace("title:", "titel:"), "cards.de.md:2: unknown key 'titel'"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said_with_its_line(
    translated: Site, name: str, text: str, said: str
) -> None:
    translated.write(name, text)

    built = translated.build("--strict")

    assert built.code != 0
    assert said in built.log


def _alternates(page: object) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}  # type: ignore[attr-defined]


def _told(text: str, built: Built) -> list[str]:
    return [path for path, content in built.files().items() if text.encode() in content]


def test_a_translation_into_the_language_of_the_original_is_not_shown(translated: Site) -> None:
    translated.configure("  font: false\n", "  font: false\n  language: de\n")

    built = translated.build()

    assert "a translation into 'de', which is the original's own language" in built.log
    assert not built.has(PAGE)
    assert not built.page(ORIGINAL).select(".cd-languages")
