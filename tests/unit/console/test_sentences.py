from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any
from uuid import uuid4

import pytest

import shared.contracts  # noqa: F401  all facts are known
from services.console.domain.codes import WORDS
from services.console.domain.facts import SENTENCES
from services.console.domain.sentences import Word, lived_on, sentence
from shared.contracts.base import registry
from shared.web.catalogs import missing_translations

CONSOLE = Path(__file__).resolve().parents[3] / "services" / "console"
OURS = {label: kind for label, kind in registry().items() if kind.__module__.startswith("shared.contracts")}


@pytest.mark.parametrize("label", sorted(OURS))
def test_every_fact_has_a_sentence_whose_places_the_fact_fills(label: str) -> None:
    kind = OURS[label]
    assert kind.type in SENTENCES
    text = SENTENCES[kind.type][0]
    places = {part.split(")s")[0] for part in text.split("%(")[1:]}
    assert places <= set(kind.__dataclass_fields__)
    assert not [name for _, name, _, _ in Formatter().parse(text) if name]


def test_there_is_no_sentence_for_a_fact_that_does_not_exist() -> None:
    assert set(SENTENCES) == {kind.type for kind in OURS.values()}


def test_every_text_of_console_stands_in_english_and_french() -> None:
    assert missing_translations(CONSOLE) == []


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("people.left.v1", {"kind": "retirement", "last_day": "2026-02-01"}),
        ("people.left.v1", {"kind": None, "last_day": None}),
        ("people.left.v1", {}),
        ("people.changed.v1", {"fields": ["email", "something_new"]}),
        ("console.time_set.v1", {"instant": "2026-03-02T09:00:00+00:00"}),
    ],
)
def test_a_sentence_can_always_be_said(label: str, body: dict[str, Any]) -> None:
    found = sentence(label, body)
    assert found.text % dict.fromkeys(found.values, "…")


def test_codes_are_put_into_words_and_unknown_ones_shown_as_they_are() -> None:
    assert sentence("people.left.v1", {"kind": "retirement"}).values["kind"] == Word("pensioen")
    assert sentence("people.left.v1", {"kind": "eloped_twice"}).values["kind"] == "eloped twice"


def test_a_fact_of_a_later_house_is_shown_by_its_name() -> None:
    found = sentence("alumni.subscribed.v2", {"id": str(uuid4())})
    assert found.text % dict(found.values) == "alumni.subscribed"


def test_the_sentences_name_nobody() -> None:
    assert not {"name", "email", "person"} & {word for text, _ in SENTENCES.values() for word in text.split()}
    assert WORDS


def test_what_was_noted_later_is_placed_on_the_day_it_was_lived() -> None:
    noted = date(2026, 3, 2)
    assert lived_on("people.hired.v1", {"hire_date": "2018-05-01"}, noted) == date(2018, 5, 1)
    assert lived_on("people.hired.v1", {"hire_date": "2026-04-01"}, noted) == noted
    assert lived_on("mail.sent.v1", {}, noted) == noted
