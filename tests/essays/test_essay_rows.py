"""The essays' claims that pages answer for; each test is named after its row of the table in the handbook.

Those that the linter answers for are in `tests/lint/test_essay_claims.py`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from conftest import DURING, INCIDENT, RESOLVED, Built, Site
from editions import edition_of
from mkdocs_candor.derive.resources import helpful_for
from mkdocs_candor.model.resource import Power

ROOT = Path(__file__).parents[2]
PAGE = "incidents/2026-03-02-cards/index.html"
TESTS = ("lint/test_essay_claims.py", "essays/test_essay_rows.py")
DISCUSSION = "https://forum.acme.example/t/cards"
PROMISED = """
follow_ups:
  - {id: F1, to: all, what: Refund each double charge., owner: Jonas Weir, due: 2026-03-20, status: open}
"""
LETTER = """
---
type: apology
title: We are sorry about your cards
incident: 2026-03-02-cards
date: 2026-03-02
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
failure: We did not watch the certificate.
---

I am sorry. We did not watch the certificate.
"""
FORUM = """
---
type: announcement
title: The forum moves house
date: 2026-03-01
topic: general
audience: community
---

You can write in it again on Sunday.
"""
LEAVE = """
---
title: Take everything with you
components: [checkout]
power: decide
status: official
works_for: Everybody.
---

# Take everything with you
"""


def _built(site: Site, incident: str, as_of: datetime = DURING) -> Built:
    site.write("site_src/principles.md", "# What comes first\n\nPeople, then data.\n")
    site.write("incidents/2026-03-02-cards.md", incident)
    built = site.build("--strict", as_of=as_of)
    assert built.code == 0, built.log
    return built


def test_w4_help_although_it_is_not_your_job_every_page_of_ours_leads_to_where_help_is(site: Site) -> None:
    site.write("incidents/letter.md", LETTER)
    site.write("incidents/forum.md", FORUM)

    built = _built(site, INCIDENT)

    pages = [
        path for path in built.files() if path.endswith("/index.html") and not path.startswith(("embed/", "help/"))
    ]
    assert len(pages) > 20
    assert [path for path in pages if not _leads_to_help(built, path)] == []


def _leads_to_help(built: Built, path: str) -> bool:
    own = built.page(path).find(class_="cd")
    return own is None or any(
        "help/" in link["href"] for link in built.page(path).find("main").find_all("a", href=True)
    )


def test_w5_you_are_the_face_people_and_desks_are_named_and_the_ledger_is_public(site: Site) -> None:
    desks = (site.root / "incidents/desks.yml").read_text()
    site.write("incidents/desks.yml", f"{desks.rstrip()}\n    person: Noor Haddad\n")
    front = f"desk: help-desk\n{PROMISED.strip()}\nstarted:"

    built = _built(site, INCIDENT.replace("started:", front))

    assert "Noor Haddad" in built.words(PAGE)
    assert "Dana Ortiz" in built.words(PAGE)
    assert "Refund each double charge. Jonas Weir" in built.words("promises/index.html")


def test_w14_arrows_heal_by_morning_the_discussion_stays_on_the_page_when_it_is_over(site: Site) -> None:
    incident = INCIDENT.replace("started:", f"discussion: {DISCUSSION}\nstarted:")

    built = _built(site, incident + RESOLVED, datetime(2026, 3, 3, 12, 0, tzinfo=UTC))

    assert "Resolved" in built.words(PAGE)
    assert built.page(PAGE).find("a", href=DISCUSSION)


def test_f3_banding_together_a_new_page_is_on_its_incident_in_one_build_and_more_can_be_offered(site: Site) -> None:
    site.write("site_src/community/another-way.md", LEAVE.replace("Take everything with you", "Another way"))

    page = _built(site, INCIDENT).page(PAGE)

    assert page.find("a", href="../../community/another-way/")
    assert page.find(id="offer")


def test_f5_upset_customers_leave_the_way_out_has_a_page_before_they_need_it(site: Site) -> None:
    site.write("site_src/community/leave.md", LEAVE)

    built = _built(site, INCIDENT)

    assert built.page(PAGE).find("a", href="../../community/leave/")
    assert "Take everything with you" in built.words("community/decide/index.html")


def test_f7_a_problem_is_an_opportunity_an_open_incident_says_what_everybody_can_do(site: Site) -> None:
    page = _built(site, INCIDENT).page(PAGE)

    assert page.find(id="do-now").text == "What you can do now"
    assert "Pay by transfer" in page.find(id="resources").parent.text
    assert page.find(id="offer")


def test_f9_decide_which_of_the_two_you_do_each_audience_has_a_feed_with_only_its_posts(site: Site) -> None:
    site.write("incidents/forum.md", FORUM)

    built = _built(site, INCIDENT)

    def told(folder: str) -> set[str]:
        return {item["title"] for item in built.json(f"{folder}/feed.json")["items"]}  # type: ignore[index]

    assert told("community") == {"The forum moves house"}
    assert told("customers") == {"Investigating: Card payments fail at checkout"}
    assert "For the community" in built.words("announcements/forum/index.html")
    links = {link["href"] for link in built.page("subscribe/index.html").find_all("a")}
    assert {"../customers/feed.xml", "../community/feed.xml"} <= links


def test_k_when_hardware_dies_customers_have_at_least_four_of_seven_powers() -> None:
    now = edition_of(ROOT, datetime(2026, 10, 14, 11, 30, tzinfo=UTC)).now
    (cooling,) = [incident for incident in now.open_incidents if "cooling" in incident.post.id]

    powers = {now.resources[id_].resource.power for id_ in helpful_for(cooling, now)}

    assert len(powers & set(Power)) >= 4


def test_l1_conflicts_need_a_shared_goal_each_incident_links_to_what_comes_first(site: Site) -> None:
    assert _built(site, INCIDENT).page(PAGE).find("a", href="../../principles/")


def test_l2_leadership_must_say_what_matters_the_policy_is_a_public_page_made_from_the_configuration(
    site: Site,
) -> None:
    site.configure("  - candor\n", "  - candor:\n      notice_days: 45\n")

    words = _built(site, INCIDENT).words("policy/index.html")

    assert "at least 45 days" in words
    assert "Critical 10 min 30 min 2 working days 10 working days" in words


def test_each_row_of_the_handbooks_table_has_a_test_that_is_named_after_it() -> None:
    table = (ROOT / "site_src/handbook/why.md").read_text("utf-8")
    rows = set(re.findall(r"^\| ([WFKL]\d*) \|", table, re.MULTILINE))
    tests = "".join((ROOT / "tests" / path).read_text("utf-8") for path in TESTS)

    assert len(rows) == 27
    assert {row for row in rows if f"def test_{row.lower()}_" not in tests} == set()
