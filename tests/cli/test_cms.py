"""The editor in the browser: one configuration for Sveltia CMS and Decap CMS, with every field that the forms have.

Both projects publish rules for it (a JSON Schema, and a schema in code). `_KEYS` has what both allow for each kind of
field that we use; the whole file was held against theirs when it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from test_check_against import git
from yaml_12 import front_matter

from conftest import Site
from mkdocs_candor.cli import candor
from mkdocs_candor.edit.front_matter import dump_yaml
from mkdocs_candor.model.post import PostType
from mkdocs_candor.publish.headers import headers_for, rules
from mkdocs_candor.publish.inline import Inline
from mkdocs_candor.read.form import keys_of
from mkdocs_candor.read.posts import read_post_text
from mkdocs_candor.read.resources import THEME_KEYS, ResourceForm
from mkdocs_candor.read.schema import POST_FORMS

ROOT = Path(__file__).parents[2]
_ALWAYS = {"name", "label", "widget", "required", "hint", "default"}
_KEYS = {
    "hidden": set(),
    "string": {"pattern"},
    "boolean": set(),
    "datetime": {"format", "date_format", "time_format", "picker_utc"},
    "select": {"options"},
    "object": {"fields", "collapsed"},
    "list": {"field", "fields", "collapsed", "label_singular"},
    "markdown": {"modes"},
}
_NEEDED = {"select": {"options"}, "object": {"fields"}, "list": set(), "hidden": {"default"}}


def _run(site: Site, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    monkeypatch.chdir(site.root)
    return CliRunner().invoke(candor, ["cms", *options])


@pytest.fixture
def config(site: Site, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    result = _run(site, monkeypatch, "--host", "github", "--repo", "acme/status")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = yaml.safe_load(result.output)
    *found["collections"], found["lists"] = found["collections"]
    return found


def _all_fields(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from _all_fields([*field.get("fields", []), *([field["field"]] if "field" in field else [])])


def test_every_collection_has_what_both_editors_want(config: dict[str, Any]) -> None:
    assert config["backend"] == {"name": "github", "repo": "acme/status", "branch": "main"}
    assert config["media_folder"] == "site_src/assets"
    assert [c["name"] for c in config["collections"]] == [*map(str, PostType), "resource"]
    for collection in config["collections"]:
        assert {"name", "label", "folder", "fields", "create", "format", "extension"} <= set(collection)
        assert (collection["format"], collection["extension"]) == ("yaml-frontmatter", "md")
        for fields in (
            collection["fields"],
            *(f["fields"] for f in _all_fields(collection["fields"]) if "fields" in f),
        ):
            names = [field["name"] for field in fields]
            assert fields
            assert len(names) == len(set(names))


def test_every_field_is_one_that_both_editors_know(config: dict[str, Any]) -> None:
    wrong = [
        (collection["name"], field)
        for collection in config["collections"]
        for field in _all_fields(collection["fields"])
        if not (_NEEDED.get(field["widget"], set()) | {"name"} <= set(field) <= _KEYS[field["widget"]] | _ALWAYS)
        or ("pattern" in field and not (len(field["pattern"]) == 2 and re.compile(field["pattern"][0])))
    ]

    assert wrong == []


def test_the_fields_are_those_of_the_forms(config: dict[str, Any]) -> None:
    fields = {c["name"]: {f["name"] for f in c["fields"]} for c in config["collections"]}

    for type_, form in POST_FORMS.items():
        assert fields[str(type_)] == {*keys_of(form), "body"} - {"imported"}
    assert fields["resource"] == {*keys_of(ResourceForm), "body"} - THEME_KEYS


def test_no_key_of_the_demo_is_lost_in_the_editor(config: dict[str, Any]) -> None:
    fields = {c["name"]: {f["name"] for f in c["fields"]} for c in config["collections"]}

    for file in (ROOT / "incidents").rglob("*.md"):
        content = front_matter(file)
        # A translation has no type of its own: it stands beside its post, as `<post>.de.md`.
        post = content if "type" in content else front_matter(file.with_suffix("").with_suffix(".md"))
        assert set(content) <= fields[post["type"]], file


def test_components_and_desks_are_those_of_the_site(config: dict[str, Any]) -> None:
    fields = {field["name"]: field for field in config["collections"][0]["fields"]}

    assert [(f["name"], f["label"]) for f in fields["components"]["fields"]] == [
        ("checkout", "Checkout"),
        ("search", "Search"),
    ]
    assert fields["components"]["fields"][0]["options"] == [
        "operational", "degraded_performance", "partial_outage", "major_outage",
    ]  # fmt: skip
    assert fields["desk"]["options"] == ["help-desk"]


def test_components_and_desks_are_edited_as_text_so_that_their_comments_stay(config: dict[str, Any]) -> None:
    lists = config["lists"]

    # A file without front matter is all body to both editors, which write a body back as it is.
    assert (lists["name"], lists["format"]) == ("lists", "yaml-frontmatter")
    assert [file["file"] for file in lists["files"]] == ["incidents/components.yml", "incidents/desks.yml"]
    for file in lists["files"]:
        (field,) = file["fields"]
        assert (field["name"], field["widget"], field["output_code_only"]) == ("body", "code", True)


def test_a_file_that_an_editor_would_take_for_front_matter_is_left_out(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site.root / "incidents/desks.yml").unlink()
    components = (site.root / "incidents/components.yml").read_text("utf-8")
    site.write("incidents/components.yml", f"---\n{components}")

    collections = yaml.safe_load(_run(site, monkeypatch, "--host", "github", "--repo", "acme/status").output)

    assert "lists" not in [collection["name"] for collection in collections["collections"]]


def _entered(field: dict[str, Any]) -> Any:
    """Return what a person enters in a field."""
    kind = field["widget"]
    if kind == "datetime":
        return "2026-11-18 14:02 UTC" if "HH:mm" in field["format"] else "2026-11-18"
    if kind == "select":
        return field["options"][-1]
    if kind == "object":
        return {inner["name"]: _entered(inner) for inner in field["fields"]}
    if kind == "list":
        item = {**field, "widget": "object"} if "fields" in field else field["field"]
        return [_entered(item)]
    if kind == "boolean":
        return False
    if "pattern" in field:
        return (
            "2026-11-18 14:02 UTC"
            if "[ T]" in field["pattern"][0]
            else "https://acme.example/x"
            if "http" in (field["pattern"][0])
            else "one"
        )
    return field.get("default", "Words")


@pytest.mark.parametrize("is_full", [False, True], ids=["what must be", "everything"])
@pytest.mark.parametrize("type_", POST_FORMS, ids=str)
def test_what_is_entered_there_is_a_post(config: dict[str, Any], type_: PostType, is_full: bool) -> None:
    collection = next(c for c in config["collections"] if c["name"] == type_)
    fields = [f for f in collection["fields"] if f["name"] != "body" and (is_full or f.get("required", True))]
    values = {field["name"]: _entered(field) for field in fields}
    values |= {"ends": "2026-11-18 15:02 UTC"} if type_ is PostType.MAINTENANCE else {}
    values |= {"lang": "en"} if is_full else {}
    body = next(f for f in collection["fields"] if f["name"] == "body").get("default", "Words.")
    text = f"---\n{dump_yaml(values)}---\n\n{body.replace('YYYY-MM-DD HH:MM', '2026-11-18 14:02')}"

    read = read_post_text(text, "incidents/2026/2026-11-18-x.md", None)

    told = {
        "duplicate-promise-id",
        "empty-key-line",
        "dropped-without-why",
        "slip-not-later",
    }  # what a person would have said
    assert [problem for problem in read.notes.problems if problem.rule not in told] == []
    assert read.post is not None
    assert not read.is_draft


def test_the_page_is_written_only_when_asked_for_and_loads_nothing_from_elsewhere(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(site, monkeypatch, "--host", "github", "--repo", "acme/status")
    assert not (site.root / "site_src/admin").exists()

    result = _run(site, monkeypatch, "--write", "--host", "github", "--repo", "acme/status")

    page = (site.root / "site_src/admin/index.html").read_text("utf-8")
    assert result.output.splitlines()[:2] == ["wrote site_src/admin/config.yml", "wrote site_src/admin/index.html"]
    assert "put the editor's script beside the page, as site_src/admin/sveltia-cms.js" in result.output
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["sveltia-cms.js"]
    assert 'content="noindex"' in page
    built = site.build("--strict")
    assert built.code == 0, built.log
    assert built.has("admin/index.html")
    assert built.has("admin/config.yml")
    assert "admin/" not in built.text("sitemap.xml") + built.text("index.html")
    assert (
        "connect-src 'self' data: blob: https:" in built.text("_headers").partition("/admin/*")[2].partition("\n\n")[0]
    )


def test_only_the_editors_own_page_may_talk_with_others() -> None:
    inline = Inline()

    with_editor = rules(["index.html"], ["admin/index.html", "admin/config.yml"], inline)
    without = rules(["index.html"], ["admin/index.html"], inline)

    assert "connect-src" in headers_for("/admin/", with_editor)["Content-Security-Policy"]
    assert "connect-src" not in headers_for("/", with_editor)["Content-Security-Policy"]
    assert "connect-src" not in headers_for("/admin/", without)["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "backend"),
    [
        ("git@github.com:acme/status.git", {"name": "github", "repo": "acme/status"}),
        ("https://gitlab.com/acme/ops/status.git", {"name": "gitlab", "repo": "acme/ops/status"}),
        ("ssh://git@gitea.acme.example:2222/acme/status", {"name": "gitea", "repo": "acme/status"}),
    ],
)
def test_git_says_where_the_repository_is(
    site: Site, monkeypatch: pytest.MonkeyPatch, address: str, backend: dict[str, str]
) -> None:
    git(site.root, "init", "--quiet")
    git(site.root, "remote", "add", "origin", address)

    found = yaml.safe_load(_run(site, monkeypatch).output)["backend"]

    assert found.items() >= backend.items()
    assert (found.get("api_root") == "https://gitea.acme.example/api/v1") == (backend["name"] == "gitea")


def test_where_nothing_says_where_the_repository_is_the_command_asks_for_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = _run(site, monkeypatch, "--host", "github")

    assert result.exit_code == 1
    assert result.output == "Error: git does not say where this site is pushed to. Say it: --repo OWNER/NAME.\n"
