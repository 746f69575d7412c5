"""A preview remembers what it has read and made; what it shows is what a new one would show."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator

import pytest

from conftest import ENGINE, INCIDENT, RESOLVED, Built, Site
from mkdocs_candor.kept.preview import Preview

CARDS, SEARCH = "incidents/2026-03-02-cards.md", "incidents/2026-03-01-search.md"
OTHER = INCIDENT.replace("Card payments fail at checkout", "Search is empty").replace("checkout:", "search:")


THEME = "<html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>"


@pytest.fixture
def build(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Preview], Built]]:
    """Build as `serve` does, into a folder that stays, for one of several previews. In a theme that costs little."""
    for name, value in {"SOURCE_DATE_EPOCH": "1772539200", "CANDOR_AS_OF": "", "NO_MKDOCS_2_WARNING": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DISABLE_MKDOCS_2_WARNING", "true")
    site.configure("name: material\n  font: false", "name: null\n  custom_dir: theme")
    site.configure("  - search\n", "")
    for name in ("main.html", "404.html"):
        site.write(f"theme/{name}", THEME)
    load = importlib.import_module(f"{ENGINE}.config").load_config
    engine = importlib.import_module(f"{ENGINE}.commands.build")

    def built(into: str, preview: Preview) -> Built:
        folder = site.root / into
        config = load(config_file=str(site.root / "mkdocs.yml"), site_dir=str(folder))
        plugin = config.plugins["candor"]
        plugin.is_preview, plugin.preview = True, preview
        engine.build(config, serve_url="http://127.0.0.1:8000/")
        return Built(0, "", folder)

    logging.disable(logging.WARNING)
    yield built
    logging.disable(logging.NOTSET)


SAVES: dict[str, Callable[[Site], object]] = {
    "nothing": lambda site: None,
    "an update": lambda site: site.append(CARDS, RESOLVED),
    "a draft": lambda site: site.write("incidents/draft.md", OTHER.replace("type:", "draft: true\ntype:", 1)),
    "the draft, published": lambda site: site.write("incidents/draft.md", OTHER.replace("Search is", "Search was")),
    "a post that cannot be read": lambda site: site.write(SEARCH, OTHER.replace("title:", "title: [x")),
    "the same post, mended": lambda site: site.write(SEARCH, OTHER),
    "a post under another name": lambda site: (site.root / SEARCH).rename(site.root / "incidents/renamed.md"),
    "a post taken away": lambda site: (site.root / "incidents/draft.md").unlink(),
    "a file beside a post, and a page beside the list of them": lambda site: (
        site.write("site_src/incidents/how.md", "# How we work"),
        site.write("incidents/log.txt", "one"),
        site.append(CARDS, "\nSee [the log](log.txt).\n"),
    ),
    "that file again, without that page": lambda site: (
        (site.root / "site_src/incidents/how.md").unlink(),
        site.write("incidents/log.txt", "two"),
    ),
    "a component's name": lambda site: _replace(site, "incidents/components.yml", "Checkout", "Till"),
    "the site's name": lambda site: site.configure("site_name: ", "site_name: New "),
}


def _replace(site: Site, path: str, old: str, new: str) -> None:
    text = (site.root / path).read_text("utf-8")
    assert old in text
    (site.root / path).write_text(text.replace(old, new), "utf-8")


def test_a_preview_of_many_saves_shows_what_a_new_one_shows(site: Site, build: Callable[[str, Preview], Built]) -> None:
    site.write(CARDS, INCIDENT)
    site.write(SEARCH, OTHER)
    site.write("incidents/2026-01-05-old.md", (INCIDENT + RESOLVED).replace("2026-03-02", "2026-01-05"))
    preview = Preview()
    build("kept", preview)
    assert "2026-01-05-old" in preview.shown  # else there is nothing that could be wrong

    for name, save in SAVES.items():
        save(site)
        assert _different(build("kept", preview), build("fresh", Preview())) == [], name
    assert not (site.root / ".cache/candor/cards").exists()  # drafts are drawn in memory only


def test_a_preview_recovers_from_a_page_that_is_in_the_way_of_a_post(
    site: Site, build: Callable[[str, Preview], Built]
) -> None:
    site.write("incidents/2026-01-05-old.md", (INCIDENT + RESOLVED).replace("2026-03-02", "2026-01-05"))
    preview = Preview()
    build("kept", preview)
    page = site.write("site_src/incidents/2026-01-05-old.md", "# Old")
    with pytest.raises(Exception, match="Aborted"):
        build("kept", preview)

    page.unlink()

    assert _different(build("kept", preview), build("fresh", Preview())) == []


def _different(one: Built, other: Built) -> list[str]:
    """Return the paths at which two sites differ."""
    ours, others = one.files(), other.files()
    return sorted(path for path in ours.keys() | others.keys() if ours.get(path) != others.get(path))
