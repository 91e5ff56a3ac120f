"""One cell with a name becomes its parts, as the person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.people.imports.names import Name, fold, full_key, split_family, split_name


@pytest.mark.parametrize(
    ("text", "family_first", "expected"),
    [
        ("Adinolfi, Wilson  K", True, Name("Wilson K", "", "Adinolfi")),
        ("Alagbe,Trina", True, Name("Trina", "", "Alagbe")),
        ("Ait Sidi, Karthikeyan   ", True, Name("Karthikeyan", "", "Ait Sidi")),
        ("Berg, Jan van der", True, Name("Jan", "van der", "Berg")),
        ("Berg, van der, Jan", True, Name("Jan", "van der", "Berg")),
        ("van der Berg, Jan", True, Name("Jan", "van der", "Berg")),
        ("King, Jr., Martin", True, Name("Martin", "", "King, Jr.")),
        ("Von Massenbach, Anna", True, Name("Anna", "", "Von Massenbach")),
        ("An Van den Berghe", False, Name("An Van", "den", "Berghe")),
        ("Jan van der Berg", False, Name("Jan", "van der", "Berg")),
        ("Jan in 't Veld", False, Name("Jan", "in 't", "Veld")),
        ("Gerard 't Hooft", False, Name("Gerard", "'t", "Hooft")),
        ("María de la Cruz", False, Name("María", "de la", "Cruz")),
        ("Marie Jansen-de Vries", False, Name("Marie", "", "Jansen-de Vries")),
        ("Marie Jansen - de Vries", False, Name("Marie", "", "Jansen - de Vries")),
        ("Wilson K Adinolfi", False, Name("Wilson K", "", "Adinolfi")),
        ("JAN VAN DER BERG", False, Name("JAN VAN DER", "", "BERG")),
        ("van der Berg Jan", True, Name("Jan", "van der", "Berg")),
        ("Berg van der Jan", True, Name("Jan", "van der", "Berg")),
        ("Suharto", True, Name("Suharto", "", "")),
        ("李", False, Name("李", "", "")),
        ("van", False, Name("van", "", "")),
        ("", False, Name("", "", "")),
        (",", True, Name("", "", "")),
    ],
)
def test_a_name_is_taken_apart(text: str, family_first: bool, expected: Name) -> None:
    assert split_name(text, family_first=family_first) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("van der Berg", ("van der", "Berg")),
        ("Berg van der", ("van der", "Berg")),
        ("Berg", ("", "Berg")),
        ("de", ("", "de")),
    ],
)
def test_a_family_name_gives_up_its_infix(text: str, expected: tuple[str, str]) -> None:
    assert split_family(text) == expected


def test_two_spellings_of_one_name_have_one_key() -> None:
    assert fold("Brandon R. LeBlanc") == full_key(split_name("LeBlanc, Brandon  R", family_first=True))
    assert fold("Zoë Ørsted-'t Hart") == fold("ZOE ORSTED T HART")


@given(st.text(max_size=60), st.booleans())
def test_no_letter_of_a_name_is_lost(text: str, family_first: bool) -> None:
    name = split_name(text, family_first=family_first)
    letters = sorted(letter for letter in fold(text) if letter.isalnum())
    assert (
        sorted(letter for letter in fold(name.given + name.infix + name.family) if letter.isalnum())
        == letters
    )
