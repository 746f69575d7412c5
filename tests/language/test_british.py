"""Who reads English reads it as Babel has it for Britain, though it is written without it."""

from __future__ import annotations

from datetime import date

from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.publish.language.british import British
from mkdocs_candor.publish.language.by_babel import ByBabel

OURS, BABELS = British(), ByBabel(Locale.parse("en_GB"), is_english=True)


def test_each_day_and_month_is_called_the_same() -> None:
    for month in range(1, 13):
        moment = date(2026, month, 2 * month)

        assert OURS.day(moment) == BABELS.day(moment)
        assert OURS.short_day(moment) == BABELS.short_day(moment)
        assert OURS.month(moment) == BABELS.month(moment)
    assert OURS.at("2 Feb 2026", "11:30 UTC") == BABELS.at("2 Feb 2026", "11:30 UTC")
    assert list(OURS.weekdays) == list(BABELS.weekdays)
    assert OURS.direction == BABELS.direction


@given(st.floats(min_value=0, max_value=0.9999) | st.just(1))
def test_a_share_is_rounded_the_same(share: float) -> None:
    assert OURS.percent(share) == BABELS.percent(share)


@given(st.lists(st.text()))
def test_a_list_is_joined_the_same(names: list[str]) -> None:
    assert OURS.joined(names) == BABELS.joined(names)
