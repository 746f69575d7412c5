"""What editors are told is what the reader takes: schemas are made from its forms, and hold for every file we know."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from yaml_12 import front_matter, parsed

from conftest import ENGINE
from mkdocs_candor.cli import candor
from mkdocs_candor.cli.corpus import write_site
from mkdocs_candor.cli.editors.schemas import schemas
from mkdocs_candor.cli.editors.snippets import snippets
from mkdocs_candor.cli.editors.workspace import workspace
from mkdocs_candor.read.posts import read_post_text
from mkdocs_candor.read.schema import POST_FORMS

ROOT = Path(__file__).parents[2]
BAD_FILES = ROOT / "tests" / "bad_files"
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
_REGISTRY: Any = Registry().with_resources([(name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()])
# What is wrong with the shape of front matter, and not with what it means.
SHAPE = {"unknown-key", "missing-key", "wrong-shape", "bad-id", "bad-url", "unknown-type"}


def _errors(name: str, content: Any) -> list[str]:
    found = Draft7Validator(SCHEMAS[f"{name}.schema.json"], registry=_REGISTRY).iter_errors(content)
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in found]


def _schema_for(file: Path) -> str:
    if file.suffix == ".yml":
        return file.stem
    if re.search(r"\.[a-z]{2}\.md$", file.name):
        return "translation"
    return "resource" if "site_src" in file.parts else "post"


def _errors_in(file: Path) -> list[str]:
    content = parsed(file.read_text("utf-8")) if file.suffix == ".yml" else front_matter(file)
    return _errors(_schema_for(file), content)


def test_the_committed_schemas_are_those_that_the_forms_make() -> None:
    committed = {file.name: file.read_text("utf-8") for file in (ROOT / "schemas").glob("*.json")}

    assert committed == dict(schemas()), "run: candor schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_says_something_about_every_key(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])

    definitions = [SCHEMAS[name], *SCHEMAS[name].get("definitions", {}).values()]
    silent = [
        key
        for definition in definitions
        for key, value in definition.get("properties", {}).items()
        if name not in {"mkdocs.schema.json", "check.schema.json"} and not value.get("description", "").endswith(".")
    ]
    assert silent == []
    named = set(re.findall(r'"#/definitions/(\w+)"', json.dumps(SCHEMAS[name])))
    assert named == set(SCHEMAS[name].get("definitions", {}))
    assert "Form" not in re.sub(r'"(title|description)": ".*"', "", json.dumps(SCHEMAS[name], indent=0))


def test_every_file_of_the_demo_and_of_a_new_site_is_valid(tmp_path: Path) -> None:
    CliRunner().invoke(candor, ["init", str(tmp_path), "--name", "Acme", "--url", "https://s.acme.example"])
    files = [
        file
        for root in (ROOT, tmp_path)
        for pattern in ("incidents/**/*.md", "incidents/*.yml", "site_src/community/[!i]*.md")
        for file in root.glob(pattern)
    ]

    assert len(files) > 50
    assert {str(file): errors for file in files if (errors := _errors_in(file))} == {}
    assert _errors("mkdocs", parsed(re.sub(r"!\w+", "", (ROOT / "mkdocs.yml").read_text("utf-8")))) == []


def test_every_post_of_the_corpus_is_valid(tmp_path: Path) -> None:
    write_site(tmp_path, 40)
    files = list(tmp_path.glob("incidents/**/*.md"))

    assert len(files) >= 40
    assert [errors for file in files if (errors := _errors_in(file))] == []


def _folders_of_wrong_shape() -> list[Path]:
    found = []
    for folder in sorted(f for f in BAD_FILES.iterdir() if f.is_dir()):
        told = (folder / "expected.txt").read_text("utf-8")
        if any(f"[{rule}]" in told for rule in SHAPE):
            found.append(folder)
    return found


@pytest.mark.parametrize("folder", _folders_of_wrong_shape(), ids=lambda folder: folder.name)
def test_a_file_of_the_wrong_shape_is_not_valid(folder: Path) -> None:
    told = (folder / "expected.txt").read_text("utf-8")
    named = {match[1] for match in re.finditer(rf"^\w+: (.*?):\d+: .*\[(?:{'|'.join(SHAPE)})\]", told, re.MULTILINE)}

    assert named
    assert [path for path in named if not _errors_in(folder / path)] == []


def test_a_date_in_the_wrong_form_is_seen_at_once() -> None:
    post = {"type": "announcement", "title": "x", "topic": "policy"}

    assert _errors("post", post | {"date": "2026-11-18"}) == []
    assert _errors("post", post | {"date": "2026-11-18 14:02 Europe/Berlin"}) == []
    assert _errors("post", post | {"date": "18.11.2026"})


def test_the_options_are_those_that_the_plugin_takes() -> None:
    import_module(f"{ENGINE}.__main__")  # properdocs answers to MkDocs' name from then on
    from mkdocs_candor.options import CandorConfig

    taken = dict(CandorConfig._schema)
    described = SCHEMAS["options.schema.json"]["properties"]
    handbook = (ROOT / "site_src" / "handbook" / "configuration.md").read_text("utf-8")

    assert set(described) == set(taken)
    assert [name for name in described if f"`{name}`" not in handbook] == []
    differing = {
        name: (option.default, described[name].get("default"))
        for name, option in taken.items()
        if option.default not in (None, "", [], {}) and option.default != described[name].get("default")
    }
    assert differing == {}


def _filled(body: list[str]) -> str:
    """Return a snippet as it is when all its places are left as they are."""
    now = datetime(2026, 11, 18, tzinfo=UTC)
    text = "\n".join(body)
    for variable, value in (("YEAR", f"{now:%Y}"), ("MONTH", f"{now:%m}"), ("DATE", f"{now:%d}")):
        text = text.replace(f"$CURRENT_{variable}", value)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    return re.sub(r"\$\d+", "x", text)


@pytest.mark.parametrize("type_", POST_FORMS, ids=str)
def test_the_snippet_of_a_post_is_a_post(type_: str, tmp_path: Path) -> None:
    text = _filled(json.loads(snippets())[f"candor: new {type_}"]["body"])

    read = read_post_text(text, "incidents/x.md", None)

    assert [problem for problem in read.notes.problems if problem.rule != "end-before-start"] == []
    assert read.post is not None
    (tmp_path / "x.md").write_text(text, "utf-8")
    assert _errors("post", front_matter(tmp_path / "x.md")) == []


def test_the_snippet_of_a_key_is_what_its_schema_takes() -> None:
    wrong = {}
    for name, snippet in json.loads(snippets()).items():
        if match := re.fullmatch(r"candor: (\w+) \((\w+).*\)", name):
            type_ = {"all": "incident", "page": "resource"}.get(match[2], match[2])
            schema = SCHEMAS[f"{type_}.schema.json"]
            key = {**schema, "required": []}
            errors = list(Draft7Validator(key, registry=_REGISTRY).iter_errors(parsed(_filled(snippet["body"]))))
            wrong |= {name: errors[0].message} if errors else {}

    # What a person has to say is nothing yet: an address, an id.
    assert {name: text for name, text in wrong.items() if "does not match" not in text} == {}


def test_the_editor_files_name_what_init_wrote_and_understand_what_check_says(tmp_path: Path) -> None:
    files = workspace()
    settings = json.loads(files[".vscode/settings.json"])
    task = json.loads(files[".vscode/tasks.json"])["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]

    match = re.fullmatch(pattern["regexp"], "error incidents/a b.md:8:3: Mistakes [sic] [AP101 agentless-mistakes]")

    assert all(path.removeprefix("./") in files for path in settings["yaml.schemas"])
    assert match
    assert match.groups() == ("error", "incidents/a b.md", "8", "3", "Mistakes [sic]", "AP101 agentless-mistakes")


def test_schemas_are_written_and_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    written = CliRunner().invoke(candor, ["schema"])
    printed = CliRunner().invoke(candor, ["schema", "--print", "desks"])
    unknown = CliRunner().invoke(candor, ["schema", "--print", "desk"])

    assert written.output.startswith("wrote 13 schemas into schemas\n")
    assert {file.name for file in (tmp_path / "schemas").iterdir()} == set(SCHEMAS)
    assert json.loads(printed.output) == SCHEMAS["desks.schema.json"]
    assert unknown.exit_code == 1
    assert unknown.output.startswith("Error: there is no schema 'desk'. There are: announcement, apology, check, ")


def test_schemas_are_written_into_the_site_from_any_of_its_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [candor]\n")
    (tmp_path / "incidents").mkdir()
    monkeypatch.chdir(tmp_path / "incidents")

    written = CliRunner().invoke(candor, ["schema"])

    assert written.output.startswith(f"wrote 13 schemas into {Path('../schemas')}\n")
    assert {file.name for file in (tmp_path / "schemas").iterdir()} == set(SCHEMAS)
