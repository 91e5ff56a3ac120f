"""As many facts in one transaction as a large import has."""

from __future__ import annotations

from datetime import date

from shared.contracts.people import PersonHired
from shared.kernel.ids import new_id
from tests.house import House


def test_a_hundred_thousand_facts_go_in_with_one_commit(house: House) -> None:
    facts = (
        PersonHired(person_id=new_id(), spell_id=new_id(), hire_date=date(2020, 1, 1)) for _ in range(100_000)
    )
    with house.transaction("people")() as tx:
        tx.record(*facts)
    assert house.sql("SELECT count(*) AS n, max(position) AS last FROM eventlog.fact")[0] == (
        100_000,
        100_000,
    )
