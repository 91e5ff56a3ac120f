"""Whatever people read is there in English and French too."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import marshmallow as ma
import pytest

from shared.web.catalogs import OTHERS, catalog_of, missing_translations, shared_rooms
from shared.web.complaints import SENTENCES
from tests.architecture.services import ROOT, SERVICES, app_of

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
            "shared/themes",
        }
    )
    - {"services/clock"}
)


@pytest.mark.parametrize("place", PLACES)
def test_every_text_is_translated(place: str) -> None:
    beside = tuple(ROOT / other for other in BESIDE.get(place, ()))
    assert missing_translations(ROOT / place, texts_in=beside) == []


@pytest.mark.parametrize("language", OTHERS)
def test_rooms_of_shared_translate_a_text_alike(language: str) -> None:
    """Every app reads all of them in one catalogue: of two translations the alphabet would choose."""
    assert _said_otherwise(shared_rooms(), language) == {}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_says_nothing_otherwise_than_the_rooms_of_which_it_shows_pages(
    service: str, tmp_path: Path
) -> None:
    """Its own catalogue has the last word, on their pages too."""
    with app_of(service, tmp_path) as app:
        folders = [Path(one.template_folder or "") for one in app.blueprints.values()]
    shown = {ROOT / "shared/web"} | {one.parent for one in folders if ROOT / "shared" in one.parents}
    own = ROOT / "services" / service
    for language in OTHERS:
        assert {
            text: said for room in shown for text, said in _said_otherwise((room, own), language).items()
        } == {}


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


def _said_otherwise(rooms: Iterable[Path], language: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for room in rooms:
        for message in catalog_of(room, language):
            key = message.id if isinstance(message.id, str) else message.id[0]
            found.setdefault(key, {})[room.name] = str(message.string)
    found.pop("", None)
    return {key: said for key, said in found.items() if len(set(said.values())) > 1}


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
