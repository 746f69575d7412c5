"""The owner's colour: kept where it can be read, mended where it cannot."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.publish.brand import DARK, DARK_LINK, DARK_STATES, LIGHT, LIGHT_LINK, LIGHT_STATES, brand, contrast

CSS = files("mkdocs_candor.publish").joinpath("static", "candor.css").read_text("utf-8")


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_words_in_any_colour_can_be_read_in_both_schemes(color: str) -> None:
    found = brand(color)

    assert all(contrast(found.light, ground) >= 4.5 for ground in LIGHT)
    assert all(contrast(found.dark, ground) >= 4.5 for ground in DARK)


def test_a_colour_that_can_be_read_stays() -> None:
    assert brand("#0b5488").light == "#0b5488"
    assert brand("#8CF").color == "#88ccff"
    assert brand("#8cf").dark == "#88ccff"


@pytest.mark.parametrize(
    "color", ["#ffe45e", "#ffcc00", "#c8102e", "#ffd8b1", "#00a878"], ids=["pale", "amber", "red", "peach", "green"]
)
def test_links_never_look_like_a_state(color: str) -> None:
    found = brand(color)

    assert found.light == LIGHT_LINK
    assert "--candor-brand:" + color in found.css


def test_a_colour_that_is_no_state_dresses_the_links() -> None:
    assert brand("#6f42c1").light == "#6f42c1"
    assert brand("#e6007e").light not in (LIGHT_LINK, "#e6007e")
    assert brand("#008080").dark != DARK_LINK


@pytest.mark.parametrize("text", ["blue", "#12", "#12345g", "rgb(1,2,3)"])
def test_what_is_no_colour_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="is no colour like '#0b5488'"):
        brand(text)


def test_contrast_is_counted_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_grounds_are_those_of_the_look() -> None:
    light, dark = re.findall(r"--candor-page: (#\w{6});\s*--candor-soft: (#\w{6});", CSS)[:2]

    assert (light, dark) == (LIGHT, DARK)
    assert tuple(re.findall(r"--candor-link: (#\w{6});", CSS)[:2]) == (LIGHT_LINK, DARK_LINK)
    states = re.findall(r"--candor-(?:good|degraded|partial|major): (#\w{6});", CSS)
    assert tuple(states[:8]) == LIGHT_STATES + DARK_STATES


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_of_every_state_can_be_read_on_their_grounds(scheme: int) -> None:
    block = CSS.split("[data-md-color-scheme=")[1 + scheme]
    colors = dict(re.findall(r"--candor-([\w-]+): (#\w{6});", block))

    for state in ("good", "work", "unknown", "degraded", "partial", "major"):
        for ground in ("page", "soft", f"{state}-tint"):
            assert contrast(colors[state], colors[ground]) >= 4.5, (state, ground)
    for ink in ("ink", "muted", "link"):
        assert contrast(colors[ink], colors["soft"]) >= 4.5
    assert contrast(colors["edge"], colors["page"]) >= 3
