"""Drafts, embargoed posts and comments appear in no file of the site."""

from __future__ import annotations

import pytest

from conftest import AS_OF, INCIDENT, Site

HIDDEN = "Xylophone"  # stands in title, text, and everywhere else


def _traces(site: Site) -> list[str]:
    built = site.build(as_of=AS_OF)
    assert built.code == 0, built.log
    return [
        path
        for path, content in built.files().items()
        if HIDDEN.lower().encode() in content.lower() or HIDDEN.lower() in path.lower()
    ]


@pytest.mark.parametrize(
    "line", ["draft: true", "publish_at: 2027-01-01 10:00 UTC", "draft: 'yes please'", "publish_at: soon"]
)
def test_what_is_not_public_leaves_no_trace(site: Site, line: str) -> None:
    post = INCIDENT.replace("Card", HIDDEN).replace("cards", HIDDEN).replace("type:", f"{line}\ntype:", 1)
    site.write("incidents/2026-03-02-xylophone.md", post + f"\n![plan]({HIDDEN}.png)\n")
    site.write(f"incidents/{HIDDEN}.png", b"picture")

    traces = _traces(site)

    assert traces == []


def test_a_draft_resource_leaves_no_trace(site: Site) -> None:
    site.write(
        "site_src/community/xylophone.md",
        f"---\ntitle: {HIDDEN}\ndraft: true\ncomponents: [checkout]\n---\n# {HIDDEN}\n",
    )

    assert _traces(site) == []


def test_comments_in_posts_leave_no_trace(site: Site) -> None:
    comments = (
        f"<!-- {HIDDEN} -->\n\nWe are <!-- {HIDDEN}\nover lines --> on it.\n\n"
        f"<!--\n## 2026-03-02 14:20 UTC — Resolved\n{HIDDEN}\n-->\n"
    )
    site.write("incidents/2026-03-02-cards.md", INCIDENT + comments + f"\n## Questions\n\n<!-- ### {HIDDEN}? -->\n")

    assert _traces(site) == []


def test_a_post_whose_front_matter_cannot_be_read_shows_none_of_its_text(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("title: Card", f"title: {HIDDEN}: [Card"))

    assert _traces(site) == []


def test_an_embargo_ends_by_itself(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT.replace("type:", "publish_at: 2026-03-02 16:00 UTC\ntype:", 1))

    assert site.build(as_of=AS_OF).has("incidents/2026-03-02-cards/index.html")
