"""Moments as staff type them: `now`, `20 min ago`, `30m`, `14:30 UTC`, or in full. A zone is never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from mkdocs_candor.read.notes import Misread
from mkdocs_candor.read.times import parse_date, parse_day_or_time, parse_moment

_AGO = re.compile(r"(?:about )?(.+?) ago", re.IGNORECASE)
_LENGTH = re.compile(r"(?:[0-9]+ ?[a-z]+[, ]*)+", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def past_moment(text: str, as_of: datetime, timezone: ZoneInfo | None, option: str) -> datetime:
    """Return a moment up to `as_of`, to the minute where it is counted from there. `20m` is twenty minutes ago.

    Raises BadParameter, naming `option`.
    """
    text = " ".join(text.split())
    minute = _minute(as_of)
    try:
        if text.lower() == "now":
            return minute
        ago = _AGO.fullmatch(text)
        if ago or _LENGTH.fullmatch(text):
            length = parse_moment(f"in {ago[1] if ago else text}", after=minute) - minute
            return minute - length
        moment = parse_moment(text, after=as_of - timedelta(days=1), timezone=timezone)
    except Misread as misread:
        raise _bad(misread, option) from None
    if moment > as_of:
        raise click.BadParameter(f"'{text}' lies ahead; it is {as_of:%Y-%m-%d %H:%M} UTC now.", param_hint=option)
    return moment


def coming_moment(text: str, after: datetime, timezone: ZoneInfo | None, option: str) -> datetime:
    """Return a moment later than `after`; `30m` and `in 30 min` count from there. Raises BadParameter."""
    text = " ".join(text.split())
    try:
        counted = f"in {text}" if _LENGTH.fullmatch(text) else text
        moment = parse_moment(counted, after=_minute(after), timezone=timezone)
    except Misread as misread:
        raise _bad(misread, option) from None
    if moment <= after:
        raise click.BadParameter(f"'{text}' is not after {after:%Y-%m-%d %H:%M} UTC.", param_hint=option)
    return moment


def day_or_moment(text: str, timezone: ZoneInfo | None, option: str) -> date | str:
    """Return `text` as front matter has it: a day as it is, a time in UTC. Raises BadParameter."""
    text = " ".join(text.split())
    try:
        moment = parse_day_or_time(text, timezone)
    except Misread as misread:
        raise _bad(misread, option) from None
    return parse_date(text) if _DAY.fullmatch(text) else in_words(moment)


def in_words(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _bad(misread: Misread, option: str) -> click.BadParameter:
    return click.BadParameter(". ".join(part for part in (misread.message, misread.hint) if part), param_hint=option)
