"""Who is forgotten is gone from everything that imports kept, and nobody else is."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.integration.people.conftest import Take
from tests.integration.people.test_import_api import HEAD, counts, row
from tests.integration.people.test_people_api import PEOPLE, add, call


def forget(house: House, person_id: str) -> None:
    assert call(house, "POST", f"{PEOPLE}/{person_id}/erasure").status_code == 204


def kept(house: House) -> str:
    """All that people still has, as one text."""
    tables = ("person", "staged_row", "rejected_row", "import_notice", "import_change", "spell")
    return " ".join(str(one) for table in tables for one in house.sql(f"SELECT * FROM people.{table}"))


def test_who_was_merged_is_forgotten_with_the_one_they_went_into(house: House, take: Take) -> None:
    take(HEAD + row("1", "Jan Maas", born="3-4-1980") + row("2", "Johan Maas", "1-2-2021", born="3-4-1980"))
    first, second = (one.id for one in house.sql("SELECT id FROM people.person ORDER BY employee_number"))
    house.sql("UPDATE people.person SET merged_into = :first WHERE id = :second", first=first, second=second)
    forget(house, second)
    assert "Maas" not in kept(house)
    assert [one.person_id for one in house.facts("people.forgotten")] == sorted((first, second))
    again = take(HEAD + row("1", "Jan Maas") + row("2", "Johan Maas"))
    assert counts(again) == (2, 0, 0, 0, 2)
    assert {one["reason"] for one in again["rejected"]} == {
        "Deze persoon is op verzoek vergeten en wordt niet opnieuw aangelegd."
    }
    assert "Maas" not in kept(house)
    assert call(house, "GET", f"{PEOPLE}/{second}").status_code == 410


@pytest.mark.parametrize("written", ["Jan Maas", "Maas, Jan", "MAAS Jan", " jan maas "])
def test_refused_rows_of_who_is_forgotten_go_however_the_name_is_written(
    house: House, take: Take, written: str
) -> None:
    take(HEAD + row("", written, "31-2-2020") + row("9", "An Bos", boss=written))
    forget(house, add(house, employee_number="1", given_name="Jan", family_name="Maas")["id"])
    assert "maas" not in kept(house).lower()
    assert "Bos" in kept(house)


def test_refused_rows_of_others_stay(house: House, take: Take) -> None:
    take(HEAD + row("2", "Anna Bos", "fout") + row("3", "Jan Kok", "fout", boss="Piet Maas"))
    forget(house, add(house, given_name="An", family_name="")["id"])
    forget(house, add(house, given_name="Jan", family_name="Maas")["id"])
    assert [one.row for one in house.sql("SELECT row FROM people.rejected_row ORDER BY row")] == [2, 3]
