"""A broken post never makes the page green, never stops the rest, and fails a strict build."""

from __future__ import annotations

import pytest

from conftest import INCIDENT, RESOLVED, Site

WHOLE = INCIDENT + RESOLVED
BROKEN = {
    "no front matter": "Cards fail.\n",
    "YAML error": WHOLE.replace("title: Card", "title: [Card"),
    "unknown key": WHOLE.replace("severity:", "severty:"),
    "unknown component": WHOLE.replace("checkout: partial", "chekout: partial"),
    "unknown status": WHOLE.replace("partial_outage", "partialy_down"),
    "misspelt stage": WHOLE.replace("Resolved", "Resovled"),
    "time without zone": WHOLE.replace("15:21 UTC", "15:21"),
    "impossible time": WHOLE.replace("14:02 UTC", "25:02 UTC"),
    "unknown key line": WHOLE.replace("Impact:", "Inpact:"),
    "update in the future": WHOLE.replace("2026-03-02 15:21", "2062-03-02 15:21"),
    "not text": b"\xff\xfe\x00bad",
    "empty": "",
    "unknown type": WHOLE.replace("type: incident", "type: incidnet"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_post_never_gives_a_green_page(site: Site, kind: str) -> None:
    site.write("incidents/2026-03-02-cards.md", BROKEN[kind])
    site.write("incidents/2026-03-05-search.md", WHOLE.replace("03-02", "03-05").replace("checkout", "search"))

    built = site.build()
    strict = site.build("--strict", into="strict")

    assert built.code == 0, built.log
    assert "Everything works." not in built.page("index.html").h1.text
    assert "could not" in built.words("index.html")
    assert built.has("incidents/2026-03-05-search/index.html")
    assert "incidents/2026-03-02-cards.md" in built.log
    assert strict.code == 1
    assert "Traceback" not in built.log


def test_all_problems_of_all_files_come_in_one_run(site: Site) -> None:
    for number, kind in enumerate(("unknown key", "unknown status", "misspelt stage")):
        site.write(f"incidents/2026-03-02-{number}.md", BROKEN[kind])

    log = site.build().log

    assert "severty" in log
    assert "partialy_down" in log
    assert "Resovled" in log
