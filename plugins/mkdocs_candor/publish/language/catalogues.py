"""The catalogues: gettext files beside this one, read when a language is first asked for.

They are read as they are written (`.po`), so that a package needs no compiled copy that could be older than its source.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE = "en"
"""The language of the message ids: it needs no catalogue."""

SPOKEN = (SOURCE, "ar", "de", "es", "fr", "ja")


@cache
def translations(tag: str) -> NullTranslations:
    """Return the translations into a language of `SPOKEN`. What a catalogue lacks stays English."""
    if tag == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, catalogue(tag))
    compiled.seek(0)
    return GNUTranslations(compiled)


def catalogue(tag: str) -> Catalog:
    """Return the catalogue of a language of `SPOKEN` but the source, as it is written."""
    from babel.messages.pofile import read_po  # takes longer to load than English to say

    with files("mkdocs_candor.publish.language").joinpath(f"{tag}.po").open("rb") as file:
        return read_po(file, locale=tag)
