"""Whole repositories: what is shown, what is doubted, what is kept back."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_candor.model.post import Apology, Incident, Maintenance
from mkdocs_candor.model.problem import Level
from mkdocs_candor.model.promise import PromiseKind, PromiseOutcome
from mkdocs_candor.model.status import Status
from mkdocs_candor.read.catalogue import CatalogueForm
from mkdocs_candor.read.desks import DesksForm
from mkdocs_candor.read.form import keys_of
from mkdocs_candor.read.history import Reading, read_history
from mkdocs_candor.read.resources import THEME_KEYS, ResourceForm
from mkdocs_candor.read.schema import POST_FORMS

INCIDENT = """\
---
type: incident
title: Card payments fail
severity: major
components:
  checkout: partial_outage
started: 2026-11-18 13:40 UTC
---

Summary.

## 2026-11-18 14:02 UTC — Investigating

We are looking.
"""
COMPONENTS = "components:\n  - {id: checkout, name: Checkout, aliases: [pay]}\n  - {id: api, name: API}\n"


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("incidents/components.yml", COMPONENTS)

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, timezone: ZoneInfo | None = None) -> Reading:
        return read_history(
            self.root, incidents=self.root / "incidents", pages=self.root / "site_src", timezone=timezone
        )

    def incident(self, text: str) -> Incident:
        self.write("incidents/x.md", text)
        [post] = self.read().history.posts
        assert isinstance(post, Incident)
        return post


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def test_a_good_file_has_no_problems(repository):
    repository.write("incidents/2026/2026-11-18-cards.md", INCIDENT)

    reading = repository.read()

    [post] = reading.history.posts
    assert reading.problems == ()
    assert post.id == "2026-11-18-cards"
    assert post.source.path == "incidents/2026/2026-11-18-cards.md"
    assert (post.body, post.body_line) == ("Summary.", 10)
    assert post.updates[0].source.line == 12
    assert reading.files == ("incidents/2026/2026-11-18-cards.md", "incidents/components.yml")


def test_windows_newlines_and_byte_order_marks_change_nothing(repository):
    plain = repository.incident(INCIDENT)

    other = repository.incident("\ufeff" + INCIDENT.replace("\n", "\r\n").replace("Card", "Ca\ufeffrd\x00\x1b"))

    assert other == plain


def test_what_can_be_read_is_published_with_its_components_in_doubt(repository):
    post = repository.incident(INCIDENT.replace("major", "mayor").replace("partial_outage", "broken"))

    assert not post.is_readable
    assert post.severity is None
    assert post.components == {"checkout": Status.UNKNOWN}
    assert len(post.updates) == 1


def test_components_of_an_incident_may_be_a_list(repository):
    post = repository.incident(INCIDENT.replace("\n  checkout: partial_outage", " [checkout, api]"))

    assert post.components == {"checkout": Status.PARTIAL_OUTAGE, "api": Status.PARTIAL_OUTAGE}


def test_aliases_become_the_ids_they_stand_for(repository):
    post = repository.incident(
        INCIDENT.replace("checkout:", "pay:") + "\n## 2026-11-18 15:00 UTC — Identified\nComponents: pay=operational\n"
    )

    assert post.components == {"checkout": Status.PARTIAL_OUTAGE}
    assert post.updates[1].components == {"checkout": Status.OPERATIONAL}


def test_an_unknown_component_stays_and_can_be_no_path(repository):
    post = repository.incident(INCIDENT.replace("checkout:", "../etc:"))

    assert list(post.components) == ["etc"]
    assert not post.is_readable


def test_components_without_a_file_come_from_the_posts(repository):
    (repository.root / "incidents/components.yml").unlink()
    repository.write("incidents/x.md", INCIDENT.replace("checkout:", "card-payments:"))

    reading = repository.read()

    assert [(c.id, c.name) for c in reading.history.components] == [("card-payments", "Card payments")]
    assert reading.history.is_complete
    assert [(p.rule, p.level) for p in reading.problems] == [("no-components-file", Level.WARNING)]


def test_a_maintenance_hurts_nobody_but_maintains(repository):
    repository.write(
        "incidents/m.md",
        "---\ntype: maintenance\ntitle: T\nstarts: 2026-11-24 22:00\nends: 2026-11-25 00:00\ncomponents: [api]\n---\n"
        "## 2026-11-20 10:00 — Scheduled\n",
    )

    [post] = repository.read(ZoneInfo("Europe/Berlin")).history.posts

    assert isinstance(post, Maintenance)
    assert post.components == {"api": Status.UNDER_MAINTENANCE}
    assert post.window
    assert post.window.start == datetime(2026, 11, 24, 21, tzinfo=UTC)


APOLOGY = """\
---
type: apology
title: We are sorry
incident: x
date: 2026-11-20
repair: none
repair_reason: nobody lost anything
impact: {who: shops, from: 2026-11-18 13:40 UTC, data_loss: none}
follow_up: {date: 2026-12-01, where: this page, owner: Ines Roth}
follow_ups:
  - {id: F1, what: Call each shop, due: 2026-12-05 12:00 UTC}
prevention:
  - id: P1
    action: Test old phones
    due: 2026-12-01
    status: slipped
    slips: [{on: 2026-11-30, due: 2026-12-20, why: more phones than we thought}]
---

We failed you.
"""


def test_the_promises_of_an_apology_are_read(repository):
    repository.write("incidents/x.md", INCIDENT)
    repository.write("incidents/y.md", APOLOGY)

    reading = repository.read()
    apology = reading.history.posts[1]

    assert reading.problems == ()
    assert isinstance(apology, Apology)
    assert [(p.id, p.kind, p.due) for p in apology.follow_ups] == [
        ("follow-up", PromiseKind.FOLLOW_UP, datetime(2026, 12, 2, tzinfo=UTC)),
        ("F1", PromiseKind.FOLLOW_UP, datetime(2026, 12, 5, 12, tzinfo=UTC)),
    ]
    [promise] = apology.prevention
    assert promise.outcome is PromiseOutcome.SLIPPED
    assert promise.due == datetime(2026, 12, 2, tzinfo=UTC)
    assert promise.slips[0].due == datetime(2026, 12, 21, tzinfo=UTC)
    assert promise.source.line == 13
    assert apology.repairs == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("title: Card", "title: Card: ", id="broken front matter"),
        pytest.param("title:", "draft: perhaps\ntitle:", id="draft that is neither true nor false"),
        pytest.param("title:", "publish_at: 2026-11-18 13:40\ntitle:", id="embargo without a zone"),
        pytest.param("title:", "publish-at: 2026-11-18 13:40 UTC\ntitle:", id="misspelt embargo"),
        pytest.param("  checkout", "  draft: true\n  checkout", id="draft in the wrong place"),
        pytest.param("type: incident", "type: secret", id="unknown type"),
    ],
)
def test_nothing_is_known_of_a_file_that_may_be_a_secret(repository, old, new):
    repository.write("incidents/x.md", INCIDENT.replace(old, new, 1))

    history = repository.read().history

    assert history.posts == ()
    assert [unread.id for unread in history.unread] == ["x"]


def test_a_draft_that_is_broken_makes_nothing_unknown(repository):
    repository.write("incidents/x.md", INCIDENT.replace("title: Card", "draft: true\ntitle: Card: "))
    repository.write("incidents/y.md", INCIDENT.replace("title:", "draft: yes\nseverty: 1\ntitle:"))

    reading = repository.read()

    assert reading.history.unread == ()
    assert [(post.id, post.draft, post.is_readable) for post in reading.history.posts] == [("y", True, True)]
    assert {problem.level for problem in reading.problems} == {Level.WARNING}


def test_all_problems_of_all_files_are_told_at_once(repository):
    repository.write("incidents/a.md", INCIDENT.replace("severity", "severty").replace("14:02 UTC", "14:02"))
    repository.write("incidents/b.md", b"\xff\xfe\x00")
    repository.write("incidents/c.md", INCIDENT.replace("checkout", "chekout"))

    problems = repository.read().problems

    assert list(problems) == sorted(problems)
    assert {problem.rule for problem in problems} == {
        "unknown-key",
        "missing-key",
        "no-time-zone",
        "not-utf8",
        "unknown-component",
    }


def test_an_incident_that_came_back_is_no_mistake(repository):
    post = repository.incident(
        INCIDENT
        + "## 2026-11-18 15:00 UTC — Resolved\n\nA\n\n## 2026-11-18 16:00 UTC — Monitoring\n\nB\n\n"
        + "## 2026-11-18 17:00 UTC — Resolved\n\nC\n"
    )

    assert post.is_readable
    assert [p.rule for p in repository.read().problems] == ["update-after-end"]


def test_posts_of_one_id_are_both_kept(repository):
    repository.write("incidents/2025/x.md", INCIDENT)
    repository.write("incidents/2026/x.md", INCIDENT)

    posts = repository.read().history.posts

    assert [(post.id, post.is_readable) for post in posts] == [("x", False), ("x-2", False)]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_nowhere_is_a_problem(repository):
    (repository.root / "incidents/x.md").symlink_to("nowhere.md")

    assert [p.rule for p in repository.read().problems] == ["unreadable-file"]


def test_a_community_page_is_read(repository):
    repository.write("incidents/x.md", INCIDENT.replace("title:", "resources: [pay]\ntitle:"))
    repository.write(
        "site_src/community/pay.md",
        "---\ntitle: Pay otherwise\npower: work around\nincidents: [x]\ntags: [a]\n---\nText",
    )
    repository.write("site_src/community/index.md", "# Community")

    reading = repository.read()

    assert reading.problems == ()
    assert [(r.id, r.page, r.power) for r in reading.history.resources] == [("pay", "community/pay.md", "work around")]


values = st.recursive(
    st.text(max_size=12) | st.sampled_from(["true", "2026-11-18", "2026-11-18 14:02 UTC", "none", "done", "slipped"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "due", "status", "slips", "on", "why", "what", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
KEYS = sorted({key for form in POST_FORMS.values() for key in keys_of(form)} | {"oops"})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(["incident", "maintenance", "announcement", "apology", "report", "x"]),
    st.dictionaries(st.sampled_from(KEYS), values),
    st.text(max_size=40),
)
def test_any_front_matter_is_read_or_refused(repository, type, front, body):
    front.setdefault("type", type)
    text = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items())
    repository.write("incidents/x.md", f"---\n{text}---\n{body}".encode("utf-8", "replace"))
    repository.write("site_src/community/x.md", f"---\n{text}---\n{body}".encode("utf-8", "replace"))

    reading = repository.read()

    assert len(reading.history.posts) + len(reading.history.unread) <= 1
    assert reading == repository.read()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary() | st.text().map(lambda t: t.encode("utf-8", "replace")), st.booleans())
def test_any_file_is_read_or_refused(repository, content, has_start):
    content = b"---\n" + content if has_start else content
    for path in ("incidents/x.md", "incidents/components.yml", "incidents/desks.yml", "site_src/community/x.md"):
        repository.write(path, content)

    assert all(problem.line >= 1 for problem in repository.read().problems)


@pytest.mark.parametrize(
    "front",
    [
        "a: " + "[" * 100_000,
        "".join("  " * depth + "a:\n" for depth in range(1000)),
        "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "? [a]\n: b\n",
        "title: " + "x" * 1_000_000,
        "severity: " + "9" * 100_000,
        "<<: {a: b}\n",
        '"\\uD800": x\n',
        "a: b\n...\nc: d\n",
        "%YAML 9.9\n",
        "!!python/object/apply:os.system ['true']\n",
    ],
    ids=lambda front: front[:12],
)
def test_hostile_front_matter_is_told_not_thrown(repository, front):
    repository.write("incidents/x.md", f"---\ntype: incident\n{front}\n---\n")

    assert repository.read().problems


@pytest.mark.parametrize("form", [*POST_FORMS.values(), CatalogueForm, DesksForm, ResourceForm])
def test_editors_can_be_given_a_schema_of_every_form(form):
    schema = form.model_json_schema()

    assert schema["additionalProperties"] is False
    described = [key for key, value in schema["properties"].items() if value.get("description")]
    assert set(described) | {"type"} >= set(keys_of(form)) - THEME_KEYS
    assert all({"type": "null"} not in schema["properties"][key].get("anyOf", ()) for key in schema.get("required", ()))
