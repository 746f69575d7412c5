"""Which files an import takes, what it tells about them, and that a second run changes nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from statuspage_fixtures import PAGE, Import, affected, component, front_matter, incident, maintenance, update

from mkdocs_candor.cli.import_ import import_


@pytest.fixture
def importer(tmp_path: Path) -> Import:
    return Import(tmp_path)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"page": PAGE, "incident": incident()}, id="an incident with its page"),
        pytest.param(incident(), id="a bare incident"),
        pytest.param({"page": PAGE, "incidents": [incident()]}, id="incidents.json"),
        pytest.param({"page": PAGE, "scheduled_maintenances": [maintenance()]}, id="scheduled-maintenances.json"),
        pytest.param([incident()], id="a list of incidents"),
        pytest.param(
            {
                "page": PAGE,
                "components": [component("s", "Search")],
                "incidents": [incident()],
                "scheduled_maintenances": [],
                "status": {"indicator": "none"},
            },
            id="summary.json",
        ),
    ],
)
def test_a_file_is_known_by_what_is_in_it(importer: Import, document: object) -> None:
    importer.give(document, "whatever.txt")

    report = importer.run()

    assert (report.written, len(importer.posts)) == (1, 1)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b"", "empty: the download may have failed", id="zero bytes"),
        pytest.param(b"<html>503</html>", "not JSON", id="an error page"),
        pytest.param(b"\xff\xfe", "not text in UTF-8", id="another encoding"),
        pytest.param(b'{"incidents": [\n1, }', "not JSON", id="cut off"),
        pytest.param(b'{"page": {}}', "no incidents, maintenances or components in it", id="another shape"),
        pytest.param(b"3", "no incidents, maintenances or components in it", id="a number"),
        pytest.param(b"[" * 100_000, "not JSON", id="too deep"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(
    importer: Import, content: bytes, what: str
) -> None:
    bad = importer.give(content, "a.json")
    importer.give(incident(), "b.json")

    report = importer.run()

    assert any(line.startswith(bad.as_posix()) and what in line for line in report.lines())
    assert report.written == 1


def test_a_mark_at_the_start_of_a_file_is_no_matter(importer: Import) -> None:
    importer.give(b"\xef\xbb\xbf" + json.dumps(incident()).encode())

    assert importer.run().written == 1


def test_an_incident_without_an_id_is_reported_and_counted(importer: Import) -> None:
    importer.give(incident(id=None))

    assert importer.run().summary == "read 1, written 0, unchanged 0, kept yours 0, not written 1, reported 1"


def test_the_newest_version_of_an_incident_wins_and_a_difference_is_reported(importer: Import) -> None:
    older = incident(update(), updated_at="2026-03-01T10:00:00.000Z")
    importer.give({"page": PAGE, "incidents": [older]}, "z.json")
    importer.give({"page": PAGE, "incident": incident()}, "a.json")

    report = importer.run()

    assert "Resolved" in importer.posts[0].read_text()
    assert any("2 versions" in line for line in report.lines())


def test_the_same_incident_in_two_files_is_no_news_when_they_agree(importer: Import) -> None:
    importer.give({"page": PAGE, "incident": incident(components=[component("s", "Search")])}, "a.json")
    importer.give(incident(components=[component("s", "Search", status="major_outage")]), "b.json")

    report = importer.run()

    assert (report.read, report.written, report.notes) == (1, 1, set())


def test_an_update_that_only_an_older_version_has_is_reported(importer: Import) -> None:
    importer.give(incident(update(id="gone"), updated_at="2026-03-01T10:00:00.000Z"), "a.json")
    importer.give(incident(), "b.json")

    assert any("not written: gone" in line for line in importer.run().lines())


def test_incidents_of_the_same_name_and_day_get_different_files_whatever_the_order(tmp_path: Path) -> None:
    incidents = [incident(id=f"inc{number}") for number in range(4)]
    trees = []
    for seed in range(3):
        importer = Import(tmp_path / str(seed))
        shuffled = random.Random(seed).sample(incidents, len(incidents))  # noqa: S311
        for number, one in enumerate(shuffled):
            importer.give(one, f"{number}.json")
        importer.run()
        trees.append(importer.tree)

    assert trees[0] == trees[1] == trees[2]
    assert sorted(trees[0])[0] == "2026/2026-03-01-search-is-down-inc1.md"
    assert len(trees[0]) == 4


@pytest.mark.parametrize(
    "name", ["障害のお知らせ", "!!!", "../../etc/passwd", "x" * 300, "con / aux: <b>", "Ünïcode ß"]
)
def test_any_name_makes_a_safe_file_name(importer: Import, name: str) -> None:
    text = importer.of(incident(name=name))

    assert front_matter(text)["title"] == name
    assert importer.posts[0].parent == importer.into / "2026"
    assert len(importer.posts[0].name) <= 100
    assert set(importer.posts[0].name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


def test_a_second_run_writes_nothing_and_says_so(importer: Import) -> None:
    importer.give({"page": PAGE, "incident": incident(components=[component("s", "Search")])}, "a.json")
    importer.give(maintenance(), "b.json")
    importer.run()
    before = importer.tree

    report = importer.run()

    assert importer.tree == before
    assert report.lines()[-2:] == [
        "Nothing to write: all of it is here already.",
        "read 2, written 0, unchanged 2, kept yours 0, not written 0, reported 0",
    ]


def test_a_post_that_staff_edited_is_kept(importer: Import) -> None:
    importer.of(incident())
    edited = importer.posts[0].read_text() + "\nA word of ours.\n"
    importer.posts[0].write_text(edited)

    report = importer.run()

    assert importer.posts[0].read_text() == edited
    assert report.kept == 1
    assert any("kept yours" in line for line in report.lines())


def test_a_post_under_another_name_is_found_again(importer: Import) -> None:
    importer.of(
        incident(
            update(), update("2026-03-01T11:00:00.000Z", "resolved"), update("2026-03-05T09:00:00.000Z", "postmortem")
        )
    )
    importer.posts[0].rename(importer.into / "renamed.md")
    before = importer.tree

    report = importer.run()

    assert importer.tree == before | {"renamed.md": before["renamed.md"]}
    assert report.written == 0


def test_a_post_whose_front_matter_is_half_edited_is_not_written_twice(importer: Import) -> None:
    text = importer.of(incident())
    importer.posts[0].write_text(text.replace("title: ", "title: [oops "))

    report = importer.run()

    assert (len(importer.posts), report.kept) == (1, 1)


def test_a_post_of_staff_is_never_overwritten(importer: Import) -> None:
    mine = importer.into / "2026" / "2026-03-01-search-is-down.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("Mine.\n")

    importer.of(incident())

    assert mine.read_text() == "Mine.\n"
    assert [post.name for post in importer.posts] == ["2026-03-01-search-is-down-inc1.md", mine.name]


GROUPED = [
    component("g1", "Websites", group=True, position=1, components=["c1"]),
    component("c1", "Checkout", group_id="g1", description="Paying for <b>things</b>.", start_date="2025-05-01"),
    component("c2", "API", position=2),
]


def test_components_come_with_groups_descriptions_and_first_days(importer: Import) -> None:
    importer.give({"page": PAGE, "components": GROUPED}, "components.json")

    report = importer.run()

    assert importer.components == {
        "groups": [
            {
                "id": "websites",
                "name": "Websites",
                "components": [
                    {
                        "id": "checkout",
                        "name": "Checkout",
                        "description": "Paying for things.",
                        "since": "2025-05-01",
                        "aliases": ["c1"],
                    }
                ],
            }
        ],
        "components": [{"id": "api", "name": "API", "aliases": ["c2"]}],
    }
    assert (report.found_anything, report.read) == (True, 0)


def test_an_affected_component_is_known_by_its_code_or_else_by_group_and_name(importer: Import) -> None:
    rows = [affected("c1", "Renamed", "major_outage"), affected("", "Websites - Checkout", "major_outage")]
    importer.give({"page": PAGE, "components": GROUPED}, "components.json")
    importer.give(incident(update(affected_components=rows), update("2026-03-01T11:00:00.000Z", "resolved")), "i.json")

    importer.run()

    assert front_matter(importer.posts[0].read_text())["components"] == {"checkout": "major_outage"}


def test_a_group_that_only_posts_name_is_made_from_their_names(importer: Import) -> None:
    rows = [affected("c1", "Websites - Checkout", "major_outage")]

    importer.of(incident(update(affected_components=rows, status="resolved"), components=[GROUPED[1]]))

    assert importer.components["groups"][0]["name"] == "Websites"


def test_a_component_that_nothing_lists_is_made_from_what_posts_call_it(importer: Import) -> None:
    importer.of(incident(update(status="resolved", affected_components=[affected("x", "Old - Thing", "operational")])))

    assert importer.components == {"components": [{"id": "old-thing", "name": "Old - Thing", "aliases": ["x"]}]}


def test_components_of_one_name_in_two_groups_stay_two(importer: Import) -> None:
    importer.give(
        {
            "components": [
                component("g1", "East", group=True, position=1),
                component("g2", "West", group=True, position=2),
                component("c1", "API", group_id="g1"),
                component("c2", "API", group_id="g2"),
            ]
        }
    )

    importer.run()

    assert [c["id"] for group in importer.components["groups"] for c in group["components"]] == ["api", "west-api"]


def test_a_component_that_only_points_elsewhere_is_hidden(importer: Import) -> None:
    importer.give({"components": [component("v", "Visit status.palegrove.example for more information")]})

    report = importer.run()

    assert importer.components["components"][0]["hidden"] == "true"
    assert any("hidden" in line for line in report.lines())


OURS = """\
# Ours.
groups:
  - id: web
    name: Websites   # as the map has it
    components:
      - {id: shop, name: Checkout}

  # A comment between.

components:
  - id: api
    name: API
    aliases: [c2]
# The end.
"""


def test_components_that_are_there_stay_as_they_are_and_only_missing_ones_are_added(importer: Import) -> None:
    importer.into.mkdir()
    (importer.into / "components.yml").write_text(OURS)
    importer.give({"components": [*GROUPED, component("c3", "Search", group_id="g1"), component("c4", "Mail")]})

    importer.run()

    assert (importer.into / "components.yml").read_text() == OURS.replace(
        "      - {id: shop, name: Checkout}\n",
        "      - {id: shop, name: Checkout}\n      - id: search\n        name: Search\n        aliases: [c3]\n",
    ).replace("    aliases: [c2]\n", "    aliases: [c2]\n  - id: mail\n    name: Mail\n    aliases: [c4]\n")


@pytest.mark.parametrize("existing", ["components: [{id: a, name: A}]\n", "- a\n", "a: [\n", "components: [\n"])
def test_a_components_file_that_cannot_be_extended_safely_is_left_alone(importer: Import, existing: str) -> None:
    importer.into.mkdir()
    (importer.into / "components.yml").write_text(existing)
    importer.give(incident(components=[component("s", "Search")]))

    report = importer.run()

    assert (importer.into / "components.yml").read_text() == existing
    assert any("components.yml" in line for line in report.lines())
    assert report.written == 1


def test_the_command_prints_the_report_and_its_summary_last(importer: Import) -> None:
    importer.give(incident(), "b.json")
    bad = importer.give("", "a.json")

    result = CliRunner().invoke(import_, ["statuspage", str(importer.source), "--into", str(importer.into)])

    assert result.exit_code == 0
    assert result.stderr == "Next: candor check, then look at it: candor preview\n"
    assert result.stdout.splitlines() == [
        f"{bad.as_posix()}: empty: the download may have failed",
        "1 file written.",
        "read 1, written 1, unchanged 0, kept yours 0, not written 0, reported 1",
    ]


def test_the_command_fails_when_nothing_could_be_read(importer: Import) -> None:
    missing = importer.source / "nowhere"

    result = CliRunner().invoke(import_, ["statuspage", str(missing), "--into", str(importer.into)])

    assert result.exit_code == 1
    assert f"{missing.as_posix()}: no such file or folder" in result.output


def test_the_incidents_folder_is_that_of_the_only_site_of_a_repository(
    importer: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (".git", "status", "elsewhere"):
        (tmp_path / "larger" / folder).mkdir(parents=True)
    (tmp_path / "larger" / "status" / "mkdocs.yml").write_text("plugins:\n  - candor\n")
    importer.give(incident())
    monkeypatch.chdir(tmp_path / "larger" / "elsewhere")

    CliRunner().invoke(import_, ["statuspage", str(importer.source)])

    assert (tmp_path / "larger" / "status" / "incidents" / "2026" / "2026-03-01-search-is-down.md").is_file()


def test_the_incidents_folder_is_the_one_beside_the_nearest_mkdocs_yml(
    importer: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    importer.give(incident())
    monkeypatch.chdir(tmp_path / "deep" / "er")

    CliRunner().invoke(import_, ["statuspage", str(importer.source)])

    assert (tmp_path / "incidents" / "2026" / "2026-03-01-search-is-down.md").is_file()
