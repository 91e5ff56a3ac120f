"""A picture is known by what is in it, and only what is to be seen of it goes along."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from services.alumni.domain.pictures import WIDEST, redrawn
from services.alumni.schemas.reading import as_html

ORIENTATION, CAMERA = 0x0112, 0x010F


def file_of(kind: str, size: tuple[int, int] = (1600, 900), mode: str = "RGB", **more: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "teal").save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize(("kind", "becomes"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "jpg")])
def test_a_picture_becomes_one_that_every_mail_program_knows(kind: str, becomes: str) -> None:
    found = redrawn(file_of(kind))
    assert found is not None
    assert (found.kind, found.width, found.height) == (becomes, WIDEST, 675)
    with Image.open(BytesIO(found.content)) as again:
        assert again.size == (WIDEST, 675)


def test_what_a_camera_wrote_stays_behind_and_the_picture_stands_upright() -> None:
    notes = Image.Exif()
    notes[ORIENTATION], notes[CAMERA] = 6, "A camera at the Kerkstraat"
    found = redrawn(file_of("JPEG", (400, 300), exif=notes))
    assert found is not None
    assert (found.width, found.height) == (300, 400)
    assert b"Kerkstraat" not in found.content
    with Image.open(BytesIO(found.content)) as again:
        assert not again.getexif()


def test_what_can_be_seen_through_stays_so_and_what_is_behind_a_picture_is_gone() -> None:
    file = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "WEBP")
    clear = redrawn(file.getvalue())
    assert clear is not None
    assert clear.kind == "png"
    hostile = redrawn(file_of("JPEG", (40, 40)) + b"<script>alert(1)</script>")
    assert hostile is not None
    assert b"<script" not in hostile.content


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"GIF89a", b"\x89PNG\r\n\x1a\n",
     file_of("JPEG")[:200], file_of("GIF", (10, 10)), file_of("PNG", (9000, 7000), "1")],
)  # fmt: skip
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert redrawn(content) is None


def test_our_pages_show_our_own_pictures_and_say_what_is_on_others() -> None:
    ours = "/alumni/pictures/01a216d5-4227-72a4-a130-b809fbfff6db.jpg"
    assert f'<img src="{ours}" alt="De brug">' in as_html(f"![De brug]({ours})")
    for other in ("![De brug](https://elders.example/b.jpg)", "![De brug]( https://elders.example/b.jpg )"):
        html = as_html(other)
        assert "<img" not in html
        assert "De brug" in html
