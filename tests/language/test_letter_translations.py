"""Letters of apology, reports and news in another language: the words are translated, the facts are the original's."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from conftest import AS_OF, IN_GERMAN, INCIDENT, RESOLVED, Built, Site
from mkdocs_candor.cli import candor

LETTER = """
---
type: apology
title: We let the card provider go unwatched
incident: cards
date: 2026-03-03
author: {name: Ines Roth, role: head of payments, contact: help-desk}
failure: We did not watch the answers of our card provider.
impact:
  who: shops that take cards
  could_not: sell by card
  from: 2026-03-02 13:40 UTC
  to: 2026-03-02 15:21 UTC
  count: 40 of 900 shops
  data_loss: none
repair:
  - {what: the fee of March is waived, who: the 40 shops, automatic: true, by: 2026-03-31}
  - {what: lost goods are paid, who: shops with perishable goods, how: send us a list}
prevention:
  - id: P1
    action: Watch the answers of the provider each minute
    owner: Tomas Vik
    due: 2026-04-01
    status: slipped
    slips: [{on: 2026-03-03, due: 2026-05-01, why: The provider counts our questions.}]
  - {id: P2, action: Sign with a second provider, owner: Ines Roth, due: 2026-06-01}
follow_up: {date: 2026-06-02, where: on this page, owner: Ines Roth}
contact: {to: help-desk, reply_within: 4 h, bring: the name of your shop}
---

We did not watch our card provider, and I am sorry.

Ines Roth
"""

GERMAN_LETTER = """
---
title: Wir haben unseren Kartenanbieter nicht überwacht
author: {role: Leiterin Zahlungen}
failure: Wir haben die Antworten unseres Kartenanbieters nicht überwacht.
impact: {who: Shops mit Kartenzahlung, could_not: mit Karte verkaufen, count: 40 von 900 Shops, data_loss: keine}
repair:
  - {what: die Gebühr für März entfällt, who: die 40 Shops}
  - {what: verlorene Ware wird bezahlt, who: Shops mit verderblicher Ware, how: schicken Sie uns eine Liste}
prevention:
  - id: P1
    action: Die Antworten des Anbieters jede Minute prüfen
    slips: [{on: 2026-03-03, why: Der Anbieter zählt unsere Fragen.}]
follow_up: {where: auf dieser Seite}
contact: {bring: den Namen Ihres Shops}
---

Wir haben unseren Kartenanbieter nicht überwacht. Es tut mir leid.
"""

REPORT = """
---
type: report
title: "Report: card payments"
incident: cards
date: 2026-03-03
author: {name: Tomas Vik, role: lead of payments}
causes: [The provider changed a certificate., Nobody of us watched.]
went_well: [Transfers worked.]
prevention: [{id: R1, action: Watch certificates, owner: Tomas Vik, due: 2026-04-02}]
---

On 2 March cards failed.
"""

GERMAN_REPORT = """
---
title: "Bericht: Kartenzahlungen"
causes: [Der Anbieter tauschte ein Zertifikat., Niemand von uns sah hin.]
prevention: [{id: R1, action: Zertifikate überwachen}]
---

Am 2. März fielen Karten aus.
"""

NEWS = """
---
type: announcement
title: Cards cost more
date: 2026-03-02
topic: pricing
author: {name: Ines Roth, role: head of payments}
---

From May cards cost 1 % more.
"""

GERMAN_NEWS = """
---
title: Karten werden teurer
author: {role: Leiterin Zahlungen}
---

Ab Mai kosten Karten 1 % mehr.
"""

PAGE = "de/apologies/sorry/index.html"


@pytest.fixture
def told(site: Site) -> Site:
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.write("incidents/cards.de.md", IN_GERMAN)
    site.write("incidents/sorry.md", LETTER)
    site.write("incidents/sorry.de.md", GERMAN_LETTER)
    site.write("incidents/review.md", REPORT)
    site.write("incidents/review.de.md", GERMAN_REPORT)
    site.write("incidents/price.md", NEWS)
    site.write("incidents/price.de.md", GERMAN_NEWS)
    return site


@pytest.fixture
def built(told: Site) -> Built:
    built = told.build("--strict")
    assert built.code == 0, built.log
    return built


def test_a_translated_letter_is_a_letter_in_its_language_with_the_facts_of_the_original(built: Built) -> None:
    page, words = built.page(PAGE), built.words(PAGE)

    assert page.html
    assert page.html["lang"] == "de"
    assert page.select_one(".cd-letter h1").text == "Wir haben unseren Kartenanbieter nicht überwacht"  # type: ignore[union-attr]
    assert page.select_one(".cd-letter__date").text == "3. März 2026"  # type: ignore[union-attr]
    assert "Es tut mir leid." in words
    assert page.select_one(".cd-letter__name").text == "Ines Roth"  # type: ignore[union-attr]
    for said in (
        "Leiterin Zahlungen",
        "die Gebühr für März entfällt , für die 40 Shops.",
        "40 von 900 Shops",
        "den Namen Ihres Shops",
    ):
        assert said in words
    assert "the fee of March" not in words


def test_a_promise_has_the_translated_words_and_the_id_the_day_and_the_state_of_the_original(built: Built) -> None:
    first, second, report = built.page(PAGE).select(".cd-promises > li")

    said = " ".join(first.get_text(" ").split())
    assert "Die Antworten des Anbieters jede Minute prüfen Tomas Vik." in said
    assert "Fällig am 1. Mai 2026" in said
    assert "Der Anbieter zählt unsere Fragen." in said
    assert first.select_one("a[href$='promises/#promise-sorry--P1']")
    # What nobody has translated stays, and says in which language it is.
    assert second.select_one(".cd-promise__text [lang=en]").text == "Sign with a second provider"  # type: ignore[union-attr]
    assert "auf dieser Seite" in report.get_text()
    assert "Report back" not in report.get_text()
    assert built.page(PAGE).select_one(".cd-desk dd span[lang=en]").text == "4 h"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "id_", "title"),
    [
        ("apologies", "sorry", "Wir haben unseren Kartenanbieter nicht überwacht"),
        ("reports", "review", "Bericht: Kartenzahlungen"),
        ("announcements", "price", "Karten werden teurer"),
    ],
)
def test_each_kind_leads_to_its_other_language_and_is_found_everywhere(
    built: Built, kind: str, id_: str, title: str
) -> None:
    german, english = built.page(f"de/{kind}/{id_}/index.html"), built.page(f"{kind}/{id_}/index.html")

    for page, other in ((german, "English"), (english, "Deutsch")):
        found = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
        assert found == {
            "en": f"https://status.acme.example/{kind}/{id_}/",
            "de": f"https://status.acme.example/de/{kind}/{id_}/",
            "x-default": f"https://status.acme.example/{kind}/{id_}/",
        }
        assert page.select_one(".cd-languages a").text == other  # type: ignore[union-attr]
    assert f"https://status.acme.example/de/{kind}/{id_}/" in built.text("sitemap.xml")
    assert title in built.text(f"de/{kind}/{id_}/index.md")
    index = built.json("search/search_index.json")["docs"]  # type: ignore[index,call-overload]
    assert any(entry["location"] == f"de/{kind}/{id_}/" for entry in index)
    entry = next(e for e in built.json("de/feed.json")["items"] if e["title"] == title)  # type: ignore[index,call-overload]
    assert entry["language"] == "de"
    assert entry["url"] == f"https://status.acme.example/de/{kind}/{id_}/"


def test_pages_in_one_language_lead_to_each_other(built: Built) -> None:
    incident = built.page("de/incidents/cards/index.html")

    assert (
        incident.select_one("a[href$='de/apologies/sorry/']").text == "Wir haben unseren Kartenanbieter nicht überwacht"
    )  # type: ignore[union-attr]
    assert incident.select_one("a[href$='de/reports/review/']")
    assert built.page(PAGE).select_one(".cd-letter__about a[href$='de/incidents/cards/']")
    lists = built.page("apologies/index.html")
    assert lists.select_one("a[href$='apologies/sorry/']")


def test_a_report_has_its_lists_in_its_language_and_marks_those_that_nobody_translated(built: Built) -> None:
    page = built.page("de/reports/review/index.html")

    assert [li.text for li in page.select("[aria-labelledby=causes] li")] == [
        "Der Anbieter tauschte ein Zertifikat.",
        "Niemand von uns sah hin.",
    ]
    assert page.select_one("[aria-labelledby=went-well] li [lang=en]").text == "Transfers worked."  # type: ignore[union-attr]
    assert page.select_one(".cd-kind [lang=en]").text == "lead of payments"  # type: ignore[union-attr]


def test_what_becomes_of_a_promise_is_not_told_before_its_day(told: Site) -> None:
    for name, text in (("sorry", LETTER), ("sorry.de", GERMAN_LETTER)):
        told.write(f"incidents/{name}.md", text.replace("on: 2026-03-03", "on: 2026-03-09"))

    built = told.build("--strict")

    assert built.has(PAGE)
    assert not [path for path, content in built.files().items() if "zählt unsere Fragen".encode() in content]


def test_a_whole_copy_of_a_letter_with_other_words_is_a_translation(told: Site) -> None:
    told.write("incidents/sorry.de.md", LETTER.replace("the fee of March is waived", "die Gebühr für März entfällt"))

    built = told.build("--strict")

    assert built.code == 0, built.log
    assert built.page(PAGE).select_one(".cd-repairs strong").text == "die Gebühr für März entfällt"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: P1", "id: P9", "sorry.de.md:10: the original has no 'P9' under 'prevention', so this one is not shown"),
        ("id: P1", "id: P1\n    due: 2026-04-30", "sorry.de.md:9: a fact under 'prevention' differs from the original"),
        (
            "  - {what: die Gebühr für März entfällt, who: die 40 Shops}\n",
            "",
            "sorry.de.md:6: 1 under 'repair', and the original has 2, so these are not shown",
        ),
        ("author: {", "author: {name: Dana Ortiz, ", "sorry.de.md:3: a fact under 'author' differs from the original"),
    ],
)
def test_what_does_not_fit_the_original_is_said_with_its_line(told: Site, old: str, new: str, said: str) -> None:
    assert old in GERMAN_LETTER
    told.write("incidents/sorry.de.md", GERMAN_LETTER.replace(old, new, 1))

    built = told.build("--strict")

    assert built.code != 0
    assert said in built.log
    assert "Wir haben unseren" in built.words(PAGE)


def test_the_words_of_a_translated_letter_are_read_by_the_rules_of_its_language(
    told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    evasive = GERMAN_LETTER.replace("Es tut mir leid.", "Es wurden Fehler gemacht.")
    monkeypatch.chdir(told.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(AS_OF.timestamp())))

    told.write("incidents/sorry.de.md", evasive)
    said = CliRunner().invoke(candor, ["check"]).output
    told.write("incidents/sorry.de.md", GERMAN_LETTER)
    later = CliRunner().invoke(candor, ["check"]).output

    assert "no sentence says sorry [AP201" in said
    assert "[AP101 " in said
    assert "[AP201 " not in later
    assert "[AP101 " not in later


def test_a_letter_whose_original_was_edited_since_says_so_and_leads_to_it(told: Site) -> None:
    told.write("incidents/sorry.md", LETTER.replace("date: 2026-03-03", "date: 2026-03-02\nedited: [2026-03-03]", 1))
    told.write("incidents/price.md", NEWS.replace("topic:", "edited: 2026-03-03\ntopic:"))
    told.write("incidents/price.de.md", GERMAN_NEWS.replace("author:", "edited: 2026-03-03\nauthor:"))

    built = told.build("--strict")

    assert built.code == 0, built.log
    assert "Das Original hat neuere Worte, vom 3. März 2026 : auf Englisch." in built.words(PAGE)
    lead = built.page(PAGE).select_one(".cd-notice a")
    assert lead
    assert lead["href"] == "../../../apologies/sorry/"
    assert "Zuletzt bearbeitet am 3. März 2026" in built.words(PAGE)
    assert "Last edited 3 March 2026" in built.words("apologies/sorry/index.html")
    assert "Original" not in built.words("de/announcements/price/index.html")
    item = next(i for i in built.json("feed.json")["items"] if i["title"] == "Cards cost more")  # type: ignore[index,call-overload]
    assert item["date_modified"].startswith("2026-03-03")


def test_a_letter_that_lacks_what_became_of_a_promise_says_so(told: Site) -> None:
    told.write("incidents/sorry.de.md", GERMAN_LETTER.replace(", why: Der Anbieter zählt unsere Fragen.", ""))

    page = told.build("--strict").page(PAGE)

    notice = page.select_one(".cd-notice")
    assert notice
    assert "Das Original hat neuere Worte, vom 3. März 2026: auf Englisch." in notice.text
    assert str(notice.select("a")[0]["href"]).endswith("apologies/sorry/#promised")
    assert page.select_one(".cd-slips [lang=en]").text == "The provider counts our questions."  # type: ignore[union-attr]


def test_an_edit_of_later_is_told_later(told: Site) -> None:
    told.write("incidents/sorry.md", LETTER.replace("date: 2026-03-03", "date: 2026-03-03\nedited: [2026-03-09]", 1))

    built = told.build("--strict")

    assert "Last edited" not in built.words("apologies/sorry/index.html")
    assert "Original" not in built.words(PAGE)
