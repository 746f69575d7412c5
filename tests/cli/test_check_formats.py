"""What code hosts, editors and scripts read of `candor check`, held against the published rules of their formats."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from checked_site import checked, wrong_site
from jsonschema import Draft202012Validator

from conftest import Site
from mkdocs_candor.cli.checked.as_json import CheckShape

NEWS = "incidents/news: 100%, all.md"

# GitHub, "Workflow commands for GitHub Actions": `::error file={name},line={line},col={col},title={title}::{message}`.
_COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,)*\w+=[^,:]*)::(.*)")

# SARIF 2.1.0, sections 3.14, 3.18, 3.27 to 3.30 and 3.49: what must be there, and what may. With GitHub's "SARIF
# support for code scanning": the lengths, the fingerprint, relative addresses, columns.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_SHORT_TEXT = {"allOf": [_TEXT, {"properties": {"text": {"maxLength": 1024}}}]}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "name": {"type": "string", "maxLength": 255},
        "shortDescription": _SHORT_TEXT,
        "fullDescription": _SHORT_TEXT,
        "help": _TEXT,
        "defaultConfiguration": {"properties": {"level": _LEVEL}, "additionalProperties": False},
        "properties": {
            "required": ["tags"],
            "properties": {
                "tags": {"type": "array", "maxItems": 20, "uniqueItems": True},
                "precision": {"enum": ["very-high", "high", "medium", "low"]},
                "problem.severity": {"enum": ["error", "warning", "recommendation"]},
            },
        },
    },
    "additionalProperties": False,
}
_LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "required": ["uri"],
                    "properties": {
                        "uri": {"type": "string", "pattern": r"^(?![/.])[A-Za-z0-9._~/%-]+$"},
                        "uriBaseId": {"const": "%SRCROOT%"},
                    },
                    "additionalProperties": False,
                },
                "region": {
                    "required": ["startLine"],
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}
_RESULT = {
    "type": "object",
    "required": ["ruleId", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": {"type": "array", "minItems": 1, "maxItems": 1000, "items": _LOCATION},
        "partialFingerprints": {
            "required": ["primaryLocationLineHash"],
            "additionalProperties": {"type": "string", "minLength": 1},
        },
        "suppressions": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "required": ["kind"],
                "properties": {"kind": {"enum": ["inSource", "external"]}, "justification": {"type": "string"}},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
_SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "name": {"const": "candor"},
                                    "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                                    "rules": {"type": "array", "uniqueItems": True, "maxItems": 25000, "items": _RULE},
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "automationDetails": {
                        "properties": {"id": {"type": "string", "pattern": "/$"}},
                        "additionalProperties": False,
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "maxItems": 25000, "items": _RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}

# GitLab, "Code Quality report format".
_GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "required": ["path", "positions"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)."},
                    "positions": {
                        "required": ["begin"],
                        "properties": {
                            "begin": {
                                "required": ["line"],
                                "additionalProperties": {"type": "integer", "minimum": 1},
                            }
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    },
}


def _parsed(site: Site, monkeypatch: pytest.MonkeyPatch, format_: str, schema: dict[str, Any]) -> Any:
    result = checked(site, monkeypatch, "--format", format_)
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    return found


def _words_at(site: Site, path: str, line: int, column: int) -> str:
    return (site.root / path).read_text("utf-8").split("\n")[line - 1][column - 1 :]


def test_github_gets_its_commands_escaped_by_its_rules(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)

    lines = checked(site, monkeypatch, "--format", "github").output.splitlines()

    commands = [match for line in lines if (match := _COMMAND.fullmatch(line))]
    assert len(commands) == len(lines) - 1, "all is a command but the summary"
    assert "2 errors" in lines[-1]
    first = dict(pair.split("=", 1) for pair in commands[0][2].split(","))
    assert first["file"] == "incidents/news%3A 100%25%2C all.md"
    assert "%0A" in commands[0][3], "the repair stands on a line of its own"
    assert "\r" not in commands[0][3]


def test_github_shows_ten_of_a_level_so_the_others_follow_as_text(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        site.write(f"incidents/post-{number:02}.md", "no front matter")

    lines = checked(site, monkeypatch, "--format", "github").output.splitlines()

    assert sum(line.startswith("::error ") for line in lines) == 10
    assert [line for line in lines if line.startswith("error ")] == [
        f"error incidents/post-{number}.md:1:1: the file has no front matter [no-front-matter]" for number in (10, 11)
    ]


def test_gitlab_gets_a_code_quality_report(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)

    found = _parsed(site, monkeypatch, "gitlab", _GITLAB)

    assert {entry["location"]["path"] for entry in found} >= {NEWS, "incidents/2026/late.md"}
    assert len({entry["fingerprint"] for entry in found}) == len(found)


def test_sarif_is_what_the_standard_and_github_take(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)

    (run,) = _parsed(site, monkeypatch, "sarif", _SARIF)["runs"]

    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(hashes)) == len(hashes)
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert NEWS in {unquote(place["artifactLocation"]["uri"]) for place in places}
    waived = [result["suppressions"] for result in run["results"] if "suppressions" in result]
    assert waived == [[{"kind": "inSource", "justification": "the alarm was new"}]]


def test_a_fingerprint_stays_when_lines_move(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)
    before = _parsed(site, monkeypatch, "gitlab", _GITLAB)
    late = (site.root / "incidents/2026/late.md").read_text("utf-8")
    site.write("incidents/2026/late.md", late.replace("## 2026-03-02 14:02", "A word before.\n\n## 2026-03-02 14:02"))

    after = _parsed(site, monkeypatch, "gitlab", _GITLAB)

    assert {entry["fingerprint"] for entry in before} <= {entry["fingerprint"] for entry in after}
    assert [e["location"] for e in before] != [e["location"] for e in after]


def test_json_has_the_shape_of_its_schema_and_exact_places(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_site(site)

    report = _parsed(site, monkeypatch, "json", CheckShape.model_json_schema())

    places = {(f["rule"], _words_at(site, f["path"], f["line"], f["column"])) for f in report["found"]}
    assert ("bad-value", "topic: news") in places
    assert ("AP105", "any inconvenience.") in {(rule, words[-18:]) for rule, words in places}
    assert report["counts"]["errors"] == sum(f["level"] == "error" for f in report["found"])
    assert [w["reason"] for w in report["waived"]] == ["the alarm was new"]


def test_paths_are_those_of_the_repository_that_the_site_lies_in(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository = tmp_path / "repository"
    inner = Site(repository / "status page", monkeypatch)
    (repository / ".git").mkdir()
    wrong_site(inner)

    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in _parsed(inner, monkeypatch, "sarif", _SARIF)["runs"][0]["results"]
    }

    assert "status%20page/incidents/2026/late.md" in uris
