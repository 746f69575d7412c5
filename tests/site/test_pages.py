"""From a committed Markdown file to a page: what customers, staff and owners of themes see."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conftest import DURING, ENGINE, INCIDENT, RESOLVED, Site
from links_in import broken_links


def test_a_committed_incident_is_on_the_front_page_and_has_a_page_of_its_own(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build("--strict", as_of=DURING)

    assert built.code == 0, built.log
    home = built.words("index.html")
    assert "Card payments fail at checkout" in home
    assert "Pay by transfer, or wait." in home
    assert "Our payment provider rejects cards" in built.words("incidents/2026-03-02-cards/index.html")
    assert built.page("incidents/2026-03-02-cards/index.html").title.text.startswith("Card payments fail at checkout")


def test_of_many_incidents_only_the_worst_is_told_at_length(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT)
    for number in range(3):
        lesser = INCIDENT.replace("major", "minor").replace("Card payments fail", f"Slow pictures {number}")
        site.write(f"incidents/slow-{number}.md", lesser)

    page = site.build(as_of=DURING).page("index.html")

    assert [str(title.text) for title in page.select(".cd-open h3")] == ["Card payments fail at checkout"]
    rows = [" ".join(row.get_text(" ").split()) for row in page.select(".cd-also > li")]
    assert len(rows) == 3
    for told in ("Limited Investigating Checkout", "Pay by transfer, or wait.", "14:02 UTC", "provider rejects cards",
                 "Next update by 14:30 UTC"):  # fmt: skip
        assert all(told in row for row in rows), told


def test_a_resolved_incident_leaves_the_front_page_and_stays_in_history(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    built = site.build("--strict", as_of=datetime(2026, 5, 1, tzinfo=UTC))

    assert "Pay by transfer" not in built.words("index.html")
    assert "Everything works" in built.page("index.html").h1.text
    assert "Card payments fail" in built.words("history/2026/index.html")
    assert "Card payments fail" in built.words("components/checkout/index.html")


def test_a_site_without_any_post_says_something_true_on_every_page(site: Site) -> None:
    built = site.build("--strict")

    assert built.code == 0, built.log
    sections = ("history", "maintenance", "announcements", "apologies", "reports", "promises", "community", "help")
    for section in (*sections, "subscribe"):
        assert len(built.words(f"{section}/index.html")) > 20, section
    assert "Everything works" in built.page("index.html").h1.text


def test_a_readme_among_the_posts_is_no_post(site: Site) -> None:
    site.write("incidents/README.md", "How we write posts here.\n")

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert "Everything works" in built.page("index.html").h1.text


def test_every_page_has_one_first_heading(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("site_src/index.md", "# Welcome\n\nWords of ours.\n")

    built = site.build()

    for page in built.folder.rglob("*.html"):
        path = page.relative_to(built.folder).as_posix()
        assert len(built.page(path).find_all("h1")) == 1, path


def test_the_owners_words_stand_around_the_live_status(site: Site) -> None:
    site.write("site_src/index.md", "Above.\n\n<!-- candor -->\n\nBelow.\n")
    site.write("site_src/help/index.md", "Call your neighbour first.\n")

    built = site.build()

    home = built.words("index.html")
    assert home.index("Above.") < home.index("Everything works") < home.index("Below.")
    assert "Call your neighbour first." in built.words("help/index.html")
    assert "Help desk" in built.words("help/index.html")


def test_no_internal_link_is_broken_under_a_sub_path(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.configure("https://status.acme.example/", "https://acme.example/status/")

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert broken_links(built.folder, "https://acme.example/status/") == []


def test_no_internal_link_is_broken_without_directory_urls(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.configure("theme:", "use_directory_urls: false\ntheme:")

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert built.has("incidents/2026-03-02-cards.html")
    assert broken_links(built.folder, "https://status.acme.example/") == []


def test_the_canonical_address_of_a_post_is_its_own(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    page = site.build().page("incidents/2026-03-02-cards/index.html")

    assert page.find("link", rel="canonical")["href"] == "https://status.acme.example/incidents/2026-03-02-cards/"
    assert "candor-slot" not in str(page)


def test_the_frames_are_nowhere_in_the_site(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    files = site.build().files()

    assert not [path for path, content in files.items() if b"candor-slot" in content or "candor-slot" in path]


def test_edit_this_page_leads_to_the_posts_own_file(site: Site) -> None:
    site.write("incidents/2026/2026-03-02-cards.md", INCIDENT)
    edit = "repo_url: https://git.acme.example/status\nedit_uri: edit/main/site_src/\ntheme:"
    site.configure("theme:", edit)
    site.configure("  font: false", "  font: false\n  features: [content.action.edit, content.action.view]")

    page = site.build().text("incidents/2026-03-02-cards/index.html")

    assert "edit/main/site_src/../incidents/2026/2026-03-02-cards.md" in page
    assert "raw/main/site_src/../incidents/2026/2026-03-02-cards.md" in page


def test_an_overridden_theme_template_acts_on_posts_too(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write(
        "theme/main.html",
        '{% extends "base.html" %}{% block extrahead %}<meta name="ours" content="yes">{% endblock %}',
    )
    site.configure("  font: false", "  font: false\n  custom_dir: theme")

    built = site.build()

    assert '<meta name="ours" content="yes">' in built.text("incidents/2026-03-02-cards/index.html")


def test_another_plugins_hook_on_finished_pages_acts_on_posts_too(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write(
        "hooks.py", "def on_post_page(output, **_):\n    return output.replace('</body>', '<i>hooked</i></body>')\n"
    )
    site.configure("theme:", "hooks: [hooks.py]\ntheme:")

    assert "<i>hooked</i>" in site.build().text("incidents/2026-03-02-cards/index.html")


def test_our_templates_can_be_overridden_by_file_name(site: Site) -> None:
    site.write("ours/not_found.html", "<h1>Gone fishing</h1>")
    site.configure("  - candor", "  - candor:\n      templates_dir: ours")

    assert "Gone fishing" in site.build().text("404.html")


def test_the_page_for_missing_addresses_shows_the_state_and_works_at_any_depth(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.configure("https://status.acme.example/", "https://acme.example/status/")

    page = site.build(as_of=DURING).page("404.html")

    assert "heckout" in page.find("article").text
    links = [a["href"] for a in page.find("article").find_all("a")]
    assert links
    assert all(link.startswith(("/status/", "#")) for link in links)


def test_an_old_address_leads_to_the_post(site: Site) -> None:
    renamed = "redirect_from: [/old/cards, cards]\nfollow_ups: [{id: F1, what: Say why, due: 2027-03-01}]\ntype:"
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("type:", renamed, 1))

    built = site.build("--strict")

    assert "../../incidents/2026-03-02-cards/" in built.text("old/cards/index.html")
    assert built.has("incidents/cards/index.html")
    promise = built.page("promises/index.html").find(id="promise-2026-03-02-cards--F1")
    assert promise
    assert promise.find(id="promise-cards--F1"), "links to a promise lead there as before"


def test_a_page_may_not_take_the_place_of_one_of_ours(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.write("site_src/incidents/2026-03-02-cards.md", "# Mine\n")

    built = site.build()

    assert built.code == 1
    assert "incidents/2026-03-02-cards" in built.log
    assert "Traceback" not in built.log


def test_the_same_input_gives_the_same_bytes(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    assert site.build(into="one").files() == site.build(into="two").files()


def test_a_closed_posts_page_does_not_depend_on_when_it_was_built(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    path = "incidents/2026-03-02-cards/index.html"

    early = site.build(into="one", as_of=datetime(2026, 3, 3, tzinfo=UTC)).text(path)
    late = site.build(into="two", as_of=datetime(2027, 9, 9, tzinfo=UTC)).text(path)

    assert early == late


def test_the_site_can_be_shown_as_of_an_earlier_moment(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)

    built = site.build("--strict", replay="2026-03-02 14:10 UTC")

    assert built.code == 0, built.log
    assert "Cards work again" not in built.words("index.html")
    assert "rejects cards" in built.words("index.html")


def test_a_file_from_another_system_works_under_its_own_name(site: Site) -> None:
    text = "\ufeff" + (INCIDENT + RESOLVED).lstrip("\n").rstrip("\n").replace("\n", "\r\n").replace("## ", "##\t")
    site.write("incidents/2026-03-02-störung-支払い.md", text.encode())

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert "Cards work again" in built.words("incidents/2026-03-02-störung-支払い/index.html")
    assert broken_links(built.folder, "https://status.acme.example/") == []


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_show_posts_too(site: Site, theme: str) -> None:
    if ENGINE != "mkdocs":
        pytest.skip("properdocs brings no theme")
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.configure("  name: material\n  font: false", f"  name: {theme}")

    built = site.build(as_of=DURING)

    assert built.code == 0, built.log
    page = built.text("incidents/2026-03-02-cards/index.html")
    assert "Our payment provider rejects cards" in page
    assert "candor-slot" not in page
