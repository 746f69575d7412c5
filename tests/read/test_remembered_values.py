"""What a post was remembered as is the post that was read, in every part."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from pydantic_core import ValidationError, to_json

from mkdocs_candor.model.post import Announcement, Author, Incident
from mkdocs_candor.model.problem import Source
from mkdocs_candor.read.history import read_history
from mkdocs_candor.read.values import Reader

DEMO = Path(__file__).parents[2]


def _kinds(value: object) -> list[object]:
    """Return the types of a value and of all of its parts."""
    if is_dataclass(value):
        return [type(value), *(_kinds(getattr(value, each.name)) for each in fields(value))]
    if isinstance(value, tuple | frozenset):
        return [type(value), *(_kinds(each) for each in value)]
    if isinstance(value, dict):
        return [dict, *(_kinds(each) for pair in value.items() for each in pair)]
    return [type(value)]


def test_every_post_of_the_demo_comes_back_as_it_was() -> None:
    posts = read_history(DEMO, incidents=DEMO / "incidents", pages=DEMO / "site_src").history.posts
    reader = Reader()

    back = [reader.read(type(post), to_json(post)) for post in posts]

    assert back == list(posts)
    assert [_kinds(post) for post in back] == [_kinds(post) for post in posts]
    assert {type(post) for post in posts if post.translations}


POST = Announcement(id="prices", title="Prices change", source=Source("incidents/prices.md"), date=None)


def test_what_is_optional_comes_back_too() -> None:
    signed = replace(POST, author=Author(name="Dana", role="director"), untranslated=frozenset(("title",)))

    assert Reader().read(Announcement, to_json(signed)) == signed


@pytest.mark.parametrize(
    "damaged",
    [
        to_json(POST).replace(b'"title":"Prices change",', b""),
        to_json(POST).replace(b'"pin":false', b'"pin":"perhaps"'),
        to_json(POST)[:-5],
        b"",
    ],
    ids=["a field less", "another value", "cut off", "nothing"],
)
def test_what_is_damaged_is_no_post(damaged: bytes) -> None:
    with pytest.raises(ValidationError):
        Reader().read(Announcement, damaged)


def test_an_incident_is_no_announcement() -> None:
    with pytest.raises(ValidationError):
        Reader().read(Incident, to_json(POST))
