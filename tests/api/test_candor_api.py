"""Our own API says what its schemas say, gives everything that is public, and nothing else."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from conftest import INCIDENT, RESOLVED, Site
from editions import TODAY, edition_of, made_by
from mkdocs_candor.publish.api import files, made_schemas, schemas
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.language.language import language

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "plugins/mkdocs_candor/publish/schemas"
DURING = datetime(2026, 3, 2, 14, 10, tzinfo=UTC)
CARDS = "incidents/2026-03-02-cards.md"
QUESTIONS = """
## Questions

### Was I charged twice?
Asked: 2026-03-02 14:05 UTC, forum
Answered: 2026-03-02 14:35 UTC, Dana Ortiz

No. *Every* double charge has been voided.

### Will the discount be extended?
Asked: 2026-03-02 14:06 UTC, by e-mail
"""
APOLOGY = """
---
type: apology
title: We are sorry for the cards
incident: [2026-03-02-cards, secret-draft]
date: 2026-03-04 09:00 UTC
author: {name: Ines Roth, role: head of operations, contact: help-desk}
failure: We let a certificate run out.
responsibility: ours
legal_review: not for the public
prevention:
  - {id: P1, action: Renew certificates by a program., owner: Ines Roth, due: 2026-03-08, status: open}
---

Dear customers
"""

_times = FormatChecker(formats=())


@_times.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or (value.endswith("Z") and datetime.fromisoformat(value).tzinfo is not None)


@_times.checks("date", raises=ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def _read(edition: Edition) -> dict[str, Any]:
    made = {artifact.path: json.loads(artifact.content) for artifact in made_by(files, edition)}
    return {
        path.removeprefix("api/candor/v1/").removesuffix(".json"): content
        for path, content in made.items()
        if not path.endswith(".schema.json")
    }


@lru_cache
def _validator(name: str) -> Draft202012Validator:
    """Return what checks a file by the published schema, and that it has no key that the schema does not tell of."""
    schema = json.loads(schemas.published(name))
    Draft202012Validator.check_schema(schema)
    for shape in (schema, *schema.get("$defs", {}).values()):
        if "properties" in shape:
            shape["additionalProperties"] = False
            assert set(shape["required"]) == set(shape["properties"])
    return Draft202012Validator(schema, format_checker=_times)


def _assert_valid(read: dict[str, Any]) -> None:
    assert set(schemas.NAMES) - {"post"} <= set(read)
    assert tuple(made_schemas.SHAPES) == schemas.NAMES
    for name, content in read.items():
        _validator("post" if name.startswith("posts/") else name).validate(content)


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_published_schema_is_the_one_that_the_shapes_make(name: str) -> None:
    """`CANDOR_REWRITE=1` writes the schemas anew."""
    if os.environ.get("CANDOR_REWRITE"):
        (SCHEMAS / f"{name}.schema.json").write_text(made_schemas.made(name), "utf-8")

    assert schemas.published(name) == made_schemas.made(name)


@pytest.mark.parametrize(
    "as_of",
    [
        pytest.param(datetime(2026, 10, 14, 11, 30, tzinfo=UTC), id="in the middle of its outage"),
        pytest.param(datetime(2026, 11, 20, 12, tzinfo=UTC), id="on a quiet day"),
    ],
)
def test_the_demo_fits_the_schemas(as_of: datetime) -> None:
    _assert_valid(_read(edition_of(ROOT, as_of)))


def test_an_empty_site_fits_the_schemas(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    (tmp_path / "site_src").mkdir()

    _assert_valid(_read(edition_of(tmp_path)))


def test_what_cannot_be_read_fits_the_schemas_and_is_not_green(site: Site) -> None:
    site.write(CARDS, INCIDENT.replace("severity: major", "severity: huge").replace("started:", "startde:"))
    site.write("incidents/broken.md", "---\ntype: [\n---\n")

    read = _read(edition_of(site.root))

    _assert_valid(read)
    assert read["status"]["overall"]["status"] == "unknown"
    assert read["status"]["overall"]["note"]
    assert read["status"]["unread"] == 1
    assert read["posts"]["posts"][0]["is_readable"] is False


def test_every_file_has_its_schema_beside_it(site: Site) -> None:
    site.write(CARDS, INCIDENT)

    built = site.build(as_of=DURING)

    for name in schemas.NAMES:
        schema = built.text(f"api/candor/v1/{name}.schema.json")
        content = built.text(f"api/candor/v1/{'posts/2026-03-02-cards' if name == 'post' else name}.json")
        Draft202012Validator(json.loads(schema)).validate(json.loads(content))


def test_status_says_what_is_open_and_what_to_do(site: Site) -> None:
    site.write(CARDS, INCIDENT)

    status = _read(edition_of(site.root, DURING))["status"]

    assert status["as_of"] == "2026-03-02T14:10:00Z"
    assert status["next_change"] == "2026-03-02T14:30:00Z"
    assert status["overall"] == {"status": "partial_outage", "sentence": status["overall"]["sentence"], "note": None}
    assert [(c["id"], c["status"]) for c in status["components"]] == [
        ("checkout", "partial_outage"),
        ("search", "operational"),
    ]
    (incident,) = status["incidents"]
    assert incident["do_now"] == "Pay by transfer, or wait."
    assert incident["next_update"] == {
        "due": "2026-03-02T14:30:00Z",
        "state": "open",
        "kept": None,
        "late_by_seconds": None,
    }
    assert incident["statuses"] == {"checkout": "partial_outage"}


def test_a_post_has_its_updates_changes_and_kept_words(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED + QUESTIONS)

    post = _read(edition_of(site.root))["posts/2026-03-02-cards"]

    assert (post["duration_seconds"], post["first_notice_after_seconds"]) == (101 * 60, 22 * 60)
    resolved, first = post["updates"]
    assert resolved["changes"] == [{"component": "checkout", "old": "partial_outage", "new": "operational"}]
    assert first["url"].endswith("/incidents/2026-03-02-cards/#update-20260302T1402Z")
    assert first["next_update"]["state"] == "missed"
    assert first["next_update"]["late_by_seconds"] == 51 * 60
    assert first["body_html"] == "<p>Our payment provider rejects cards since 13:40.</p>"
    assert [q["is_open"] for q in post["questions"]] == [False, True]


def test_questions_give_those_who_wait_first(site: Site) -> None:
    site.write(CARDS, INCIDENT + QUESTIONS)

    read = _read(edition_of(site.root))["questions"]

    assert read["open"] == 1
    assert [q["text"] for q in read["questions"]] == ["Will the discount be extended?", "Was I charged twice?"]
    assert read["questions"][1]["answer_html"] == "<p>No. <em>Every</em> double charge has been voided.</p>"
    assert read["questions"][1]["waited_seconds"] == 30 * 60
    assert read["questions"][0]["asked"] == "2026-03-02T14:06:00Z"


def test_promises_are_told_with_a_summary_of_each_kind(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)
    site.write("incidents/sorry.md", APOLOGY)

    read = _read(edition_of(site.root))["promises"]

    assert {p["id"]: p["state"] for p in read["promises"]} == {
        "2026-03-02-cards--20260302T1402Z": "missed",
        "sorry--P1": "overdue",
    }
    assert read["summary"]["all"]["settled"] == 2
    assert read["summary"]["by_kind"]["prevention"] == {
        "on_time": 0,
        "settled": 1,
        "counts": {**dict.fromkeys(read["summary"]["all"]["counts"], 0), "overdue": 1},
    }
    assert read["promises"][1]["url"] == "https://status.acme.example/promises/#promise-sorry--P1"
    assert read["promises"][1]["late_by_seconds"] == 36 * 3600


def test_the_record_by_year_and_by_component_is_the_one_on_the_page(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)
    site.write("incidents/old.md", (INCIDENT + RESOLVED).replace("2026-03", "2025-03").replace("checkout", "search"))
    site.write("incidents/sorry.md", APOLOGY)

    built = site.build()

    record = built.json("api/candor/v1/promises.json")["record"]  # type: ignore[index]
    tables = built.page("promises/index.html").find_all("table")
    for table, found in zip(tables, (record["by_year"], record["by_component"]), strict=True):
        rows = [[cell.text for cell in row.find_all("td")] for row in table.find("tbody").find_all("tr")]
        assert rows == [_cells(of_one) for of_one in found]
    assert [of_one["year"] for of_one in record["by_year"]] == [2026, 2025]
    assert [of_one["component"] for of_one in record["by_component"]] == ["checkout", "search"]
    assert record["all"]["median_first_notice_seconds"] == 22 * 60


def _cells(record: dict[str, Any]) -> list[str]:
    lengths = (record["median_first_notice_seconds"], record["longest_silence_seconds"])
    words = ["–" if seconds is None else language("en").span(timedelta(seconds=seconds)) for seconds in lengths]
    kept = record["promises"]
    return [str(record["incidents"]), *words, f"{kept['on_time']} of {kept['settled']}" if kept["settled"] else "–"]


def test_an_apology_names_only_what_is_public(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED)
    site.write("incidents/secret-draft.md", INCIDENT.replace("type:", "draft: true\ntype:"))
    site.write("incidents/sorry.md", APOLOGY)

    edition = edition_of(site.root)

    assert _read(edition)["posts/sorry"]["about"] == ["2026-03-02-cards"]
    for artifact in made_by(files, edition):
        assert b"secret-draft" not in _bytes(artifact.content), artifact.path
        assert b"not for the public" not in _bytes(artifact.content), artifact.path


def test_drafts_embargoes_and_previews_are_in_no_file(site: Site) -> None:
    site.write("incidents/aaa.md", INCIDENT.replace("type:", "draft: true\ntype:"))
    site.write("incidents/bbb.md", INCIDENT.replace("type:", "publish_at: 2026-03-15 08:00 UTC\ntype:"))
    site.write("incidents/ccc.md", INCIDENT + QUESTIONS)

    for artifact in made_by(files, edition_of(site.root, drafts=frozenset({"ccc"}))):
        for word in (b"Card payments", b"charged twice", b"aaa", b"bbb", b"ccc"):
            assert word not in _bytes(artifact.content), artifact.path


def test_components_have_their_days_and_an_uptime_that_is_never_rounded_up(site: Site) -> None:
    site.write(CARDS, (INCIDENT + RESOLVED).replace("partial_outage", "major_outage"))

    read = _read(edition_of(site.root))["components"]

    checkout, search = read["components"]
    assert (len(checkout["days"]), read["days_shown"]) == (90, 90)
    bad = next(day for day in checkout["days"] if day["date"] == "2026-03-02")
    assert bad == {
        "date": "2026-03-02",
        "status": "major_outage",
        "outage_seconds": {"major_outage": 101 * 60},
        "posts": ["2026-03-02-cards"],
    }
    assert checkout["uptime_share"] < 1 == search["uptime_share"]
    assert checkout["uptime_by_month"][0]["month"] == "2026-03"


def test_resources_credit_nobody_who_declined(site: Site) -> None:
    resource = (site.root / "site_src/community/pay-by-transfer.md").read_text("utf-8")
    credits = "credits: [{name: Ada, consent: yes}, {name: Bo, consent: anonymous}, {name: Cy, consent: declined}]\n"
    site.write("site_src/community/pay-by-transfer.md", resource.replace("help:\n", credits + "help:\n"))
    site.write(CARDS, INCIDENT)

    (read,) = _read(edition_of(site.root, DURING))["resources"]["resources"]

    assert read["credits"] == [{"name": "Ada", "link": None}, {"name": None, "link": None}]
    assert (read["helps_now"], read["power"], read["trust"]) == (True, "work around", "official")
    assert read["url"] == "https://status.acme.example/community/pay-by-transfer/"


def test_the_build_says_until_when_it_is_fresh(site: Site) -> None:
    site.write(CARDS, INCIDENT)

    build = _read(edition_of(site.root, DURING))["build"]

    assert build["as_of"] == build["freshness"]["as_of"] == "2026-03-02T14:10:00Z"
    assert build["next_change"] == build["freshness"]["stale_from"] == "2026-03-02T14:30:00Z"
    assert build["generator"]["name"] == "mkdocs-candor"
    assert build["counts"]["incidents"] == 1


def test_the_file_of_a_closed_post_does_not_change_with_the_clock(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED + QUESTIONS)

    now, later = (
        {a.path: a.content for a in made_by(files, edition_of(site.root, at))}
        for at in (TODAY, TODAY + timedelta(days=40))
    )

    assert now["api/candor/v1/posts/2026-03-02-cards.json"] == later["api/candor/v1/posts/2026-03-02-cards.json"]


def test_the_same_input_gives_the_same_bytes(site: Site) -> None:
    site.write(CARDS, INCIDENT + RESOLVED + QUESTIONS)
    site.write("incidents/sorry.md", APOLOGY)

    assert list(made_by(files, edition_of(site.root))) == list(made_by(files, edition_of(site.root)))


def test_hard_text_survives_in_titles_and_bodies(site: Site) -> None:
    title = 'He said "x" ]]> <script>alert(1)</script> & 😀 שלום'
    words = f"`{title}` \x07 {'ü😀' * 5_000}"
    site.write(CARDS, INCIDENT.replace("Card payments fail at checkout", f"'{title}'") + f"\n{words}\n")

    read = _read(edition_of(site.root, DURING))

    _assert_valid(read)
    post = read["posts/2026-03-02-cards"]
    assert post["title"] == read["posts"]["posts"][0]["title"] == title
    assert "ü😀" * 5_000 in post["updates"][0]["body_html"]
    assert "&lt;script&gt;" in post["updates"][0]["body_html"]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
