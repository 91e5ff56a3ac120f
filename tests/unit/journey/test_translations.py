"""Every sentence that journey and onboarding say is there in English and French, with the same places in it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from services.journey.domain import why
from services.journey.schemas.words import KINDS
from shared.contracts.programmes import PROGRAMMES, Programme
from shared.kernel.errors import DomainError

ROOT = Path(why.__file__).parents[3]
KEYWORDS = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}


def said(service: str) -> set[Any]:
    """Return every msgid of a service: in its code, its templates, its errors."""
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    found = {row[2] for row in extract_from_dir(str(ROOT / "services" / service), methods, keywords=KEYWORDS)}
    errors = vars(importlib.import_module(f"services.{service}.errors")).values()
    found |= {
        one.text
        for one in errors
        if isinstance(one, type) and issubclass(one, DomainError) and one.__module__.startswith("services")
    }
    return found


def known(service: str, language: str) -> dict[Any, Any]:
    """Return what is translated, by the service itself or by the house."""
    files = [
        ROOT / "services" / service / "translations",
        *(path for path in (ROOT / "shared").glob("*/translations")),
    ]
    found: dict[Any, Any] = {}
    for folder in files:
        with (folder / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
            found.update({one.id: one.string for one in read_po(file, locale=language) if one.id})
    return found


@pytest.mark.parametrize("service", ["journey", "onboarding"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_that_is_said_is_translated_with_the_same_places(service: str, language: str) -> None:
    table = known(service, language)
    for text in said(service):
        assert text in table, text
        assert table[text], text
        for index, (before, after) in enumerate(zip(_parts(text), _parts(table[text]), strict=False)):
            # The form for one may say the number in words or in figures: in French it is that for none, too.
            free = {"%(num)s"} if isinstance(text, tuple) and index == 0 else set()
            assert _places(before) - free == _places(after) - free, text


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.code)
def test_all_that_a_programme_can_ask_has_a_name_for_hr(programme: Programme) -> None:
    assert [ask for ask in programme.asks if ask not in KINDS] == []


def _parts(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))
