"""The files that make VS Code, and other editors that know JSON Schemas, help in the folder of a site."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mkdocs_candor.cli.editors.schemas import schemas
from mkdocs_candor.cli.editors.snippets import snippets

# What a line of `candor check` looks like: `error incidents/x.md:8:3: what was seen [rule]`.
_LINE = r"^(error|warning|hint) (.*?):(\d+):(\d+): (.*) \[([^\]]+)\]$"
_TAGS = ("!ENV scalar", "!ENV sequence", "!relative scalar")  # which MkDocs reads in its configuration


def workspace(incidents: str = "incidents") -> Mapping[str, str]:
    """Return the text of each file by its path in the site. `incidents` is the folder of the posts."""
    files = {f"schemas/{name}": text for name, text in schemas().items() if name != "check.schema.json"}
    settings = {
        "yaml.schemas": {
            "./schemas/components.schema.json": f"{incidents}/components.yml",
            "./schemas/desks.schema.json": f"{incidents}/desks.yml",
            "./schemas/mkdocs.schema.json": "mkdocs.yml",
        },
        "yaml.customTags": list(_TAGS),
        # In Markdown snippets help, which VS Code does not offer there unless it is told to.
        "[markdown]": {
            "editor.quickSuggestions": {"comments": "off", "strings": "off", "other": "on"},
            "editor.snippetSuggestions": "top",
            "editor.wordBasedSuggestions": "off",
            "files.trimTrailingWhitespace": False,
        },
    }
    tasks = {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "candor check",
                "type": "shell",
                "command": "candor check",
                "group": {"kind": "test", "isDefault": True},
                "presentation": {"reveal": "silent"},
                "problemMatcher": {
                    "owner": "candor",
                    "severity": "info",  # of what is neither an error nor a warning
                    "fileLocation": ["relative", "${workspaceFolder}"],
                    "pattern": {
                        "regexp": _LINE,
                        "severity": 1,
                        "file": 2,
                        "line": 3,
                        "column": 4,
                        "message": 5,
                        "code": 6,
                    },
                },
            }
        ],
    }
    extensions = {"recommendations": ["redhat.vscode-yaml"]}
    return {
        ".vscode/settings.json": _json(settings),
        ".vscode/tasks.json": _json(tasks),
        ".vscode/extensions.json": _json(extensions),
        ".vscode/candor.code-snippets": snippets(),
        **files,
    }


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
