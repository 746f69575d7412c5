"""Questions, community pages and powers: what customers find when something fails, and before that."""

from __future__ import annotations

from datetime import UTC, datetime

from conftest import DURING, INCIDENT, RESOLVED, Site
from mkdocs_candor.model.resource import Power

QUESTIONS = """
## Questions

### Was I charged twice?
Asked: 2026-03-02 14:05 UTC, forum
Answered: 2026-03-02 14:40 UTC, Dana Ortiz

No. Every double charge has been voided.

### Will the discount be extended?
Asked: 2026-03-02 14:06 UTC, by e-mail
"""
PAGE = "incidents/2026-03-02-cards/index.html"
PRICES = """
---
type: announcement
title: Prices rise
date: 2026-03-01
topic: pricing
effective: 2026-04-10
author: {name: Ines Roth, role: managing director, contact: help-desk}
---

I decided it.
"""
LATER = datetime(2026, 9, 1, tzinfo=UTC)


def test_open_questions_stand_on_one_page_with_the_longest_wait_first(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + QUESTIONS)

    during, after = site.build("--strict", as_of=DURING), site.build("--strict", into="after")

    words = during.words("questions/index.html")
    assert words.index("Was I charged twice?") < words.index("Will the discount be extended?")
    assert "2 open questions" in during.words("index.html")
    assert "Still open 1" in after.words("questions/index.html")
    assert "after 35 min" in after.words("questions/index.html")


def test_without_an_open_question_the_page_says_so_and_home_does_not_link_to_it(site: Site) -> None:
    built = site.build("--strict")

    assert "No question is open." in built.words("questions/index.html")
    assert "question" not in built.words("index.html")


def test_a_page_for_an_affected_component_stands_on_the_open_incident_without_being_named(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    during, after = site.build(as_of=DURING, replay="2026-03-02 14:10 UTC"), site.build(into="after")

    assert "Pay by transfer" in during.page(PAGE).find(id="resources").parent.text
    assert after.page(PAGE).find(id="resources") is None


def test_what_helps_at_once_stands_first_on_an_open_incident(site: Site) -> None:
    page = (site.root / "site_src/community/pay-by-transfer.md").read_text()
    for stem, power in (("aaa-ask-for-promises", "hold to account"), ("bbb-keep-a-copy", "protect")):
        site.write(f"site_src/community/{stem}.md", page.replace("work around", power).replace("Pay by transfer", stem))
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    links = site.build(as_of=DURING).page(PAGE).find(id="resources").parent.find_all("a")

    assert [link.text for link in links] == ["Pay by transfer", "bbb-keep-a-copy", "aaa-ask-for-promises"]


def test_a_page_whose_last_day_is_past_leaves_open_incidents_and_says_so_itself(site: Site) -> None:
    page = (site.root / "site_src/community/pay-by-transfer.md").read_text()
    site.write("site_src/community/pay-by-transfer.md", page.replace("until: Cards work again.", "until: 2026-03-01"))
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build("--strict", as_of=DURING)

    assert built.page(PAGE).find(id="resources") is None
    assert "This no longer holds. Its last day was 1 March 2026" in built.words("community/pay-by-transfer/index.html")
    assert "no longer holds since 1 March 2026" in built.words("components/checkout/index.html")


def test_a_page_that_nobody_tested_for_half_a_year_is_marked_wherever_it_stands(site: Site) -> None:
    built = site.build("--strict", as_of=LATER)

    assert "Nobody has tested this since 1 February 2026" in built.words("community/pay-by-transfer/index.html")
    assert "not tested since 1 February 2026" in built.words("components/checkout/index.html")


def test_a_community_page_shows_how_its_components_are_now(site: Site) -> None:
    well = site.build().words("community/pay-by-transfer/index.html")
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    assert "Now It works" in well
    assert "Now Checkout Partly down" in site.build(as_of=DURING, into="during").words(
        "community/pay-by-transfer/index.html"
    )


def test_those_who_found_a_way_are_thanked_on_the_incident_as_they_want_it(site: Site) -> None:
    credits = (
        "credits: [{name: Mila of Sundial Books, consent: yes}, {name: Secret One, consent: anonymous}, "
        "{name: Secret Two, consent: declined}]\nhelp:"
    )
    page = (site.root / "site_src/community/pay-by-transfer.md").read_text()
    site.write("site_src/community/pay-by-transfer.md", page.replace("help:", credits))
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("started:", "resources: [pay-by-transfer]\nstarted:"))

    built = site.build("--strict", as_of=DURING)

    assert "Mila of Sundial Books, 1 customer who asked not to be named, for Pay by transfer" in built.words(PAGE)
    assert not [path for path, content in built.files().items() if path.endswith(".html") and b"Secret" in content]


def test_every_power_has_a_page_before_anything_breaks(site: Site) -> None:
    built = site.build("--strict")

    assert built.code == 0, built.log
    slugs = [power.replace(" ", "-") for power in Power]
    assert all(built.has(f"community/{slug}/index.html") for slug in slugs)
    assert "Pay by transfer" in built.words("community/work-around/index.html")
    assert "Nobody has written a page about this yet." in built.words("community/observe/index.html")
    assert "https://status.acme.example/community/decide/" in built.text("sitemap.xml")


def test_what_helps_with_an_open_incident_is_marked_on_the_page_of_its_power(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    words = site.build(as_of=DURING).words("community/work-around/index.html")

    assert "Open now: Card payments fail at checkout" in words
    assert "Pay by transfer Helps now" in words


def test_a_community_page_at_the_address_of_a_power_takes_its_place(site: Site) -> None:
    page = (site.root / "site_src/community/pay-by-transfer.md").read_text()
    site.write("site_src/community/observe.md", page.replace("Pay by transfer", "Look from outside"))

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert "Look from outside" in built.words("community/observe/index.html")


def test_news_of_a_new_price_shows_the_way_out_and_who_decided(site: Site) -> None:
    page = (site.root / "site_src/community/pay-by-transfer.md").read_text()
    leave = page.replace("power: work around", "power: decide").replace("Pay by transfer", "Take everything with you")
    site.write("site_src/community/leave.md", leave)
    site.write("incidents/prices.md", PRICES)
    site.write("incidents/news.md", PRICES.replace("topic: pricing", "topic: feature"))

    built = site.build("--strict")

    words = built.words("announcements/prices/index.html")
    assert "What you can do, and how to leave Take everything with you" in words
    assert "Decided and signed by Ines Roth, managing director" in words
    assert "Notice given 40 days" in words
    assert "Take everything with you" not in built.words("announcements/news/index.html")


def test_the_policy_page_tells_the_notice_that_the_owner_has_chosen(site: Site) -> None:
    site.configure("  - candor\n", "  - candor:\n      notice_days: 60\n")

    assert "at least 60 days before it takes effect" in site.build("--strict").words("policy/index.html")


def test_each_incident_leads_to_what_we_promise_and_to_what_comes_first(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write("site_src/principles.md", "# What comes first\n\nPeople, then data.\n")

    page = site.build("--strict").page(PAGE)

    assert page.find("a", href="../../policy/")
    assert page.find("a", href="../../principles/")
