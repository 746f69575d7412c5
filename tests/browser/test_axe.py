"""axe-core finds nothing to complain of on any template, light and dark, on a phone and on a desktop."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from selenium import webdriver

import every_type
from chromium import DESKTOP, PHONE, opened, serving, serving_folder
from conftest import DURING, Site
from demo_pages import PAGES
from every_type import write_every_type

pytestmark = pytest.mark.browser

AXE = "axe-core@4.14.1"
# What looks otherwise on an ordinary day.
QUIET = (
    "",
    "incidents/2026-10-14-hall-north-cooling/",
    "incidents/2026-11-24-dns-software/",
    "de/apologies/2026-10-16-hall-north-apology/",
    "maintenance/",
    "help/",
)

# Material's script puts a copy button into each block of commands, in a landmark that has no name. It harms nobody, and
# comes after our pages are done.
RUN = """
const done = arguments[arguments.length - 1]
axe.run({exclude: [".md-code__nav"]}, {resultTypes: ["violations"]}).then((found) => done({
  scheme: document.body.dataset.mdColorScheme,
  title: document.title,
  violations: found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} ${n.html.slice(0, 200)}`)),
}))
"""


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, from its registry."""
    folder = tmp_path_factory.mktemp("axe")
    if not shutil.which("npm"):
        pytest.skip("no npm to fetch axe-core with (Debian: apt-get install npm)")
    fetched = subprocess.run(
        ["npm", "pack", AXE, "--silent"], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    if fetched.returncode:
        pytest.skip(f"axe-core could not be fetched: {fetched.stderr.strip()[-200:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_any_template(
    demo: str, quiet_demo: str, axe: str, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    with opened(tmp_path, size) as browser:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": axe})
        prefers = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", prefers)
        addresses = [demo + path for path in PAGES.values()] + [quiet_demo + path for path in QUIET]

        found = [line for address in addresses for line in _violations(browser, address, scheme)]

    assert found == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_a_site_from_right_to_left(
    site: Site, axe: str, tmp_path_factory: pytest.TempPathFactory, size: tuple[int, int]
) -> None:
    write_every_type(site, "ar", "ja")
    folder = site.build(as_of=DURING).folder
    with serving(serving_folder(folder)) as address, opened(tmp_path_factory.mktemp("profile"), size) as browser:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": axe})
        pages = (*every_type.PAGES, "ja/incidents/cards/")

        found = [line for page in pages for line in _violations(browser, address + page, "light")]
        wide = []
        for page in pages:
            browser.get(address + page)
            if browser.execute_script("return document.documentElement.scrollWidth > innerWidth"):
                wide.append(page)

    assert found == []
    assert wide == []


def _violations(browser: webdriver.Chrome, address: str, scheme: str) -> list[str]:
    browser.get(address)
    result = browser.execute_async_script(RUN)
    assert "Error" not in result["title"], address
    expected = {"light": "default", "dark": "slate"}[scheme]
    assert result["scheme"] in (expected, None), address
    return [f"{address} {line}" for line in result["violations"]]
