"""A small site in good order, and a way to put a part of a file into it: a rule's example."""

from __future__ import annotations

import re
from pathlib import Path

from lint_examples import AS_OF

from mkdocs_candor.lint.finding import Review
from mkdocs_candor.lint.review import review
from mkdocs_candor.read.history import read_history

COMPONENTS = """
components:
  - {id: search, name: Search, since: 2026-01-01}
  - {id: checkout, name: Checkout, since: 2026-01-01}
  - {id: login, name: Login, since: 2026-01-01}
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

INCIDENT = """\
---
type: incident
title: Card payments fail at checkout
severity: major
started: 2026-11-19 09:00 UTC
components: {checkout: partial_outage}
desk: help-desk
---

## 2026-11-19 09:05 UTC — Investigating
Impact: You cannot pay by card.
Scope: Shops in Europe. Other shops are not affected.
Do now: Pay by transfer, or wait.
Next update: 09:30 UTC

We do not know the cause.

## 2026-11-19 09:30 UTC — Resolved

Cards have worked again since 09:22 UTC, for everybody. No order was lost, and you need do nothing. There will be no
report.
"""

SEARCH_DOWN = """\
---
type: incident
title: Search is off
severity: critical
started: 2026-11-02 10:00 UTC
components: {search: major_outage}
---

## 2026-11-02 10:06 UTC — Investigating
Impact: You cannot find your orders.
Do now: Nothing; wait. Other pages work.
Next update: 10:30 UTC

## 2026-11-02 10:30 UTC — Identified
Next update: 12:30 UTC

We switched it off without a way back.

## 2026-11-02 12:00 UTC — Resolved

Search has worked again since 11:58 UTC, all of it. Nothing is lost. You need do nothing. A letter follows on 4
November.
"""

APOLOGY = """\
---
type: apology
title: We switched search off without a way back
incident: [search-down]
date: 2026-11-04
author: {name: Ines Roth, role: head of operations, contact: help-desk}
failure: We switched search off without a way back.
responsibility: ours
impact:
  who: shops that use search
  could_not: find their orders
  from: 2026-11-02 10:00 UTC
  to: 2026-11-02 12:00 UTC
  count: 40 of 900 shops
  data_loss: none
repair:
  - {what: the fee of a week, who: the 40 shops, automatic: true, by: 2026-11-30}
prevention:
  - {id: P1, action: Try the way back before each change of search, owner: Tomas Vik, due: 2026-12-18, status: open}
follow_up: {date: 2027-01-15, where: this page, owner: Ines Roth}
contact: {to: help-desk, reply_within: 4 h, bring: your shop number}
amends: [september-apology]
---

We switched search off without a way back, and I am sorry. From 10:00 UTC to 12:00 UTC on Monday 40 shops could not
find their orders.
Some of you wrote lists by hand, and some of your customers went home without what they had come for.

You pay nothing for this week. It happens by itself, by 30 November.

We had no way back because we had never tried one. In September we promised to test each change with two people, and
we did. Both
looked at the way forward.

Tomas Vik tries the way back before each change from 18 December. I do not know yet why our alarm stayed quiet for
nine minutes. On
15 January I write on this page what became of both. The help desk answers within four hours; have your shop number
at hand.

Ines Roth
"""

SEPTEMBER_DOWN = """\
---
type: incident
title: Search is slow
severity: minor
started: 2026-09-08 10:00 UTC
components: {search: degraded_performance}
---

## 2026-09-08 10:20 UTC — Resolved

It was slow from 10:00 UTC, and is fast again since 10:15 UTC. Nothing is lost, and you need do nothing.
"""

SEPTEMBER_APOLOGY = """\
---
type: apology
title: We slowed search down
incident: [september-down]
date: 2026-09-10
author: {name: Ines Roth, role: head of operations, contact: help-desk}
failure: We slowed search down.
---

We slowed search down, and I am sorry.
"""

RESOURCE = """\
---
title: Find an order without search
components: [search]
power: substitute
status: community-tested
works_for: Everybody with a browser.
cost_and_risk: Takes five minutes.
undo: Choose the search in the header again.
until: Search works again.
tested_on: 2026-10-05
tested_by: Mila of Sundial Books
credits: [{name: Mila of Sundial Books, consent: yes}]
help: {desk: help-desk, bring: your order number}
---

Open the list of orders, and export it.
"""

ANNOUNCEMENT = """\
---
type: announcement
title: Prices rise by 4 euros a month
date: 2026-11-01
topic: pricing
effective: 2026-12-10
author: {name: Ines Roth, role: managing director, contact: help-desk}
---

From 10 December every plan costs 4 euros a month more. I decided it. If you want to leave, your data goes with you.
"""

REPORT = """\
---
type: report
title: Why search was off
incident: [search-down]
date: 2026-11-10
author: {name: Ines Roth, role: head of operations, contact: help-desk}
causes: [We switched search off and had never tried the way back.]
---

We switched search off at 10:00 UTC and had never tried the way back.
"""

TESTED_BY_MILA = RESOURCE.replace("components: [search]", "components: [login]")

FILES = {
    "incident": ("incidents/incident.md", INCIDENT),
    "apology": ("incidents/apology.md", APOLOGY),
    "announcement": ("incidents/announcement.md", ANNOUNCEMENT),
    "report": ("incidents/report.md", REPORT),
    "resource": ("site_src/community/find-an-order.md", RESOURCE),
}

_KEY = re.compile(r"[a-z_]+:")


def write_site(root: Path, on: str = "", part: str = "") -> None:
    """Write the site into `root`, with `part` in the file that `on` names."""
    files = {
        "incidents/components.yml": COMPONENTS,
        "incidents/desks.yml": DESKS,
        "incidents/search-down.md": SEARCH_DOWN,
        "incidents/september-down.md": SEPTEMBER_DOWN,
        "incidents/september-apology.md": SEPTEMBER_APOLOGY,
        "site_src/community/tested-by-mila.md": TESTED_BY_MILA,
        **dict(FILES.values()),
    }
    if on:
        path, text = FILES[on]
        files[path] = with_part(text, part)
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def with_part(text: str, part: str) -> str:
    """Return a file with `part` in it: its keys replace those of the same name, the rest of it replaces the body."""
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    lines = part.split("\n")
    keys: list[str] = []
    while lines and (_KEY.match(lines[0]) or (keys and lines[0].startswith((" ", "-")) and lines[0].strip())):
        keys.append(lines.pop(0))
    replaced = _blocks(keys)
    merged = {**_blocks(front.split("\n")), **replaced}
    rest = "\n".join(lines).strip()
    return "---\n" + "\n".join(merged.values()) + "\n---\n\n" + (rest or body.strip()) + "\n"


def _blocks(lines: list[str]) -> dict[str, str]:
    """Return the blocks of a front matter by their key."""
    blocks: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if match := _KEY.match(line):
            key = match[0]
            blocks[key] = []
        blocks[key].append(line)
    return {key: "\n".join(block) for key, block in blocks.items()}


def reviewed(root: Path) -> Review:
    """Return what the linter says about the site in `root`."""
    reading = read_history(root, incidents=root / "incidents", pages=root / "site_src")
    texts = {path: (root / path).read_text("utf-8") for path in reading.files}
    return review(reading.history, AS_OF, texts=texts)
