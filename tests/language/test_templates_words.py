"""Every word of a template stands in the catalogue."""

from __future__ import annotations

from importlib.resources import files

import pytest
from bare_words import bare_words

TEMPLATES = [file for file in files("mkdocs_candor.publish").joinpath("templates").iterdir() if file.is_file()]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.name))
def test_no_word_of_a_template_is_outside_of_the_catalogue(template: object) -> None:
    assert bare_words(template.read_text("utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<nav aria-label="You are here">', ["You are here"]),
        ('{{ name }}, since {{ "Monday" }}', [", since", "Monday"]),
        ('<p>{{ _("Hello") }}: {% trans name=n %}Hello, {{ name }}{% endtrans %}</p>', []),
        ('<p class="cd-word{{ " cd-is-late" if late }}">{{ icon("on") }}</p>', []),
    ],
)
def test_words_outside_of_it_are_found(template: str, found: list[str]) -> None:
    assert bare_words(template) == found
