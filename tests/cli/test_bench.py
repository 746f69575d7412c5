"""`candor bench` measures a history that anyone can make again."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from mkdocs_candor.cli import candor
from mkdocs_candor.cli.corpus import write_site
from mkdocs_candor.read.history import read_history


def test_the_same_number_of_posts_is_the_same_history_without_a_mistake(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_site(tmp_path / name, 60)
    one, two = ({p.relative_to(f): p.read_bytes() for p in f.rglob("*.*")} for f in tmp_path.iterdir())

    read = read_history(
        tmp_path / "one", incidents=tmp_path / "one/incidents", pages=tmp_path / "one/site_src", timezone=None
    )

    assert one == two
    assert not read.problems
    assert len({post.type for post in read.history.posts}) == 5


def test_it_tells_what_each_build_took_and_made(tmp_path: Path) -> None:
    kept = tmp_path / "project"

    result = CliRunner().invoke(candor, ["bench", "1", "--keep", str(kept), "--json"])

    assert result.exit_code == 0, result.output
    builds = json.loads(result.output)["builds"]
    assert list(builds) == ["cold", "warm", "one commit"]
    assert all(build["seconds"] > 0 and build["files"] > 50 for build in builds.values())
    open_one, begun = sorted((kept / "incidents").rglob("*.md"))
    assert "Most works again" in open_one.read_text("utf-8")
    assert "delivered late" in begun.read_text("utf-8")
    assert builds["cold"]["stages"]["feeds"]["bytes"] > 0
