"""Front matter is read line by line where that says the same as reading it as YAML, which takes longer."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.plain_yaml import read_plainly
from mkdocs_candor.read.tree import BadYaml, Mapping, Scalar, Sequence, parse_yaml

KEYS = ["title", "components", "checkout", "draft", "a-b", "_x", "yes", "null", "two words", "1a", "é"]
VALUES = [
    *("", "words", "two words", "2026-11-18 13:40 UTC", "https://example.org/:1", "a:b", "größer — als 5", "(x)", "~"),
    *("'quoted: x'", '"quoted"', "''", "'it''s'", '"a\\n"', "'x' y", "'", '"', "[]", "[a, b]", "[a b,c.d]", "[a, ]"),
    *("[ a ]", "[a:b]", "[a: b]", "[-a, b-]", "[a -b]", "{a: b}", "a: b", "a:", "a #b", "[a #b]", "- x", "-x", "*x"),
    *("&a b", "!t x", "|", ">", "%a", "@a", "`a", "? x", "a ? b", "<<", "...", "x\u00a0", "a\\b", "a\tb", "a,b]"),
]
values = st.sampled_from(VALUES) | st.text("ab1:- '\"[],#{}&*!|>%?\\é\u00a0\t.", max_size=8)
indents = st.sampled_from(["", "", "", " ", "  ", "    "])
spaces = st.sampled_from(["", " ", " ", " ", "  "])
keyed = st.builds("{}{}:{}{}".format, indents, st.sampled_from(KEYS), spaces, values)
listed = st.builds("{}-{}{}".format, indents, spaces, values)
lines = keyed | keyed | listed | values | st.just("---") | st.just("# comment")


@given(st.lists(lines, min_size=1, max_size=5))
@example(["a:", "- x", "b: y"])
@example(["a:", "  b:", "  c: x"])
@example(["a: x", "a: y"])
def test_what_is_read_line_by_line_says_the_same_as_yaml(block: list[str]) -> None:
    read = read_plainly(block, 7)

    if read is not None:
        notes = Notes("incidents/x.md")
        assert repr(parse_yaml("\n".join(block), notes, first_line=7)) == repr(read)
        assert notes.problems == []


def test_usual_front_matter_is_read_line_by_line() -> None:
    block = [
        "type: incident",
        "title: 'Mail: nothing is sent'",
        "components:",
        "  webmail: partial_outage",
        "  mail: operational",
        "started: 2026-11-18 13:40 UTC  ",
        "related: [2026-11-17-disk, 2026-11-18-power]",
        "redirect_from:",
        "- old",
        "- older",
        "desk:",
    ]

    assert read_plainly(block, 2) == Mapping(
        2,
        {
            "type": Scalar("incident", 2),
            "title": Scalar("Mail: nothing is sent", 3),
            "components": Mapping(
                5,
                {"webmail": Scalar("partial_outage", 5), "mail": Scalar("operational", 6)},
                {"webmail": 5, "mail": 6},
            ),
            "started": Scalar("2026-11-18 13:40 UTC", 7),
            "related": Sequence(8, [Scalar("2026-11-17-disk", 8), Scalar("2026-11-18-power", 8)]),
            "redirect_from": Sequence(10, [Scalar("old", 10), Scalar("older", 11)]),
            "desk": Scalar("", 12),
        },
        {"type": 2, "title": 3, "components": 4, "started": 7, "related": 8, "redirect_from": 9, "desk": 12},
    )


@pytest.mark.parametrize("line", ["a: b: c", "a: [b", "a: 'b", 'a: "b" c'])
def test_what_is_no_yaml_is_left_to_the_parser_which_says_why(line: str) -> None:
    assert read_plainly(["type: incident", line], 2) is None
    with pytest.raises(BadYaml):
        parse_yaml(line, Notes("incidents/x.md"))
