"""Where a customer is taken: a message that is begun for them, and a form for what they found."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import DESKS, DURING, INCIDENT, RESOLVED, Built, Site
from editions import edition_of
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
    return _mails(built, to)[0]


def _mails(built: Built, to: str, page: str = PAGE) -> list[dict[str, str]]:
    """Return the fields of the messages that a page begins for a desk, in the order of the page."""
    links = [a["href"] for a in built.page(page).find_all("a", href=True) if a["href"].startswith(f"mailto:{to}")]
    queries = [parse_qs(urlsplit(link).query, keep_blank_values=True) for link in links]
    return [{name: values[0] for name, values in query.items()} for query in queries]


def test_hours_that_run_over_midnight_are_read_and_kept(site: Site) -> None:
    site.write("incidents/desks.yml", DESKS.replace("hours: always", 'hours: ["Mon 22:00-06:00"]'))

    now = edition_of(site.root, datetime(2026, 3, 3, 5, 0, tzinfo=UTC)).now.desks["help-desk"]  # a Tuesday

    assert now.is_open
    assert now.changes == datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


def test_of_hours_that_nobody_can_read_nothing_is_claimed(site: Site) -> None:
    site.write("incidents/desks.yml", DESKS.replace("hours: always", "hours: now and then"))

    desk = site.build().page("help/index.html").find(id="desk-help-desk")

    assert desk
    assert "help@acme.example" in desk.decode()
    assert not any(claim in desk.text for claim in ("Open", "open", "Closed", "Hours"))


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


def test_what_we_passed_on_stands_on_the_page_and_in_the_message_so_that_nobody_tells_it_twice(site: Site) -> None:
    told = "passed_on: the *list* of the shops that were charged twice\nstarted:"
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("started:", told))

    built = site.build("--strict", as_of=DURING)

    assert "They have from us already the list of the shops that were charged twice" in built.words(PAGE)
    assert "You have from your colleagues: the list of the shops" in _mail(built, "help@acme.example")["body"]
    twin = built.json("api/candor/v1/posts/2026-03-02-cards.json")
    assert twin["passed_on"] == "the list of the shops that were charged twice"  # type: ignore[index]


def test_to_ask_for_a_follow_up_is_to_ask_for_a_name_and_a_day(incident_site: Site) -> None:
    incident_site.configure("  - candor\n", "  - candor:\n      inbox: incidents@acme.example\n")
    incident_site.write("incidents/desks.yml", f"{DESKS.rstrip()}\n    person: Noor Haddad\n")

    built = incident_site.build("--strict", as_of=DURING)

    asked = _mails(built, "help@acme.example")[1]
    assert asked["subject"] == "Please follow up: Card payments fail at checkout (2026-03-02-cards)"
    assert asked["cc"] == "incidents@acme.example"
    assert "By when I need to know:" in asked["body"]
    assert "Please tell me who takes it on, and by what day I hear from you." in asked["body"]
    assert "Ask us to follow up : Noor Haddad answers for it and tells you the day" in built.words(PAGE)


def test_a_post_that_names_no_desk_shows_the_only_one_and_among_several_leads_to_all(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    one = site.build("--strict", as_of=DURING)
    site.write("incidents/desks.yml", DESKS + COMMUNITY)
    two = site.build("--strict", as_of=DURING, into="two")

    assert "If you need a person Help desk" in one.words(PAGE)
    assert two.page(PAGE).find(id="ask").parent.find("a")["href"] == "../../help/"


def test_the_help_page_begins_a_message_about_what_is_open_now(incident_site: Site) -> None:
    incident_site.configure("  - candor\n", "  - candor:\n      inbox: incidents@acme.example\n")

    during = incident_site.build("--strict", as_of=DURING)
    incident_site.append("incidents/2026-03-02-cards.md", RESOLVED)
    after = incident_site.build("--strict", into="after")

    (asked,) = _mails(during, "help@acme.example", "help/index.html")
    assert asked["body"].startswith("Is it about this? Card payments fail at checkout (reference 2026-03-02-cards)")
    assert asked["cc"] == "incidents@acme.example"
    (quiet,) = _mails(after, "help@acme.example", "help/index.html")
    assert "cc" not in quiet
    assert "your order number" in quiet["body"]


def test_a_workaround_is_offered_to_the_community_desk_with_the_reference(incident_site: Site) -> None:
    incident_site.write("incidents/desks.yml", DESKS + COMMUNITY)

    found = _mail(incident_site.build("--strict", as_of=DURING), "community@acme.example")

    assert found["subject"] == "A workaround for Card payments fail at checkout (2026-03-02-cards)"
    assert "How to go back:" in found["body"]


@pytest.mark.parametrize(
    ("form", "title", "words"),
    [
        pytest.param(
            "https://github.com/acme/status/issues/new?title={title}&body={questions}", "title", "body", id="github"
        ),
        pytest.param(
            "https://gitlab.com/acme/status/-/issues/new?issue[title]={title}&issue[description]={questions}",
            "issue[title]",
            "issue[description]",
            id="gitlab",
        ),
        pytest.param(
            "https://codeberg.org/acme/status/issues/new?title={title}&body={questions}", "title", "body", id="gitea"
        ),
    ],
)
def test_a_workaround_is_offered_in_the_form_of_the_git_host_with_the_reference_in_it(
    incident_site: Site, form: str, title: str, words: str
) -> None:
    incident_site.configure("  - candor\n", f'  - candor:\n      contribute_url: "{form}"\n')

    built = incident_site.build("--strict", as_of=DURING)

    link = built.page(PAGE).find(id="offer").parent.find("a")["href"]
    assert link.startswith(form.partition("?")[0])
    asked = parse_qs(urlsplit(link).query)
    assert asked[title] == ["A workaround for Card payments fail at checkout (2026-03-02-cards)"]
    assert "https://status.acme.example/incidents/2026-03-02-cards/" in asked[words][0]
    assert "How to go back:" in asked[words][0]
    general = built.page("community/index.html").find(id="offer").parent.find("a")["href"]
    assert parse_qs(urlsplit(general).query)[title] == ["A workaround"]


def test_the_page_that_a_pull_request_begins_with_builds_and_stands_on_its_incident(incident_site: Site) -> None:
    form = "https://github.com/acme/status/new/main/site_src/community?filename={reference}.md&value={page}"
    incident_site.configure("  - candor\n", f'  - candor:\n      contribute_url: "{form}"\n')
    incident_site.write("incidents/desks.yml", DESKS + COMMUNITY)
    page = incident_site.build("--strict", as_of=DURING).page(PAGE)
    file = parse_qs(urlsplit(page.find(id="offer").parent.find("a")["href"]).query)

    incident_site.write(f"site_src/community/{file['filename'][0]}", file["value"][0])
    built = incident_site.build("--strict", as_of=DURING, into="with")

    assert built.code == 0, built.log
    assert "What it gets people to do again Work around · Untested" in built.words(PAGE)


def test_without_a_form_and_a_community_desk_a_workaround_is_offered_on_the_help_page(incident_site: Site) -> None:
    page = incident_site.build("--strict", as_of=DURING).page(PAGE)

    assert page.find(id="offer").parent.find("a")["href"] == "../../help/"


def test_a_mail_address_holds_whatever_a_title_holds() -> None:
    address = mail("help@acme.example", "50 % off & more? #1 <b>", ["a & b", "", "", "c"])

    assert parse_qs(urlsplit(address).query) == {
        "subject": ["50 % off & more? #1 <b>"],
        "body": ["a & b\r\n\r\nc"],
    }
