"""A host that sends what a `_headers` file says, a reader of that file, and the demo at such a host."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chromium import Quiet, build_demo, need_chromium, serving
from mkdocs_candor.publish.headers import Rule, headers_for


class Served(Quiet):
    """Serves a folder with the headers of a `_headers` file, as the hosts that read one do."""

    folder = ""
    rules: tuple[Rule, ...] = ()

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, directory=self.folder)

    def end_headers(self) -> None:
        for name, value in headers_for(self.path.partition("?")[0], self.rules).items():
            if name != "Content-Type":
                self.send_header(name, value)
        super().end_headers()

    def guess_type(self, path: str) -> str:  # type: ignore[override]
        address = "/" + Path(path).relative_to(self.folder).as_posix()
        return headers_for(address, self.rules).get("Content-Type") or super().guess_type(path)


@contextmanager
def serving_demo(folder: Path, as_of: str) -> Iterator[str]:
    """Build the demo into `folder`, and serve it with its own headers."""
    need_chromium()
    handler = type("ServedDemo", (Served,), {"folder": str(folder)})
    with serving(handler) as address:
        build_demo(folder, address, as_of)
        handler.rules = rules_of((folder / "_headers").read_text("utf-8"))
        yield address


def rules_of(text: str) -> tuple[Rule, ...]:
    """Return the rules of a `_headers` file."""
    rules: list[Rule] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append(Rule(line, {}))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            rules[-1] = Rule(rules[-1].path, {**rules[-1].headers, name: value})
    return tuple(rules)
