"""What was found → SARIF 2.1.0 (OASIS), which code hosts and editors read; within what GitHub takes of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from mkdocs_candor.cli.checked.remarks import Checked, Remark, advice, fingerprints, worst_first
from mkdocs_candor.lint.catalogue import rules
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.sources import cited

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000  # GitHub refuses a run with more
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note"}
_GITHUB_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "recommendation"}
_LONGEST_DESCRIPTION = 1024


def as_sarif(checked: Checked) -> str:
    """Return the report as JSON. What is waived is in it too, as suppressed in its source with the reason."""
    remarks = [*checked.remarks, *checked.waived][:MOST_RESULTS]
    rule_ids = sorted({remark.rule for remark in remarks})
    run = {
        "tool": {
            "driver": {
                "name": "candor",
                "semanticVersion": version("mkdocs-candor"),
                "rules": [_rule(id_, remarks) for id_ in rule_ids],
            }
        },
        "automationDetails": {"id": "candor/"},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(remark, fingerprint, rule_ids.index(remark.rule), checked.prefix)
            for remark, fingerprint in zip(remarks, fingerprints(remarks), strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(id_: str, remarks: Iterable[Remark]) -> dict[str, Any]:
    first = worst_first(remark for remark in remarks if remark.rule == id_)[0]
    rule = rules().get(id_)
    short = rule.flags if rule else f"{id_.replace('-', ' ').capitalize()}."
    text = f"{rule.why} ({cited(rule.source)})" if rule else "Something in the file could not be taken as meant."
    more = f"candor explain {id_} says more." if rule else "The handbook's page on the file format says what is meant."
    return {
        "id": id_,
        "name": rule.name if rule else id_,
        "shortDescription": {"text": short[:_LONGEST_DESCRIPTION]},
        "fullDescription": {"text": text[:_LONGEST_DESCRIPTION]},
        "help": {"text": f"{text} {more}"},
        "defaultConfiguration": {"level": _LEVELS[first.level]},
        "properties": {
            "tags": ["words" if rule else "files"],
            "precision": "high",
            "problem.severity": _GITHUB_LEVELS[first.level],
        },
    }


def _result(remark: Remark, fingerprint: str, index: int, prefix: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": remark.rule,
        "ruleIndex": index,
        "level": _LEVELS[remark.level],
        "message": {"text": "\n".join((remark.message, *advice(remark)))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(prefix + remark.path), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": remark.line, "startColumn": remark.column},
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint[:16]}:1", "candor/v1": fingerprint},
    }
    if remark.waived:
        result["suppressions"] = [{"kind": "inSource", "justification": remark.waived}]
    return result
