"""For programs that read text: a twin of each post in Markdown, and a list of what is where."""

from __future__ import annotations

import re

from markdown import markdown
from outputs_examples import TORTURE

from conftest import DURING, INCIDENT, RESOLVED, Site

TWIN = "incidents/2026-03-02-cards/index.md"
MORE = """
## 2026-03-02 14:40 UTC — Identified
Do now: See [how](../site_src/community/pay-by-transfer.md "Pay").

It is [their fault](https://supplier.example/x) and [ours](#update-20260302T1402Z). <!-- not for you -->
![Chart](chart.svg) and [later][one].

    [code](../site_src/community/pay-by-transfer.md) in a block is a link for us too

```
[code](../site_src/community/pay-by-transfer.md)
```

[one]: ../site_src/community/pay-by-transfer.md

## Questions

### Was I charged twice?
Asked: 2026-03-02 14:10 UTC, forum
"""


def test_a_twin_tells_the_facts_and_every_update_with_absolute_links(site: Site) -> None:
    site.write("incidents/chart.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("incidents/2026-03-02-cards.md", INCIDENT + MORE)

    text = site.build(as_of=DURING.replace(hour=15)).text(TWIN)

    assert text.startswith(
        "# Card payments fail at checkout\n\n- Page: https://status.acme.example/incidents/2026-03-02-cards/\n"
    )
    assert "- State: Identified\n" in text
    assert "- Affected: Checkout (Partly down)\n" in text
    assert text.index("## 2 Mar 2026, 14:40 UTC: Identified") < text.index("## 2 Mar 2026, 14:02 UTC: Investigating")
    assert '[how](https://status.acme.example/community/pay-by-transfer/ "Pay")' in text
    assert "[their fault](https://supplier.example/x)" in text
    assert "[ours](https://status.acme.example/incidents/2026-03-02-cards/#update-20260302T1402Z)" in text
    assert "![Chart](https://status.acme.example/incidents/2026-03-02-cards/chart.svg)" in text
    assert "[one]: https://status.acme.example/community/pay-by-transfer/" in text
    assert "```\n[code](../site_src/community/pay-by-transfer.md)\n```" in text
    assert "### Was I charged twice?\n\nNot answered yet." in text
    assert "not for you" not in text
    assert "candor-root" not in text


def test_pages_name_their_twin_and_the_list_names_all(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("incidents/2026-03-01-open.md", INCIDENT.replace("2026-03-02", "2026-03-01"))

    built = site.build()

    link = built.page("incidents/2026-03-02-cards/index.html").select_one("link[type='text/markdown']")
    assert link is not None
    assert link["href"] == "../../incidents/2026-03-02-cards/index.md"
    listed = built.text("llms.txt")
    assert listed.startswith("# Acme status\n\n> ")
    assert re.search(
        r"## Open posts\n\n- \[.*\]\(https://status.acme.example/incidents/2026-03-01-open/index.md\)", listed
    )
    addresses = re.findall(r"\]\((https://status.acme.example/[^)]*)\)", listed)
    assert len(addresses) > 10
    for address in addresses:
        path = address.removeprefix("https://status.acme.example/")
        assert built.has(f"{path}index.html" if path.endswith("/") else path), address


def test_what_is_not_to_be_found_has_no_twin_and_is_not_listed(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("severity:", "noindex: true\nseverity:") + RESOLVED)
    site.write("incidents/draft.md", INCIDENT.replace("severity:", "draft: true\nseverity:"))

    built = site.build()

    assert not built.has(TWIN)
    assert not built.has("incidents/draft/index.md")
    assert "incidents/" not in built.text("llms.txt")


def test_an_impossible_title_stays_text_in_markdown(site: Site) -> None:
    site.write(
        "incidents/2026-03-02-cards.md",
        INCIDENT.replace("title: Card payments fail at checkout", f"title: {TORTURE}") + RESOLVED,
    )

    built = site.build()

    for html in (markdown(built.text(TWIN)), markdown(built.text("llms.txt"))):
        assert "<script" not in html
        assert "javascript:b)" in html
        assert 'href="javascript' not in html
    assert markdown(built.text(TWIN)).count("<h1>") == 1
