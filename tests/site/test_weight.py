"""What pages weigh: one stylesheet for all, of what they need, and copies that are compressed already."""

from __future__ import annotations

import gzip
import re
import sys

import pytest

from conftest import INCIDENT, RESOLVED, Built, Site

BOXED = (
    INCIDENT
    + """
!!! warning

    Do not pay twice.
"""
    + RESOLVED
)


def _sheet(built: Built, path: str) -> str:
    sheets = built.page(path).select("link[rel=stylesheet]")
    assert len(sheets) == 1
    return re.sub(r"^(?:\.\./|\./|/)*", "", str(sheets[0]["href"]))


def test_all_pages_have_one_stylesheet_and_only_those_with_more_in_them_the_whole_one(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT)
    site.write("incidents/boxed.md", BOXED)
    site.write("site_src/about.md", "# About\n\nPlain words.\n")
    site.write("site_src/tabs.md", '# Tabs\n\n=== "One"\n\n    First.\n')

    built = site.build()

    lean = _sheet(built, "index.html")
    assert re.fullmatch(r"assets/candor/face\.[0-9a-f]{8}\.css", lean)
    for path in ("incidents/cards/index.html", "history/index.html", "404.html", "about/index.html"):
        assert _sheet(built, path) == lean, path
    whole = _sheet(built, "incidents/boxed/index.html")
    assert whole == _sheet(built, "tabs/index.html")
    assert ".tabbed-set" in built.text(whole)
    assert ".tabbed-set" not in built.text(lean)
    assert "dir=rtl" not in built.text(lean)
    assert ".md-typeset details" not in built.text(lean)
    assert ".md-search-result__more>summary" in built.text(lean)
    assert len(built.text(lean)) < 0.55 * len(built.text(whole))
    assert "immutable" in built.text("_headers").partition(f"/{lean}\n")[2].partition("\n")[0]


def test_the_first_word_about_an_outage_does_not_make_the_stylesheet_anew(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # else it may be kept beside our code already
    made_once = site.root / ".cache/candor/made_once"
    site.write("incidents/cards.md", INCIDENT + RESOLVED)
    site.build()
    kept = sorted(made_once.iterdir())

    site.write("incidents/cards.md", INCIDENT)
    site.build()

    assert kept
    assert sorted(made_once.iterdir()) == kept


def test_the_owner_may_have_the_whole_stylesheet(site: Site) -> None:
    site.configure("  - candor", "  - candor:\n      prune_styles: false")

    built = site.build()

    assert ".tabbed-set" in built.text(_sheet(built, "index.html"))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<details><summary>More</summary>Words</details>", id="words that unfold"),
        pytest.param("<script>h('.tabbed-set')</script>", id="a script of the owner's"),
        pytest.param('<script src="https://cdn.example/x.js"></script>', id="a script from elsewhere"),
        pytest.param('<b style="color: var(--md-code-hl-number-color)">1</b>', id="a colour of the theme"),
    ],
)
def test_a_page_that_may_need_more_than_it_shows_has_the_whole_stylesheet(site: Site, page: str) -> None:
    site.write("site_src/own.md", f"# Own\n\n{page}\n")

    built = site.build()

    assert ".tabbed-set" in built.text(_sheet(built, "own/index.html"))


def test_styles_that_a_page_names_in_another_way_stay(site: Site) -> None:
    site.write("overrides/main.html", '{% extends "base.html" %}{% block libs %}<style>b{}</style>{% endblock %}')
    site.write("overrides/own.html", "<html><head><link rel='stylesheet' href='x.css'></head><body></body></html>")
    site.write("site_src/own.md", "---\ntemplate: own.html\n---\n\nWords\n")
    site.configure("  font: false", "  font: false\n  custom_dir: overrides")

    assert "href='x.css'" in site.build().text("own/index.html")


def test_compressed_copies_stand_beside_files_if_asked_for(site: Site) -> None:
    assert not site.build().has("index.html.gz")
    site.configure("  - candor", "  - candor:\n      precompress: true")

    built = site.build()

    assert gzip.decompress((built.folder / "index.html.gz").read_bytes()) == (built.folder / "index.html").read_bytes()
    brotli = pytest.importorskip("brotli")
    assert (
        brotli.decompress((built.folder / "history/index.html.br").read_bytes())
        == (built.folder / "history/index.html").read_bytes()
    )
    assert not built.has("sitemap.xml.gz.gz")
    assert not built.has("assets/candor/icon.svg.gz")


def test_scripts_run_in_order_after_the_page_has_been_read(site: Site) -> None:
    site.write("site_src/own.js", "document$.subscribe(() => {})")
    site.configure("plugins:", "extra_javascript: [own.js]\nplugins:")

    page = site.build().page("index.html")

    scripts = page.select("script[src]")
    assert [re.sub(r"\.[0-9a-f]{8}", "", str(s["src"]).rpartition("/")[2]) for s in scripts] == [
        "candor.js", "bundle.min.js", "own.js"
    ]  # fmt: skip
    assert all(script.has_attr("defer") for script in scripts)


def test_a_script_within_the_page_that_needs_the_theme_s_finds_it(site: Site) -> None:
    site.write(
        "overrides/main.html",
        '{% extends "base.html" %}{% block scripts %}{{ super() }}<script>document$</script>{% endblock %}',
    )
    site.configure("  font: false", "  font: false\n  custom_dir: overrides")

    assert not site.build().page("index.html").select("script[defer]")


def test_the_icon_is_ours_unless_the_owner_has_one(site: Site) -> None:
    ours = site.build().page("index.html").select_one("link[rel=icon]")
    site.configure("  font: false", "  font: false\n  favicon: mark.png")
    theirs = site.build().page("index.html").select_one("link[rel=icon]")

    assert ours is not None
    assert theirs is not None
    assert (ours["href"], theirs["href"]) == ("assets/candor/icon.svg", "mark.png")
