"""What hosts read of ours is valid by the JSON Schemas that they publish themselves.

Each schema is fetched from its own address, or read from the folder CANDOR_SCHEMAS, under the last part of the address.
Where neither is possible, its test says so and is skipped; `CANDOR_CLIENTS=required` makes that a failure.
"""

from __future__ import annotations

import json
import os
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema.validators import validator_for

from conftest import Site
from mkdocs_candor.cli import candor
from mkdocs_candor.cli.checked.as_sarif import SCHEMA as SARIF

pytestmark = pytest.mark.clients

GITLAB = "https://gitlab.com/gitlab-org/gitlab/-/raw/master/app/"
CODE_QUALITY = f"{GITLAB}validators/json_schemas/codeclimate.json"
PIPELINE = f"{GITLAB}assets/javascripts/editor/schema/ci.json"
WORKFLOW = "https://json.schemastore.org/github-workflow.json"
BAD_FILES = Path(__file__).parents[1] / "bad_files"


def published(address: str) -> Any:
    """Return the schema at an address."""
    folder = os.environ.get("CANDOR_SCHEMAS")
    try:
        if folder:
            return json.loads((Path(folder) / address.rpartition("/")[2]).read_text("utf-8"))
        with urllib.request.urlopen(address, timeout=30) as answer:
            return json.load(answer)
    except OSError as error:
        if os.environ.get("CANDOR_CLIENTS") == "required":
            raise
        pytest.skip(f"{address} cannot be had: {error}")


def mistakes(schema: Any, value: Any) -> list[str]:
    found = validator_for(schema)(schema).iter_errors(value)
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in found]


@pytest.fixture
def bad_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with every bad file that we know of."""
    for kind in BAD_FILES.iterdir():
        for file in kind.glob("incidents/**/*.md"):
            if file.is_file():
                site.write(f"incidents/{kind.name}/{file.name}", file.read_bytes())
    monkeypatch.chdir(site.root)
    return site


def reported(format_: str) -> Any:
    result = CliRunner().invoke(candor, ["check", "--format", format_])
    assert result.exit_code == 1, result.output
    return json.loads(result.output)


def test_sarif_is_valid_by_the_schema_of_the_standard(bad_site: Site) -> None:
    report = reported("sarif")

    assert len(report["runs"][0]["results"]) > 200
    assert mistakes(published(SARIF), report) == []


def test_a_code_quality_report_is_valid_by_the_schema_that_gitlab_reads_it_with(bad_site: Site) -> None:
    schema, report = published(CODE_QUALITY), reported("gitlab")

    assert len(report) > 200
    assert [mistake for entry in report for mistake in mistakes(schema, entry)] == []


@pytest.mark.parametrize("is_inner", [False, True], ids=["a repository", "a folder of a larger one"])
@pytest.mark.parametrize(
    ("recipe", "path", "address"),
    [
        *((name, ".github/workflows/status.yml", WORKFLOW) for name in ("github", "cloudflare", "server", "s3")),
        ("gitlab", ".gitlab-ci.yml", PIPELINE),
    ],
)
def test_a_recipe_is_valid_by_the_schema_of_its_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recipe: str, path: str, address: str, is_inner: bool
) -> None:
    (tmp_path / ".git").mkdir()
    site = Site(tmp_path / "status" if is_inner else tmp_path, monkeypatch)
    monkeypatch.chdir(site.root)
    CliRunner().invoke(candor, ["recipe", recipe])
    written = {file for file in (tmp_path / path, site.root / path) if file.exists()}
    schema = published(address)

    assert written
    for file in written:
        content = yaml.safe_load(file.read_text("utf-8"))
        if True in content:  # YAML 1.1 takes the key `on` for a flag
            content["on"] = content.pop(True)
        assert mistakes(schema, content) == []
