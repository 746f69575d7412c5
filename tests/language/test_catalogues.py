"""The catalogues: everything translated, with the same places and the same tags, in every form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from mkdocs_candor.publish.language.catalogues import SOURCE, SPOKEN, catalogue
from mkdocs_candor.publish.language.language import language

PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")
TAGS = re.compile(r"<[^>]*>")
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "N_": None, "say": None,
    "Word": ((1, "c"), 2),
}  # fmt: skip
TRANSLATED = [tag for tag in SPOKEN if tag != SOURCE]


@cache
def messages() -> list[tuple[str | None, str | tuple[str, ...]]]:
    """Return the context and the words of every message of templates and code."""
    with as_file(files("mkdocs_candor")) as folder:
        with (folder / "publish/language/babel.cfg").open() as mapped:
            mapping, options = parse_mapping_cfg(mapped)
        found = extract_from_dir(folder, mapping, options, KEYWORDS)
        return sorted({(context, words) for _, _, words, _, context in found if words}, key=str)


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Yield each translated form with the English one that it is of."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from ((message.id[-1], form) for form in message.string)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(tag: str) -> None:
    known = catalogue(tag)

    missing = [words for context, words in messages() if not _is_translated(known, words, context)]
    wanted = {(context, words if isinstance(words, str) else words[0]) for context, words in messages()}
    unused = [m.id for m in known if m.id and (m.context, m.id if isinstance(m.id, str) else m.id[0]) not in wanted]

    assert (missing, unused) == ([], []), "run: make messages"


def _is_translated(known: Catalog, words: str | tuple[str, ...], context: str | None) -> bool:
    found = known.get(words if isinstance(words, str) else words[0], context)
    if found is None or found.fuzzy:
        return False
    strings = found.string if isinstance(found.string, tuple) else (found.string,)
    return all(strings) and len(strings) == (1 if isinstance(words, str) else known.num_plurals)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_each_form_has_the_places_and_the_tags_of_the_original(tag: str) -> None:
    strange = []
    for message in catalogue(tag):
        for english, said in forms(message) if message.id else ():
            spare = {"%(count)s"} if isinstance(message.id, tuple) else set()  # "one day" needs no number
            differ = set(PLACES.findall(english)) ^ set(PLACES.findall(said))
            if isinstance(message.id, tuple) and said not in message.string[-1:]:
                differ -= set(PLACES.findall(english))
            if differ - spare or sorted(TAGS.findall(english)) != sorted(_with_english_attributes(said, english)):
                strange.append((english, said))

    assert strange == []


def _with_english_attributes(said: str, english: str) -> list[str]:
    """Return the tags of a translation. Words in an attribute of ours may differ: they are said, too."""
    local = re.compile('data-candor-local="[^"]*"')
    original = local.search(english)
    return [local.sub(original[0], tag) if original else tag for tag in TAGS.findall(said)]


def test_arabic_has_a_form_for_each_of_its_six_numbers() -> None:
    assert catalogue("ar").num_plurals == 6

    assert [language("ar").form(number) for number in (0, 1, 2, 3, 100, 11)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_word_of_a_scale_differs_from_the_others_of_it(tag: str) -> None:
    """Two states of one name would be one state for a reader."""
    for context in ("status", "severity", "stage", "promise", "type"):
        words = [m.string for m in catalogue(tag) if m.context == context]
        assert len(set(words)) == len(words), context


def test_french_keeps_its_points_and_quotes_with_their_words() -> None:
    """A line never begins with ":", and none ends with "«"."""
    words = [said for message in catalogue("fr") if message.id for _, said in forms(message)]

    assert [said for said in words if re.search(r" [:;!?»]|« |\w'\w", said)] == []
