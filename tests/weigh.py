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
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from chromium import CHROMIUM, DRIVER, OUTAGE, build_demo, opened, serving
from served import Served, rules_of

PAGES = {
    "home": "",
    "incident, open": "incidents/2026-10-14-hall-north-cooling/",
    "incident, over": "incidents/2025-04-26-certificates-not-renewed/",
    "maintenance": "incidents/2026-02-17-block-storage-firmware/",
    "announcement": "announcements/2026-01-15-price-change/",
    "apology": "apologies/2025-09-05-webmail-apology/",
    "report": "reports/2025-09-17-webmail-report/",
    "component": "components/block-storage/",
    "history": "history/",
    "history, a year": "history/2025/",
    "promises": "promises/",
    "help": "help/",
    "subscribe": "subscribe/",
    "community": "community/",
    "community page": "community/export-and-leave/",
    "not found": "404.html",
    "embedded": "embed/",
}
_STYLES = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"')
_ASKED = "return performance.getEntriesByType('resource').map(e => e.name)"

Compress = Callable[[bytes], bytes]


def main() -> int:
    if not (CHROMIUM and DRIVER):
        print("No Chromium with its driver on this machine (Debian: apt-get install chromium chromium-driver).")
        return 1
    kinds = _compressions()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "site")
        handler = type("ServedDemo", (Served,), {"folder": str(folder)})
        with serving(handler) as address:
            build_demo(folder, address, OUTAGE)
            handler.rules = rules_of((folder / "_headers").read_text("utf-8"))
            print(f"{'page':16} {'requests':>8}{_heads('use', kinds)}{_heads('read', kinds)} refused")
            for name, path in PAGES.items():
                with opened(Path(scratch, name)) as browser:  # a profile of its own: an empty cache
                    print(_row(browser, name, address, path, folder, kinds), flush=True)
    return 0


def _compressions() -> dict[str, Compress]:
    kinds: dict[str, Compress] = {"raw": bytes, "gzip": lambda content: gzip.compress(content, 9)}
    with suppress(ImportError):
        kinds["br"] = importlib.import_module("brotli").compress
    return kinds


def _row(
    browser: webdriver.Chrome, name: str, address: str, path: str, folder: Path, kinds: dict[str, Compress]
) -> str:
    page = address + path
    browser.get(page)
    WebDriverWait(browser, 10).until(lambda b: b.execute_script("return document.readyState") == "complete")
    asked = [page, *dict.fromkeys(browser.execute_script(_ASKED))]
    html = _file(page, folder).read_text("utf-8")
    words = [page, *(urljoin(page, link) for link in _STYLES.findall(html))]
    refused = [e for e in browser.get_log("browser") if "Content Security Policy" in e["message"]]
    weights = _weights(asked, folder, kinds) + _weights(words, folder, kinds)
    return f"{name:16} {len(asked):8}" + "".join(f"{weight / 1000:12.1f}" for weight in weights) + f"{len(refused):8}"


def _weights(addresses: Iterable[str], folder: Path, kinds: dict[str, Compress]) -> list[int]:
    files = [_file(address, folder).read_bytes() for address in addresses if address.startswith("http")]
    return [sum(len(compress(content)) for content in files) for compress in kinds.values()]


def _file(address: str, folder: Path) -> Path:
    path = urlsplit(address).path.lstrip("/")
    return folder / (f"{path}index.html" if path == "" or path.endswith("/") else path)


def _heads(of: str, kinds: Iterable[str]) -> str:
    return "".join(f"{f'{of}, {kind}':>12}" for kind in kinds)


if __name__ == "__main__":
    sys.exit(main())
