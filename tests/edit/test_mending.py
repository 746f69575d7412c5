"""`--fix` mends what is safe: the post says the same or more, twice is once, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_candor.edit.mending import mended
from mkdocs_candor.model.problem import Level
from mkdocs_candor.read.files import clean
from mkdocs_candor.read.post_file import PostFile
from mkdocs_candor.read.posts import read_post_text

BERLIN = ZoneInfo("Europe/Berlin")
POST = """\
---
type: incident
title: Card payments fail
severity: major
started: 2026-11-18 13:40 UTC
---

## 2026-11-18 14:02 UTC — Investigating
Impact: You cannot pay by card.

We are looking.
"""


def _read(text: str) -> PostFile:
    return read_post_text(clean(text), "incidents/cards.md", BERLIN)


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        pytest.param(" — Inv", " - Inv", " — Inv", id="a hyphen for a dash"),
        pytest.param(" — Inv", "–Inv", " — Inv", id="a short dash without spaces"),
        pytest.param(" — Inv", " · Inv", " — Inv", id="a dot"),
        pytest.param(" — Inv", " Inv", " — Inv", id="no dash"),
        pytest.param("13:40 UTC", "13:40", "13:40 Europe/Berlin", id="a bare time in front matter"),
        pytest.param("13:40 UTC", '13:40"  # noon', '13:40 Europe/Berlin"  # noon', id="in quotes, with a comment"),
        pytest.param("14:02 UTC", "14:02", "14:02 Europe/Berlin", id="a bare time in a heading"),
        pytest.param(
            "card.\n", "card.\nNext update: 15:30\n", "card.\nNext update: 15:30 Europe/Berlin\n", id="a clock"
        ),
        pytest.param("card.\n", "card.   \n", "card.\n", id="spaces behind a key"),
        pytest.param("looking.\n", "looking. \n   \nReally.\t\n", "looking.\n\nReally.\n", id="spaces in the text"),
        pytest.param("type: incident\ntitle:", "title:", None, id="no type: the file stays as it is"),
    ],
)
def test_a_slip_is_mended_and_nothing_else(old: str, new: str, after: str | None) -> None:
    written = POST.replace(old, new, 1)
    if '"' in new:
        written = written.replace("started: ", 'started: "')
    wanted = written if after is None else written.replace(new, after, 1)

    result = mended(written, "incidents/cards.md", BERLIN)

    assert result.text == wanted
    assert bool(result.mends) == (after is not None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One line,  \nand the next.", id="two spaces are a line break"),
        pytest.param("```\ncode   \n   \n```", id="code"),
        pytest.param("    indented   \n", id="indented code"),
        pytest.param("<!-- 2026-11-18 14:02 called the provider   \n-->", id="a comment"),
        pytest.param("At 2026-11-18 14:30 we called - Investigating.", id="times and dashes in the text"),
        pytest.param("### Cause - Identified", id="another heading"),
        pytest.param("Next update: 15:30", id="a key in the text, which is reported"),
    ],
)
def test_what_a_person_wrote_stays(text: str) -> None:
    written = POST.replace("We are looking.\n", f"We are looking.\n\n{text}\n")

    assert mended(written, "incidents/cards.md", BERLIN).text == written


@pytest.mark.parametrize(
    "time",
    [
        pytest.param("2026-10-25 02:30", id="which happens twice"),
        pytest.param("2026-03-29 02:30", id="which clocks skip"),
        pytest.param("2026-11-18 25:00", id="which there is not"),
    ],
)
def test_a_time_that_is_in_doubt_gets_no_zone(time: str) -> None:
    written = POST.replace("2026-11-18 13:40 UTC", time)

    assert mended(written, "incidents/cards.md", BERLIN).text == written


def test_without_a_zone_of_the_site_no_time_gets_one() -> None:
    written = POST.replace("13:40 UTC", "13:40")

    assert mended(written, "incidents/cards.md", None).text == written


def test_keys_move_with_the_comments_above_them() -> None:
    written = (
        "---\n# Ask Dana before you change this file.\n\n# since the alarm\nstarted: 2026-11-18 13:40 UTC\n"
        "components:\n  # the worst first\n  checkout: partial_outage\nseverity: major\n"
        "# for customers\ntitle: Card payments fail # all of them\ntype: incident\ndesk: help-desk\n---\n"
    )

    result = mended(written, "incidents/cards.md", None)

    assert result.text == (
        "---\n# Ask Dana before you change this file.\n\n# since the alarm\ntype: incident\n# for customers\n"
        "title: Card payments fail # all of them\nseverity: major\nstarted: 2026-11-18 13:40 UTC\n"
        "components:\n  # the worst first\n  checkout: partial_outage\ndesk: help-desk\n---\n"
    ), "what stands above the first key is about the file"
    assert [mend.what for mend in result.mends] == ["put the keys in order"]


def test_line_ends_and_what_is_invisible_stay() -> None:
    written = "\ufeff" + POST.replace(" — Inv", " - Inv").replace("\n", "\r\n")

    assert mended(written, "incidents/cards.md", None).text == "\ufeff" + POST.replace("\n", "\r\n")


def test_a_mended_heading_gives_an_update_back() -> None:
    written = POST.replace(" — Inv", " Inv")

    result = mended(written, "incidents/cards.md", None)

    before, after = _read(written), _read(result.text)
    assert before.post is not None
    assert after.post is not None
    assert (len(before.post.updates), len(after.post.updates)) == (0, 1)


_FRONT = (
    "title: Cards fail",
    "title: 2026-11-18 14:02 - Resolved  ",
    "severity: major ",
    "started: 2026-11-18 13:40",
    "started: 2026-10-25 02:30\t",
    "detected: '2026-11-18 13:50' # 2026-11-18 13:55",
    "# a note: 2026-11-18 13:40",
    "components: {checkout: partial_outage, search: }",
    "follow_ups:\n- {id: F1, what: Tell you - soon, due: 2026-11-18 15:00}\n# more",
    "description: >-\n  At 2026-11-18 13:40   \n\n  it began.",
    "draft: false ",
)
_BODY = (
    "## 2026-11-18 14:02 - Investigating  ",
    "## 2026-11-18 14:30 Europe/Berlin –Identified",
    "## 2026-11-18 15:00 Monitoring",
    "## 2026-11-18 15:10 UTC - Fixd",
    "### 2026-11-18 15:20 - Resolved",
    "## Questions ",
    "### Was I charged - twice?",
    "Asked: 2026-11-18 14:10, forum  ",
    "Answered: 2026-11-18 14:20",
    "Impact: You cannot pay.  ",
    "Next update: 14:30",
    "Edited: 2026-11-18 14:40, it was 2026-11-18 14:00",
    "Components: checkout=operational ",
    "Since: 13:40",
    "",
    "   ",
    "A line,  ",
    "    2026-11-18 14:02 - Resolved  ",
    "```",
    "<!-- 2026-11-18 14:02 ",
    "-->",
    "> quoted  ",
)


@st.composite
def sloppy_posts(draw: st.DrawFn) -> str:
    front = draw(st.lists(st.sampled_from(_FRONT), max_size=8))
    front.insert(draw(st.integers(0, len(front))), draw(st.sampled_from(["type: incident", "type: incident ", ""])))
    body = draw(st.lists(st.sampled_from(_BODY), max_size=14))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return "\n".join(["---", *front, "---", *body]).replace("\n", end) + draw(st.sampled_from(["", end]))


def _marks(text: str) -> Counter[str]:
    """Return what stands in a text, but for spaces and dashes."""
    return Counter(re.sub(r"[\s–—-]", "", text))


@settings(deadline=None, max_examples=50)
@given(sloppy_posts(), st.sampled_from([BERLIN, None]))
@example("---\ntype: incident\ntype: incident\n---\n", BERLIN)
def test_whatever_is_mended_says_the_same_or_more_and_loses_no_word(text: str, zone: ZoneInfo | None) -> None:
    result = mended(text, "incidents/cards.md", zone)

    again = mended(result.text, "incidents/cards.md", zone)
    assert (again.text, again.mends) == (result.text, ()), "twice is once"
    assert not _marks(text) - _marks(result.text), "no word is lost"
    assert bool(result.mends) == (result.text != text), "all that changed is said"
    before = read_post_text(clean(text), "incidents/cards.md", zone)
    after = read_post_text(clean(result.text), "incidents/cards.md", zone)
    errors = [sum(p.level is Level.ERROR for p in file.notes.problems) for file in (before, after)]
    assert errors[1] <= errors[0]
    assert before.is_draft == after.is_draft
    if before.post:
        assert after.post
        assert {u.id for u in before.post.updates} <= {u.id for u in after.post.updates}
        assert [q.text for q in before.post.questions] == [q.text for q in after.post.questions]
