"""Words that move to another file keep leading where they led."""

from __future__ import annotations

import pytest

from mkdocs_candor.edit.relative_links import relinked

SOURCE, TARGET = "incidents/2025/12/cards.md", "incidents/2026/why.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("See [the page](../../../site_src/a.md).", "See [the page](../../site_src/a.md).", id="a page"),
        pytest.param('[It](old.md#x "T")', '[It](../2025/12/old.md#x "T")', id="a post, with place and title"),
        pytest.param("[a](https://a.example/b) [c](/d/) [e](mailto:f@g)", None, id="addresses stay"),
        pytest.param("[up](#below)", "[up](../2025/12/cards.md#below)", id="a place on its own page"),
        pytest.param("![chart](chart.svg)", "chart", id="a picture that stays behind"),
        pytest.param("`[a](b.md)` and ``[c](d.md)``", None, id="code"),
        pytest.param("[a b][Ref] and [ref][]", "[a b](../2025/r.md) and [ref](../2025/r.md)", id="by reference"),
        pytest.param("[e][ext], [gone][no]", "[e](https://a.example/), [gone][no]", id="a reference to an address"),
        pytest.param("[a (b)](<x y.md>)", "[a (b)](../2025/12/x%20y.md)", id="a space"),
        pytest.param("[a](x_(y).md)", "[a](../2025/12/x_%28y%29.md)", id="parentheses"),
        pytest.param("[a](https://[b)", None, id="no address at all"),
    ],
)
def test_links_lead_where_they_led(text: str, expected: str | None) -> None:
    whole = f"{text}\n\n[ref]: ../r.md\n[ext]: <https://a.example/>\n"

    moved = relinked(text, whole, source=SOURCE, target=TARGET, is_reachable=lambda path: path.endswith(".md"))

    assert moved == (text if expected is None else expected)
