"""Old facts stay readable: each one that was ever published is kept here as it was first written."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

import shared.contracts
from shared.contracts.base import UnknownFact, read_fact, registry

GOLDEN = Path(__file__).parent / "facts"
PERSON = UUID("01980000-0000-7000-8000-000000000001")


def label(path: Path) -> str:
    """Behind a plus: the same fact as a later house writes it, with keys that the first did not have."""
    return path.stem.partition("+")[0]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_a_fact_as_it_was_first_written_is_still_read_and_written_back_whole(path: Path) -> None:
    golden = json.loads(path.read_text())
    person = UUID(golden["person_id"]) if golden["person_id"] else None
    fact = read_fact(label(path), person, golden["body"])
    assert fact.person_id == person
    written = json.loads(json.dumps(fact.body()))
    assert {key: written[key] for key in golden["body"]} == golden["body"]


def test_every_published_fact_has_its_golden_file() -> None:
    assert shared.contracts.__all__
    assert set(registry()) == {label(path) for path in GOLDEN.glob("*.json")}


def test_a_fact_from_a_later_house_is_refused_by_name() -> None:
    with pytest.raises(UnknownFact, match=r"people\.cloned\.v1"):
        read_fact("people.cloned.v1", PERSON, {})


def test_a_key_that_a_later_house_added_is_left_aside() -> None:
    fact = read_fact("people.forgotten.v1", PERSON, {"mood": "new"})
    assert fact.person_id == PERSON


def test_no_fact_can_hold_text_or_numbers_that_would_tell_something() -> None:
    allowed = {"UUID", "date", "datetime", "str", "int", "tuple[str, ...]", "tuple[date, ...]"}
    for kind in registry().values():
        for name, hint in kind.__annotations__.items():
            if not str(hint).startswith("ClassVar"):
                assert str(hint).replace(" | None", "") in allowed, f"{kind.label()}.{name} is {hint}"
