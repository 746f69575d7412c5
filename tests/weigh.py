"""What each kind of page costs who reads it: requests, kB, and what its own content policy refused.

    python tests/weigh.py

Builds the demo in the middle of its outage, and opens pages in a real Chromium with an empty cache. "Read" is what
comes before a page can be read: itself, its styles and its icon. "Use" is all that comes without a word in the search:
its scripts too. Bytes are compressed as a host does it, without headers. Brotli is told where its module is installed.
"""

from __future__ import annotations

import gzip
import importlib
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from chromium import CHROMIUM, DRIVER, OUTAGE, opened
from demo_pages import PAGES
from served import serving_demo

_STYLES = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"')
_ASKED = "return performance.getEntriesByType('resource').map(e => e.name)"

Compress = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Visit:
    """A page that was opened: the addresses of all that came, of what it needs to be read, and what was refused."""

    used: tuple[str, ...]
    read: tuple[str, ...]
    refused: tuple[str, ...]


def visit(browser: webdriver.Chrome, page: str, folder: Path) -> Visit:
    """Open the page at the address `page` of the site in `folder`."""
    browser.get(page)
    WebDriverWait(browser, 10).until(lambda b: b.execute_script("return document.readyState") == "complete")
    asked = browser.execute_script(_ASKED)
    styles = _STYLES.findall(_file(page, folder).read_text("utf-8"))
    refused = [e["message"] for e in browser.get_log("browser") if "Content Security Policy" in e["message"]]
    return Visit(
        tuple(dict.fromkeys((page, *asked))), (page, *(urljoin(page, link) for link in styles)), tuple(refused)
    )


def weight(addresses: Iterable[str], folder: Path, compress: Compress) -> int:
    """Return how many bytes the files at these addresses are, once compressed."""
    return sum(len(compress(_file(address, folder).read_bytes())) for address in addresses)


def main() -> int:
    if not (CHROMIUM and DRIVER):
        print("No Chromium with its driver on this machine (Debian: apt-get install chromium chromium-driver).")
        return 1
    kinds = _compressions()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "site")
        folder.mkdir()
        with serving_demo(folder, OUTAGE) as address:
            print(f"{'page':20} {'requests':>8}{_heads('use', kinds)}{_heads('read', kinds)} refused")
            for name, path in PAGES.items():
                with opened(Path(scratch, name)) as browser:  # a profile of its own: an empty cache
                    seen = visit(browser, address + path, folder)
                weights = [weight(part, folder, kind) for part in (seen.used, seen.read) for kind in kinds.values()]
                row = "".join(f"{each / 1000:12.1f}" for each in weights)
                print(f"{name:20} {len(seen.used):8}{row}{len(seen.refused):8}", flush=True)
    return 0


def _compressions() -> dict[str, Compress]:
    kinds: dict[str, Compress] = {"raw": bytes, "gzip": lambda content: gzip.compress(content, 9)}
    with suppress(ImportError):
        kinds["br"] = importlib.import_module("brotli").compress
    return kinds


def _file(address: str, folder: Path) -> Path:
    path = urlsplit(address).path.lstrip("/")
    return folder / (f"{path}index.html" if path == "" or path.endswith("/") else path)


def _heads(of: str, kinds: Iterable[str]) -> str:
    return "".join(f"{f'{of}, {kind}':>12}" for kind in kinds)


if __name__ == "__main__":
    sys.exit(main())
