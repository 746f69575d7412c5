"""Moments: what is understood, what is refused, and with which repair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_candor.read.mended_times import mended_time
from mkdocs_candor.read.notes import Misread
from mkdocs_candor.read.times import parse_date, parse_day_or_time, parse_moment, parse_time, update_id

AFTERNOON = datetime(2026, 11, 18, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        pytest.param("2026-11-18 14:02 UTC", AFTERNOON, id="plain"),
        pytest.param("2026-11-18 14:02Z", AFTERNOON, id="z without a space"),
        pytest.param("2026-11-18T14:02:00Z", AFTERNOON, id="iso"),
        pytest.param("2026-11-18T15:02+01:00", AFTERNOON, id="iso with an offset"),
        pytest.param("2026-11-18 15:02 +0100", AFTERNOON, id="offset without a colon"),
        pytest.param("2026-11-18 09:02 \u221205:00", AFTERNOON, id="typographic minus"),
        pytest.param("2026-11-18 15:02 Europe/Berlin", AFTERNOON, id="zone by name"),
        pytest.param("2026-11-18 09:02 America/Port-au-Prince", AFTERNOON, id="zone with hyphens"),
        pytest.param("2026\u201111\u201118\u00a014:02\u202fUTC", AFTERNOON, id="pasted from a word processor"),
        pytest.param("2026-11-18 14:02:17.397Z", AFTERNOON.replace(second=17, microsecond=397000), id="milliseconds"),
        pytest.param("2026-11-18 14:02:17.39712Z", AFTERNOON.replace(second=17, microsecond=397000), id="finer is cut"),
        pytest.param("2026-11-18 14:02:17.5Z", AFTERNOON.replace(second=17, microsecond=500000), id="a half"),
    ],
)
def test_a_time_is_read_in_utc(text, moment):
    assert parse_time(text) == moment
    assert parse_time(text).tzinfo is UTC


@given(st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-6][0-9]", fullmatch=True))
def test_utc_means_the_same_by_its_name_and_by_its_letter(text):
    assert _read(f"{text} UTC") == _read(f"{text}Z")


def _read(text: str) -> datetime | str:
    try:
        return parse_time(text)
    except Misread as misread:
        return misread.rule


def test_a_time_without_a_zone_is_in_the_zone_of_the_site():
    assert parse_time("2026-11-18 15:02", ZoneInfo("Europe/Berlin")) == AFTERNOON


@pytest.mark.parametrize(
    ("text", "rule", "repair"),
    [
        pytest.param("2026-11-18 14:02", "no-time-zone", "2026-11-18 14:02 UTC", id="no zone"),
        pytest.param("2026-11-18 14:02 CET", "ambiguous-zone", "Europe/Berlin", id="abbreviation"),
        pytest.param("2026-11-18 14:02 EST", "ambiguous-zone", "-05:00", id="abbreviation that python knows"),
        pytest.param("2026-11-18 14:02 Europe", "unknown-zone", "Europe/", id="folder of zones"),
        pytest.param("2026-11-18 14:02 ../../etc/passwd", "bad-time", "year-month-day", id="path"),
        pytest.param("2026-11-18 14:02 Berlin", "unknown-zone", "Europe/Berlin", id="city"),
        pytest.param("2026-02-00 14:02 UTC", "no-such-time", "2026-02-28", id="day zero"),
        pytest.param("2026-02-30 14:02 UTC", "no-such-time", "2026-02-28", id="30 february"),
        pytest.param("2026-11-18 24:00 UTC", "no-such-time", "2026-11-19 00:00", id="hour 24"),
        pytest.param("2026-11-18 9:05 UTC", "bad-time", "2026-11-18 09:05 UTC", id="one-digit hour"),
        pytest.param("2026-3-1 09:05 UTC", "bad-time", "2026-03-01 09:05 UTC", id="one-digit month"),
        pytest.param("18.11.2026 14:02 UTC", "bad-time", "2026-11-18 14:02 UTC", id="day first"),
        pytest.param("03/04/2026 2 pm UTC", "bad-time", "2026-04-03 14:00 UTC or 2026-03-04", id="a toss-up"),
        pytest.param("Nov 18, 2026 2:02 pm", "bad-time", "2026-11-18 14:02 UTC", id="in words"),
        pytest.param("2O26-11-l8 14:O2 UTC", "bad-time", "Write 2026-11-18 14:02 UTC.", id="letters for digits"),
        pytest.param("2026-11-18 4:02 UCT", "bad-time", "Write 2026-11-18 04:02 UTC.", id="letters of UTC swapped"),
        pytest.param("99999999999999-01-01 00:00 UTC", "bad-time", "year-month-day", id="huge number"),
        pytest.param("0000-01-01 00:00 UTC", "no-such-time", "typo", id="year nought"),
        pytest.param("9999-12-31 23:59 UTC", "no-such-time", "typo", id="end of time"),
        pytest.param("٢٠٢٦-11-18 14:02 UTC", "bad-time", "year-month-day", id="other digits"),
        pytest.param("2026-03-29 02:30 Europe/Berlin", "no-such-time", "2026-03-29 01:30 UTC", id="skipped by clocks"),
        pytest.param("2026-10-25 02:30 Europe/Berlin", "ambiguous-time", "2026-10-25 00:30 UTC", id="shown twice"),
        pytest.param("", "bad-time", "2026-11-18 14:02 UTC", id="nothing"),
    ],
)
def test_a_time_that_is_not_clear_is_refused_with_a_repair(text, rule, repair):
    with pytest.raises(Misread) as refused:
        parse_time(text)

    assert refused.value.rule == rule
    assert repair in refused.value.hint


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14:30 UTC", AFTERNOON.replace(minute=30)),
        ("15:30 Europe/Berlin", AFTERNOON.replace(minute=30)),
        ("14:02 UTC", AFTERNOON + timedelta(days=1)),
        ("09:00 UTC", datetime(2026, 11, 19, 9, tzinfo=UTC)),
        ("00:30 Asia/Tokyo", datetime(2026, 11, 18, 15, 30, tzinfo=UTC)),
        ("in 30 min", AFTERNOON + timedelta(minutes=30)),
        ("In 1 h 30 min", AFTERNOON + timedelta(minutes=90)),
        ("in 2 hours and 5 minutes", AFTERNOON + timedelta(minutes=125)),
        ("in 3 days", AFTERNOON + timedelta(days=3)),
        ("2026-11-20 08:00 UTC", datetime(2026, 11, 20, 8, tzinfo=UTC)),
    ],
)
def test_a_next_update_is_counted_from_its_own(text, moment):
    assert parse_moment(text, after=AFTERNOON) == moment


@pytest.mark.parametrize(
    "text", ["soon", "30 min", "in 99999 days", "in 0 min", "in 3 parsecs", "14:30", "tomorrow", ""]
)
def test_a_next_update_that_is_no_time_is_refused(text):
    with pytest.raises(Misread):
        parse_moment(text, after=AFTERNOON)


def test_a_day_begins_and_ends_at_midnight():
    assert parse_day_or_time("2026-11-18") == datetime(2026, 11, 18, tzinfo=UTC)
    assert parse_day_or_time("2026-11-18", end=True) == datetime(2026, 11, 19, tzinfo=UTC)
    assert parse_day_or_time("2026-11-18", ZoneInfo("Europe/Berlin")) == datetime(2026, 11, 17, 23, tzinfo=UTC)


def test_a_date_written_day_first_is_refused_with_a_repair():
    with pytest.raises(Misread) as refused:
        parse_date("18.11.2026")

    assert refused.value.hint == "Write 2026-11-18."


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (AFTERNOON, "20261118T1402Z"),
        (AFTERNOON.replace(second=17), "20261118T140217Z"),
        (AFTERNOON.replace(second=17, microsecond=397000), "20261118T140217397Z"),
        (AFTERNOON.replace(microsecond=7000), "20261118T140200007Z"),
    ],
)
def test_an_update_is_named_after_its_time(moment, expected):
    assert update_id(moment) == expected


moments = st.datetimes(datetime(1970, 1, 2), datetime(2999, 12, 30), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(moments, offsets)
def test_a_time_written_with_an_offset_is_read_back(moment, offset):
    local = moment.astimezone(offset)
    assume(1970 <= local.year < 3000)

    assert parse_time(local.isoformat()) == moment


@given(moments, st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"]))
def test_a_time_written_with_a_zone_is_read_back_or_said_to_happen_twice(moment, name):
    local = moment.replace(second=0, microsecond=0).astimezone(ZoneInfo(name))
    assume(1970 <= local.year < 3000)
    happens_twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()

    read = read_or_refused(lambda: parse_time(f"{local:%Y-%m-%d %H:%M} {name}"))

    assert read == ("ambiguous-time" if happens_twice else local.astimezone(UTC))


@given(moments, st.timedeltas(timedelta(minutes=1), timedelta(hours=23, minutes=59)))
def test_a_bare_time_of_day_is_the_next_such_moment(after, distance):
    due = (after + distance).replace(second=0, microsecond=0)
    assume(due > after)

    assert parse_moment(f"{due:%H:%M} UTC", after=after) == due


def read_or_refused(parse: Callable[[], datetime]) -> datetime | str:
    """Return what was read, or the rule by which it was refused. Nothing else may happen."""
    try:
        return parse()
    except Misread as misread:
        assert misread.message and misread.hint  # noqa: PT017, PT018 - every refusal comes with a repair
        return str(misread.rule)


@given(st.text(), st.booleans())
def test_any_text_is_a_time_or_refused(text, has_zone):
    zone = ZoneInfo("Europe/Berlin") if has_zone else None

    assert read_or_refused(lambda: parse_time(text, zone))
    assert read_or_refused(lambda: parse_moment(text, after=AFTERNOON, timezone=zone))
    assert read_or_refused(lambda: parse_day_or_time(text, zone, end=True))


LIKE_A_TIME = r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4} [0-9]{1,2}[:.h][0-9]{2} ?(am|pm)? ?[A-Za-z+:0-9/]{0,12}"


@given(st.from_regex(LIKE_A_TIME))
def test_anything_like_a_time_is_a_time_or_refused(text):
    assert read_or_refused(lambda: parse_time(text))
    assert len(mended_time(text)) <= 2
