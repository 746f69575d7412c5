"""A site in another language says nothing in English of ours.

All that people write in the site's files here are words with an umbrella; what else has letters is ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from editions import edition_of
from mkdocs_candor.publish import clock
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.language.catalogues import SOURCE, SPOKEN, catalogue
from mkdocs_candor.publish.language.language import language
from mkdocs_candor.publish.pages.live import LIVE_PAGES, resource_facts
from mkdocs_candor.publish.site import OUTPUTS, OUTPUTS_OF_PIECES, of_post, pages

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

FILES = {
    "incidents/components.yml": """
groups:
  - {id: g1, name: ☂Ga, components: [{id: c1, name: ☂Ka, since: 2026-01-01, description: ☂Da.}, {id: c2, name: ☂Kb}]}
components:
  - {id: c3, name: ☂Kc, until: 2026-02-01}
""",
    "incidents/desks.yml": """
desks:
  - {id: d1, name: ☂Desk, for: ☂For., hours: always, languages: [de, en], reply_within: ☂4, bring: ☂Bring,
     person: ☂Person, contact: {email: 1@2.example, phone: "+1 2", chat: "https://2.example/", url: "https://3.example/"}}
  - {id: d2, name: ☂Desk, for: ☂For., hours: ["Mon-Fri 07:00-20:00", "Sat 09:00-14:00"], timezone: UTC,
     contact: {email: 2@2.example}}
""",
    "incidents/i1.md": """
---
{type: incident, title: ☂Open, severity: major, components: {c1: partial_outage},
 started: 2026-03-10 09:00 UTC, desk: d1, discussion: "https://2.example/", passed_on: ☂Said, upstream: {name: ☂Up}}
---
## 2026-03-10 09:30 UTC - Investigating
Impact: ☂Impact
Scope: ☂Scope
Next update: 10:00 UTC
By: ☂Name

☂Words

## 2026-03-10 11:00 UTC - Identified
Do now: ☂Do
Components: c1=major_outage
Edited: 2026-03-10 11:10 UTC ☂Edit
Next update: 11:30 UTC

☂Words

## Questions

### ☂Question?
Asked: 2026-03-10 10:10 UTC, ☂Where

### ☂Another?
Asked: 2026-03-10 10:10 UTC, ☂Where

☂Name, 10:40 UTC: ☂Answer
""",
    "incidents/i2.md": """
---
{type: incident, title: ☂Over, severity: minor, components: {c2: degraded_performance}, started: 2026-03-01 09:00 UTC,
 detected: 2026-03-01 09:10 UTC, disclosed_by: customers}
---
☂Summary

## 2026-03-01 09:30 UTC - Investigating
Next update: 10:00 UTC

☂Words

## 2026-03-01 10:30 UTC - Monitoring
Next update: 11:00 UTC

☂Words

## 2026-03-01 10:50 UTC - Resolved

☂Words
""",
    "incidents/m1.md": """
---
{type: maintenance, title: ☂Work, components: {c2: under_maintenance},
 starts: 2026-03-10 11:00 UTC, ends: 2026-03-10 14:00 UTC}
---
## 2026-03-05 09:30 UTC - Scheduled
Impact: ☂Impact

☂Words
""",
    "incidents/m2.md": """
---
{type: maintenance, title: ☂Soon, components: {c2: under_maintenance},
 starts: 2026-03-20 11:00 UTC, ends: 2026-03-20 14:00 UTC}
---
## 2026-03-05 09:30 UTC - Scheduled
Window: 2026-03-21 11:00 UTC to 2026-03-21 14:00 UTC

☂Words
""",
    "incidents/m3.md": """
---
{type: maintenance, title: ☂Not, components: {c2: under_maintenance},
 starts: 2026-03-08 11:00 UTC, ends: 2026-03-08 14:00 UTC}
---
## 2026-03-05 09:30 UTC - Cancelled

☂Words
""",
    "incidents/m4.md": """
---
{type: maintenance, title: ☂Done, components: {c2: under_maintenance},
 starts: 2026-03-06 11:00 UTC, ends: 2026-03-06 14:00 UTC}
---
## 2026-03-06 11:00 UTC - In progress

☂Words

## 2026-03-06 13:30 UTC - Completed

☂Words
""",
    "incidents/n1.md": """
---
{type: announcement, title: ☂News, date: 2026-03-01, topic: pricing, effective: 2026-05-01, pin: true, components: [c1],
 author: {name: ☂Name, role: ☂Role, contact: d1}, audience: community}
---
☂Words
""",
    "incidents/n2.md": """
---
{type: announcement, title: ☂Past, date: 2026-02-01, topic: feature, until: 2026-03-01}
---
☂Words
""",
    "incidents/a1.md": """
---
{type: apology, title: ☂Sorry, incident: [i2], date: 2026-03-04, author: {name: ☂Name, role: ☂Role, contact: d1},
 failure: ☂Failure, responsibility: unknown, known_by: 2026-04-01,
 impact: {who: ☂Who, could_not: ☂Not, count: ☂10, data_loss: ☂None},
 repair: [{what: ☂Fee, who: ☂All, automatic: true, by: 2026-04-01}, {what: ☂Fee, automatic: false, how: ☂How}],
 prevention: [
   {id: P1, action: ☂Act, owner: ☂Name, due: 2026-04-01, status: open},
   {id: P2, action: ☂Act, owner: ☂Name, due: 2026-03-05, status: done, on: 2026-03-07, evidence: ☂Proof},
   {id: P3, action: ☂Act, owner: ☂Name, due: 2026-03-06, status: slipped,
    slips: [{on: 2026-03-05, due: 2026-04-10, why: ☂Why}]},
   {id: P4, action: ☂Act, owner: ☂Name, due: 2026-03-06, status: dropped, on: 2026-03-05, why: ☂Why},
   {id: P5, action: ☂Act, owner: ☂Name, due: 2026-03-06, status: open}]}
---
☂Words
""",
    "incidents/r1.md": """
---
{type: report, title: ☂Report, incident: [i2], date: 2026-03-05, author: {name: ☂Name}, causes: [☂Cause],
 went_well: [☂Well], went_badly: [☂Badly], got_lucky: [☂Lucky], reviewed_by: ☂Name}
---
☂Words
""",
    "site_src/community/p1.md": """
---
title: ☂Page
components: [c1]
incidents: [i1]
power: work around
status: community-tested
works_for: ☂For
cost_and_risk: ☂Cost
undo: ☂Undo
until: ☂Until
tested_on: 2024-02-01
tested_by: ☂Name
credits: [{name: ☂Name, consent: yes}, {name: ☂Name, consent: anonymous}]
alternatives: [{name: ☂Other, better: ☂Better, worse: ☂Worse}]
help: {desk: d1, bring: ☂Bring}
discuss: https://2.example/
---
☂Words
""",
}

# Not ours, or no words: addresses, ids, names of formats and of zones, what programs read.
_IGNORED = re.compile(
    r"☂[^\s<\"]*|\S*(?:@|://|/)\S*|\S*\d\S*|\{times\}|https|UTC|RSS|Atom|JSON(?: Feed)?|Statuspage API|Acme status"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text.lstrip("\n"), "utf-8")
    return root


@pytest.fixture(scope="module")
def english(folder: Path) -> set[str]:
    return said(edition_of(folder, NOW))


@pytest.mark.parametrize("tag", [tag for tag in SPOKEN if tag != SOURCE])
def test_nothing_of_ours_is_said_in_english(tag: str, folder: Path, english: set[str]) -> None:
    ours = {text for text in english if _WORD.search(text)}
    alike = {tidied(str(m.id)) for m in catalogue(tag) if isinstance(m.id, str) and m.id == m.string}
    alike |= {tidied(language(tag).month(f"2026-{month:02}")) for month in range(1, 13)}
    alike |= {tidied(language(tag).short_day(date(2026, month, 1))) for month in range(1, 13)}
    alike |= {tidied(language(tag).span(timedelta(hours=hours, minutes=5))) for hours in (0, 2)}

    left = said(edition_of(folder, NOW, lang=tag)) & ours

    assert left - alike == set()


@pytest.mark.parametrize("tag", ["ar", "ja"])
def test_where_the_script_differs_no_latin_word_is_left(tag: str, folder: Path) -> None:
    assert {text for text in said(edition_of(folder, NOW, lang=tag)) if _LATIN.search(text)} == set()


def said(edition: Edition) -> set[str]:
    """Return everything that an edition says to people, without what its authors wrote."""
    of_posts = [of_post(facts, edition, is_new=True) for facts in edition.now.posts.values()]
    files = [file for post in of_posts for file in post.files] + [
        file for output in (*OUTPUTS, *OUTPUTS_OF_PIECES) for file in output(edition)
    ]
    shown = [*pages(edition), *(post.page for post in of_posts)]
    html = [part for page in shown for part in (str(page.html), page.head)]
    html += [str(live.draw(edition)) for live in LIVE_PAGES.values()]
    html += [str(resource_facts(id_, edition)) for id_ in edition.now.resources]
    html += [
        str(edition.render("not_found.html")),
        str(clock.built_tag(edition, NOW - NOW)),
    ]
    texts = [text for part in html for text in heard(part)]
    texts += [text for page in shown for text in (page.title, page.description, *page.tags)]
    for artifact in files:
        content = artifact.content if isinstance(artifact.content, str) else artifact.content.decode("utf-8", "replace")
        if artifact.path == "feed.json":
            feed = json.loads(content)
            texts += [feed["description"], *(item["title"] for item in feed["items"])]
            texts += [text for item in feed["items"] for text in heard(item["content_html"])]
        elif artifact.path in {"embed/index.html", "badge.svg"}:
            texts += heard(content)
        elif artifact.path.endswith(("index.md", "llms.txt")):
            texts += re.split(r"[\n:()*]|, ", content)
        elif artifact.path == "maintenance.ics":
            texts += re.findall(r"^(?:SUMMARY|DESCRIPTION|NAME|CATEGORIES)[^:]*:(.*)", content, re.M)
    return {tidied(text) for text in texts} - {""}


def tidied(text: str) -> str:
    """Return what is left of a text for people without what is not ours, and without the signs around it."""
    return " ".join(_IGNORED.sub(" ", re.sub(r"%\(\w+\)s|[\u2066-\u2069]", " ", text)).split()).strip(" .,:;()[]#*-")


def heard(html: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.texts


class _Reader(HTMLParser):
    CDATA_CONTENT_ELEMENTS = ("script",)

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_code = tag in {"script", "code", "style"}
        for name in ("aria-label", "alt", "title", "data-candor-local", "data-say-stale", "data-say-new"):
            self.texts.append(given.get(name) or "")
        if tag == "meta" and (given.get("property") or "") in {"og:title", "og:description", "og:image:alt"}:
            self.texts.append(given.get("content") or "")
        if (href := given.get("href") or "").startswith("mailto:"):
            self.texts += re.split(r"[\r\n?&]|: |subject=|body=|cc=", unquote(href.partition("?")[2]))

    def handle_endtag(self, tag: str) -> None:
        self._is_code = False

    def handle_data(self, data: str) -> None:
        if not self._is_code:
            self.texts.append(data)
