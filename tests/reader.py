"""Somebody who reads a tiny site in a real Chromium, whose clock the test sets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By

from chromium import DESKTOP, need_chromium, opened, serving, serving_folder
from conftest import Site

BUILT = datetime(2026, 3, 2, 14, 10, tzinfo=UTC)

# The page's own clock and timers: `clock.to(moment)` goes there at once, and runs on the way what falls due.
CLOCK = """
window.clock = (() => {
  const Real = Date, wait = window.setTimeout.bind(window)
  let now = %d, next = 1e9
  const timers = new Map()
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [now])) }
    static now() { return now }
  }
  const every = window.setInterval.bind(window), stop = window.clearTimeout.bind(window)
  const keep = (run, after, every) => { timers.set(next, {run, at: now + after, every}); return next++ }
  window.setTimeout = (run, after = 0) => after < 1000 ? wait(run, after) : keep(run, after, 0)
  window.setInterval = (run, after = 0) => after < 1000 ? every(run, after) : keep(run, after, after)
  window.clearTimeout = window.clearInterval = (id) => timers.delete(id) || stop(id)
  return {
    to(moment) {
      const end = Real.parse(moment)
      for (;;) {
        const due = [...timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0]
        if (!due) break
        const [id, timer] = due
        now = timer.at
        if (timer.every) timer.at += timer.every
        else timers.delete(id)
        try { timer.run() } catch {}  // the driver's own timers end up here too, when their script is over
      }
      now = end
    },
  }
})()
Math.random = () => 0.5
"""


@dataclass(frozen=True)
class Reader:
    """Somebody who has a page of the tiny site open, in the middle of its incident."""

    browser: webdriver.Chrome
    address: str
    folder: Path

    def opens(self, path: str = "") -> None:
        self.browser.get(self.address + path)

    def runs(self, script: str) -> object:
        """Run `script` past the driver, whose own timers would obey the page's clock."""
        given = {"expression": script, "returnByValue": True}
        answer = self.browser.execute_cdp_cmd("Runtime.evaluate", given)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def prepares(self, script: str) -> None:
        """Run `script` in every page to come, before the page's own."""
        self.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})

    def at(self, clock: str) -> None:
        """Let it be `clock`, "14:31" or "14:31:20"."""
        self.runs(f"clock.to('2026-03-02T{clock}Z')")

    @property
    def words(self) -> str:
        return self.browser.find_element(By.TAG_NAME, "main").text

    def hears(self) -> str:
        return self.browser.find_element(By.CSS_SELECTOR, "[role=status].cd-fresh").text

    def announce(self, **news: str) -> None:
        """Let the site's build.json tell of a newer build."""
        file = self.folder / "api/candor/v1/build.json"
        file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **news}), "utf-8")


@contextmanager
def reading(site: Site, profile: Path, size: tuple[int, int] = DESKTOP) -> Iterator[Reader]:
    """Build the site in the middle of `conftest.INCIDENT`, and give its reader, one minute later."""
    need_chromium()
    with serving(serving_folder(site.root / "site")) as address, opened(profile, size) as browser:
        site.configure("https://status.acme.example/", address)
        folder = site.build(as_of=BUILT).folder
        reader = Reader(browser, address, folder)
        reader.prepares(CLOCK % int((BUILT + timedelta(minutes=1)).timestamp() * 1000))
        yield reader
