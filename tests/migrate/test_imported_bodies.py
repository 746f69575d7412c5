"""Foreign text becomes Markdown that shows the same words, and nothing of it runs."""

from __future__ import annotations

import re

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_candor.migrate.bodies import clean, is_html, report_to_markdown, to_line, to_markdown

EXTENSIONS = ["extra", "admonition", "sane_lists", "toc", "pymdownx.superfences", "pymdownx.details", "pymdownx.emoji"]
EXTENSIONS += ["pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.keys", "pymdownx.tabbed"]
OURS = {"p", "br", "a", "strong", "em", "ul", "ol", "li", "code", "blockquote", "hr"} | {f"h{n}" for n in range(2, 7)}


def rendered(text: str) -> BeautifulSoup:
    html = markdown.markdown(text, extensions=EXTENSIONS)
    return BeautifulSoup(html, "html.parser")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "a < b, a <b> b & c &amp; d &lt; e",
        "# not a heading",
        "## 2026-03-01 10:00 UTC — Resolved",
        "## Questions",
        "- not a list\n- at all",
        "1. not a list\n2) either",
        "a *b* _c_ __d__ `e` [f](g) ![h](i) [j]: k",
        "snake_case_name and __init__",
        "C:\\path\\*",
        "a\n===\nb\n---",
        "| a | b |\n| --- | --- |\n| c | d |",
        "> quote",
        "!!! note\n    text",
        "??? note",
        "~~a~~ ^b^ ==c== ++d++ :smile: {: .e } {#f}",
        "```\ncode\n```",
        "~~~\ncode\n~~~",
        "    indented",
        "Term\n:   definition",
        "[^1] and [^1]: note",
        "*[HTML]: a language",
        "Impact: all of you",
        '--8<-- "/etc/passwd"',
        "https://a.example/x_y_z?a=1&copy;=2&b=[3]*4*",
        "(see https://a.example/b_(c)).",
        "/// note\ntext\n///",
    ],
)
def test_plain_text_shows_verbatim(text: str) -> None:
    page = rendered(to_markdown(text))

    shown = words(page.get_text())
    assert shown.replace("%5B", "[").replace("%5D", "]") == words(text)
    assert {tag.name for tag in page.find_all(True)} <= {"p", "br", "a"}


ODD = "#*_`[]()<>&!-+=:|~^{}\\/?\"'.;@$%0123 \nab\té\u2028\r"


@settings(deadline=None)
@given(st.text(alphabet=ODD, max_size=60))
@example("1\n.a")
@example(" :a:")
@example("&#0 &copy")
@example("0|\n:|")
@example("<<https://a.example>>")
def test_any_plain_text_shows_verbatim(text: str) -> None:
    if is_html(text):
        return
    page = rendered(to_markdown(text))

    assert words(page.get_text()) == words(clean(text))
    assert {tag.name for tag in page.find_all(True)} <= {"p", "br", "a"}


TAGS = ["p", "b", "strong", "em", "a", "ul", "ol", "li", "code", "pre", "h2", "br", "img", "table", "tr", "td", "div"]
TAGS += ["script", "style", "iframe", "svg", "span", "blockquote", "s", "Widget", "textarea", "title", "math", "input"]
ATTRIBUTES = ["", " href='https://a.example/b'", ' href="javascript:alert(1)"', " onclick=alert(1)", " src=//x/y.png"]
MARKUP = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(
        ["<!-- x -->", "<!--", "&lt;script&gt;", "&amp;", "&#60;b&#62;", "\n## 2026-03-01 10:00 UTC — Resolved\n"]
    ),
    st.text(alphabet=ODD, max_size=8),
)


@settings(deadline=None)
@given(st.lists(MARKUP, max_size=25).map("".join))
@example("<p>[x](javascript:alert(1))</p>")
@example("<pre><code>&lt;script&gt;`</code></pre>")
@example("<b>x</b>&lt;img src=x onerror=alert(1)&gt;")
@example("Done!<a href='https://a.example/b'>See there</a>")
@example("<code>![x](https://a.example/b)</code>")
def test_nothing_of_any_html_runs_or_breaks_out(text: str) -> None:
    for converted in (to_markdown(text), report_to_markdown(text)):
        page = rendered(converted)

        assert {tag.name for tag in page.find_all(True)} <= OURS
        for tag in page.find_all(True):
            assert set(tag.attrs) <= {"href", "id", "start"}
            assert re.match(r"https?:|mailto:|tel:|$", tag.get("href", ""))
    assert not re.search(r"^## ", to_markdown(text), re.MULTILINE)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br>", "<ul><li>a</li><li>b</li></ul>", "<div>"]),
            st.text(alphabet=ODD.replace("<", "").replace("&", ""), max_size=8),
        ),
        max_size=15,
    ).map("".join)
)
def test_the_words_of_html_stay(text: str) -> None:
    if not is_html(text):
        return
    plain = BeautifulSoup(text.replace("\r", " "), "html.parser").get_text(" ")

    shown = rendered(to_markdown(text)).get_text()

    assert re.sub(r"[\s-]", "", shown) == re.sub(r"[\s-]", "", plain)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            "<ul><li><strong>2012-10-11 14:31:25</strong> - Down < 5 minutes.</li><li>- Up</li></ul>",
            "- **2012-10-11 14:31:25** - Down &lt; 5 minutes.\n- \\- Up",
            id="the list of an older system",
        ),
        pytest.param("One<br />two<br/><br/>three", "One  \ntwo\n\nthree", id="line breaks"),
        pytest.param(
            "One\r\nsee <a href='https://a.example/'>this</a>.\r\n\r\nTwo",
            "One  \nsee [this](https://a.example/).\n\nTwo",
            id="text with a link",
        ),
        pytest.param("<p>a</p>\n<p>b</p>", "a\n\nb", id="paragraphs"),
        pytest.param("<a href='javascript:alert(1)'>x</a>", "x", id="a link that runs"),
        pytest.param("<a href='https://a.example'>https://a.example</a>", "<https://a.example>", id="a bare link"),
        pytest.param("<a href='/x (1)'>x</a>", "[x](https://s.example/x%20%281%29)", id="a relative link"),
        pytest.param(
            "<h2>2026-03-01 10:00 UTC — Resolved</h2>x",
            "### 2026-03-01 10:00 UTC &#8212; Resolved\n\nx",
            id="a heading like an update",
        ),
        pytest.param(
            "<img src='https://a.example/b.png' alt='Graph'>",
            "[Picture: Graph](https://a.example/b.png)",
            id="a picture",
        ),
        pytest.param("<p>a <Widget> b</p>", "a &lt;Widget> b", id="a tag that HTML does not know"),
        pytest.param("<p>a <s>b</s></p>", "a (struck out: b)", id="what was struck out"),
        pytest.param("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n    - b", id="a list in a list"),
        pytest.param("<p>Impact: all</p>", "Impact&#58; all", id="a key"),
        pytest.param("<table><tr><td>a</td><td>b</td></tr></table>", "a · b", id="a table"),
        pytest.param("<p><code>a_b</code></p>", "`a_b`", id="code"),
    ],
)
def test_html_becomes_clean_markdown(html: str, expected: str) -> None:
    assert to_markdown(html, base="https://s.example") == expected


@pytest.mark.parametrize("key", ["Impact", "Do now", "next_update", "components", "By", "Was"])
def test_no_line_of_a_body_is_taken_for_a_key(key: str) -> None:
    text = f"{key}: a\nb\n{key} : c"

    converted = to_markdown(text)

    assert not re.search(rf"^{key} ?:", converted, re.MULTILINE)
    assert words(rendered(converted).get_text()) == words(text)


def test_plain_text_keeps_its_lines_and_gets_links() -> None:
    assert to_markdown("One\r\ntwo: https://a.example/b.\r\n\r\n\r\nthree\r\n") == (
        "One  \ntwo: <https://a.example/b>.\n\nthree"
    )


def test_controls_and_marks_that_no_file_may_hold_are_left_out() -> None:
    assert to_markdown("a\x00b\ufeffc\ud800d\u2028e") == "abc?d  \ne"


def test_a_description_becomes_one_line_without_markup() -> None:
    assert to_line("<p>Paying</p>\n<p>for <b>things</b></p>") == "Paying for things"
