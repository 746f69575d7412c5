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
