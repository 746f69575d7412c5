"""Stylesheets without idle rules: what goes, what stays, and that all of it is said in the same words and order."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.publish.pruned import Unparsable, pruned
from mkdocs_candor.publish.style_names import Names, names_in, scripts_in


@dataclass(frozen=True)
class Only:
    """Knows the names it is given."""

    names: str

    def __contains__(self, name: str) -> bool:
        return name in self.names.split()


class Everything:
    def __contains__(self, name: str) -> bool:
        return True


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        pytest.param(".a{x:1}.b{x:2}", ".a{x:1}", id="a class that no page has"),
        pytest.param(".a,.b{x:1}", ".a{x:1}", id="one of two selectors"),
        pytest.param(".a .b{x:1}", "", id="within what there is, what there is not"),
        pytest.param(".a:not(.b){x:1}", ".a:not(.b){x:1}", id="what it must not be"),
        pytest.param(".a:is(.b,.c){x:1}", "", id="none of several"),
        pytest.param(".a:is(.b,.a){x:1}", ".a:is(.b,.a){x:1}", id="one of several"),
        pytest.param(".a:has(> .b){x:1}", "", id="what it must hold"),
        pytest.param("p{x:1}table{x:2}", "p{x:1}", id="an element that no page has"),
        pytest.param("*,:root,::before{x:1}", "*,:root,::before{x:1}", id="everything"),
        pytest.param("[dir=rtl] .a{x:1}[hidden]{x:2}", "[hidden]{x:2}", id="a direction that no page has"),
        pytest.param(".a[role=columnheader]{x:1}[role]{x:2}", "[role]{x:2}", id="a role that nothing has"),
        pytest.param("@media print{.b{x:1}}", "", id="a condition with nothing left in it"),
        pytest.param("@media print{.a{x:1}.b{x:1}}", "@media print{.a{x:1}}", id="a rule under a condition"),
        pytest.param(":root{--a:1;--b:var(--c);--c:2}.a{x:var(--a)}", ":root{--a:1}.a{x:var(--a)}", id="variables"),
        pytest.param("@keyframes k{}@keyframes l{y{}}.a{animation:k}", ".a{animation:k}", id="moves"),
        pytest.param(".a,.b::-moz-x{x:1}", ".a,.b::-moz-x{x:1}", id="a selector that spoils the others elsewhere"),
        pytest.param(r".\:b{x:1}", r".\:b{x:1}", id="a name that is written in another way"),
        pytest.param('.a{x:url("a;}b")}', '.a{x:url("a;}b")}', id="marks within quotes"),
        pytest.param(".a{x:url(data:a;b)}", ".a{x:url(data:a;b)}", id="marks within parentheses"),
        pytest.param("/* } */ .a { x : 1 ; }\n", ".a{x : 1}", id="comments and spaces"),
        pytest.param("@page{margin:1cm}", "@page{margin:1cm}", id="what is no rule for elements"),
    ],
)  # fmt: skip
def test_only_rules_go_that_no_element_can_fit(css: str, kept: str) -> None:
    assert pruned(css, Only("a <p")) == kept


@pytest.mark.parametrize("css", [".a{x:1", ".a}", ".a{x:(1}", ".a"])
def test_a_broken_stylesheet_is_not_touched(css: str) -> None:
    with pytest.raises(Unparsable):
        pruned(css, Everything())


_RULE = st.builds(
    "{}{{{}}}".format,
    st.sampled_from([".a", ".b .a", "p>.a", ".a:hover", "[hidden]", ".a:not(.b)", ".b"]),
    st.sampled_from(["x:1", "x:1;y:2", "--z:1", 'x:"}"']),
)


@given(st.lists(st.one_of(_RULE, _RULE.map("@media print{{{}}}".format))))
def test_what_is_known_to_occur_is_never_left_out(rules: list[str]) -> None:
    css = "".join(rules)

    assert _said(pruned(css, Everything())) == _said(css)
    assert pruned(pruned(css, Only("a")), Only("a")) == pruned(css, Only("a"))


def _said(css: str) -> list[str]:
    return re.findall(r"[xy]:[^;}]+|--z", css)


def test_names_are_read_from_pages_however_they_are_written() -> None:
    html = (
        """<BODY dir=rtl data-md-color-scheme='slate'><p role=note class="a  b&#99;" CLASS='d'><table class=e><table>"""
    )

    assert names_in(html) == {
        *("<body", "<p", "<table", "<table:bare", "a", "bc", "d", "e"),
        *("dir=rtl", "role=note", "data-md-color-scheme=slate"),
    }  # fmt: skip


def test_a_part_that_folds_as_ours_does_needs_no_style_of_the_theme() -> None:
    ours = '<details class="cd-fold cd-group"><summary class="cd-fold__head">Shop</summary></details>'

    assert {"<details", "<summary"}.isdisjoint(names_in(ours))
    assert {"<details", "<summary"} <= names_in(f"{ours}<details><summary>More</summary></details>")


def test_scripts_are_known_by_their_words_and_data_is_none() -> None:
    html = """<script src="a.js"></script><script>one()</script><script type="application/json">{}</script>
        <script async src="https://cdn.example/b.js"></script>"""

    assert scripts_in(html) == {"one()", "https://cdn.example/b.js"}


def test_a_script_may_put_names_together() -> None:
    known = Names()
    known.read_script("x.className = `tag tag--${kind}`; y.classList.add(z + '--on'); h('video.wide'); x.role = 'note'")

    assert all(name in known for name in ("tag", "tag--red", "light--on", "video", "wide", "role=note"))
    assert "other" not in known


def test_what_material_makes_only_when_asked_is_known_only_then() -> None:
    known = Names()
    known.read_script('e.classList.add("tabbed-control")', is_plain=True)
    before = "tabbed-control" in known
    known.add(names_in('<div class="tabbed-set">'))

    assert not before
    assert "tabbed-control" in known
