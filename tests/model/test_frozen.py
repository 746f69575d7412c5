"""A frozen class behaves as the standard library's frozen dataclass does."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Problem


@frozen(kw_only=True)
class Letter:
    to: str
    stamps: Mapping[str, int] = field(default_factory=dict)
    line: int = field(default=1, compare=False, repr=False)


@frozen
class Pair:
    left: int
    right: int = 0


@dataclass(frozen=True, order=True)
class _Standard:
    path: str
    line: int
    rule: str
    message: str


def test_a_value_keeps_what_it_was_given_and_its_defaults() -> None:
    one, other = Letter(to="Dana"), Letter(to="Dana", line=7)

    assert (one.to, one.stamps, one.line, other.line) == ("Dana", {}, 1, 7)
    assert one.stamps is not other.stamps
    assert Pair(1, right=2) == Pair(1, 2) == Pair(left=1, right=2) != Pair(1)
    assert repr(one) == "Letter(to='Dana', stamps={})"


def test_where_a_value_was_written_is_no_part_of_it() -> None:
    assert Letter(to="Dana", line=1) == Letter(to="Dana", line=2)
    assert Pair(1, 2) != (1, 2)


def test_a_value_can_be_put_in_a_set_replaced_copied_and_taken_apart() -> None:
    assert {Pair(1), Pair(1, 0)} == {Pair(1)}
    assert replace(Pair(1), right=3) == Pair(1, 3)
    assert pickle.loads(pickle.dumps(Letter(to="Dana", line=4))).line == 4  # noqa: S301 - our own bytes
    assert [f.name for f in fields(Letter)] == ["to", "stamps", "line"]
    match Pair(1, 2):
        case Pair(left, right):
            assert (left, right) == (1, 2)


def test_a_value_can_not_be_changed() -> None:
    pair: Any = Pair(1)

    with pytest.raises(FrozenInstanceError):
        pair.left = 2
    with pytest.raises(FrozenInstanceError):
        del pair.left
    with pytest.raises(FrozenInstanceError):
        pair.middle = 2


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param((), {}, id="nothing"),
        pytest.param((1, 2, 3), {}, id="too many"),
        pytest.param((1,), {"left": 1}, id="one of them twice"),
        pytest.param((1,), {"up": 2}, id="an unknown name"),
        pytest.param((1, 2), {"up": 2}, id="an unknown name beside all"),
    ],
)
def test_a_value_that_was_declared_otherwise_is_refused(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Pair"):
        Pair(*values, **named)


_KEYS = st.tuples(st.sampled_from("ab"), st.integers(1, 3), st.sampled_from("xy"), st.just("m"))


@given(st.lists(_KEYS))
def test_values_sort_as_dataclasses_do(keys: list[tuple[str, int, str, str]]) -> None:
    ours, theirs = sorted(Problem(*key) for key in keys), sorted(_Standard(*key) for key in keys)

    assert [(p.path, p.line, p.rule) for p in ours] == [(p.path, p.line, p.rule) for p in theirs]
