"""Japanese and Arabic are set as their readers know them, where systems have the letters."""

from __future__ import annotations

from conftest import INCIDENT, Built, Site


def test_japanese_breaks_between_phrases_and_no_site_without_it_pays_for_that(site: Site) -> None:
    site.configure("  - candor\n", "  - candor:\n      prune_styles: true\n")
    english = site.build(into="english")
    site.write("incidents/cards.md", INCIDENT.replace("severity:", "lang: ja\nseverity:"))
    japanese = site.build(into="japanese")

    assert "auto-phrase" in _styles(japanese)
    assert "Hiragino Sans" in _styles(japanese)
    assert "Geeza Pro" not in _styles(japanese)
    assert "auto-phrase" not in _styles(english)


def test_arabic_letters_stay_joined(site: Site) -> None:
    site.configure("  font: false\n", "  font: false\n  language: ar\n")

    assert '[lang="ar"] .cd *{letter-spacing:0 !important}' in _styles(site.build())


def _styles(built: Built) -> str:
    """Return what the home page is dressed by."""
    sheets = built.page("index.html").select("link[rel=stylesheet]")
    return "".join(built.text(str(sheet["href"]).removeprefix("./")) for sheet in sheets)
