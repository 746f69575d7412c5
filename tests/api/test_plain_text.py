"""Who reads our words without HTML still reads all of them, and can tell paragraphs, items and addresses apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from mkdocs_candor.publish.plain_text import as_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("One.\n\nTwo *three*.", "One.\n\nTwo three.", id="paragraphs"),
        pytest.param("One  \nTwo", "One\nTwo", id="a hard break"),
        pytest.param("One\nTwo", "One Two", id="a soft break"),
        pytest.param("- a\n- b\n    - c\n\nEnd. ", "- a\n- b\n  - c\n\nEnd.", id="items"),
        pytest.param("1. a\n2. b", "1. a\n2. b", id="numbered items"),
        pytest.param("[How](https://x.example/?a=1&b=2).", "How (https://x.example/?a=1&b=2).", id="a link"),
        pytest.param("<https://x.example/>", "https://x.example/", id="an address"),
        pytest.param("[Up](#top)", "Up", id="a link within the page"),
        pytest.param("![A curve](x.svg) rises", "A curve rises", id="a picture"),
        pytest.param("    a  b\n      c", "a  b\n  c", id="code"),
        pytest.param("a | b\n--|--\n1 | 2", "a | b\n1 | 2", id="a table"),
        pytest.param("5 < 6 & 7 > 4", "5 < 6 & 7 > 4", id="signs"),
        pytest.param("# Title\n\nWords", "Title\n\nWords", id="a heading"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_html_becomes_text(source: str, text: str) -> None:
    assert as_text(markdown(source, extensions=["tables"])) == text


def test_a_permalink_leaves_no_sign() -> None:
    html = markdown("## Why\n\nWords", extensions=["toc"], extension_configs={"toc": {"permalink": True}})

    assert as_text(html) == "Why\n\nWords"


@pytest.mark.parametrize("tag", ["script", "style", "title", "textarea", "pre", "ul", "a", "li"])
def test_words_behind_a_tag_that_is_never_closed_are_not_lost(tag: str) -> None:
    assert "help is here" in as_text(f"<p>Look</p>\n<{tag}>\n<p>help is here</p>")


@given(st.text())
def test_any_html_gives_text(html: str) -> None:
    assert isinstance(as_text(html), str)


@given(st.lists(st.from_regex(r"[a-z]+", fullmatch=True), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    assert as_text(markdown("\n\n".join(words))).split() == words


@given(st.lists(st.text(st.characters(exclude_characters="<&", exclude_categories=["Cs"])), min_size=1))
def test_paragraphs_alone_read_the_same_as_with_something_else_behind_them(parts: list[str]) -> None:
    html = "\n".join(f"<p>{part}</p>" for part in parts)

    assert as_text(html) == as_text(f"{html}<i></i>")
