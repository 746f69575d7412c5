"""Which pictures `candor check` asks about."""

from __future__ import annotations

import pytest
from lint_examples import found

from mkdocs_candor.lint.passages import Kind

KINDS = (Kind.UPDATE, Kind.APOLOGY, Kind.REPORT, Kind.NEWS, Kind.COMMUNITY)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_post_is_asked_what_its_pictures_show(kind: Kind) -> None:
    text = "So it looks.\n\n![](route.png)\n"

    assert [finding.seen for finding in found(text, kind, "PI801")] == ["![](route.png)"]


@pytest.mark.parametrize(
    "picture",
    [
        "![image](a.png)", "![Screenshot 2026-11-20 at 11.02.33 AM](a.png)", "![IMG_2031.jpeg](a.jpeg)", "![ ](a.png)",
        "![Bildschirmfoto 2026-11-20 um 11.02.33](a.png)", "![route.png](route.png)", "![][route]", '<img src="a.png">',
        "<img alt=screenshot src=a.png>",
    ],
)  # fmt: skip
def test_what_an_editor_writes_by_itself_says_nothing(picture: str) -> None:
    assert found(f"Look: {picture}", Kind.UPDATE, "PI801")


@pytest.mark.parametrize(
    "text",
    [
        "![The route: Hall North, then Hall South](a.png)",
        "![Screenshot of the error: your card was declined](a.png)",
        '<img src="line.svg" alt="">',
        "<img src='a.png' alt='Free disk space by hour'>",
        "Write `![](a.png)` for a picture.",
        "```\n![](a.png)\n```",
    ],
)
def test_a_picture_with_words_and_one_that_is_only_shown_as_code_pass(text: str) -> None:
    assert not found(text, Kind.UPDATE, "PI801")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("![The route](https://maps.example/a.png)", "https://maps.example/a.png"),
        ("![The route](//maps.example/a.png 'Route')", "//maps.example/a.png"),
        ('<img alt="The route" src="http://maps.example/a.png">', "http://maps.example/a.png"),
    ],
)
def test_a_picture_at_another_host_is_told(text: str, address: str) -> None:
    assert [finding.seen for finding in found(text, Kind.REPORT, "PI802")] == [address]


def test_a_picture_of_ours_and_a_link_elsewhere_pass() -> None:
    assert not found("![The route](a.png), as on [the map](https://maps.example/)", Kind.REPORT, "PI802")
