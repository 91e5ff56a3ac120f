"""Themes are suggested by the words that HR gave them: stems, several words in order, accents and capitals aside."""

from __future__ import annotations

import pytest

from shared.kernel.ids import random_id
from shared.themes.beginnings import beginnings
from shared.themes.model import MOST_THEMES, SIDES, Theme
from shared.themes.suggesting import suggestions


def theme(*words: str) -> Theme:
    return Theme(id=random_id(), questionnaire="trial", names={"nl": "Thema"}, side="pushes", words=words)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("rooster", "De ROOSTERS komen te laat."),
        ("collega’s", "Mijn collega is weg"),
        ("collega", "door collega's"),
        ("te weinig tijd", "Er is te weinig tijd voor bewoners"),
        ("équipe", "une bonne equipe"),
        ("reunion", "trop de réunions"),
        ("loon", "Loon."),
    ],
)
def test_a_word_finds_its_longer_forms_whatever_the_accents(word: str, text: str) -> None:
    one = theme(word)
    assert suggestions(text, [one]) == {one.id: word}


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("pay", "payer le prix"),
        ("te weinig tijd", "weinig te doen, tijd genoeg"),
        ("rooster", ""),
        ("’", "’s"),
    ],
)
def test_a_short_word_or_another_order_is_no_reason(word: str, text: str) -> None:
    assert suggestions(text, [theme(word)]) == {}


def test_what_is_there_to_begin_with_is_whole_in_three_languages() -> None:
    found = beginnings()
    assert 5 <= len(found) <= MOST_THEMES
    assert {one.side for one in found} == set(SIDES)
    assert all(name and len(name) <= 60 for one in found for name in one.names.values())
    assert all(one.words for one in found)
