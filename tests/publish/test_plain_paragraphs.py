"""A text without marks gives the same HTML whether the parser reads it or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from mkdocs_candor.publish.plain_paragraphs import around_code, as_html, paragraphs

USUAL = [
    "admonition",
    "attr_list",
    "tables",
    "toc",
    "footnotes",
    "def_list",
    "abbr",
    "md_in_html",
    "pymdownx.highlight",
]
USUAL += ["pymdownx.superfences", "pymdownx.details", "pymdownx.tabbed", "pymdownx.caret", "pymdownx.tilde"]
USUAL += [
    "pymdownx.mark",
    "pymdownx.keys",
    "pymdownx.tasklist",
    "pymdownx.critic",
    "pymdownx.inlinehilite",
    "sane_lists",
]
SETS = {"none": [], "usual": USUAL, "smarty": ["smarty"], "breaks": ["nl2br"], "emoji": ["pymdownx.emoji"]}
SETS["coloured by Markdown itself"] = ["fenced_code", "codehilite", "sane_lists"]
SETS["without coloured code"] = [name for name in USUAL if name != "pymdownx.inlinehilite"] + ["pymdownx.betterem"]
PARSERS = {name: Markdown(extensions=extensions) for name, extensions in SETS.items()}

PIECES = (
    *("we", "See", "1", "2.", "a.", "é", "日本", "٣", "²", "it's", "1st", "https:", "http://x.example", "Key: value"),
    *(":", "smile:", "-", "--", "...", "'", '"', "(c)", "!!!", "???", "===", "/", "*", "_", "<b>", "&", "%", "#", "|"),
    *("`", "`a b`", "`x_y/z.py`", "`a-b:1`", "**", "**b**", "**Bold words.**", "(**b**)", "**b c", "c**", "``", "\\"),
    *(
        "*",
        "*b*",
        "*Two words!*",
        "(*b*)",
        "*b c",
        "c*",
        "_b_",
        "[a b](https://x.example/a_b-c)",
        "[a](http://x.example)",
    ),
    *("[a](b.md)", "[a](https://x.example/?b=1)", "[a]", "[", "](", ")", "[*a*](https://x.example)"),
    *("- ", "\n- ", "\n- a", "\n\n- ", "\n\n- It's `b`", "- a\n- b\n\nc", "\n* ", "\n1. ", "\n  - "),
    *("\n", "\n\n", "\n\n\n", " ", "  ", "\t", "\r", "\u00a0", "\u200b"),
)
texts = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize("name", SETS)
def test_the_parser_says_the_same(name: str) -> None:
    plain = paragraphs(SETS[name])
    assert plain is not None

    @given(texts)
    def holds(text: str) -> None:
        if plain(text):
            assert as_html(text) == PARSERS[name].reset().convert(text)

    holds()


CODE = (
    "```\na_b *c*\n```",
    "```sh\ncurl <x>\n\n```",
    "```\n\n```",
    "```\na\n  b\n```",
    "```py\na\n`b`\n```",
    "~~~\na\n~~~",
)


@pytest.mark.parametrize("name", SETS)
def test_the_parser_says_the_same_of_texts_with_blocks_of_code(name: str) -> None:
    plain = paragraphs(SETS[name])
    assert plain is not None

    def parsed(text: str) -> str:
        return PARSERS[name].reset().convert(text)

    @given(st.lists(st.one_of(texts, st.sampled_from(CODE))).map("\n\n".join))
    def holds(text: str) -> None:
        html = around_code(text, plain, parsed)
        if html is not None:
            assert html == PARSERS[name].reset().convert(text)

    holds()


def test_of_a_text_that_shows_a_command_the_parser_reads_the_command_alone() -> None:
    plain = paragraphs(["pymdownx.superfences"])
    read: list[str] = []

    def parsed(text: str) -> str:
        read.append(text)
        return "<p>a</p>\n<pre></pre>\n<p>a</p>"

    assert plain is not None
    assert around_code("Try:\n\n```\ncurl x\n```\n\n- it", plain, parsed) == (
        "<p>Try:</p>\n<pre></pre>\n<ul>\n<li>it</li>\n</ul>"
    )
    assert read == ["a\n\n```\ncurl x\n```\n\na"]


def test_plain_words_need_no_parser_and_marked_ones_do() -> None:
    plain = paragraphs(USUAL)

    assert plain is not None
    assert plain("We see errors, since 10:40 UTC.\n\nIt's our disk (a slow one).\nNothing is lost!")
    assert not plain("See _this_.")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It is `503 Service Unavailable`.", "<p>It is <code>503 Service Unavailable</code>.</p>"),
        ("Now **retrying helps**, *mostly*.", "<p>Now <strong>retrying helps</strong>, <em>mostly</em>.</p>"),
        ("See [them](https://x.example/a).", '<p>See <a href="https://x.example/a">them</a>.</p>'),
        ("Now:\n\n- a\n- b\n\nc", "<p>Now:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>"),
    ],
    ids=["code", "stress", "link", "list"],
)
def test_simple_marks_need_no_parser(text: str, html: str) -> None:
    plain = paragraphs(["tables", "pymdownx.superfences"])

    assert plain is not None
    assert plain(text)
    assert as_html(text) == html


def test_code_goes_to_the_parser_where_an_extension_colours_it() -> None:
    plain = paragraphs(USUAL)

    assert plain is not None
    assert not plain("It is `503`.")


def test_an_extension_that_nobody_knows_here_sends_all_to_the_parser() -> None:
    assert paragraphs(["tables", "my_own_extension"]) is None


@pytest.mark.parametrize("configs", [{"abbr": {"glossary": {"HTML": "a language"}}}, {"toc": {"marker": "Contents"}}])
def test_an_option_that_gives_words_a_meaning_sends_all_to_the_parser(configs: dict[str, dict[str, object]]) -> None:
    assert paragraphs(USUAL, configs) is None
