"""RSS, Atom and JSON Feed say the same, keep to their standards, and survive whatever people write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from bs4 import BeautifulSoup
from feed_reader import ids, parsed
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import INCIDENT, RESOLVED, Built, Site
from mkdocs_candor.publish.feed_html import xml_text
from mkdocs_candor.publish.feeds.xml_entries import in_attribute, in_text

URL = "https://status.acme.example/"
HUB = "https://hub.example/"
SCHEMA = json.loads((Path(__file__).parent / "json_feed.schema.json").read_text("utf-8"))
LONG = "word " * 2000
TITLE = """Quotes " ' & ]]> <script>alert(1)</script> <b>bold</b> 😀 مرحبا a&amp;b"""

TORTURE = f"""
---
type: incident
title: "Quotes \\" ' & ]]> <script>alert(1)</script> <b>bold</b> 😀 مرحبا a&amp;b\\x07\\ufffe"
severity: critical
components:
  checkout: major_outage
started: 2026-03-02 13:40 UTC
lang: de
---

## 2026-03-02 14:02 UTC — Investigating
Impact: "Quoted" ]]> <script>alert(2)</script> 😀 مرحبا &#7; <img src=x onerror=alert(3)>
By: Dana "D" <Ortiz> & 😀

Text with ]]> and `<script>alert(4)</script>` and &#7; and &#xFFFF; and 😀 and مرحبا \x07\x0b\x1b here.

<script>alert(5)</script>
<a href="javascript:alert(6)" onclick="alert(7)">link</a> <iframe src="https://evil.example/"></iframe>
<p style="position:fixed">covered</p>

[A page](../site_src/community/pay-by-transfer.md), ![a picture](picture.svg), [here](#below), <dana@acme.example>

### Below

{LONG}
"""

APOLOGY = """
---
type: apology
title: We are sorry
incident: [2026-03-02-torture]
date: 2026-03-03 09:00 UTC
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
failure: We took no card.
impact: {who: Customers, could_not: pay by card, data_loss: none}
repair: [{what: We give back the fee of March, who: everybody, automatic: true, by: 2026-03-31}]
prevention:
  - id: A1
    action: Use a **second** provider
    owner: Dana Ortiz
    due: 2026-03-01
    status: done
    on: 2026-03-03
    evidence: <https://acme.example/x>
  - id: A2
    action: Watch it
    owner: Dana Ortiz
    due: 2026-03-02
    status: slipped
    slips:
      - {on: 2026-03-03, due: 2026-04-01, why: It takes longer.}
      - {on: 2026-03-05, due: 2026-05-01, why: And longer.}
contact: {to: help-desk, reply_within: 4 h, bring: the order number}
---

We are sorry.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        site = Site(tmp_path_factory.mktemp("formats"), monkeypatch)
        site.configure("  - candor", f"  - candor:\n      websub_hub: {HUB}")
        site.write("incidents/2026-03-02-torture.md", TORTURE)
        site.write("incidents/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        site.write("incidents/2026-03-03-sorry.md", APOLOGY)
        site.write("incidents/2026-01-02-cards.md", (INCIDENT + RESOLVED).replace("2026-03-02", "2026-01-02"))
        site.write("incidents/2026-02-01-news.md", NEWS)
        yield site.build(replay="2026-03-10 12:00 UTC")


NEWS = """
---
type: announcement
title: Prices change
date: 2026-02-01
topic: pricing
effective: 2026-06-01
author: {name: Sam Roe, role: head of sales, contact: help-desk}
---

## Why

Costs grew.
"""


def xml_feeds(built: Built) -> list[str]:
    return sorted(path for path in built.files() if path.endswith((".atom", ".rss", "feed.xml", "digest.xml")))


def texts(built: Built) -> Iterator[tuple[str, str]]:
    """Yield the HTML of each entry of each feed, with the feed's path."""
    for path in xml_feeds(built):
        for entry in parsed_raw(built, path):
            yield path, entry
    for path in built.files():
        if path.endswith(("feed.json", "digest.json")):
            for item in built.json(path)["items"]:  # type: ignore[index]
                yield path, item["content_html"]


def parsed_raw(built: Built, path: str) -> list[str]:
    """Return the HTML of entries as it stands in the file: feedparser would clean it."""
    root = etree.fromstring((built.folder / path).read_bytes())
    found = root.iter("{http://purl.org/rss/1.0/modules/content/}encoded", "{http://www.w3.org/2005/Atom}content")
    return [element.text or "" for element in found]


def test_every_json_feed_keeps_to_its_schema(built: Built) -> None:
    found = [path for path in built.files() if path.endswith(("feed.json", "digest.json"))]

    assert len(found) > 10
    for path in found:
        jsonschema.validate(built.json(path), SCHEMA)
        assert built.json(path)["feed_url"] == URL + path  # type: ignore[index]


def test_every_xml_feed_says_what_it_is_and_where_it_lives(built: Built) -> None:
    for path in xml_feeds(built):
        feed = parsed(built, path).feed
        links = {(link.rel, link.href) for link in feed.links}

        assert feed.title.startswith("Acme status"), path
        assert feed.subtitle
        assert feed.language == "en"
        assert feed.updated_parsed
        assert feed.generator == "Candor"
        assert ("self", URL + path) in links, path
        assert ("hub", HUB) in links, path
        assert feed.link.startswith(URL), path


def test_the_hub_is_named_in_json_too(built: Built) -> None:
    assert built.json("feed.json")["hubs"] == [{"type": "WebSub", "url": HUB}]  # type: ignore[index]


def test_a_feed_was_updated_when_its_content_was(built: Built) -> None:
    assert parsed(built, "feed.xml").feed.updated == "Thu, 05 Mar 2026 00:00:00 +0000"
    assert parsed(built, "feed.atom").feed.updated == "2026-03-05T00:00:00+00:00"
    assert parsed(built, "announcements/feed.atom").feed.updated == "2026-02-01T00:00:00+00:00"


def test_titles_survive_as_they_were_written(built: Built) -> None:
    title = f"Wird untersucht: {TITLE}"  # the post is German
    rss = etree.fromstring((built.folder / "incidents/feed.xml").read_bytes())
    atom = etree.fromstring((built.folder / "incidents/feed.atom").read_bytes())
    items = built.json("incidents/feed.json")["items"]  # type: ignore[index]

    assert rss.findtext(".//item/title") == title
    assert atom.findtext(".//{*}entry/{*}title") == title
    assert items[0]["title"] == title
    # Some readers take a title for HTML and unescape it twice; as a number "<" stays what it is.
    assert b"&#x3C;script>" in (built.folder / "incidents/feed.xml").read_bytes().replace(b"&gt;", b">")


def test_no_feed_holds_anything_that_runs(built: Built) -> None:
    for path, html in texts(built):
        soup = BeautifulSoup(html, "html.parser")

        assert not soup.find(["script", "iframe", "style", "object", "form", "input"]), path
        for element in soup.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on") or name == "style"], path
            assert not str(element.get("href", "")).lower().startswith("javascript:"), path


def test_words_survive_in_every_format(built: Built) -> None:
    found = [html for path, html in texts(built) if path.startswith("incidents/feed.")]
    words = [BeautifulSoup(html, "html.parser").get_text() for html in found if "Text with" in html]

    assert len(words) == 3
    for text in words:
        assert "Text with ]]> and <script>alert(4)</script> and" in text
        assert "😀 and مرحبا" in text
        assert LONG.strip() in text
        assert '"Quoted" ]]>' in text


def test_every_address_in_a_feed_is_whole(built: Built) -> None:
    seen = set()
    for path, html in texts(built):
        for element in BeautifulSoup(html, "html.parser").find_all(True):
            for name in ("href", "src"):
                url = element.get(name)
                if url:
                    assert str(url).startswith(("https://", "mailto:")), (path, url)
                    seen.add(url)
    here = f"{URL}incidents/2026-03-02-torture/"
    assert {f"{URL}community/pay-by-transfer/", f"{here}picture.svg", "mailto:dana@acme.example"} <= seen
    assert any(url.startswith(f"{here}#") for url in seen)


def test_the_signs_of_permalinks_are_left_out(built: Built) -> None:
    assert not [path for path, html in texts(built) if "¶" in html or "headerlink" in html]


def test_every_entry_leads_to_a_place_that_exists(built: Built) -> None:
    pages: dict[str, BeautifulSoup] = {}
    links = {link for path in xml_feeds(built) for link in (entry.link for entry in parsed(built, path).entries)}

    assert len(links) > 5
    for link in links:
        page, _, fragment = link.removeprefix(URL).partition("#")
        soup = pages.setdefault(page, built.page(f"{page}index.html"))
        assert not fragment or soup.find(id=unquote(fragment)), link


def test_every_entry_of_a_feed_has_a_link_of_its_own(built: Built) -> None:
    for path in xml_feeds(built):
        links = [entry.link for entry in parsed(built, path).entries]
        assert len(links) == len(set(links)), path


def test_an_entry_is_filed_under_type_severity_and_components(built: Built) -> None:
    host = "tag:status.acme.example,2026:/"
    atom = parsed(built, "incidents/feed.atom").entries[0].tags
    rss = parsed(built, "incidents/feed.xml").entries[0].tags

    assert [(t.scheme, t.term, t.label) for t in atom] == [
        (f"{host}type", "incident", "incident"),
        (f"{host}severity", "critical", "critical"),
        (f"{host}component", "checkout", "Checkout"),
    ]
    assert [(t.scheme, t.term) for t in rss] == [(t.scheme, t.label) for t in atom]
    assert built.json("incidents/feed.json")["items"][0]["tags"] == ["incident", "critical", "Checkout"]  # type: ignore[index]


def test_an_entry_names_who_wrote_it(built: Built) -> None:
    name = 'Dana "D" <Ortiz> & 😀'

    assert parsed(built, "announcements/feed.xml").entries[0].author == "Sam Roe"
    assert parsed(built, "incidents/feed.atom").entries[0].author_detail.name == name
    assert built.json("incidents/feed.json")["items"][0]["authors"] == [{"name": name}]  # type: ignore[index]
    assert parsed(built, "feed.atom").feed.author == "Acme status"


def test_an_entry_in_another_language_says_so(built: Built) -> None:
    atom = etree.fromstring((built.folder / "incidents/feed.atom").read_bytes())

    assert atom.find(".//{*}entry").get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert built.json("incidents/feed.json")["items"][0]["language"] == "de"  # type: ignore[index]


def test_a_letter_is_whole_with_its_repair_and_its_promises(built: Built) -> None:
    html = next(e.content[0].value for e in parsed(built, "apologies/feed.xml").entries if e.title == "We are sorry")
    text = BeautifulSoup(html, "html.parser").get_text(" ", strip=True)

    assert "We give back the fee of March" in text
    assert "By 31 March 2026" in text
    assert "Use a second provider" in text
    assert "Dana Ortiz, head of payments" in text


def test_promises_tell_what_became_of_them(built: Built) -> None:
    entries = {e.title: e for e in parsed(built, "apologies/feed.atom").entries}

    assert set(entries) == {
        "We are sorry",
        "Done: Use a second provider",
        "Put off to 1 April 2026: Watch it",
        "Put off to 1 May 2026: Watch it",
    }
    assert "https://acme.example/x" in entries["Done: Use a second provider"].content[0].value
    assert "first promised for" in entries["Put off to 1 May 2026: Watch it"].content[0].value


def test_an_empty_site_has_valid_empty_feeds(site: Site) -> None:
    built = site.build()

    for path in xml_feeds(built):
        assert not ids(parsed(built, path).entries)
    for path in (path for path in built.files() if path.endswith(("feed.json", "digest.json"))):
        jsonschema.validate(built.json(path), SCHEMA)


def test_a_site_without_an_address_still_has_feeds(site: Site) -> None:
    site.configure("site_url: https://status.acme.example/\n", "")
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build()

    assert built.code == 0, built.log
    assert len(parsed(built, "feed.xml").entries) == 1


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\r\n\t<&>\"'")))
def test_readers_get_back_every_sign_of_an_entry(text):
    text = xml_text(text)

    found = etree.fromstring(f'<a b="{in_attribute(text)}">{in_text(text)}</a>')

    assert (found.get("b"), found.text or "") == (text, text)
