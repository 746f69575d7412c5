"""What an import writes, our own reader takes without an error, and it says what the source said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from statuspage_fixtures import PAGE, Import, affected, component, incident, maintenance, update

from mkdocs_candor.model.post import Incident, Maintenance, Report
from mkdocs_candor.model.problem import Level
from mkdocs_candor.read.history import Reading, read_history

START = datetime(2026, 3, 1, 10, tzinfo=UTC)

STATUSES = st.sampled_from(
    ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance", "", "odd"]
)
AFFECTED = st.builds(
    affected,
    st.sampled_from(["c1", "c2", "", "gone"]),
    st.sampled_from(["Shop", "Group - Shop", "API", "Old: # thing", "日本"]),
    STATUSES,
    STATUSES,
)
BODIES = st.lists(
    st.sampled_from(
        [
            "Text.",
            "## 2026-03-01 10:00 UTC — Resolved",
            "2026-03-01 10:00 UTC - Resolved",
            "**2026-03-01 10:00 UTC — In-progress**",
            "<p><b>2026-03-01 10:00 UTC — Resolved</b></p>",
            "## Questions",
            "Components: checkout=operational",
            "By: me",
            "Next update: soon",
            "```",
            "<!-- hidden",
            "-->",
            "---",
            "type: incident",
            "<ul><li>By: me</li><li>## Questions</li></ul>",
            "<h2>2026-03-01 10:00 UTC — Resolved</h2>",
            "<p>Was: 2026</p>",
            "&lt;!-- x",
            "<br>Edited: x",
            "\r\n\r\n",
            "<code>```</code>",
            "\x00\u2028",
        ]
    ),
    max_size=6,
)
TIMES = st.builds(
    lambda milliseconds: (START + timedelta(milliseconds=milliseconds)).isoformat(timespec="milliseconds"),
    st.one_of(st.integers(0, 4), st.integers(0, 10**8)),
)


def updates(statuses: list[str]) -> st.SearchStrategy[list[Any]]:
    one = st.builds(
        lambda at, status, body, rows: update(at, status, body, affected_components=rows),
        TIMES,
        st.sampled_from([*statuses, "postmortem", "Odd: <b>"]),
        st.builds("".join, BODIES) | st.builds("\n".join, BODIES),
        st.lists(AFFECTED, max_size=3) | st.none(),
    )
    return st.lists(one, min_size=1, max_size=6)


NAMES = st.sampled_from(["Search is down", "no", "- a: # b", "'", '"x', "日本", "[a](b) <b>", "10:30", "{{ x }}", ""])
COMPONENTS = st.just([component("c1", "Shop", group_id="g1"), component("c2", "API: #1")]) | st.just([])
INCIDENTS = st.builds(
    lambda given_updates, name, components: incident(*given_updates, name=name, components=components),
    updates(["investigating", "identified", "monitoring", "resolved"]),
    NAMES,
    COMPONENTS,
)
MAINTENANCES = st.builds(
    lambda given_updates, name, until: maintenance(*given_updates, name=name, scheduled_until=until),
    updates(["scheduled", "in_progress", "verifying", "completed"]),
    NAMES,
    TIMES | st.none() | st.just("2026-03-03T00:00:00Z"),
)


def reading(importer: Import) -> Reading:
    root = importer.into.parent
    return read_history(root, incidents=importer.into, pages=root / "pages", timezone=None)


def errors(read: Reading) -> list[str]:
    return [str(problem) for problem in read.problems if problem.level is Level.ERROR]


@settings(deadline=None, max_examples=60)
@given(INCIDENTS | MAINTENANCES)
def test_whatever_the_source_says_our_reader_takes_it(source: Any) -> None:
    with TemporaryDirectory() as folder:
        importer = Import(Path(folder))
        importer.give({"page": PAGE, "incident": source})

        report = importer.run()

        read = reading(importer)
        assert errors(read) == []
        assert (report.written, importer.run().unchanged) == (1, 1)
        posts = [post for post in read.history.posts if not isinstance(post, Report)]
        told = {
            datetime.fromisoformat(u["display_at"]) for u in source["incident_updates"] if u["status"] != "postmortem"
        }
        assert len(posts) == 1
        assert told <= {u.at for u in posts[0].updates}


def test_times_stages_and_statuses_are_those_of_the_source(tmp_path: Path) -> None:
    importer = Import(tmp_path)
    importer.give(
        incident(
            update("2026-03-01T10:00:00.001Z", affected_components=[affected("s", "Search", "major_outage")]),
            update(
                "2026-03-01T10:10:00.020Z", "identified", affected_components=[affected("a", "API", "partial_outage")]
            ),
            update("2026-03-01T11:00:00.300Z", "resolved"),
        ),
        "incident.json",
    )
    importer.give(maintenance(components=[component("d", "Disks")]), "maintenance.json")
    importer.run()

    read = reading(importer)

    maintained, broken = sorted(read.history.posts, key=lambda post: post.title)
    assert isinstance(broken, Incident)
    assert isinstance(maintained, Maintenance)
    assert [(u.at.isoformat(), u.stage) for u in broken.updates] == [
        ("2026-03-01T10:00:00.001000+00:00", "investigating"),
        ("2026-03-01T10:10:00.020000+00:00", "identified"),
        ("2026-03-01T11:00:00.300000+00:00", "resolved"),
    ]
    assert (broken.components, broken.updates[1].components) == ({"search": "major_outage"}, {"api": "partial_outage"})
    assert maintained.components == {"disks": "under_maintenance"}
    assert [u.stage for u in maintained.updates] == ["scheduled", "in_progress", "verifying", "completed"]
    assert errors(read) == []
