"""A post that was made before is good as long as all that it was made from is as it was, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.kept.marks import Compared, marks
from mkdocs_candor.model.history import History
from mkdocs_candor.publish.watching import UNKEEPABLE, Watch

START = datetime(2026, 3, 1, tzinfo=UTC)
HOURS = st.integers(-48, 48)


def watch_at(hour: int, drafts: frozenset[str] = frozenset()) -> Watch:
    watch = Watch(snapshot(History(), START + timedelta(hours=hour)))
    watch.among("drafts", drafts)
    return watch


def moment(hour: int) -> str:
    return (START + timedelta(hours=hour)).isoformat()


@given(st.lists(HOURS, max_size=5), st.lists(HOURS, max_size=5), HOURS, HOURS)
def test_it_is_good_until_another_moment_has_come_or_is_past(
    coming: list[int], passing: list[int], then: int, now: int
) -> None:
    seen = [*(("has_come", moment(hour)) for hour in coming), *(("is_past", moment(hour)) for hour in passing)]

    made_from = marks(seen, watch_at(then), "search")

    assert made_from is not None
    is_same = all((hour <= then) == (hour <= now) for hour in coming) and all(
        (hour < then) == (hour < now) for hour in passing
    )
    assert Compared(watch_at(now)).holds(made_from) == is_same


def test_it_is_good_until_something_of_its_own_or_of_another_post_changes() -> None:
    made_from = marks([("drafts", "search"), ("drafts", "mail"), ("posts", "dns")], watch_at(0), "search")

    assert made_from is not None
    assert Compared(watch_at(0)).holds(made_from)
    for drafts in ({"search"}, {"mail"}):
        assert not Compared(watch_at(0, frozenset(drafts))).holds(made_from)


def test_it_is_never_good_where_it_shows_what_nobody_can_compare() -> None:
    assert marks([UNKEEPABLE], watch_at(0), "search") is None
    assert marks([("now", "summary")], watch_at(0), "search") is None
