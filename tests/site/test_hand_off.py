"""Where a customer is taken: a message that is begun for them, and a form for what they found."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import DESKS, DURING, INCIDENT, Built, Site
from mkdocs_candor.publish.messages import mail

PAGE = "incidents/2026-03-02-cards/index.html"
COMMUNITY = """
  - id: community-desk
    name: Community desk
    for: What customers find.
    contact: {email: community@acme.example}
"""


@pytest.fixture
def incident_site(site: Site) -> Site:
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("started:", "desk: help-desk\nstarted:"))
    return site


def _mail(built: Built, to: str) -> dict[str, str]:
    (link,) = [a["href"] for a in built.page(PAGE).find_all("a", href=True) if a["href"].startswith(f"mailto:{to}")]
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query, keep_blank_values=True).items()}


def test_the_message_to_the_desk_carries_the_reference_what_we_know_and_what_to_bring(incident_site: Site) -> None:
    found = _mail(incident_site.build("--strict", as_of=DURING), "help@acme.example")

    assert found["subject"] == "Card payments fail at checkout (2026-03-02-cards)"
    assert "Reference: 2026-03-02-cards\r\nhttps://status.acme.example/incidents/2026-03-02-cards/" in found["body"]
    assert "it began on 2 Mar 2026, 13:40 UTC" in found["body"]
    assert "It concerns: Checkout" in found["body"]
    assert "your order number" in found["body"]
    assert "cc" not in found


def test_the_inbox_of_incidents_gets_a_copy(incident_site: Site) -> None:
    incident_site.configure("  - candor\n", "  - candor:\n      inbox: incidents@acme.example\n")

    built = incident_site.build("--strict", as_of=DURING)

    assert _mail(built, "help@acme.example")["cc"] == "incidents@acme.example"
    assert "get a copy" in built.words(PAGE)


def test_a_workaround_is_offered_to_the_community_desk_with_the_reference(incident_site: Site) -> None:
    incident_site.write("incidents/desks.yml", DESKS + COMMUNITY)

    found = _mail(incident_site.build("--strict", as_of=DURING), "community@acme.example")

    assert found["subject"] == "A workaround for Card payments fail at checkout (2026-03-02-cards)"
    assert "How to go back:" in found["body"]


def test_a_workaround_is_offered_in_the_form_of_the_git_host_where_there_is_one(incident_site: Site) -> None:
    form = "https://git.acme.example/status/issues/new?title=Workaround:+{reference}"
    incident_site.configure("  - candor\n", f"  - candor:\n      contribute_url: {form}\n")

    built = incident_site.build("--strict", as_of=DURING)

    form = "https://git.acme.example/status/issues/new?title=Workaround:+"
    assert built.page(PAGE).find("a", href=f"{form}2026-03-02-cards")
    assert built.page("community/index.html").find("a", href=form)


def test_without_a_form_and_a_community_desk_a_workaround_is_offered_on_the_help_page(incident_site: Site) -> None:
    page = incident_site.build("--strict", as_of=DURING).page(PAGE)

    assert page.find(id="offer").parent.find("a")["href"] == "../../help/"


def test_a_mail_address_holds_whatever_a_title_holds() -> None:
    address = mail("help@acme.example", "50 % off & more? #1 <b>", ["a & b", "", "", "c"])

    assert parse_qs(urlsplit(address).query) == {
        "subject": ["50 % off & more? #1 <b>"],
        "body": ["a & b\r\n\r\nc"],
    }
