"""What all pages keep to: nothing that a strict content policy forbids, a word and an icon for everything."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime
from datetime import time as clock_time
from enum import StrEnum
from importlib.resources import files

import pytest

from mkdocs_candor.derive.facts import Phase
from mkdocs_candor.derive.promise_facts import PromiseState
from mkdocs_candor.model.desk import Contact, Desk, OpeningHours
from mkdocs_candor.model.post import PostType, Topic
from mkdocs_candor.model.promise import PromiseKind
from mkdocs_candor.model.resource import Power, Trust
from mkdocs_candor.model.status import Severity, Stage, Status
from mkdocs_candor.publish import words
from mkdocs_candor.publish.language.language import language
from mkdocs_candor.publish.templating import due_element, environment, near_element

PUBLISH = files("mkdocs_candor.publish")
TEMPLATES = {
    name: PUBLISH.joinpath("templates", name).read_text("utf-8")
    for name in environment().list_templates(extensions=["html"])
}
CSS = PUBLISH.joinpath("static", "candor.css").read_text("utf-8")
SCRIPT = PUBLISH.joinpath("static", "candor.js").read_text("utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_inline_style_no_script_and_no_handler(name: str) -> None:
    assert not re.search(r"\bstyle=|<style|<script|\son[a-z]+=|javascript:", TEMPLATES[name])


def test_the_look_asks_nobody_else_for_anything() -> None:
    assert not re.search(r"url\(|@import|@font-face|https?:", CSS)
    assert not re.search(r"https?:|XMLHttpRequest|eval\(|innerHTML", SCRIPT)


def test_the_script_stays_small() -> None:
    assert len(gzip.compress(SCRIPT.encode())) < 4096


@pytest.mark.parametrize(
    "scale", [Status, Severity, Stage, Phase, PromiseState, PromiseKind, PostType, Topic, Power, Trust]
)
def test_every_member_of_a_scale_has_a_word(scale: type[StrEnum]) -> None:
    assert all(words.WORDS[member] for member in scale)


@pytest.mark.parametrize("scale", [Status, Severity, PromiseState, PostType])
def test_every_state_has_an_icon_that_is_hidden_from_readers_who_hear_its_word(scale: type[StrEnum]) -> None:
    icon = environment().get_template("icons.html").module.icon  # type: ignore[attr-defined]

    drawn = [str(icon(member.value)) for member in scale]

    assert all('aria-hidden="true"' in svg and re.search("<(path|circle)", svg) for svg in drawn)


def test_the_states_of_a_component_have_icons_of_different_outline() -> None:
    icon = environment().get_template("icons.html").module.icon  # type: ignore[attr-defined]

    assert len({str(icon(status.value)) for status in Status}) == len(Status)


def test_a_moment_on_the_same_day_is_told_without_its_date() -> None:
    noon = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)

    assert "2026" not in re.sub("<[^>]+>", "", near_element(noon, noon.replace(hour=23)))
    assert "14 Oct 2026" in near_element(noon, noon.replace(day=15))


def test_a_date_that_was_promised_lasts_until_its_end() -> None:
    midnight_after = datetime(2026, 12, 16, 0, 0, tzinfo=UTC)

    assert "15 December 2026" in due_element(midnight_after)
    assert "16 Dec 2026, 09:30 UTC" in due_element(midnight_after.replace(hour=9, minute=30))


def test_opening_hours_are_told_as_people_say_them() -> None:
    weekdays = OpeningHours((0, 1, 2, 3, 4), clock_time(8), clock_time(17))
    some = OpeningHours((5, 6), clock_time(9), clock_time(0))
    desk = Desk(id="d", name="Desk", purpose="Help.", contact=Contact(email="a@b.example"), hours=(weekdays, some))

    assert language("en").hours(desk) == ["Mon to Fri 08:00 to 17:00", "Sat and Sun 09:00 to 24:00"]
