"""Staff's Markdown works as they know it, and links are checked."""

from __future__ import annotations

from conftest import INCIDENT, RESOLVED, Site

PATH = "incidents/2026-03-02-cards/index.html"


def test_a_picture_beside_a_post_is_published_with_it(site: Site) -> None:
    site.write("incidents/2026/graph.png", b"\x89PNG picture")
    site.write("incidents/2026/2026-03-02-cards.md", INCIDENT + "\n![Errors over time](graph.png)\n")

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert (built.folder / "incidents/2026-03-02-cards/graph.png").read_bytes() == b"\x89PNG picture"
    assert built.page(PATH).find("img", alt="Errors over time")["src"] == "../../incidents/2026-03-02-cards/graph.png"
    assert 'src="https://status.acme.example/incidents/2026-03-02-cards/graph.png"' in built.text("feed.xml")


def test_a_file_beside_a_post_that_nobody_links_is_not_published(site: Site) -> None:
    site.write("incidents/2026/customers.csv", "secret")
    site.write("incidents/2026/2026-03-02-cards.md", INCIDENT)

    assert "customers.csv" not in " ".join(site.build().files())


def test_posts_link_to_posts_pages_and_resources_by_their_place_on_disk(site: Site) -> None:
    site.write("incidents/2026/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("site_src/about.md", "# About\n")
    links = (
        "[cards](../2026/2026-03-02-cards.md), [about](../../site_src/about.md),"
        " [history](../../site_src/history/index.md), [how](../../site_src/community/pay-by-transfer.md)"
    )
    site.write(
        "incidents/2027/2026-02-04-again.md",
        INCIDENT.replace("03-02", "02-04") + links + RESOLVED.replace("03-02", "02-04"),
    )

    built = site.build("--strict")

    assert built.code == 0, built.log
    found = {a["href"] for a in built.page("incidents/2026-02-04-again/index.html").find("article").find_all("a")}
    wanted = {"incidents/2026-03-02-cards/", "about/", "history/", "community/pay-by-transfer/"}
    assert {f"../../{path}" for path in wanted} <= found


def test_a_page_links_to_a_post_by_its_place_on_disk(site: Site) -> None:
    site.write("incidents/2026/2026-03-02-cards.md", INCIDENT)
    site.write("site_src/guides/pay.md", "# Pay\n\nAs [in March](../../incidents/2026/2026-03-02-cards.md).\n")

    built = site.build("--strict")

    assert built.code == 0, built.log
    assert (
        built.page("guides/pay/index.html").find("a", string="in March")["href"] == "../../incidents/2026-03-02-cards/"
    )


def test_a_broken_link_is_a_warning_with_file_line_and_repair(site: Site) -> None:
    site.write("incidents/2026/2026-03-02-cards.md", INCIDENT + "\nSee [the guide](pay-by-transfer.md).\n")

    built = site.build()
    strict = site.build("--strict")

    assert "incidents/2026/2026-03-02-cards.md:18: the link 'pay-by-transfer.md' leads to no file" in built.log
    assert "Did you mean '../../site_src/community/pay-by-transfer.md'?" in built.log
    assert built.code == 0
    assert strict.code == 1


def test_an_address_that_is_none_is_a_warning(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + "\nSee [this](http://[x).\n")

    built = site.build()

    assert built.code == 0, built.log
    assert "incidents/2026-03-02-cards.md:18" in built.log


def test_admonitions_tables_code_and_tabs_work_in_posts(site: Site) -> None:
    body = """
!!! note
    Mind the gap.

| a | b |
|---|---|
| 1 | 2 |

```sh
## 2026-03-02 14:10 UTC — Resolved
```

=== "Linux"
    ls
=== "Windows"
    dir
"""
    site.write("incidents/2026-03-02-cards.md", INCIDENT + body)

    page = site.build("--strict").page(PATH)

    assert page.find(class_="admonition")
    assert page.find("table")
    assert "14:10 UTC — Resolved" in page.find("pre").text
    assert page.find(class_="tabbed-set")


def test_pieces_of_one_page_do_not_share_ids(site: Site) -> None:
    noted = '\n### Details\n\n=== "A"\n    a\n=== "B"\n    b\n'
    site.write("incidents/2026-03-02-cards.md", INCIDENT + noted + RESOLVED + noted)

    page = site.build("--strict").page(PATH)

    ids = [element["id"] for element in page.find("article").find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_titles_cannot_carry_markup_into_the_page(site: Site) -> None:
    site.write(
        "incidents/2026-03-02-cards.md", INCIDENT.replace("Card payments", "<img src=x onerror=alert(1)> & payments")
    )

    for path, content in site.build().files().items():
        if path.endswith(".html"):
            assert b"<img src=x" not in content, path
