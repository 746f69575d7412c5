"""Preview pictures: drawn once, the same every time, and never a row of boxes."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from conftest import DURING, INCIDENT, RESOLVED, Site
from mkdocs_candor.publish.card_letters import spelt
from mkdocs_candor.publish.card_store import CardStore
from mkdocs_candor.publish.cards import HEIGHT, WIDTH, Card, drawn

TITLES = {
    "short": "Mail is late",
    "long": "Card payments, transfers and direct debits fail at checkout for everybody in Europe " * 200,
    "one-word": "x" * 10_000,
    "right-to-left": "تعذر الدفع بالبطاقة",
    "han": "支付失败",
    "emoji": "Payments 🔥",
    "empty": "",
    "markup": '<b>&amp; "quotes" </b>',
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_card_of_any_title_has_the_size_that_networks_want_and_stays_small(title: str) -> None:
    content = drawn(_card(title))

    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(content) < 40_000
    assert content == drawn(_card(title))


def test_the_site_s_name_stands_for_a_title_without_glyphs() -> None:
    assert drawn(_card(TITLES["han"])) == drawn(_card(""))
    assert drawn(_card("Mail is late")) != drawn(_card(""))


def test_a_card_in_a_script_without_glyphs_says_its_state_in_english() -> None:
    card = Card(
        "調査中", "カード決済の障害", "2026年3月2日", "Acme status", "#9f1728", ("Investigating", "", "2 Mar 2026")
    )

    assert drawn(card) == drawn(_card(""))
    assert card.alt == "調査中, カード決済の障害, 2026年3月2日, Acme status"


def test_letters_with_marks_are_drawn_and_what_looks_alike_stands_for_the_rest() -> None:
    assert spelt("Störung – größer") == "Störung - grösser"
    assert spelt("¿Qué pasó con los pagos en Łódź?") == "Qué pasó con los pagos en Lódź?"
    assert drawn(_card("Störung")) != drawn(_card("Storung"))


def test_a_long_name_leaves_the_day_its_place() -> None:
    def day(name: str) -> bytes:
        card = Card("Resolved", "Mail is late", "2 Mar 2026", name, "#1c6843")
        return Image.open(BytesIO(drawn(card))).crop((950, 530, WIDTH, HEIGHT)).tobytes()

    assert day("Acme status " * 20) == day("Acme status")


def test_a_second_build_draws_nothing_and_gives_the_same(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    first = site.build(as_of=DURING).files()
    kept = {path: path.stat().st_mtime_ns for path in (site.root / ".cache/candor/cards").iterdir()}

    second = site.build(as_of=DURING, into="again").files()

    assert kept
    assert {path: path.stat().st_mtime_ns for path in (site.root / ".cache/candor/cards").iterdir()} == kept
    assert second == first


def test_older_posts_share_a_card_of_their_kind(site: Site) -> None:
    site.configure("  - candor", "  - candor:\n      own_cards: 3")
    for number in range(4):
        post = (INCIDENT + RESOLVED).replace("2026-03-02", f"2025-{1 + number // 28:02}-{1 + number % 28:02}")
        site.write(f"incidents/case-{number:02}.md", post.replace("Next update: 14:30 UTC\n", ""))
    built = site.build()

    old = built.page("incidents/case-00/index.html").select_one("meta[property='og:image']")
    assert old is not None
    assert str(old["content"]).startswith("https://status.acme.example/assets/candor/cards/incident-major.png?v=")
    assert built.has("assets/candor/cards/incident-major.png")
    assert not built.has("incidents/case-00/card.png")
    assert built.has("incidents/case-01/card.png")


def test_a_damaged_or_foreign_file_in_the_cache_is_not_believed(tmp_path: Path) -> None:
    store = CardStore(tmp_path / "cards")
    store.put("a", b"picture")
    (tmp_path / "cards/b").write_bytes(b"something else")
    assert store.get("a") == b"picture"

    (tmp_path / "cards/a").write_bytes((tmp_path / "cards/a").read_bytes()[:-1])

    assert store.get("a") is None
    assert store.get("b") is None
    assert store.get("never") is None


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "cards").write_text("a file where the folder should be", "utf-8")
    store = CardStore(tmp_path / "cards")

    store.put("a", b"picture")
    store.tidy()

    assert store.get("a") is None


def test_the_cache_forgets_what_no_build_asks_for(tmp_path: Path) -> None:
    old = CardStore(tmp_path)
    for number in range(450):
        old.put(hashlib.sha256(bytes([number % 256, number // 256])).hexdigest(), b"old")
    new = CardStore(tmp_path)
    assert new.get("wanted") is None
    new.put("wanted", b"new")

    new.tidy()

    assert len(list(tmp_path.iterdir())) <= 400
    assert new.get("wanted") == b"new"


def _card(title: str) -> Card:
    return Card("Investigating", title, "2 Mar 2026", "Acme status", "#9f1728")
