"""Every word of the post room exists in English and French."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[3]
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_left_untranslated(language: str) -> None:
    path = Path("translations") / language / "LC_MESSAGES" / "messages.po"
    known = set()
    for folder in ("services/mail", "shared/web"):
        with (ROOT / folder / path).open("rb") as file:
            known |= {message.id for message in read_po(file) if message.id and all(message.string or ())}
    used = {
        message if isinstance(message, str) else tuple(message[:2])
        for _, _, message, _, _ in extract_from_dir(
            str(ROOT / "services/mail"), method_map=METHODS, keywords=KEYWORDS
        )
    }
    assert used - known == set()
