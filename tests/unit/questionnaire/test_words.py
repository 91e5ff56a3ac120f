from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from shared.invitation.errors import DeadLink
from shared.questionnaire.load import UnknownQuestionnaire
from shared.questionnaire.store import NotOpen

ROOM = Path(__file__).resolve().parents[3] / "shared" / "questionnaire"
SHARED = ROOM.parent / "web"
CALL = re.compile(r'\b_\(\s*"((?:[^"\\]|\\.)*)"')
PLURAL = re.compile(r'ngettext\("([^"]*)",')
FUNCTIONS = {"gettext", "marked", "Refused", "Problem"}


def said() -> Iterator[str]:
    for path in ROOM.rglob("*.html"):
        yield from CALL.findall(path.read_text(encoding="utf-8"))
        yield from PLURAL.findall(path.read_text(encoding="utf-8"))
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FUNCTIONS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value
    yield from (DeadLink.text, NotOpen.text, UnknownQuestionnaire.text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_word_is_translated_with_the_same_places_in_it(language: str) -> None:
    known: dict[str, str] = {}
    for folder in (SHARED, ROOM):
        with (folder / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
            for message in read_po(file, locale=language):
                key = message.id if isinstance(message.id, str) else message.id[0]
                said_as = message.string or ""
                known[key] = said_as if isinstance(said_as, str) else said_as[0]
    wanted = set(said())
    assert len(wanted) > 50
    assert not [each for each in wanted if not known.get(each)]
    places = re.compile(r"%\(\w+\)s")
    assert not [
        each for each in wanted if sorted(places.findall(each)) != sorted(places.findall(known[each]))
    ]
