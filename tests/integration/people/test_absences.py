"""Leave: noted, ended, changed and withdrawn; the days are told to others, the kind to nobody."""

from __future__ import annotations

from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.house import House
from tests.integration.people.test_people_api import PEOPLE, add, call


@pytest.fixture
def jan(house: House) -> str:
    """Jan, here since 2020; the address of his leaves."""
    return f"{PEOPLE}/{add(house)['id']}/absences"


def note(house: House, leaves: str, first: str, last: str | None = None, kind: str = "parental") -> Any:
    return call(house, "POST", leaves, {"kind": kind, "first_day": first, "last_day": last})


def view(house: House) -> list[tuple[Any, ...]]:
    rows = house.sql("SELECT first_day, last_day FROM people.absence_v1 ORDER BY first_day")
    return [(str(row.first_day), row.last_day and str(row.last_day)) for row in rows]


def test_a_leave_is_noted_ended_and_withdrawn_and_each_is_told_once(house: House, jan: str) -> None:
    made = note(house, jan, "2026-02-02", kind="sickness")
    assert (made.status_code, made.json["last_day"]) == (201, None)
    assert note(house, jan, "2026-02-02", kind="sickness").json == made.json
    one = f"{jan}/{made.json['id']}"
    ended = call(house, "PATCH", one, {"last_day": "2026-02-20"})
    assert (ended.status_code, ended.json["last_day"]) == (200, "2026-02-20")
    assert call(house, "PATCH", one, {"last_day": "2026-02-20"}).status_code == 200
    assert call(house, "GET", jan).json["items"] == [ended.json]
    assert view(house) == [("2026-02-02", "2026-02-20")]
    assert [call(house, "DELETE", one).status_code for _ in range(2)] == [204, 404]
    facts = house.facts("people.absence")
    assert [fact.type for fact in facts] == [
        "people.absence_noted.v1",
        "people.absence_changed.v1",
        "people.absence_withdrawn.v1",
    ]
    assert facts[0].body == {
        "spell_id": made.json["spell_id"],
        "absence_id": made.json["id"],
        "first_day": "2026-02-02",
        "last_day": None,
    }


def test_the_kind_stands_in_no_fact_no_view_and_no_right_of_others(house: House, jan: str) -> None:
    made = note(house, jan, "2026-02-02", kind="sickness").json
    call(house, "PATCH", f"{jan}/{made['id']}", {"kind": "care"})
    assert call(house, "GET", jan).json["items"][0]["kind"] == "care"
    told = str([tuple(fact) for fact in house.facts()])
    assert "sickness" not in told
    assert "care" not in told
    # Another kind alone is nothing to be told.
    assert len(house.facts("people.absence")) == 1
    columns = {row.column_name for row in house.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'people' AND table_name = 'absence_v1'"
    )}  # fmt: skip
    assert columns == {"absence_id", "person_id", "spell_id", "first_day", "last_day"}
    with house.transaction("journey")() as tx:
        assert tx.conn.execute(text("SELECT count(*) FROM people.absence_v1")).scalar() == 1
        for closed in ("people.absence", "people.staged_row", "people.place"):
            rights = text("SELECT has_table_privilege(:table, 'SELECT')")
            assert not tx.conn.execute(rights, {"table": closed}).scalar()
    person = call(house, "GET", jan.removesuffix("/absences")).json
    assert "sickness" not in str(person)
    assert "care" not in str(person)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-02-20", "2026-02-19", "last_day"),
        ("2020-01-31", None, "first_day"),
        ("2026-07-01", None, "first_day"),
        ("2026-06-01", "2026-07-01", "last_day"),
        ("1899-12-31", None, "first_day"),
        ("2026-02-30", None, "first_day"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(
    house: House, jan: str, first: str, last: str | None, field: str
) -> None:
    leaving = {"kind": "retirement", "last_day": "2026-06-30"}
    call(house, "POST", jan.replace("absences", "leaving"), leaving)
    refused = note(house, jan, first, last)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    assert note(house, jan, "2026-06-30", "2026-06-30").status_code == 201


def test_nobody_is_away_twice_at_once(house: House, jan: str) -> None:
    first = note(house, jan, "2026-02-02", "2026-02-20").json
    later = note(house, jan, "2026-02-21").json
    for begins, ends in (("2026-02-20", "2026-02-20"), ("2026-01-01", "2026-02-02"), ("2026-03-01", None)):
        refused = note(house, jan, begins, ends)
        assert (refused.status_code, refused.json["code"]) == (409, "absences_overlap")
    stretched = call(house, "PATCH", f"{jan}/{first['id']}", {"last_day": None})
    assert (stretched.status_code, stretched.json["code"]) == (409, "absences_overlap")
    assert call(house, "PATCH", f"{jan}/{later['id']}", {"first_day": "2026-02-22"}).status_code == 200


def test_two_at_the_same_instant_note_one_leave(house: House, jan: str) -> None:
    seen: list[int] = []

    def send() -> None:
        seen.append(note(house, jan, "2026-02-02").status_code)

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [201] * 4
    assert len(house.facts("people.absence_noted")) == 1


def test_a_leave_belongs_to_the_employment_it_begins_in(house: House) -> None:
    person = f"{PEOPLE}/{add(house, last_day='2022-01-31', leave_kind='retirement')['id']}"
    back = call(house, "POST", f"{person}/spells", {"hire_date": "2024-01-01"}).json
    spells = [spell["id"] for spell in back["spells"]]
    leaves = f"{person}/absences"
    assert note(house, leaves, "2021-05-01", "2021-06-01").json["spell_id"] == spells[0]
    assert note(house, leaves, "2024-05-01").json["spell_id"] == spells[1]
    between = note(house, leaves, "2023-05-01")
    assert (between.status_code, list(between.json["errors"])) == (422, ["first_day"])


def test_only_who_is_employed_takes_leave_and_only_their_own_is_changed(house: House, jan: str) -> None:
    nobody = add(house, employee_number="9", hire_date=None)["id"]
    assert note(house, f"{PEOPLE}/{nobody}/absences", "2026-02-02").json["code"] == "not_employed"
    other = add(house, employee_number="2")["id"]
    made = note(house, jan, "2026-02-02").json["id"]
    for absence in (made, uuid4()):
        path = f"{PEOPLE}/{other}/absences/{absence}"
        assert call(house, "PATCH", path, {"last_day": "2026-03-01"}).json["code"] == "absence_unknown"
        assert call(house, "DELETE", path).status_code == 404
    assert call(house, "GET", f"{PEOPLE}/{uuid4()}/absences").status_code == 404


def test_a_leaving_lets_a_leave_stand_as_it_was(house: House, jan: str) -> None:
    note(house, jan, "2026-02-02")
    leaving = {"kind": "retirement", "last_day": "2026-06-30"}
    assert call(house, "POST", jan.replace("absences", "leaving"), leaving).status_code == 200
    assert view(house) == [("2026-02-02", None)]


def test_forgetting_takes_every_leave_away(house: House, jan: str) -> None:
    note(house, jan, "2026-02-02", kind="sickness")
    assert call(house, "POST", jan.replace("absences", "erasure")).status_code == 204
    assert house.sql("SELECT 1 FROM people.absence") == []
    assert call(house, "GET", jan).status_code == 410


def test_the_database_itself_refuses_two_leaves_on_one_day(house: House, jan: str) -> None:
    note(house, jan, "2026-02-02", "2026-02-20")
    with pytest.raises(Exception, match="ex_absence_overlap"):
        house.sql(
            "INSERT INTO people.absence (id, spell_id, person_id, kind, first_day, noted_at, changed_at) "
            "SELECT gen_random_uuid(), id, person_id, 'care', '2026-02-20', now(), now() FROM people.spell",
        )


def test_whether_anybody_is_away_is_known_without_looking_at_everybody(house: House) -> None:
    # Journey asks this, and who is away, for every thousand people that it plans, also right after a large import,
    # when the planner knows nothing of the tables yet.
    house.sql(
        "INSERT INTO people.person (id, given_name, created_at, changed_at)"
        " SELECT gen_random_uuid(), 'Jan', now(), now() FROM generate_series(1, 5000)"
    )
    house.sql(
        "INSERT INTO people.spell (id, person_id, no, latest, state, hire_date)"
        " SELECT gen_random_uuid(), id, 1, true, 'active', '2020-02-01' FROM people.person"
    )
    asked = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT EXISTS (SELECT FROM people.absence_v1)"
    plan = "\n".join(row[0] for row in house.sql(asked))
    assert "on absence" in plan
    assert "spell" not in plan
    assert "rows=5000" not in plan
