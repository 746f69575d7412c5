"""Pictures keep their place in a page while they load: on posts, in translations and on pages of the owner's."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from conftest import INCIDENT, Built, Site
from mkdocs_candor.publish.images import size, sized

GERMAN = """
---
title: Kartenzahlungen schlagen fehl
---

## 2026-03-02 14:02 UTC — Investigating

So sieht es aus: ![Der Fehler](error.png)
"""
LAZY = {"loading": "lazy", "decoding": "async"}


def picture(width: int, height: int, kind: str = "PNG", orientation: int = 1) -> bytes:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (width, height)).save(file, kind, exif=exif)
    return file.getvalue()


def _picture(built: Built, page: str, src: str) -> dict[str, str]:
    found = built.page(page).select_one(f"article img[src='{src}']")
    assert isinstance(found, Tag)
    return {str(name): str(value) for name, value in found.attrs.items() if name not in {"src", "alt"}}


def test_pictures_say_their_size_wherever_they_are_shown(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT + "\nThis is the error: ![The error](error.png)\n")
    site.write("incidents/cards.de.md", GERMAN)
    site.write("incidents/error.png", picture(640, 480))
    site.write("site_src/about/us.md", '# Us\n\n![Our house](house.webp)\n\n<img src="../../house.svg" alt="A plan">\n')
    site.write("site_src/about/house.webp", picture(300, 200, "WEBP"))
    site.write("site_src/house.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'/>")
    site.append("site_src/community/pay-by-transfer.md", "\n![The form](../house.svg)\n")
    site.append("site_src/index.md", "![The plan](house.svg)\n")

    built = site.build("--strict")

    assert built.code == 0, built.log
    error = {"width": "640", "height": "480", **LAZY}
    assert _picture(built, "incidents/cards/index.html", "../../incidents/cards/error.png") == error
    assert _picture(built, "index.html", "./incidents/cards/error.png") == error
    assert _picture(built, "de/incidents/cards/index.html", "../../../incidents/cards/error.png") == error
    assert built.has("incidents/cards/error.png")
    assert _picture(built, "about/us/index.html", "../house.webp") == {"width": "300", "height": "200", **LAZY}
    wide = {"width": "1000", "height": "500", **LAZY}
    assert _picture(built, "about/us/index.html", "../../house.svg") == wide
    assert _picture(built, "community/pay-by-transfer/index.html", "../../house.svg") == wide
    assert _picture(built, "index.html", "house.svg") == wide


def test_a_picture_that_changed_changes_a_page_that_was_kept(site: Site) -> None:
    site.write("incidents/cards.md", INCIDENT + "\n![The error](error.png)\n")
    site.write("incidents/error.png", picture(640, 480))
    site.build()
    site.write("incidents/error.png", picture(800, 300))

    built = site.build()

    found = _picture(built, "incidents/cards/index.html", "../../incidents/cards/error.png")
    assert (found["width"], found["height"]) == ("800", "300")
    assert (built.folder / "incidents/cards/error.png").read_bytes() == picture(800, 300)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("a.png", picture(3, 2), (3, 2), id="PNG"),
        pytest.param("a.jpg", picture(3, 2, "JPEG"), (3, 2), id="JPEG"),
        pytest.param("a.jpg", picture(3, 2, "JPEG", 6), (2, 3), id="a camera that was held upright"),
        pytest.param("a.gif", picture(3, 2, "GIF"), (3, 2), id="GIF"),
        pytest.param("a.webp", picture(3, 2, "WEBP"), (3, 2), id="WebP"),
        pytest.param("a.png", picture(3, 2, "JPEG"), (3, 2), id="a kind that the name does not tell"),
        pytest.param("a.svg", b'<svg width="30" height="20px"/>', (30, 20), id="SVG with a size"),
        pytest.param("a.svg", b'<svg width="1in" height="72pt"/>', (96, 96), id="SVG of paper"),
        pytest.param("a.svg", b'<svg width="30" viewBox="0,0,3,2"/>', (30, 20), id="SVG with a width and a shape"),
        pytest.param("a.svg", b'<svg height="20" viewBox="0 0 3 2"/>', (30, 20), id="SVG with a height and a shape"),
        pytest.param("a.svg", b'<svg width="100%" viewBox="0 0 4 1"/>', (1000, 250), id="SVG as wide as its column"),
        pytest.param("a.svg", b"<svg/>", None, id="SVG without a size"),
        pytest.param("a.svg", b'<svg viewBox="0 0 0 0"/>', None, id="SVG of nothing"),
        pytest.param("a.svg", b"<svg", None, id="SVG that is broken"),
        pytest.param("a.png", b"no picture", None, id="no picture"),
        pytest.param("a.png", picture(3, 2)[:20], None, id="a part of a picture"),
    ],
)
def test_the_size_of_a_picture_is_as_browsers_show_it(
    tmp_path: Path, name: str, content: bytes, expected: tuple[int, int] | None
) -> None:
    (tmp_path / name).write_bytes(content)

    assert size(tmp_path / name) == expected


@pytest.mark.parametrize(
    ("written", "given"),
    [
        pytest.param('<img src="a">', {"width": "300", "height": "200", **LAZY}, id="nothing said"),
        pytest.param('<img src="a" width="150" />', {"width": "150", "height": "100", **LAZY}, id="a width"),
        pytest.param("<img src=a height='100'>", {"width": "150", "height": "100", **LAZY}, id="a height"),
        pytest.param('<img src="a" width="50%">', {"width": "50%", **LAZY}, id="a share of the column"),
        pytest.param('<img src="a" width="1" height="1">', {"width": "1", "height": "1", **LAZY}, id="both"),
        pytest.param('<img src="b">', LAZY, id="a picture that is not ours"),
        pytest.param('<img loading="eager" src="b" title="a > b">', LAZY | {"loading": "eager"}, id="at once"),
    ],
)
def test_what_the_author_says_of_a_picture_stays(written: str, given: dict[str, str]) -> None:
    image = BeautifulSoup(sized(written, {"a": (300, 200)}.get), "lxml").find("img")

    assert isinstance(image, Tag)
    assert {name: value for name, value in image.attrs.items() if name not in {"src", "title"}} == given
