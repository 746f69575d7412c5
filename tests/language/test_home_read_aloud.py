"""The home page as a screen reader says it makes sense from its first word to its last, in each language."""

from __future__ import annotations

import pytest
from heard import heard

from conftest import DURING, INCIDENT, Site

SAID = {
    "en": [
        "# Partly down: Checkout. Everything else works.",
        "As of 2 Mar 2026, 14:10 UTC",
        "## What is wrong now",
        "### Card payments fail at checkout",
        "Major Investigating since 13:40 UTC",
        "#### What you can do now",
        "Pay by transfer, or wait.",
        "What it does to you You cannot pay by card.",
        "Next update by 14:30 UTC",
        "#### Newest update 14:02 UTC",
        "Our payment provider rejects cards since 13:40.",
        "Read more",
        "#### Affected",
        "Checkout Partly down",
        "## Every service",
        "### Shop",
        "Partly down",
        "Checkout",
        "[picture: Last 61 days: 2 March 2026: Partly down 30 min; no trouble on the others]",
        "99.99 % uptime",
        "Partly down",
        "Search",
        "[picture: Last 61 days: no trouble on any]",
        "100 % uptime",
        "Works",
        "Each mark is a day of the last 90; the taller, the worse. "
        "The share is how much of 90 days it worked. Times are UTC.",
        "## Last 14 days",
        "Nothing else in these days.",
        "[nav: More]",
        "Ask a person",
        "Help yourself",
        "Get every update",
        "All history",
    ],
    "de": [
        "# Teils ausgefallen: Checkout. Alles andere funktioniert.",
        "Stand: 2. März 2026, 14:10 UTC",
        "## Was jetzt nicht in Ordnung ist",
        "### Card payments fail at checkout",
        "Schwer Wird untersucht seit 13:40 UTC",
        "#### Was Sie jetzt tun können",
        "Pay by transfer, or wait.",
        "Was es für Sie bedeutet You cannot pay by card.",
        "Nächste Meldung bis 14:30 UTC",
        "#### Neueste Meldung 14:02 UTC",
        "Our payment provider rejects cards since 13:40.",
        "Weiterlesen",
        "#### Betroffen",
        "Checkout Teils ausgefallen",
        "## Alle Dienste",
        "### Shop",
        "Teils ausgefallen",
        "Checkout",
        "[picture: Letzte 61 Tage: 2. März 2026: Teils ausgefallen 30 Min; an den anderen keine Störung]",
        "99,99 % Verfügbarkeit",
        "Teils ausgefallen",
        "Search",
        "[picture: Letzte 61 Tage: an keinem eine Störung]",
        "100 % Verfügbarkeit",
        "Funktioniert",
        "Jeder Strich ist einer der letzten 90 Tage; je höher, desto schlimmer. "
        "Der Anteil sagt, wie viel von 90 Tagen es funktionierte. Zeiten sind in UTC.",
        "## Die letzten 14 Tage",
        "Sonst nichts in diesen Tagen.",
        "[nav: Mehr]",
        "Einen Menschen fragen",
        "Selbsthilfe",
        "Jede Meldung bekommen",
        "Gesamter Verlauf",
    ],
}


@pytest.mark.parametrize("lang", SAID)
def test_the_home_page_makes_sense_when_it_is_read_aloud(lang: str, site: Site) -> None:
    site.configure("  font: false\n", f"  font: false\n  language: {lang}\n")
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    page = site.build(as_of=DURING).page("index.html")

    assert heard(page, ".cd-home") == SAID[lang]
    assert page.html
    assert page.html["lang"] == lang


def test_an_arabic_site_runs_from_right_to_left(site: Site) -> None:
    site.configure("  font: false\n", "  font: false\n  language: ar\n")
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build(as_of=DURING)

    for path in ("index.html", "404.html", "incidents/2026-03-02-cards/index.html", "history/index.html"):
        page = built.page(path)
        assert page.html
        assert page.body
        assert (page.html["lang"], page.body["dir"]) == ("ar", "rtl"), path
    assert built.page("404.html").h1.text == "لا توجد صفحة على هذا العنوان"  # type: ignore[union-attr]
    assert built.page("index.html").select_one("[data-md-component=search-query]")["placeholder"] == "بحث"  # type: ignore[index]
