"""An outline of a value passes for the value, whatever is looked at first."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.outline import MayBeOutline, by_columns


@frozen(kw_only=True)
class Named(MayBeOutline):
    id: str
    title: str = ""
    line: int = field(default=1, compare=False, repr=False)

    @property
    def address(self) -> str:
        return f"/{self.id}/"


@frozen(kw_only=True)
class Story(Named):
    text: str
    tags: tuple[str, ...] = ()


NAMES = [each.name for each in fields(Story)]
WHOLE = [
    Story(id="a", title="One", line=3, text="Once.", tags=("x",)),
    Story(id="b", title="Two", line=5, text="Twice."),
]


def outlines(known: set[str], asked: list[str] | None = None) -> list[Story]:
    """Return outlines of `WHOLE` that know these fields; `asked` gets the ids of those that are made whole."""

    def rest(story: Story) -> Story:
        if asked is not None:
            asked.append(story.id)
        return next(whole for whole in WHOLE if whole.id == story.id)

    columns = {name: [getattr(whole, name) for whole in WHOLE] for name in ["id", *sorted(known)]}
    return by_columns(Story, len(WHOLE), columns, rest)


KNOWN = st.sets(st.sampled_from(NAMES))
LOOKS: dict[str, Callable[[Any], object]] = {
    **{name: lambda story, name=name: getattr(story, name) for name in (*NAMES, "address")},
    "repr": repr,
    "hash": hash,
    "is it the same": lambda story: (story == WHOLE[0], WHOLE[0] == story, story != WHOLE[0], WHOLE[0] != story),
    "pickled": lambda story: pickle.loads(pickle.dumps(story)),  # noqa: S301 - our own
    "copied": copy.copy,
    "with another title": lambda story: replace(story, title="Three"),
    "with another everything": lambda story: replace(story, **{name: getattr(WHOLE[1], name) for name in NAMES}),
    "is it a story": lambda story: isinstance(story, Story),
    "its class's name": lambda story: type(story).__qualname__,
}


@given(KNOWN, st.lists(st.sampled_from(sorted(LOOKS))))
def test_each_look_finds_what_it_would_find_in_the_whole(known: set[str], looks: list[str]) -> None:
    outline = outlines(known)[0]

    assert [LOOKS[name](outline) for name in looks] == [LOOKS[name](WHOLE[0]) for name in looks]


@given(KNOWN)
def test_what_is_known_is_told_without_the_rest(known: set[str]) -> None:
    asked: list[str] = []

    found = outlines(known, asked)

    assert [getattr(outline, name) for outline in found for name in known] == [
        getattr(whole, name) for whole in WHOLE for name in known
    ]
    assert asked == []


def test_the_rest_is_found_once() -> None:
    asked: list[str] = []
    one, other = outlines({"title"}, asked)

    assert (one.text, one.tags, one.line) == ("Once.", ("x",), 3)
    assert asked == ["a"]
    assert type(one) is Story
    assert type(other) is not Story


def test_two_outlines_are_equal_when_they_are_of_one_value() -> None:
    assert outlines({"title"}) == outlines({"text"}) == WHOLE
    assert set(outlines({"title"})) == set(WHOLE)


def test_an_outline_that_knows_everything_is_whole() -> None:
    assert [type(each) for each in outlines(set(NAMES))] == [Story, Story]


def test_what_no_such_value_has_no_outline_has() -> None:
    with pytest.raises(AttributeError, match="subtitle"):
        outlines({"title"})[0].subtitle  # type: ignore[attr-defined] # noqa: B018 - asked for


def test_an_outline_of_which_the_rest_is_gone_stays_one() -> None:
    def gone(_: Story) -> Story:
        raise LookupError

    (outline,) = by_columns(Story, 1, {"id": ["a"]}, gone)

    for _ in range(2):
        with pytest.raises(LookupError):
            _ = outline.text
    assert outline.id == "a"
