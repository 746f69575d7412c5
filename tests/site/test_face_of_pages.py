"""What every page of the theme gets from us: names for those who do not see, and moments for the clock script."""

from __future__ import annotations

import pytest

from conftest import DURING, INCIDENT, RESOLVED, Site
from mkdocs_candor.publish.mended import mended


@pytest.mark.parametrize("path", ["index.html", "incidents/cards/index.html", "history/index.html", "404.html"])
def test_every_page_leads_past_its_menus_and_names_its_search(site: Site, path: str) -> None:
    site.write("incidents/cards.md", INCIDENT)

    page = site.build(as_of=DURING).page(path)

    skip = page.select_one("a.md-skip")
    assert skip is not None
    assert page.select_one(f"main {skip['href']}") is not None
    dialog = page.select_one("[role=dialog]")
    assert dialog is not None
    assert dialog["aria-label"] == "Search"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>Words</p>", "<p>Words</p>", id="nothing to mend"),
        pytest.param('<th class="a"></th><th>A</th>', '<td class="a"></td><th>A</th>', id="a heading without words"),
        pytest.param(
            '<input type="checkbox" disabled/>', '<input type="checkbox" disabled aria-label="To do"/>', id="to do"
        ),
        pytest.param(
            '<input type="checkbox" disabled checked/>',
            '<input type="checkbox" disabled checked aria-label="Done"/>',
            id="done",
        ),
    ],
)
def test_what_people_write_is_mended(html: str, expected: str) -> None:
    assert mended(html) == expected


def test_only_pages_that_tell_of_now_carry_its_moment(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT)
    during = site.build(as_of=DURING)
    site.append("incidents/cards.md", RESOLVED)
    after = site.build(into="after")

    tag = during.page("incidents/cards/index.html").select_one("meta[name=candor-built]")
    assert tag is not None
    assert tag["content"] == "2026-03-02T14:10:00Z"
    assert tag["data-build"] == "../../api/candor/v1/build.json"
    assert tag["data-stale"] == "60"
    assert "candor-built" in after.text("index.html")
    assert "candor-built" not in after.text("incidents/cards/index.html")
    assert "candor-built" not in after.text("community/pay-by-transfer/index.html")


def test_a_page_that_shows_another_moment_never_asks_for_a_newer_one(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT)

    home = site.build(replay="2026-03-02 14:10 UTC").text("index.html")

    assert "candor-replay" in home
    assert "candor-built" not in home


def test_the_owner_says_when_a_page_is_old_or_that_none_is(site: Site) -> None:
    site.configure("  - candor", "  - candor:\n      stale_page_minutes: 0")

    assert "data-stale" not in site.build().text("index.html")


def test_the_history_says_of_each_post_what_it_can_be_filtered_by(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT)

    page = site.build().page("history/2026/index.html")

    line = page.select_one(".cd-line")
    assert line is not None
    assert (line["data-type"], line["data-component"], line["data-severity"]) == ("incident", "checkout", "major")
    assert page.select_one("form[data-candor-filter][hidden]") is not None


def test_of_many_services_a_group_in_which_all_works_is_closed_and_none_is_lost(site: Site) -> None:
    services = [f"      - {{id: s{n}, name: Service {n}}}\n" for n in range(25)]
    groups = (("Shop", services[:7]), ("Post", services[7:]))
    text = "".join(f"  - id: {n.lower()}\n    name: {n}\n    components:\n{''.join(found)}" for n, found in groups)
    site.write("incidents/components.yml", "groups:\n" + text)
    site.write("incidents/cards.md", INCIDENT.replace("checkout:", "s3:"))

    page = site.build(as_of=DURING).page("index.html")

    folds = {fold.find("h3").get_text(" ", strip=True): fold for fold in page.select("details.cd-fold")}
    assert {name: fold.has_attr("open") for name, fold in folds.items()} == {"Shop 7": True, "Post 18": False}
    assert folds["Shop 7"].select_one("summary .cd-state").get_text(strip=True) == "Partly down"
    assert len(page.select("details .cd-row")) == 25
