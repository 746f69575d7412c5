"""What a page's head says: to chats that show a preview, to search engines, to programs."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from outputs_examples import TORTURE, TORTURED_WORDS, linked_data

from conftest import AS_OF, DURING, INCIDENT, RESOLVED, Built, Site

INCIDENT_PAGE = "incidents/2026-03-02-cards/index.html"
QUESTION = """
## Questions

### Was I charged twice?
Asked: 2026-03-02 14:10 UTC, forum
Answered: 2026-03-02 14:40 UTC, Dana Ortiz

No. Every double charge is void.

### Will it come back?
Asked: 2026-03-02 14:20 UTC, forum
"""
MAINTENANCE = """
---
type: maintenance
title: New search index
starts: 2026-03-12 20:00 UTC
ends: 2026-03-12 22:00 UTC
components: [search]
---

## 2026-03-01 10:00 UTC — Scheduled

We build a new index.
"""
APOLOGY = """
---
type: apology
title: We could not take your money
incident: 2026-03-02-cards
date: 2026-03-04
author: {name: Ines Roth, role: head of operations}
failure: We let our payment provider fail without another one at hand.
---

I am sorry.
"""


def test_an_incident_previews_with_its_state_in_words_and_its_picture(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    during = _tags(site.build(as_of=DURING), INCIDENT_PAGE)
    site.append("incidents/2026-03-02-cards.md", RESOLVED)
    built = site.build()
    after = _tags(built, INCIDENT_PAGE)

    assert during["og:title"] == "Investigating: Card payments fail at checkout"
    assert after["og:title"] == "Resolved: Card payments fail at checkout"
    assert after["og:type"] == "article"
    assert after["og:description"] == "2 Mar 2026: You cannot pay by card."
    assert after["og:url"] == "https://status.acme.example/incidents/2026-03-02-cards/"
    assert after["article:published_time"] == "2026-03-02T14:02:00Z"
    assert after["article:modified_time"] == "2026-03-02T15:21:00Z"
    assert after["og:locale"] == "en_GB"
    assert after["twitter:card"] == "summary_large_image"
    assert after["og:image"].startswith("https://status.acme.example/incidents/2026-03-02-cards/card.png?v=")
    assert after["og:image"] != during["og:image"]
    assert (built.folder / "incidents/2026-03-02-cards/card.png").read_bytes().startswith(b"\x89PNG")


def test_every_page_has_one_set_of_tags_and_names_files_that_exist(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("site_src/about.md", "---\ndescription: Who we are.\n---\n# About AT&T and us\n")

    built = site.build()

    for path in sorted(p for p in built.files() if p.endswith("/index.html") and not p.startswith("embed/")):
        page = built.page(path)
        assert len(page.select("meta[property='og:title']")) == 1, path
        image = _tags(built, path)["og:image"].removeprefix("https://status.acme.example/").partition("?")[0]
        assert built.has(image), path
        assert page.select_one("link[rel=canonical]"), path
    assert _tags(built, "about/index.html")["og:title"] == "About AT&T and us"
    assert _tags(built, "about/index.html")["og:description"] == "Who we are."
    assert _tags(built, "index.html")["og:title"] == "Acme status: Everything works."
    assert _tags(built, "components/search/index.html")["og:title"] == "Search: Works"


def test_an_incident_is_a_live_blog_with_its_course_and_answered_questions(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED + QUESTION)

    things = {str(thing["@type"]): thing for thing in linked_data(site.build().text(INCIDENT_PAGE))}

    blog = things["LiveBlogPosting"]
    assert (blog["coverageStartTime"], blog["coverageEndTime"]) == ("2026-03-02T14:02:00Z", "2026-03-02T15:21:00Z")
    updates = blog["liveBlogUpdate"]
    assert isinstance(updates, list)
    assert [u["datePublished"] for u in updates] == ["2026-03-02T15:21:00Z", "2026-03-02T14:02:00Z"]
    assert updates[0]["url"].endswith("/incidents/2026-03-02-cards/#update-20260302T1521Z")
    assert updates[1]["articleBody"].startswith("You cannot pay by card. Our payment provider")
    assert [q["name"] for q in things["FAQPage"]["mainEntity"]] == ["Was I charged twice?"]  # type: ignore[attr-defined]
    trail = things["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in trail] == [  # type: ignore[attr-defined]
        "https://status.acme.example/",
        "https://status.acme.example/history/",
        "https://status.acme.example/incidents/2026-03-02-cards/",
    ]


def test_the_page_of_questions_gives_search_engines_the_answers_that_stand_on_it(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED + QUESTION)

    built = site.build()

    (faq,) = (thing for thing in linked_data(built.text("questions/index.html")) if thing["@type"] == "FAQPage")
    (question,) = faq["mainEntity"]  # type: ignore[misc, attr-defined]
    assert question["name"] == "Was I charged twice?"
    assert question["acceptedAnswer"]["text"] in built.words("questions/index.html")
    assert question["@id"].startswith("https://status.acme.example/incidents/2026-03-02-cards/#question-")


def test_an_open_incident_or_one_that_cannot_be_read_has_no_end_and_is_not_called_resolved(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write("incidents/2026-03-02-doubt.md", INCIDENT.replace("severity: major", "severity: huge") + RESOLVED)

    built = site.build(as_of=DURING.replace(hour=16))

    assert "coverageEndTime" not in linked_data(built.text(INCIDENT_PAGE))[0]
    doubtful = "incidents/2026-03-02-doubt/index.html"
    assert "coverageEndTime" not in linked_data(built.text(doubtful))[0]
    assert _tags(built, doubtful)["og:title"].startswith("Unknown: ")


def test_a_maintenance_is_an_event_that_can_move_and_be_cancelled(site: Site) -> None:
    site.write("incidents/search.md", MAINTENANCE)
    later = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    path = "incidents/search/index.html"

    planned = linked_data(site.build(as_of=later).text(path))[0]
    moved = (
        "\n## 2026-03-05 10:00 UTC — Scheduled\nWindow: 2026-03-13 20:00 UTC to 2026-03-13 22:00 UTC\n\nA day later.\n"
    )
    site.append("incidents/search.md", moved)
    rescheduled = linked_data(site.build(as_of=later).text(path))[0]
    site.append("incidents/search.md", "\n## 2026-03-06 10:00 UTC — Cancelled\n\nNot needed.\n")
    cancelled = linked_data(site.build(as_of=later).text(path))[0]

    assert (planned["@type"], planned["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert (planned["startDate"], planned["endDate"]) == ("2026-03-12T20:00:00Z", "2026-03-12T22:00:00Z")
    assert rescheduled["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (rescheduled["previousStartDate"], rescheduled["startDate"]) == (
        "2026-03-12T20:00:00Z",
        "2026-03-13T20:00:00Z",
    )
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_letter_is_signed_and_a_post_in_german_says_so(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("incidents/sorry.md", APOLOGY)
    site.write("incidents/wartung.md", MAINTENANCE.replace("title: New search index", "title: Neue Suche\nlang: de"))

    built = site.build(as_of=datetime(2026, 3, 10, 12, 0, tzinfo=UTC))

    letter = linked_data(built.text("apologies/sorry/index.html"))[0]
    assert (letter["@type"], letter["author"]) == (
        "Article", {"@type": "Person", "name": "Ines Roth", "jobTitle": "head of operations"},
    )  # fmt: skip
    assert _tags(built, "apologies/sorry/index.html")["og:title"] == "Apology: We could not take your money"
    german = built.page("incidents/wartung/index.html")
    assert _tags(built, "incidents/wartung/index.html")["og:locale"] == "de_DE"
    assert linked_data(built.text("incidents/wartung/index.html"))[0]["inLanguage"] == "de"
    heading = german.find("h1")
    assert heading is not None
    assert heading.find_parent(lang="de")
    assert german.html
    assert german.html["lang"] == "en"


def test_impossible_titles_are_text_in_every_head(site: Site) -> None:
    text = INCIDENT.replace("title: Card payments fail at checkout", f"title: {TORTURE}")
    site.write(
        "incidents/2026-03-02-cards.md", text + RESOLVED + QUESTION.replace("twice", "<script>alert(2)</script>")
    )

    built = site.build()

    page = built.page(INCIDENT_PAGE)
    assert not [script for script in page.find_all("script") if script.get_text().startswith("alert")]
    title = _tags(built, INCIDENT_PAGE)["og:title"]
    assert all(word in title for word in TORTURED_WORDS)
    assert len(title) <= 200
    things = linked_data(built.text(INCIDENT_PAGE))
    assert str(things[0]["headline"]).startswith("Resolved: \"Quotes' & <script>alert(1)</script> ]]> </script>")


def test_without_an_address_of_its_own_a_site_claims_none(site: Site) -> None:
    site.configure("site_url: https://status.acme.example/\n", "")
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build(as_of=DURING)

    tags = _tags(built, INCIDENT_PAGE)
    assert tags["og:title"]
    assert {"og:url", "og:image"}.isdisjoint(tags)
    assert not built.has("incidents/2026-03-02-cards/card.png")


def test_an_owner_can_do_without_pictures(site: Site) -> None:
    site.configure("  - candor\n", "  - candor: {social_cards: false}\n")
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build(as_of=DURING)

    tags = _tags(built, INCIDENT_PAGE)
    assert tags["twitter:card"] == "summary"
    assert "og:image" not in tags
    assert not [path for path in built.files() if path.endswith("card.png")]


def test_the_site_map_says_when_posts_and_live_pages_last_changed(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("site_src/about.md", "# About\n")

    text = site.build().text("sitemap.xml")
    entries = dict(re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text))

    assert entries["https://status.acme.example/incidents/2026-03-02-cards/"] == "2026-03-02"
    assert entries["https://status.acme.example/"] == "2026-03-02"
    assert entries["https://status.acme.example/history/"] == "2026-03-02"
    assert entries["https://status.acme.example/about/"] == f"{AS_OF:%Y-%m-%d}"
    assert "candor-slot" not in text


def _tags(built: Built, path: str) -> dict[str, str]:
    found = built.page(path).select("meta[property], meta[name]")
    return {str(tag.get("property") or tag["name"]): str(tag["content"]) for tag in found}
