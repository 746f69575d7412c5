"""Prints what the PyPI client `statuscheck` makes of the page at argv[1]. Run by the Python that has it."""

import json
import sys

from statuscheck.services.bases._statuspageio import BaseStatusPageAPI  # type: ignore[import-not-found]


class Page(BaseStatusPageAPI):  # type: ignore[misc]
    def _get_base_url(self) -> str:
        return f"{sys.argv[1]}api/v2/"


summary = Page().get_summary()
shown = {
    "indicator": summary.status.code,
    "description": summary.status.description,
    "is_ok": summary.status.is_ok,
    "components": {c.name: c.status for c in summary.components if not c.extra_data["group"]},
    "events": [[i.name, i.status, [c.name for c in i.components]] for i in summary.incidents],
}
sys.stdout.write(json.dumps(shown))
