"""Whatever people read is there in English and French too."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import marshmallow as ma
import pytest

from shared.web.catalogs import missing_translations
from shared.web.complaints import SENTENCES
from tests.architecture.services import ROOT, SERVICES

# Words of rooms without pages are translated beside the pages that show them.
BESIDE = {
    "shared/web": ("shared/kernel",),
    "services/console": ("services/clock",),
}
TEXTS = {"_", "gettext", "lazy_gettext", "marked", "ngettext"}
PLACES = sorted(
    (
        {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("services/*/__init__.py")}
        | {
            "shared/web",
            "shared/questionnaire",
            "shared/invitation",
            "shared/asking",
            "shared/appointment",
            "shared/results",
            "shared/editor",
            "shared/tabular",
        }
    )
    - {"services/clock"}
)


@pytest.mark.parametrize("place", PLACES)
def test_every_text_is_translated(place: str) -> None:
    beside = tuple(ROOT / other for other in BESIDE.get(place, ()))
    assert missing_translations(ROOT / place, texts_in=beside) == []


def test_no_text_for_people_stands_inside_an_f_string_where_it_would_not_be_found() -> None:
    files = [path for room in ("services", "shared") for path in (ROOT / room).rglob("*.py")]
    assert [str(path) for path in files if _hidden_texts(path)] == []


def test_every_sentence_of_the_fields_we_use_is_known_in_our_languages() -> None:
    for name in SERVICES:
        importlib.import_module(f"services.{name}.app")
    kinds = {
        kind for schema in _schemas() for one in schema._declared_fields.values() for kind in _kinds(one)
    }
    sentences = {
        str(sentence)
        for kind in kinds
        for parent in kind.__mro__
        if not parent.__module__.startswith(("services.", "shared."))
        for sentence in getattr(parent, "default_error_messages", {}).values()
        # These are said in dumping, and never leave the house.
        if "cannot be formatted" not in str(sentence) and "{obj_type}" not in str(sentence)
    }
    assert sentences
    assert sentences <= set(SENTENCES)


def _hidden_texts(path: Path) -> list[str]:
    return [
        ast.unparse(call)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TEXTS
        if call.args and isinstance(call.args[0], ast.Constant)
    ]


def _schemas() -> list[type[ma.Schema]]:
    found = [ma.Schema]
    for schema in found:
        found.extend(schema.__subclasses__())
    return found


def _kinds(one: Any) -> list[type]:
    return [type(one), *(_kinds(one.inner) if isinstance(one, ma.fields.List) else [])]
