"""A command at 3 in the morning starts at once: it loads nothing that it does not need."""

from __future__ import annotations

import subprocess
import sys

from conftest import INCIDENT, Site

SLOW = (
    "pydantic",
    "jinja2",
    "markdown",
    "babel",
    "nh3",
    "lxml",
    "PIL",
    "mkdocs",
    "properdocs",
    "feedgen",
    "statistics",
)


def test_status_loads_no_library_that_takes_long_to_load(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    call = f"""
import sys
from mkdocs_candor.cli import candor
candor(["status"], standalone_mode=False)
print(sorted(set({SLOW}) & set(sys.modules)), file=sys.stderr)
"""

    result = subprocess.run([sys.executable, "-c", call], cwd=site.root, capture_output=True, text=True, check=True)

    assert "2026-03-02-cards" in result.stdout
    assert result.stderr == "[]\n"
