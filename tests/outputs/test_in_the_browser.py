"""A real Chromium, with the headers that we publish: nothing of ours is refused, and other sites can show our state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.shadowroot import ShadowRoot
from selenium.webdriver.support.ui import WebDriverWait

from chromium import OUTAGE, build_demo, need_chromium, opened, serving
from demo_pages import PAGES
from mkdocs_candor.publish.headers import Rule
from served import Served, rules_of

pytestmark = pytest.mark.browser

# What a site that is strict about what it loads sends with its pages; {status} is our site.
STRICT = (
    "default-src 'none'; script-src {status}; connect-src {status}; frame-src {status}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


class Guest(BaseHTTPRequestHandler):
    """Another site, strict about what it loads, with one page."""

    page = ""
    policy = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class Status:
    """The demo in the middle of its outage, served with its own headers."""

    address: str
    handler: type[Served]


@pytest.fixture(scope="module")
def status(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Status]:
    need_chromium()
    folder = tmp_path_factory.mktemp("status")
    handler = type("ServedStatus", (Served,), {"folder": str(folder)})
    with serving(handler) as address:
        build_demo(folder, address, OUTAGE)
        handler.rules = rules_of((folder / "_headers").read_text("utf-8"))
        yield Status(address, handler)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with opened(tmp_path_factory.mktemp("profile"), (1100, 800)) as driver:
        yield driver


def _refused(browser: webdriver.Chrome, addresses: list[str]) -> list[str]:
    """Return what the policy refused on these pages."""
    found = []
    for address in addresses:
        browser.get(address)
        for field in browser.find_elements(By.CSS_SELECTOR, "[data-md-component=search-query]"):
            browser.execute_script("document.querySelector('#__search').checked = true; arguments[0].focus()", field)
        WebDriverWait(browser, 10).until(lambda b: b.execute_script("return document.readyState") == "complete")
        log = browser.get_log("browser")
        found += [f"{address}: {e['message']}" for e in log if "Content Security Policy" in e["message"]]
    return found


def _without_hashes(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    hashes = re.compile(r" '(?:sha256-[^']*|unsafe-hashes)'")
    return tuple(Rule(rule.path, {n: hashes.sub("", value) for n, value in rule.headers.items()}) for rule in rules)


def test_the_policy_refuses_nothing_of_ours_and_its_hashes_are_why(status: Status, browser: webdriver.Chrome) -> None:
    with_hashes = _refused(browser, [status.address + page for page in PAGES.values()])
    rules, status.handler.rules = status.handler.rules, _without_hashes(status.handler.rules)
    without = _refused(browser, [f"{status.address}?not-from-the-cache"])
    status.handler.rules = rules

    assert with_hashes == []
    assert without


def test_a_strict_site_shows_our_banner_until_its_reader_closes_it(status: Status, browser: webdriver.Chrome) -> None:
    with _guest(status, f'<script src="{status.address}embed.js" async></script><h1>Shop</h1>') as guest:
        browser.get(guest)
        banner = WebDriverWait(browser, 10).until(_banner)
        link = WebDriverWait(browser, 10).until(lambda _: banner.find_elements(By.CSS_SELECTOR, "[role=status] a"))[0]
        region = banner.find_element(By.CSS_SELECTOR, "section")

        assert link.text == "Hall North: cooling failure"
        assert link.get_attribute("href") == f"{status.address}incidents/2026-10-14-hall-north-cooling/"
        assert region.accessible_name == "News from Palegrove status"
        assert region.value_of_css_property("color") == "rgba(255, 255, 255, 1)"
        browser.execute_script("arguments[0].focus()", banner.find_element(By.CSS_SELECTOR, "button"))
        browser.switch_to.active_element.send_keys(Keys.ENTER)
        assert not browser.find_elements(By.CSS_SELECTOR, "candor-banner")

        assert browser.get_cookies() == []
        assert browser.execute_script("return localStorage.length + sessionStorage.length") == 0
        assert _complaints(browser) == []


def test_a_banner_for_other_components_stays_away(status: Status, browser: webdriver.Chrome) -> None:
    with _guest(status, f'<script src="{status.address}embed.js" data-components="no-such"></script>') as guest:
        browser.get(guest)
        asked = (
            "return performance.getEntriesByType('resource').some(e => e.name.endsWith('embed.json') && e.responseEnd)"
        )
        WebDriverWait(browser, 10).until(lambda b: b.execute_script(asked))

        assert not browser.find_elements(By.CSS_SELECTOR, "candor-banner")
        assert _complaints(browser) == []


def test_other_sites_may_frame_the_small_page_and_no_other(status: Status, browser: webdriver.Chrome) -> None:
    frames = "".join(f'<iframe title="Status" src="{status.address}{path}"></iframe>' for path in ("embed/", ""))
    with _guest(status, frames) as guest:
        browser.get(guest)
        small, large = browser.find_elements(By.TAG_NAME, "iframe")

        browser.switch_to.frame(small)
        assert "Hall North: cooling failure" in browser.find_element(By.TAG_NAME, "li").text
        assert browser.find_element(By.TAG_NAME, "a").get_attribute("target") == "_top"
        browser.switch_to.default_content()
        browser.switch_to.frame(large)
        assert not browser.find_elements(By.TAG_NAME, "article")
        browser.switch_to.default_content()

        complaints = _complaints(browser)
        assert [c for c in complaints if "frame-ancestors" not in c] == []


@contextmanager
def _guest(status: Status, body: str) -> Iterator[str]:
    policy = STRICT.format(status=status.address.rstrip("/"))
    page = f'<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><body>{body}'
    with serving(type("GuestWithPage", (Guest,), {"page": page, "policy": f"{policy}; img-src data:"})) as address:
        yield address


def _banner(browser: webdriver.Chrome) -> ShadowRoot | None:
    found = browser.find_elements(By.CSS_SELECTOR, "candor-banner")
    return found[0].shadow_root if found else None


def _complaints(browser: webdriver.Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
