"""What feeds hold runs nowhere and needs no page around it."""

from __future__ import annotations

import re

import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mkdocs_candor.publish.feed_html import safe, xml_text

BASE = "https://status.acme.example/incidents/x/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>a &amp; b</p>", "<p>a &amp; b</p>", id="harmless"),
        pytest.param('<a href="https://a.example/?b=1">x</a>', '<a href="https://a.example/?b=1">x</a>', id="link"),
        pytest.param('<a href="y.html">x</a>', f'<a href="{BASE}y.html">x</a>', id="relative"),
        pytest.param('<a href="#y">x</a>', f'<a href="{BASE}#y">x</a>', id="fragment"),
        pytest.param('<img src="/y.png">', '<img src="https://status.acme.example/y.png">', id="picture"),
        pytest.param('<a href="javascript:y()">x</a>', "<a>x</a>", id="javascript"),
        pytest.param('<a href=" JavaScript:y()">x</a>', "<a>x</a>", id="javascript in disguise"),
        pytest.param('<a href="java&#10;script:y()">x</a>', "<a>x</a>", id="javascript over two lines"),
        pytest.param('<a href="//[x">x</a>', "<a>x</a>", id="no address"),
        pytest.param("<p onclick='y()'>x</p>", "<p>x</p>", id="handler"),
        pytest.param("<p>x</p><script>y()</script>", "<p>x</p>", id="script"),
        pytest.param("<script>y()", "", id="script without an end"),
        pytest.param("<p style='color:red'>x</p>", "<p>x</p>", id="style"),
        pytest.param('<h2 id="a">x<a class="headerlink" href="#a">¶</a></h2>', "<h2>x</h2>", id="permalink"),
        pytest.param(
            '<time datetime="2026-01-01T00:00:00Z" data-show="clock">0:00</time>',
            '<time datetime="2026-01-01T00:00:00Z">0:00</time>',
            id="time",
        ),
        pytest.param('<p data-x="y">x</p>', "<p>x</p>", id="data for a script"),
        pytest.param("<p>a&#7;b</p>", "<p>ab</p>", id="control"),
        pytest.param("<p>a\ufffeb</p>", "<p>ab</p>", id="no character"),
    ],
)
def test_what_remains_is_safe_and_whole(html: str, expected: str) -> None:
    assert safe(html, BASE) == expected


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<script>", "</script>", "<a href='", '<a href="', "javascript:", "https://a.example", '">', "'>",
     " onerror=", "<img src=x", ">", "&lt;", "&#60;", "&#x3C;", "&", "<", "</a>", "\x07", "\ufffe", "x", " ", "]]>",
     "<!--", "-->", "<svg/onload=y()>", "<time datetime='", '<time datetime="2026-01-01T00:00:00Z">', "<math>", "\n"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_nothing_that_runs_is_left_of_anything(html: str) -> None:
    soup = BeautifulSoup(f"<div>{safe(html, BASE)}</div>", "lxml")

    assert not soup.find(["script", "svg", "math", "iframe", "style", "object", "form"])
    for element in soup.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"]
        assert not re.sub(r"[\x00-\x20]", "", str(element.get("href", ""))).lower().startswith("javascript:")


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_the_short_cut_for_harmless_html_leaves_what_the_cleaner_would(html: str) -> None:
    found = safe(html, BASE)

    long_way = safe(f"<b></b>{html}", BASE).removeprefix("<b></b>")
    assert nh3.clean(found, link_rel=None) == nh3.clean(long_way, link_rel=None)


@given(st.text())
def test_any_text_can_stand_in_xml(text: str) -> None:
    element = etree.Element("title")

    element.text = xml_text(text)

    assert etree.fromstring(etree.tostring(element)).text == (xml_text(text) or None)
