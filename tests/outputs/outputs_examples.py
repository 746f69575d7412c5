"""What several tests of outputs share: hard words, and a reader of JSON-LD."""

from __future__ import annotations

import json
import re

# What titles are made of when nobody thinks of formats. YAML takes it in double quotes.
TORTURE = (
    '"\\"Quotes\' & <script>alert(1)</script> ]]> </script> <!-- --> --> \\u202eright\\u202c مرحبا 漢字 🔥 '
    + "[a](javascript:b) *c* `d` \\\\ # e "
    + "long " * 2000
    + '"'
)
TORTURED_WORDS = ("<script>alert(1)</script>", "مرحبا", "漢字", "🔥")


def linked_data(html: str) -> list[dict[str, object]]:
    """Return what a page says of itself in JSON-LD, as a search engine reads it."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script', html, re.DOTALL)
    return [thing for text in found for thing in json.loads(text)["@graph"]]
