"""What goes to the board names nobody."""

from __future__ import annotations

import pytest

from services.exit_interviews.domain.reports import names_somebody


@pytest.mark.parametrize(
    ("words", "names", "named"),
    [
        ("Fatima's team groeide.", ["Fatima", "Amrani"], True),
        ("Het team van fatima groeide.", ["Fatima"], True),
        ("Zoe\u0308lle ging.", ["Zo\u00eblle"], True),
        ("Gesproken met mevrouw de Vries", ["De Vries"], True),
        ("De sfeer was goed.", ["De Vries"], False),
        ("Ze wil meer rust, in mei al.", ["Wil", "Mei"], False),
        ("Toen zei Wil dat het op was.", ["Wil"], True),
        ("Januari was zwaar.", ["Jan"], False),
        ("O ja, en plan A.", ["O", "A"], False),
        ("Alles (C++) was nieuw", ["C++"], True),
        ("Niets", ["", "Anna"], False),
    ],
)
def test_a_name_is_a_word_of_its_own_and_a_short_one_has_its_capital(
    words: str, names: list[str], named: bool
) -> None:
    assert names_somebody(words, names) is named
