"""What is kept between builds saves time, and nothing else: the site is the same to the byte as without it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import AS_OF, INCIDENT, RESOLVED, SORRY, Built, Site
from mkdocs_candor.kept.outlines import FEWEST
from mkdocs_candor.kept.packed import Packed, digest
from mkdocs_candor.kept.store import Store

KEPT = ".cache/candor/posts.sqlite"
THEME = """
<html><head><title>{{ page.title }}</title></head>
<body class="{{ config.theme.accent }}">{{ page.content }}</body></html>
"""
WORK = """
---
type: maintenance
title: A new database
starts: 2026-03-03 11:00 UTC
ends: 2026-03-03 13:00 UTC
components: [search]
---

## 2026-03-01 10:00 UTC — Scheduled
Impact: Search may be slow. [What happened](2026-03-02-cards.md)
"""
NEWS = """
---
type: announcement
title: Prices change
date: 2026-02-01
topic: pricing
effective: 2026-03-05
---

Read [how it was](2026-01-05-old.md).

![a chart](chart.svg)
"""
LETTER = SORRY.replace("due: 2026-04-04", "due: 2026-03-04")
MILDER = """
## 2026-03-02 14:25 UTC — Identified
Components: checkout=degraded_performance
Next update: 15:30 UTC

Most cards work.
"""
OLD = INCIDENT.replace("2026-03-02", "2026-01-05") + RESOLVED.replace("2026-03-02", "2026-01-05")


@pytest.fixture
def kept(site: Site) -> Site:
    """A site with a post of each kind, in a theme that costs little, built once."""
    site.configure("name: material\n  font: false", "name: null\n  custom_dir: theme\n  accent: red")
    site.configure("- search\n  - candor", "- candor:\n      cache: true")
    for name in ("main.html", "404.html"):
        site.write(f"theme/{name}", THEME)
    site.write("incidents/2026-03-02-cards.md", INCIDENT + MILDER + RESOLVED)
    site.write("incidents/2026-01-05-old.md", OLD)
    site.write("incidents/2026-03-03-database.md", WORK)
    site.write("incidents/2026-02-01-prices.md", NEWS)
    site.write("incidents/2026-03-03-sorry.md", LETTER)
    site.write("incidents/chart.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    built = site.build("--strict", into="first")
    assert built.code == 0, built.log
    return site


def rewritten(path: str, old: str, new: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        text = (site.root / path).read_text("utf-8")
        assert old in text
        (site.root / path).write_text(text.replace(old, new), "utf-8")

    return change


def _rename(site: Site) -> None:
    (site.root / "incidents/2026-01-05-old.md").rename(site.root / "incidents/2026-01-05-older.md")


def _cut_off(site: Site) -> None:
    kept = site.root / KEPT
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])


def _from_another_version(site: Site) -> None:
    with sqlite3.connect(site.root / KEPT) as kept:
        kept.execute("ALTER TABLE texts RENAME COLUMN packed TO words")


def _tampered(site: Site) -> None:
    with sqlite3.connect(site.root / KEPT) as kept:
        kept.execute("UPDATE texts SET packed = (SELECT packed FROM texts LIMIT 1)")


CHANGES: dict[str, Callable[[Site], object]] = {
    "nothing": lambda site: None,
    "a post edited": rewritten("incidents/2026-01-05-old.md", "No order was lost.", "One order was lost."),
    "a title that other posts show": rewritten("incidents/2026-03-02-cards.md", "Card payments", "Cards"),
    "a post added": lambda site: site.write("incidents/2026-03-03-new.md", INCIDENT.replace("03-02", "03-03")),
    "a post deleted": lambda site: (site.root / "incidents/2026-03-03-sorry.md").unlink(),
    "a post renamed, which another links to": _rename,
    "a file beside a post deleted": lambda site: (site.root / "incidents/chart.svg").unlink(),
    "the site renamed": rewritten("mkdocs.yml", "site_name: Acme status", "site_name: Acme"),
    "an option of the plugin": rewritten("mkdocs.yml", "cache: true", "cache: true\n      inbox: a@acme.example"),
    "an extension fewer": rewritten("mkdocs.yml", "  - tables\n", ""),
    "a template of the owner's": lambda site: (
        site.write("ours/incident.html", "<p>{{ post.post.title }}</p>"),
        rewritten("mkdocs.yml", "cache: true", "cache: true\n      templates_dir: ours")(site),
    ),
    "an option of the theme": rewritten("mkdocs.yml", "accent: red", "accent: blue"),
    "a template of the theme": rewritten("theme/main.html", "<body ", "<body id=b "),
    "a component renamed": rewritten("incidents/components.yml", "name: Checkout", "name: Till"),
    "a desk renamed": rewritten("incidents/desks.yml", "name: Help desk", "name: Front desk"),
    "a component gone that a post names": rewritten(
        "incidents/components.yml", "      - {id: search, name: Search, since: 2026-01-01}\n", ""
    ),
    "a time zone": rewritten("mkdocs.yml", "cache: true", "cache: true\n      timezone: Europe/Berlin"),
    "the file cut off": _cut_off,
    "the file of another version": _from_another_version,
    "the file tampered with": _tampered,
}  # fmt: skip


def _same(site: Site, as_of: timedelta = timedelta()) -> tuple[Built, Built]:
    """Build with what is kept, and without, and say where the two differ."""
    cached = site.build(as_of=AS_OF + as_of, into="cached")
    site.configure("cache: true", "cache: false")
    fresh = site.build(as_of=AS_OF + as_of, into="fresh")
    site.configure("cache: false", "cache: true")
    one, other = cached.files(), fresh.files()
    assert cached.code == fresh.code == 0
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
    return cached, fresh


def _warnings(built: Built) -> list[str]:
    return sorted({line for line in built.log.splitlines() if "WARNING" in line})


def test_a_site_is_the_same_after_any_change(kept: Site) -> None:
    for name, change in CHANGES.items():
        change(kept)
        cached, fresh = _same(kept)
        assert _warnings(cached) == _warnings(fresh), name


def test_a_site_with_a_long_history_is_the_same_after_a_commit(kept: Site) -> None:
    for number in range(FEWEST):
        kept.write(f"incidents/2026-01-05-again-{number}.md", OLD.replace("Card payments", f"Card payments {number}"))
    kept.build(as_of=AS_OF, into="second")
    rewritten("incidents/2026-01-05-again-5.md", "No order was lost.", "One order was lost.")(kept)
    kept.write("incidents/2026-03-03-new.md", INCIDENT.replace("03-02", "03-03"))

    _same(kept)


@pytest.mark.parametrize(
    "later",
    [timedelta(hours=2), timedelta(days=3), timedelta(days=-1)],
    ids=["past a window", "past a promise", "back to before a post"],
)
def test_a_site_is_the_same_once_the_clock_has_moved(kept: Site, later: timedelta) -> None:
    _same(kept, later)


def test_a_post_is_not_made_again_as_long_as_nothing_that_it_shows_has_changed(
    kept: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keys() -> set[str]:
        with sqlite3.connect(kept.root / KEPT) as file:
            return {key for (key,) in file.execute("SELECT key FROM texts")}

    before = keys()
    rewritten("incidents/2026-01-05-old.md", "No order was lost.", "One order was lost.")(kept)
    kept.build(as_of=AS_OF + timedelta(minutes=5), into="second")

    assert len(before) >= 4
    assert len(keys() - before) == 3  # as it was read, what it tells, and what was made of it


def test_two_builds_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    def keep(number: int) -> None:
        store = Store(tmp_path / "posts.sqlite")
        names = [f"{number}-{n}" for n in range(20)]
        store.add([Packed.of(name, name.encode() * 99) for name in names])
        store.settle(names)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(keep, range(2)))

    store = Store(tmp_path / "posts.sqlite")
    assert len(store.get([f"{number}-{n}" for number in range(2) for n in range(20)])) == 40
    store.close()


def test_what_is_whole_but_not_packed_as_ours_is_begun_anew(tmp_path: Path) -> None:
    claims_to_be_large = bytes.fromhex("28b52ffd a0 ffffff7f 010000")
    for content in (zlib.compress(b"words"), claims_to_be_large, b""):
        Store(tmp_path / "posts.sqlite").add([Packed("a", digest("a", content), content)])
        store = Store(tmp_path / "posts.sqlite")
        assert store.get(["a"]) == {}
        assert store.is_damaged

        store.settle([])

        assert not store.is_damaged


def test_what_no_build_asks_for_any_more_is_forgotten(tmp_path: Path) -> None:
    for name in ("old", "new", "new", "new"):
        build = Store(tmp_path / "posts.sqlite")
        build.add([Packed.of(name, b"words")])
        build.settle([name])

    store = Store(tmp_path / "posts.sqlite")
    assert store.get(["old", "new"]) == {"new": b"words"}
    store.close()


def test_drafts_are_in_no_kept_file(kept: Site) -> None:
    kept.write(
        "incidents/2026-03-03-secret.md", INCIDENT.replace("type:", "draft: true\ntype:").replace("Card", "Tulip")
    )

    kept.build(into="second")

    with sqlite3.connect(kept.root / KEPT) as file:
        keys = [key for (key,) in file.execute("SELECT key FROM texts")]
    store = Store((kept.root / KEPT).resolve())
    assert not [key for key, text in store.get(keys).items() if b"Tulip" in text or b"secret" in text]
    store.close()


def test_an_extension_that_may_read_other_files_switches_it_off_and_says_so(kept: Site) -> None:
    kept.configure("  - tables\n", "  - tables\n  - pymdownx.snippets\n")
    (kept.root / KEPT).unlink()

    built = kept.build(into="second")

    assert "pymdownx.snippets" in built.log
    with sqlite3.connect(kept.root / KEPT) as file:
        assert all(key.startswith("read-") for (key,) in file.execute("SELECT key FROM texts"))
