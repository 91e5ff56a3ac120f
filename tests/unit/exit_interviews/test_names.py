"""What goes to the board names nobody."""

from __future__ import annotations

import pytest

from services.exit_interviews.domain.reports import names_somebody


@pytest.mark.parametrize(
    ("words", "given", "family", "named"),
    [
        ("Fatima's team groeide.", "Fatima", "Amrani", True),
        ("Het team van fatima groeide.", "Fatima", "", True),
        ("Zoe\u0308lle ging.", "Zo\u00eblle", "", True),
        ("Gesproken met mevrouw De Vries.", "Anna", "De Vries", True),
        ("De sfeer was goed.", "Anna", "De Vries", False),
        ("Ze wil meer rust, in mei al.", "Wil", "Mei", False),
        ("Toen zei Wil dat het op was.", "Wil", "", True),
        ("Januari was zwaar.", "Jan", "", False),
        ("Meer rust.\n- Meer pauze: \u201cMeer lucht\u201d", "Noor", "Meer", False),
        ("Rust wilde mevrouw Meer.", "Noor", "Meer", True),
        ("Het brood van de bakker.", "Noor", "Bakker", False),
        ("O ja, en plan A.", "O", "A", False),
        ("Alles (C++) was nieuw", "C++", "", True),
        ("Niets", "", "", False),
    ],
)
def test_a_name_is_found_and_a_word_that_is_also_a_name_is_left_alone(
    words: str, given: str, family: str, named: bool
) -> None:
    assert names_somebody(words, given, family) is named
