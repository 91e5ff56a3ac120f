"""The roll in memory: whatever happens, it says what the database says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from services.insights import jobs
from services.insights.store import roll
from services.insights.store.enrolling import COLUMNS
from services.insights.store.numbers import NEVER
from services.insights.store.roll import Roll
from services.insights.wiring import transaction
from shared.db.engine import engine_for
from tests.house import House
from tests.integration.insights.conftest import Hire, leave
from tests.integration.insights.test_following import people

WORDS = ("department", "function", "manager", "place", "country", "kind")


def read(house: House) -> Roll:
    name = house.sql("SELECT name FROM insights.edition WHERE live")[0].name
    with transaction() as tx:
        return roll.of(tx.conn, name)


def read_anew(house: House) -> Roll:
    roll.forget(engine_for("insights"))
    return read(house)


def told(found: Roll) -> list[tuple[Any, ...]]:
    """Return employments as they can be compared: in any order, with words instead of places."""
    numbers = [
        getattr(found, name).tolist() for name in COLUMNS if name not in WORDS and name not in {"high", "low"}
    ]
    words = [[found.words[name][code] for code in getattr(found, name).tolist()] for name in WORDS]
    who = [roll.person(*halves) for halves in zip(found.high.tolist(), found.low.tolist(), strict=True)]
    return sorted(zip(who, *numbers, *words, strict=True), key=repr)


def test_a_roll_that_is_followed_is_the_one_that_is_read_anew(house: House, hire: Hire) -> None:
    rows = [told(read(house))]
    assert rows == [[]]
    ids = [
        hire(family_name=name, department="Zorg", function="Kok", birth_date="1980-05-05") for name in "ABCD"
    ]
    rows.append(told(read(house)))
    leave(house, ids[0], "2025-06-30", "end_of_contract")
    people(house, "PATCH", ids[1], department="Keuken", function="Chef", hours=20)
    rows.append(told(read(house)))
    people(house, "POST", f"{ids[0]}/spells", hire_date="2026-02-01", function="Bakker")
    rows.append(told(read(house)))
    people(house, "POST", f"{ids[2]}/erasure")
    people(house, "PATCH", ids[3], hire_date="2019-02-28")
    rows.append(told(read(house)))
    leave(house, ids[1], "2026-01-31")
    people(house, "DELETE", f"{ids[1]}/leaving")
    rows.append(told(read(house)))
    assert [len(one) for one in rows] == [0, 4, 4, 5, 5, 5]
    assert rows[-1] == told(read_anew(house))
    assert len({repr(one) for one in rows[:-1]}) == 5


def test_an_employment_that_is_no_more_is_gone_from_the_roll_too(house: House, hire: Hire) -> None:
    first, second = hire(family_name="A"), hire(family_name="B")
    assert len(read(house)) == 2
    house.sql("UPDATE people.person SET sample = true WHERE id = :id", id=second)
    leave(house, first, "2025-12-31")
    people(house, "POST", f"{first}/spells", hire_date="2026-01-05")
    house.sql("UPDATE eventlog.checkpoint SET position = 0 WHERE follower = 'insights'")
    house.drain()
    assert told(read(house)) == told(read_anew(house))


def test_whoever_holds_a_roll_goes_on_with_what_it_was(house: House, hire: Hire) -> None:
    person = hire()
    held = read(house)
    leave(house, person, "2025-06-30")
    assert (held.left.tolist(), held.words["kind"]) == ([NEVER], (None,))
    assert read(house).words["kind"] == (None, "resignation")


@pytest.mark.parametrize(("kept", "most"), [(1, 1_000), (1_000, 1)])
def test_whoever_was_away_for_too_long_reads_everybody(
    house: House, hire: Hire, monkeypatch: pytest.MonkeyPatch, kept: int, most: int
) -> None:
    monkeypatch.setattr(roll, "KEPT", kept)
    monkeypatch.setattr(roll, "MOST_FOLLOWED", most)
    hire(family_name="A")
    assert len(read(house)) == 1
    for name in "BCD":
        hire(family_name=name)
    assert len(house.sql("SELECT number FROM insights.change")) == min(kept, 4)
    assert told(read(house)) == told(read_anew(house))
    assert len(read(house)) == 4


def test_an_edition_that_was_built_anew_twice_is_read_anew_each_time(house: House, hire: Hire) -> None:
    hire(family_name="A")
    assert len(read(house)) == 1
    for name in "BC":
        for _ in range(2):
            jobs.begin_rebuild()
            while (progress := jobs.rebuild()) and not progress.done:
                continue
        hire(family_name=name)
        assert told(read(house)) == told(read_anew(house))
    assert len(read(house)) == 3


def test_many_who_look_at_once_all_see_everybody(house: House, hire: Hire) -> None:
    for name in "ABC":
        hire(family_name=name)
    roll.forget(engine_for("insights"))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: read_with_own_connection(), range(24)))
    assert {len(one) for one in found} == {3}
    # One of them read it, and the others waited for that.
    assert len({id(one) for one in found}) == 1


def test_what_may_never_be_committed_is_on_no_roll(house: House, hire: Hire) -> None:
    person = hire()
    before = told(read(house))
    with pytest.raises(RuntimeError), transaction() as tx:
        roll.note(tx.conn, "a", [UUID(person)])
        roll.of(tx.conn, "a")
    assert told(read(house)) == before


def read_with_own_connection() -> Roll:
    with engine_for("insights").connect() as conn:
        name = conn.execute(text("SELECT name FROM insights.edition WHERE live")).scalar_one()
        return roll.of(conn, name)
