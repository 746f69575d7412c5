"""Who follows everything reads the same, whether an entry was made in this build or in an earlier one."""

from __future__ import annotations

from dataclasses import fields

from conftest import Site
from editions import edition_of
from every_type import FILES
from mkdocs_candor.publish import feeds
from mkdocs_candor.publish.entries import Entry, entries, entries_of
from mkdocs_candor.publish.entry_records import known_entries

NAMES = [f.name for f in fields(Entry) if f.name != "write"] + ["html", "summary"]


def test_kept_entries_say_all_that_new_ones_do(site: Site) -> None:
    for path, text in FILES.items():
        site.write(path, text)
    edition = edition_of(site.root)
    new = _told(entries(edition))
    for is_new in (False, True):  # of a post that is not among the newest no words are kept
        later = edition_of(site.root)
        for facts in edition.now.posts.values():
            found = feeds.pieces(facts, edition, entries_of((facts,), edition), is_new=is_new)
            later.pieces.add({piece.name: piece.text for piece in found})

        assert _told(known_entries(later.now.posts.values(), later)) == new


def _told(found: list[Entry]) -> list[list[object]]:
    assert found
    return [[getattr(entry, name) for name in NAMES] for entry in found]
