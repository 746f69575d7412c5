"""What was found → a Code Quality report, which GitLab shows in merge requests.

The format is that of GitLab's "Code Quality report format": a list of violations with unique fingerprints.
"""

from __future__ import annotations

import json

from mkdocs_candor.cli.checked.remarks import Checked, Remark, fingerprints
from mkdocs_candor.lint.finding import Level

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.HINT: "info"}


def as_gitlab(checked: Checked) -> str:
    """Return the report as JSON."""
    found = [
        {
            "description": _description(remark),
            "check_name": remark.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[remark.level],
            "location": {
                "path": checked.prefix + remark.path,
                "positions": {"begin": {"line": remark.line, "column": remark.column}},
            },
        }
        for remark, fingerprint in zip(checked.remarks, fingerprints(checked.remarks), strict=True)
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _description(remark: Remark) -> str:
    advice = remark.hint or (remark.coaching[1].partition(": ")[2] if remark.coaching else "")
    return f"{remark.message}. {advice}".strip() if advice else remark.message
