"""A command at 3 in the morning starts at once: it loads and makes nothing that it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from babel import Locale

from conftest import INCIDENT, Site
from mkdocs_candor.read.declared import Form, types_in
from mkdocs_candor.read.translations import COMMON_LANGUAGES

SLOW = (
    *("pydantic", "jinja2", "markdown", "babel", "nh3", "lxml", "PIL", "mkdocs", "properdocs", "feedgen", "statistics"),
    *("difflib", "hashlib", "json", "logging", "shutil", "subprocess", "tempfile"),
)
PAGE = "---\ntitle: Pay by transfer\nworks_for: everybody\n---\n\nSteps.\n"
GERMAN = "---\ntitle: Kartenzahlungen schlagen fehl\n---\n"

# Classes and named tuples of the standard library, and the few of ours that are not frozen, are compiled when they
# are loaded: each takes a quarter of a millisecond.
MOST_COMPILED = 40


@pytest.fixture
def started(site: Site) -> dict[str, Any]:
    """What a start of `candor status` loaded, and how often it compiled something."""
    site.write("incidents/2026-03-02-cards.md", f"{INCIDENT}\n## Questions\n\n### When will it work?\n")
    site.write("incidents/2026-03-02-cards.de.md", GERMAN)
    site.write("site_src/community/transfer.md", PAGE)
    call = """
import sys
compiled = []
sys.addaudithook(lambda event, told: compiled.append(1) if event == "exec" and told[0].co_filename == "<string>" else 0)
from mkdocs_candor.cli import candor
candor(["status"], standalone_mode=False)
loaded = sorted(sys.modules)
import json
print(json.dumps({"loaded": loaded, "compiled": len(compiled)}), file=sys.stderr)
"""
    result = subprocess.run([sys.executable, "-c", call], cwd=site.root, capture_output=True, text=True, check=True)
    assert "2026-03-02-cards" in result.stdout
    told: dict[str, Any] = json.loads(result.stderr)
    return told


def test_status_loads_and_compiles_nothing_that_takes_long(started: dict[str, Any]) -> None:
    parts = {name.split(".")[1] for name in started["loaded"] if name.startswith("mkdocs_candor.")}

    assert set(SLOW).intersection(started["loaded"]) == set()
    assert parts == {"cli", "model", "read", "derive"}
    assert started["compiled"] <= MOST_COMPILED


def test_languages_that_need_no_babel_are_those_that_babel_knows() -> None:
    assert {str(Locale.parse(code)) for code in COMMON_LANGUAGES} == COMMON_LANGUAGES


def test_a_form_whose_types_are_texts_is_refused() -> None:
    class Late(Form):
        name: str

    with pytest.raises(TypeError, match="Late has types as texts: name"):
        types_in(Late)
