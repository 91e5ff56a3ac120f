"""A picture for a newsletter: known by what is in it, and drawn anew, so that nothing else travels along. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageOps

KINDS = {"jpg": "image/jpeg", "png": "image/png"}
# A letter is 600 wide, and a good screen shows two dots for one.
WIDEST, HIGHEST = 1200, 2400
# What a camera makes; more is a trap for whoever opens it.
MOST_DOTS = 50_000_000
# A drawing stays sharp as PNG; a photo that somebody kept as PNG is no drawing.
_DRAWING_BYTES = 400_000
_FORMATS = ("PNG", "JPEG", "WEBP")
_QUALITY = 82
_SOLID = 255
_OURS = re.compile(r"/alumni/pictures/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:jpg|png)")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it leaves: every mail program knows its kind, and it says nothing about where it was taken."""

    kind: str
    width: int
    height: int
    content: bytes


def redrawn(content: bytes) -> Picture | None:
    """Return the picture that this is, upright, no larger than a letter needs; None where it is none that we know."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as found:
            if found.width * found.height > MOST_DOTS:
                return None
            # A JPEG is read in a smaller size at once.
            found.draft("RGB", (WIDEST, HIGHEST))
            return _drawn(found, sharp=found.format == "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def path_of(picture_id: UUID, kind: str) -> str:
    """Return where a picture is, on our own pages and behind our address in letters."""
    return f"/alumni/pictures/{picture_id}.{kind}"


def ours_in(written: str) -> set[UUID]:
    """Return which pictures of ours a text shows."""
    return {UUID(found) for found in _OURS.findall(written)}


def is_ours(address: str) -> bool:
    """Say whether an address is that of a picture of ours."""
    return _OURS.fullmatch(address) is not None


def _drawn(found: Image.Image, *, sharp: bool) -> Picture:
    upright = ImageOps.exif_transpose(found)
    profile = found.info.get("icc_profile") if upright.mode in {"RGB", "RGBA"} else None
    drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    drawn.thumbnail((WIDEST, HIGHEST))
    clear = drawn.mode == "RGBA" and drawn.getchannel("A").histogram()[_SOLID] < drawn.width * drawn.height
    if not clear:
        drawn = drawn.convert("RGB")
    # What a picture says about itself goes along with it when it is written; only its colours may.
    drawn.info = {}
    colours = {"icc_profile": profile} if profile else {}
    if clear or sharp:
        file = BytesIO()
        drawn.save(file, "PNG", optimize=True, **colours)
        if clear or file.tell() <= _DRAWING_BYTES:
            return Picture(kind="png", width=drawn.width, height=drawn.height, content=file.getvalue())
    file = BytesIO()
    drawn.save(file, "JPEG", quality=_QUALITY, optimize=True, progressive=True, **colours)
    return Picture(kind="jpg", width=drawn.width, height=drawn.height, content=file.getvalue())
