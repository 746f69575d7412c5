"""What a post was remembered as is the post that was read, in every part."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from pydantic_core import ValidationError

from mkdocs_candor.model.post import Announcement, Author, Incident
from mkdocs_candor.model.problem import Source
from mkdocs_candor.read.history import read_history
from mkdocs_candor.read.values import Notation

DEMO = Path(__file__).parents[2]


def _parts(value: object) -> list[object]:
    """Return what a value is made of, and of which types: where it was written too, which is not compared."""
    if is_dataclass(value):
        return [type(value), *(_parts(getattr(value, each.name)) for each in fields(value))]
    if isinstance(value, tuple | frozenset):
        return [type(value), *(_parts(each) for each in value)]
    if isinstance(value, dict):
        return [dict, *(_parts(each) for pair in value.items() for each in pair)]
    return [type(value), value]


def test_every_post_of_the_demo_comes_back_as_it_was() -> None:
    posts = read_history(DEMO, incidents=DEMO / "incidents", pages=DEMO / "site_src").history.posts
    notation = Notation()

    back = [notation.read(type(post), notation.written(post)) for post in posts]

    assert back == list(posts)
    assert [_parts(post) for post in back] == [_parts(post) for post in posts]
    assert {type(post) for post in posts if post.translations}


POST = Announcement(id="prices", title="Prices change", source=Source("incidents/prices.md"), date=None, pin=True)
NOTATION = Notation()
WRITTEN = NOTATION.written(POST)


def test_what_is_optional_comes_back_too() -> None:
    signed = replace(POST, author=Author(name="Dana", role="director"), untranslated=frozenset(("title",)))

    assert NOTATION.read(Announcement, NOTATION.written(signed)) == signed


@pytest.mark.parametrize(
    "damaged",
    [
        WRITTEN.replace(b'"title":"Prices change",', b""),
        WRITTEN.replace(b'"pin":true', b'"pin":"perhaps"'),
        WRITTEN[:-5],
        b"",
    ],
    ids=["a field less", "another value", "cut off", "nothing"],
)
def test_what_is_damaged_is_no_post(damaged: bytes) -> None:
    with pytest.raises(ValidationError):
        NOTATION.read(Announcement, damaged)


def test_an_incident_is_no_announcement() -> None:
    with pytest.raises(ValidationError):
        NOTATION.read(Incident, NOTATION.written(POST))
