"""Which reasons a version of a form asks for: those in force when it was published, and it never asks for others."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.exit_interviews import policy
from services.exit_interviews.actions import completing, editing
from services.exit_interviews.actions.programme import LIBRARY
from services.exit_interviews.policy import catalogue
from services.exit_interviews.tables.forms import TABLES
from shared.questionnaire.library import Library, store
from shared.questionnaire.library.library import next_version
from shared.questionnaire.library.writing import definition_of
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Text
from tests.house import House, pressed

ROOT = "/exit/desk/questionnaires"
HANNA = UUID(int=7)
LIST = "voor_de_bouw"


def words(said: str) -> Text:
    return Text(nl=said, en=said, fr=said)


def edition(house: House, said: str) -> None:
    """HR adds a reason, and publishes."""
    with house.transaction("exit")() as tx:
        editing.add(tx, None, words(said), HANNA)
        editing.publish(tx, HANNA)


def own(house: House, key: str, **changes: Any) -> None:
    """HR publishes a next version of a form, or the first of a list that began as a copy of ours."""
    source = key if key in LIBRARY else "exit_form"
    version = next_version(LIBRARY.written.now(), LIBRARY.files(), key)
    made = definition_of(LIBRARY.written.latest(source)) | {"key": key, "version": version} | changes
    assert TABLES.library is not None
    with house.transaction("exit")() as tx:
        store.publish(tx, TABLES.library, made, HANNA)


def of_hr(library: Library, key: str) -> dict[int, list[str]]:
    """Return which of HR's reasons each version of a form asks for."""
    asked = {
        one.version: [each.key for each in one.questions["reason"].options]
        for one in library.now()
        if one.key == key
    }
    return {version: [code for code in codes if code in {"a", "b"}] for version, codes in asked.items()}


def test_each_version_asks_for_what_was_in_force_when_it_came_whoever_published_it(house: House) -> None:
    own(house, "exit_form")
    own(house, LIST)
    assert of_hr(LIBRARY, LIST) == {1: []}, "read before there is an edition"
    edition(house, "A")
    own(house, "exit_form")
    own(house, LIST)
    edition(house, "B")
    ours = {1: [], 101: [], 102: ["a"], 103: ["a"], 104: ["a", "b"]}
    lists = {1: [], 2: ["a"], 3: ["a"], 4: ["a", "b"]}
    for library in (LIBRARY, Library("exit", catalogue, completing.whole)):
        assert of_hr(library, "exit_form") == ours, "in this process as in one that begins now"
        assert of_hr(library, LIST) == lists


def test_a_draft_is_tried_with_the_reasons_that_it_would_ask_for(house: House) -> None:
    desk = house.logged_in("exit_interviews")
    assert pressed(desk, f"{ROOT}/exit_form", f"{ROOT}/exit_form/next", version="1").status_code == 303
    edition(house, "Thuiswerken")
    edition(house, "Parkeren")
    tried = desk.get(f"{ROOT}/drafts/exit_form/try").headers["Location"]
    pages = "".join(desk.get(f"{tried}/{number}").text for number in range(1, 9))
    assert "Thuiswerken" in pages
    assert "Parkeren" in pages


def test_a_form_that_does_not_ask_why_goes_on_as_it_is_whatever_its_parts_are_called(house: House) -> None:
    written = definition_of(LIBRARY.written.latest("exit_dismissal"))
    sections = deepcopy(written["sections"])
    sections[-1]["key"] = "decision"
    own(house, "exit_dismissal", sections=sections)
    edition(house, "A")
    assert "reason" not in LIBRARY.latest("exit_dismissal").questions
    published = [fact.body["questionnaire"] for fact in house.facts("exit.questionnaire_published")]
    assert published == ["exit_form"]


def test_a_next_catalogue_of_ours_changes_no_version_that_there_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(house, "exit_form")
    own(house, LIST)
    known = policy.reasons_of(1)
    (main, *_rest) = known.mains
    second = replace(
        known, version=2, mains=(*known.mains, replace(main, code="b", text=words("B"), more=()))
    )
    newer = Catalogue([*catalogue(), replace(catalogue().latest("exit_form"), version=2)])
    monkeypatch.setitem(policy.ASKS_REASONS, ("exit_form", 2), 2)
    for module in (policy, completing):
        monkeypatch.setattr(module, "reasons_of", {1: known, 2: second}.__getitem__)
        monkeypatch.setattr(module, "catalogue", lambda: newer)
    library = Library("exit", lambda: newer, completing.whole)
    assert of_hr(library, "exit_form") == {1: [], 2: ["b"], 101: []}
    assert of_hr(library, LIST) == {1: []}
    assert TABLES.library is not None
    ours = definition_of(library.written.find("exit_form", 2)) | {"version": 201}
    with house.transaction("exit")() as tx:
        store.publish(tx, TABLES.library, ours, HANNA)
    assert of_hr(library, "exit_form")[201] == ["b"], "what HR makes of it asks what it asked"
    monkeypatch.setattr(editing, "LIBRARY", library)
    edition(house, "A")
    assert of_hr(library, "exit_form") == {1: [], 2: ["b"], 101: [], 201: ["b"], 202: ["b", "a"]}
    assert of_hr(library, LIST) == {1: [], 2: ["b", "a"]}
