"""A customer asked us to follow up: one command makes it a promise with an owner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from conftest import INCIDENT, RESOLVED, Built, Site
from mkdocs_candor.cli import candor
from mkdocs_candor.read.history import read_history

SOON = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
WRITTEN = f"""follow_ups:
  - id: F1
    to: all
    what: We write when the money is back.
    owner: Jonas Weir
    due: {SOON}
    status: open
"""


@pytest.fixture
def cards(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(site.root)
    site.write("incidents/cards.md", INCIDENT.replace("started:", "# since when?\nstarted:"))
    return site


def _make(*arguments: str, what: str = "We write when the money is back.", owner: str = "Jonas Weir") -> Result:
    given = ["promise", "make", what, "--owner", owner, "--due", SOON, *arguments]
    return CliRunner().invoke(candor, given)


def test_it_is_written_into_the_post_and_nothing_else_is_touched(cards: Site) -> None:
    before = (cards.root / "incidents/cards.md").read_text("utf-8")

    result = _make()

    assert result.exit_code == 0, result.output
    assert "candor promise done cards--F1" in result.output
    after = (cards.root / "incidents/cards.md").read_text("utf-8")
    assert after.replace(WRITTEN, "") == before


def test_it_stands_in_the_list_of_promises_and_can_be_kept(cards: Site) -> None:
    _make("--to", "who was charged twice")

    built: Built = cards.build("--strict")
    kept = CliRunner().invoke(candor, ["promise", "done", "cards--F1", "--evidence", "214 letters."])

    assert "We write when the money is back. Jonas Weir" in built.words("promises/index.html")
    assert kept.exit_code == 0, kept.output


@pytest.mark.parametrize(
    "there",
    [
        pytest.param("follow_ups: [{id: F1, what: A letter, owner: Ines Roth, due: 2026-04-01}]", id="on one line"),
        pytest.param("follow_ups:\n- id: F1  # hers\n  what: A letter\n  owner: Ines Roth", id="in a block"),
        pytest.param("follow_ups: []", id="empty"),
        pytest.param("follow_ups:", id="nothing"),
    ],
)
def test_it_joins_those_that_are_there(cards: Site, there: str) -> None:
    cards.write("incidents/cards.md", INCIDENT.replace("started:", f"{there}\nstarted:") + RESOLVED)

    result = _make("--post", "cards")

    assert result.exit_code == 0, result.output
    post = read_history(cards.root, incidents=cards.root / "incidents", pages=cards.root / "site_src").history.posts[0]
    assert (post.follow_ups[-1].what, post.follow_ups[-1].owner) == ("We write when the money is back.", "Jonas Weir")
    assert [made.id for made in post.follow_ups] == (["F1", "F2"] if "F1" in there else ["F1"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--due", "2020-01-01"], "Invalid value for --due: '2020-01-01' is past; it is ", id="a past day"),
        pytest.param(["--owner", " "], "Say --owner; it is asked for only on a terminal.", id="nobody"),
        pytest.param(["--post", "crads"], "no post is called 'crads'. Did you mean 'cards'?", id="unknown post"),
    ],
)
def test_what_cannot_be_is_refused(cards: Site, arguments: list[str], said: str) -> None:
    result = _make(*arguments)

    assert result.exit_code != 0
    assert said in result.output


def test_without_an_open_incident_the_post_is_to_be_named(cards: Site) -> None:
    cards.append("incidents/cards.md", RESOLVED)
    none = _make()
    cards.write("incidents/cards.md", INCIDENT)
    cards.write("incidents/again.md", INCIDENT)
    two = _make()

    assert "No incident is open. Name the post it is about: candor promise make … --post POST." in none.output
    assert "2 incidents are open. Name one with --post: " in two.output


def test_where_nothing_can_be_added_it_says_what_to_add_by_hand(cards: Site) -> None:
    text = INCIDENT.replace("started:", "follow_ups: {one: A letter}\nstarted:").lstrip("\n")
    cards.write("incidents/cards.md", text)

    result = _make("--post", "cards")

    assert (
        "incidents/cards.md: its front matter is laid out in a way that nothing can be added to. "
        "Add it to 'follow_ups' by hand: {id: F1, to: all, what: We write when the money is back., owner: Jonas Weir,"
    ) in result.output
    assert (cards.root / "incidents/cards.md").read_text("utf-8") == text
