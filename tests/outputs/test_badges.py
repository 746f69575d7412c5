"""Badges: small pictures that say how things are, on any background, to anybody."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs_examples import TORTURE

from conftest import DURING, INCIDENT, Site
from mkdocs_candor.publish.badges import shortened, text_width
from mkdocs_candor.publish.states import COLOURS, NEUTRAL

SVG = "{http://www.w3.org/2000/svg}"
RETIRED = """
      - {id: fax, name: Fax, since: 2020-01-01, until: 2024-01-01}
      - {id: back, name: Back, hidden: true}
"""


def test_badges_say_how_everything_and_each_component_is(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    site.append("incidents/components.yml", RETIRED)

    built = site.build(as_of=DURING)

    assert _words(built.text("badge.svg")) == ["Acme status", "Partly down"]
    assert _words(built.text("components/checkout/badge.svg")) == ["Checkout", "Partly down"]
    assert _words(built.text("components/search/badge.svg")) == ["Search", "Works"]
    assert _words(built.text("components/fax/badge.svg")) == ["Fax", "Retired"]
    assert not built.has("components/back/badge.svg")


def test_a_badge_has_a_name_and_asks_for_nothing(site: Site) -> None:
    svg = site.build(as_of=DURING).text("badge.svg")

    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == "Acme status: Works, as of 2 Mar 2026, 14:10 UTC"
    assert all(text.get("textLength") for text in root.iter(f"{SVG}text"))
    assert svg.count("http") == svg.count(f'xmlns="{SVG[1:-1]}"')


def test_what_cannot_be_read_is_unknown_and_never_green(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("started: 2026", "started: someday 2026"))

    built = site.build(as_of=DURING)

    assert _words(built.text("components/checkout/badge.svg"))[1] == "Unknown"
    assert json.loads(built.text("badge.json"))["message"] == "Unknown"
    assert json.loads(built.text("badge.json"))["isError"] is True


def test_the_data_for_shields_has_the_keys_of_its_endpoint_and_no_other(site: Site) -> None:
    content = site.build().json("components/search/badge.json")

    assert content == {
        "schemaVersion": 1, "label": "Search", "message": "Works", "color": "1c6843", "cacheSeconds": 300,
    }  # fmt: skip


def test_a_component_with_an_impossible_name_has_a_badge_too(site: Site) -> None:
    site.append("incidents/components.yml", f"\n      - {{id: odd, name: {TORTURE}, since: 2026-01-01}}\n")

    built = site.build()

    label, words = _words(built.text("components/odd/badge.svg"))
    assert label.startswith("\"Quotes' & <script>alert(1)</script>")
    assert len(label) <= 60
    assert words == "Works"
    assert json.loads(built.text("components/odd/badge.json"))["label"] == label


@pytest.mark.parametrize("colour", [*COLOURS.values(), NEUTRAL, "#2b3238"])
def test_white_words_can_be_read_on_every_colour(colour: str) -> None:
    assert 1.05 / (_luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("background", ["#ffffff", "#000000", "#14181b"])
def test_the_edge_of_a_badge_can_be_seen_on_light_and_dark(background: str) -> None:
    lighter, darker = sorted((_luminance("#848d96"), _luminance(background)), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 3


@given(st.text())
def test_any_name_becomes_one_short_line_that_xml_can_hold(name: str) -> None:
    line = shortened(name)

    assert len(line) <= 60
    assert len(line.splitlines()) <= 1
    assert text_width(line) >= 1
    ElementTree.fromstring(f"<a>{line.replace('&', '').replace('<', '').replace(']]>', '')}</a>")  # noqa: S314


def _words(svg: str) -> list[str]:
    return [str(text.text) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
