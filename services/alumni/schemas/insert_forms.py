"""What HR sets into a newsletter beside words: a picture with what is to be seen on it, a vacancy, a reunion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage, MultiDict

from services.alumni.domain.offers import Offer
from services.alumni.domain.pictures import Picture, redrawn
from services.alumni.policy import LONGEST_ALTERNATIVE, PICTURE_MEBIBYTES
from services.alumni.schemas.forms import NOT_A_CHOICE, Read
from shared.kernel.texts import marked

NO_ALTERNATIVE = marked("Schrijf wat er op de foto te zien is, voor wie hem niet ziet.")
NO_FILE = marked("Kies ook een foto, of maak dit veld leeg.")
PICTURE_ODD = marked("Dit is geen foto die we kennen. Kies een bestand dat eindigt op .jpg, .png of .webp.")
PICTURE_BIG = marked("Deze foto is te groot. Kies er een van hoogstens 20 MB.")
ALTERNATIVE_LONG = marked("Dit is te lang. Zeg het in één of twee zinnen.")


@dataclass(frozen=True, kw_only=True)
class Insert:
    """What is set in: a picture, and the line of a vacancy or a reunion."""

    picture: Picture | None = None
    alternative: str = ""
    line: str = ""


def read_insert(
    found: Read, form: MultiDict[str, str], file: FileStorage | None, offers: Sequence[Offer]
) -> Insert:
    """Read what is to be set in; what is wrong is added to what was found wrong before."""
    alternative = " ".join(re.sub(r"[\[\]\0]", " ", form.get("alternative", "")).split())
    asked = form.get("offer", "")
    found.typed = {**found.typed, "alternative": alternative, "offer": asked}
    chosen = next((one for one in offers if str(one.id) == asked), None)
    if asked and chosen is None:
        found.wrong("offer", NOT_A_CHOICE)
    return Insert(
        picture=_picture(found, file, alternative), alternative=alternative, line=chosen.line() if chosen else ""
    )  # fmt: skip


def _picture(found: Read, file: FileStorage | None, alternative: str) -> Picture | None:
    if file is None or not file.filename:
        if alternative:
            found.wrong("picture", NO_FILE)
        return None
    if not alternative:
        found.wrong("alternative", NO_ALTERNATIVE)
    elif len(alternative) > LONGEST_ALTERNATIVE:
        found.wrong("alternative", ALTERNATIVE_LONG)
    content = file.stream.read((PICTURE_MEBIBYTES << 20) + 1)
    if len(content) > PICTURE_MEBIBYTES << 20:
        found.wrong("picture", PICTURE_BIG)
        return None
    # Drawing is work: only where all else is right.
    if found.errors:
        return None
    picture = redrawn(content)
    if picture is None:
        found.wrong("picture", PICTURE_ODD)
    return picture
