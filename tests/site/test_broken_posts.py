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
def test_a_broken_post_never_gives_a_green_page_and_fails_a_strict_build(site: Site, kind: str) -> None:
    site.write("incidents/2026-03-02-cards.md", BROKEN[kind])
    site.write("incidents/2026-03-05-search.md", WHOLE.replace("03-02", "03-05").replace("checkout", "search"))

    strict = site.build("--strict")  # which writes the pages all the same

    assert strict.code == 1
    assert "Everything works." not in strict.page("index.html").h1.text
    assert "could not" in strict.words("index.html")
    assert strict.has("incidents/2026-03-05-search/index.html")
    assert "incidents/2026-03-02-cards.md" in strict.log
    assert "Traceback" not in strict.log


def test_a_plain_build_publishes_the_rest_whatever_is_broken(site: Site) -> None:
    for number, content in enumerate(BROKEN.values()):
        site.write(f"incidents/2026-03-02-{number}.md", content)
    site.write("incidents/2026-03-05-search.md", WHOLE.replace("03-02", "03-05").replace("checkout", "search"))

    built = site.build()

    assert built.code == 0, built.log
    assert built.has("incidents/2026-03-05-search/index.html")
    for number in range(len(BROKEN)):
        assert f"incidents/2026-03-02-{number}.md" in built.log


def test_all_problems_of_all_files_come_in_one_run(site: Site) -> None:
    for number, kind in enumerate(("unknown key", "unknown status", "misspelt stage")):
        site.write(f"incidents/2026-03-02-{number}.md", BROKEN[kind])

    log = site.build().log

    assert "severty" in log
    assert "partialy_down" in log
    assert "Resovled" in log
