"""One site at a series of moments: each page says what is true then, although nobody touched a file."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from conftest import INCIDENT, RESOLVED, Site
from editions import edition_of
from mkdocs_candor.publish.api.ledger import promises_file
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages.live import LIVE_PAGES, resource_facts
from mkdocs_candor.publish.prose import plain
from mkdocs_candor.publish.site import of_post, pages

APOLOGY = """
---
type: apology
title: We are sorry about your cards
incident: cards
date: 2026-03-04
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
failure: We did not watch the certificate.
prevention:
  - id: P1
    action: We watch each certificate.
    owner: Dana Ortiz
    due: 2026-03-20
    status: done
    on: 2026-04-05
    evidence: The alarm rang in a test on 5 April.
    slips: [{on: 2026-03-25, due: 2026-04-10, why: The alarm needs a new server.}]
---

I am sorry. We did not watch the certificate.
"""

NEWS = """
---
type: announcement
title: Shorter hours in March
date: 2026-03-01
topic: general
until: 2026-03-31
pin: true
---

The desk closes at 17:00 in March.
"""

HOME, CARDS, LETTER = "index.md", "incidents/cards/", "apologies/letter/"
LEDGER, WAY, CHECKOUT = "promises/index.md", "pay-by-transfer", "components/checkout/"
PRINTED = "announcements/news/"


@pytest.fixture
def written(site: Site) -> Site:
    site.write("incidents/cards.md", INCIDENT.replace("Do now:", "Scope: Shops in Europe.\nDo now:") + RESOLVED)
    site.write("incidents/letter.md", APOLOGY)
    site.write("incidents/news.md", NEWS)
    way = (site.root / "site_src/community/pay-by-transfer.md").read_text("utf-8")
    site.write("site_src/community/pay-by-transfer.md", way.replace("until: Cards work again.", "until: 2026-04-30"))
    return site


# Each row: what happened, when, and which words stand on a page; those behind "not" stand there no more, or not yet.
MOMENTS: list[tuple[str, str, dict[str, list[str]]]] = [
    (
        "before the incident",
        "2026-03-02 13:00",
        {
            HOME: ["Everything works", "From us to you News 1 March 2026 Shorter hours", "not Card payments fail"],
            WAY: ["It works"],
            LEDGER: ["We have promised nothing yet"],
        },
    ),
    (
        "during the incident",
        "2026-03-02 14:10",
        {
            HOME: ["Card payments fail at checkout", "Pay by transfer, or wait.", "not Everything works"],
            CARDS: ["Next update by 14:30 UTC", "Pay by transfer Work around · Official", "not Overdue: we promised"],
            WAY: ["Checkout Partly down"],
            CHECKOUT: ["Partly down"],
        },
    ),
    (
        "the next update is overdue",
        "2026-03-02 14:31",
        {
            HOME: ["Overdue: we promised word by then, and have not written yet."],
            CARDS: ["Overdue: we promised word by then", "Next update promised for 14:30 UTC : overdue"],
            LEDGER: ["1 overdue now"],
        },
    ),
    (
        "after the incident",
        "2026-03-02 16:00",
        {
            HOME: ["Everything works", "Card payments fail at checkout"],
            CARDS: [
                "Resolved after 1 h 41 min",
                "missed, word came 51 min late",
                "Word kept 0 of 1",
                "not Next update by",
            ],
            WAY: ["It works"],
        },
    ),
    (
        "the apology is fresh, and its promise open",
        "2026-03-05 12:00",
        {
            HOME: ["From us to you Letter of apology"],
            CARDS: ["Apology We are sorry about your cards"],
            LETTER: ["Open", "Due 20 March 2026 .", "What was affected Checkout Who Shops in Europe.", "not Slipped"],
            LEDGER: ["Open 1", "We watch each certificate."],
        },
    ),
    (
        "the promise is due today",
        "2026-03-20 23:59",
        {LETTER: ["Open", "not 1 day over"], LEDGER: ["Overdue today 0"], HOME: ["not Letter of apology"]},
    ),
    (
        "the promise is overdue",
        "2026-03-21 12:00",
        {
            LETTER: ["Overdue We watch", "not Slipped"],
            LEDGER: ["Overdue today 1", "Overdue We watch each certificate."],
        },
    ),
    (
        "the promise slipped aloud",
        "2026-03-26 12:00",
        {
            LETTER: [
                "Slipped",
                "Due 10 April 2026 , first promised for 20 March 2026",
                "Moved to 10 April 2026 , told 25 March 2026 : The alarm needs a new server.",
                "not The alarm rang",
            ],
            LEDGER: ["Put off 1", "Overdue today 0"],
            PRINTED: ["True until 31 March 2026", "not This was true until"],
        },
    ),
    (
        "the announcement expired",
        "2026-04-01 12:00",
        {HOME: ["not From us to you"], PRINTED: ["This was true until 31 March 2026"]},
    ),
    (
        "the promise is done",
        "2026-04-06 12:00",
        {
            LETTER: ["Kept late We watch", "The alarm rang in a test on 5 April.", "not Due 10 April"],
            LEDGER: ["Kept late 1", "Put off 0"],
            WAY: ["Stop when 30 April 2026 is over", "not This no longer holds"],
        },
    ),
    (
        "the community page expired",
        "2026-05-01 00:00",
        {
            WAY: ["This no longer holds. Its last day was 30 April 2026"],
            CHECKOUT: ["no longer holds since 30 April 2026"],
        },
    ),
]


@pytest.mark.parametrize(("at", "words"), [pytest.param(at, words, id=said) for said, at, words in MOMENTS])
def test_each_page_says_what_is_true_at_the_moment(written: Site, at: str, words: dict[str, list[str]]) -> None:
    edition = edition_of(written.root, datetime.fromisoformat(at).replace(tzinfo=UTC))

    told = {page: _words(edition, page) for page in words}

    for page, expected in words.items():
        for text in expected:
            is_absent, text = text.startswith("not "), text.removeprefix("not ")
            assert (text.lower() in told[page].lower()) != is_absent, f"{page}: {text!r} in {told[page]}"


def test_the_numbers_of_the_ledger_follow_the_clock_without_a_new_build(written: Site) -> None:
    edition = edition_of(written.root, datetime(2026, 3, 5, 12, 0, tzinfo=UTC))

    page = BeautifulSoup(str(LIVE_PAGES[LEDGER].draw(edition)), "lxml")
    now, later = page.select(".cd-numbers")

    assert now["data-candor-until"] == later["data-candor-from"] == "2026-03-21T00:00:00Z"
    assert not now.has_attr("hidden")
    assert later.has_attr("hidden")
    assert "Overdue today 0" in plain(str(now))
    assert "Done on time 0 of 1" in plain(str(later))
    assert "Overdue today 1" in plain(str(later))


def test_each_commitment_has_a_place_of_its_own_that_one_can_link_to(written: Site) -> None:
    told = [
        BeautifulSoup(str(LIVE_PAGES[LEDGER].draw(edition_of(written.root, moment))), "lxml")
        for moment in (
            datetime(2026, 3, 5, tzinfo=UTC),
            datetime(2026, 3, 26, tzinfo=UTC),
            datetime(2026, 4, 6, tzinfo=UTC),
        )
    ]

    places = {(page.select_one(".cd-promise")["id"], page.select_one(".cd-promise a.cd-copy")["href"]) for page in told}

    assert places == {("promise-letter--P1", "#promise-letter--P1")}


def test_what_only_a_preview_shows_is_in_no_number(written: Site) -> None:
    moment = datetime(2026, 3, 21, 12, 0, tzinfo=UTC)
    shown = edition_of(written.root, moment, drafts=frozenset({"cards", "letter"}))

    words = {page: _words(shown, page) for page in (LEDGER, "history/index.md")}

    assert "We watch each certificate." in words[LEDGER]
    assert "Overdue today 0" in words[LEDGER]
    assert "we have told of" not in words[LEDGER]
    assert "Longest silence" not in words["history/index.md"]
    record = promises_file(shown).record
    assert (record.all.incidents, record.all.promises.settled, record.by_year, record.by_component) == (0, 0, (), ())


def _words(edition: Edition, page: str) -> str:
    """Return what a person reads on a page without scripts: nothing of what only the clock would show."""
    if page == WAY:
        html = str(resource_facts(page, edition))
    elif page in LIVE_PAGES:
        html = str(LIVE_PAGES[page].draw(edition))
    else:
        made = (*pages(edition), *(of_post(facts, edition, is_new=True).page for facts in edition.now.posts.values()))
        html = next(one.html for one in made if one.path == page)
    return plain(re.sub(r"<(\w+)[^>]* hidden[ >].*?</\1>", "", html, flags=re.DOTALL))
