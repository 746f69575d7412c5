"""Reading other people's JSON without trusting it: a value of the wrong type counts as absent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

JsonObject: TypeAlias = Mapping[str, object]

_YEARS = range(1970, 3000)  # what a post's times may be


def text_of(source: JsonObject, key: str) -> str:
    """Return a text, or an id given as a number, without space around it; empty when there is none."""
    value = source.get(key)
    if isinstance(value, bool):
        return ""
    return str(value).strip() if isinstance(value, str | int) else ""


def object_of(source: JsonObject, key: str) -> JsonObject:
    value = source.get(key)
    return value if isinstance(value, dict) else {}


def objects_of(source: JsonObject, key: str) -> list[JsonObject]:
    """Return the objects in a list; whatever else stands in it is left out."""
    value = source.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def number_of(source: JsonObject, key: str) -> int:
    """Return a whole number, for sorting: what has none comes last."""
    value = source.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 10**9


def time_of(source: JsonObject, key: str, zone: ZoneInfo | None = None) -> datetime | None:
    """Return a moment in UTC, to the millisecond; `zone` is what a time without an offset means, else it is None."""
    value = source.get(key)
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:
            if zone is None:
                return None
            moment = moment.replace(tzinfo=zone)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if moment.year not in _YEARS:
        return None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def has_no_zone(source: JsonObject, key: str) -> bool:
    """Tell whether a moment is given that lacks its offset."""
    return time_of(source, key) is None and time_of(source, key, ZoneInfo("UTC")) is not None
