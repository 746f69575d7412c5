"""A tiny real site: files in a folder, built by the engine itself, read back as text."""

from __future__ import annotations

import importlib
import importlib.util
import json
import logging
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import settings

# A busy machine is no mistake of ours: how long things may take is for `candor bench` to say.
settings.register_profile("candor", deadline=None)
settings.load_profile("candor")

ENGINE = "mkdocs" if importlib.util.find_spec("mkdocs") else "properdocs"

CONFIG = """
site_name: Acme status
site_url: https://status.acme.example/
docs_dir: site_src
theme:
  name: material
  font: false
plugins:
  - search
  - candor
markdown_extensions:
  - admonition
  - tables
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""

COMPONENTS = """
groups:
  - id: shop
    name: Shop
    components:
      - {id: checkout, name: Checkout, since: 2026-01-01}
      - {id: search, name: Search, since: 2026-01-01}
"""

DESKS = """
desks:
  - id: help-desk
    name: Help desk
    for: Anything that does not work.
    hours: always
    contact: {email: help@acme.example}
    reply_within: 4 h
    bring: your order number
"""

INCIDENT = """
---
type: incident
title: Card payments fail at checkout
severity: major
components:
  checkout: partial_outage
started: 2026-03-02 13:40 UTC
---

## 2026-03-02 14:02 UTC — Investigating
Impact: You cannot pay by card.
Do now: Pay by transfer, or wait.
Next update: 14:30 UTC
By: Dana Ortiz

Our payment provider rejects cards since 13:40.
"""

RESOLVED = """
## 2026-03-02 15:21 UTC — Resolved

Cards work again. No order was lost.
"""

IN_GERMAN = """
---
title: Kartenzahlungen schlagen fehl
---

## 2026-03-02 14:02 UTC — Investigating
Impact: Sie können nicht mit Karte zahlen.

Unser Zahlungsanbieter lehnt Karten ab.
"""

# The day after the samples' events.
AS_OF = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
DURING = datetime(2026, 3, 2, 14, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Built:
    """What a build gave: its exit code, what it said, and the files it wrote."""

    code: int
    log: str
    folder: Path

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def has(self, path: str) -> bool:
        return (self.folder / path).is_file()

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(path), "lxml")

    def words(self, path: str) -> str:
        """Return what a person reads in the page's own part."""
        article = self.page(path).find("article")
        assert article is not None
        return " ".join(article.get_text(" ").split())

    def json(self, path: str) -> object:
        return json.loads(self.text(path))

    def files(self) -> dict[str, bytes]:
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}


class Site:
    """A site's source folder."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._monkeypatch = monkeypatch
        self.write("mkdocs.yml", CONFIG)
        self.write("incidents/components.yml", COMPONENTS)
        self.write("incidents/desks.yml", DESKS)
        self.write("site_src/community/pay-by-transfer.md", RESOURCE)

    def write(self, path: str, text: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).lstrip("\n").encode())
        return target

    def append(self, path: str, text: str) -> None:
        with (self.root / path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)

    def configure(self, old: str, new: str) -> None:
        config = self.root / "mkdocs.yml"
        text = config.read_text("utf-8")
        assert old in text
        config.write_text(text.replace(old, new), "utf-8")

    def build(self, *options: str, as_of: datetime = AS_OF, replay: str = "", into: str = "site") -> Built:
        """Build at the moment `as_of`, by the engine's own command; `replay` shows an earlier moment."""
        self._monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(as_of.timestamp())))
        self._monkeypatch.setenv("CANDOR_AS_OF", replay)
        self._monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
        self._monkeypatch.setenv("DISABLE_MKDOCS_2_WARNING", "true")
        folder = self.root / into
        main = importlib.import_module(f"{ENGINE}.__main__")
        config = str(self.root / "mkdocs.yml")
        result = CliRunner().invoke(main.cli, ["build", "-f", config, "-d", str(folder), *options])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Built(result.exit_code, result.output, folder)


SORRY = """
---
type: apology
title: We are sorry
incident: [2026-03-02-cards]
date: 2026-03-03
author: {name: Ines Roth, role: head of operations}
failure: We let cards fail.
responsibility: ours
impact: {who: everybody, could_not: pay by card, data_loss: none}
repair: none
repair_reason: Nothing was lost.
prevention: [{id: P1, action: Watch it, owner: Noor Haddad, due: 2026-04-04, status: open}]
---

It was our fault.
"""

RESOURCE = """
---
title: Pay by transfer
components: [checkout]
power: work around
status: official
works_for: Everybody with a bank account.
cost_and_risk: Takes a day.
undo: Nothing to undo.
until: Cards work again.
tested_on: 2026-02-01
tested_by: Dana Ortiz
help:
  desk: help-desk
  bring: your order number
---

# Pay by transfer

Use the order number as the reference.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    yield Site(tmp_path, monkeypatch)
    for name in ("mkdocs", "properdocs"):  # the command adds a handler at every call
        logging.getLogger(name).handlers.clear()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `demo` serves."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Iterator[str]:
    """The address of the demo as of the middle of its outage."""
    from chromium import OUTAGE  # only tests in a browser need its driver
    from served import serving_demo

    with serving_demo(demo_folder, OUTAGE) as address:
        yield address


@pytest.fixture(scope="session")
def quiet_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo as of an ordinary day, with work to come."""
    from chromium import NOW
    from served import serving_demo

    with serving_demo(tmp_path_factory.mktemp("demo"), NOW) as address:
        yield address
