"""From facts about people to touchpoints, on a real database."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.journey import jobs
from services.journey.store import touchpoints as store
from services.journey.tables import META
from services.journey.wiring import transaction
from services.people import jobs as people_jobs
from shared.contracts.people import (
    HireDateCorrected,
    LeavingAnnounced,
    LeavingWithdrawn,
    PersonChanged,
    PersonHired,
    PersonMerged,
    PersonUnmerged,
)
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employee, Employer, first_year_only, in_force

DUE = [date(2026, 3, 9), date(2026, 4, 2), date(2026, 6, 2), date(2026, 9, 2), date(2027, 2, 2)]


@pytest.fixture
def employer(house: House) -> Employer:
    return first_year_only(house)


def touchpoints(house: House) -> list[Any]:
    return house.sql(
        "SELECT id, person_id, spell_id, rule, due_date, send_at, closes_on, state, reason, released_at"
        " FROM journey.touchpoint ORDER BY person_id, spell_id, due_date"
    )


def states(house: House) -> set[tuple[str, str | None]]:
    return {(row.state, row.reason) for row in touchpoints(house)}


def looks(house: House) -> list[Any]:
    """Everything but the ids."""
    return [tuple(row)[1:] for row in touchpoints(house)]


def test_whoever_is_hired_gets_the_five_moments_of_the_first_year(house: House, employer: Employer) -> None:
    employer.hire()
    assert jobs.catch_up() == 1
    assert [row.due_date for row in touchpoints(house)] == DUE
    assert states(house) == {("planned", None)}


def test_a_thousand_hired_at_once_are_planned_in_one_go(house: House, employer: Employer) -> None:
    employer.hire_many(1_000)
    jobs.catch_up()
    assert len(touchpoints(house)) == 5_000
    assert len({row.send_at for row in touchpoints(house)}) > 3_000


def test_the_same_facts_again_change_nothing(house: House, employer: Employer) -> None:
    one = employer.hire()
    jobs.catch_up()
    before = touchpoints(house)
    fact = PersonHired(person_id=one.person_id, spell_id=one.spell_id, hire_date=one.hire_date)
    employer.say(fact, fact, fact)
    jobs.catch_up()
    assert touchpoints(house) == before
    assert house.sql("SELECT count(*) AS n FROM journey.change")[0].n == 0


def test_history_leaves_no_trace_and_what_was_just_missed_is_recorded_as_skipped(
    house: House, employer: Employer
) -> None:
    employer.hire(date(2015, 1, 1))
    jobs.catch_up()
    assert touchpoints(house) == []
    assert jobs.next_due() is None
    employer.hire(date(2026, 1, 5))
    jobs.catch_up()
    assert [(row.rule, row.state, row.reason) for row in touchpoints(house)] == [
        ("week_1", "skipped", "too_late"),
        ("month_1", "skipped", "too_late"),
        ("month_3", "planned", None),
        ("month_6", "planned", None),
        ("month_11", "planned", None),
    ]


def test_a_corrected_hire_date_moves_the_moments_and_keeps_why(house: House, employer: Employer) -> None:
    one = employer.hire()
    jobs.catch_up()
    employer.correct(one, date(2026, 3, 16))
    jobs.catch_up()
    assert touchpoints(house)[0].due_date == date(2026, 3, 23)
    rows = house.sql("SELECT reason, due_date_was FROM journey.change ORDER BY due_date_was")
    assert [(row.reason, row.due_date_was) for row in rows] == [("hire_corrected", due) for due in DUE]


def test_a_leaver_is_left_alone_and_one_who_stays_after_all_goes_on(house: House, employer: Employer) -> None:
    one = employer.hire()
    jobs.catch_up()
    before = looks(house)
    employer.announce(one)
    jobs.catch_up()
    assert states(house) == {("cancelled", "leaving")}
    assert len(house.facts("journey.touchpoint_cancelled", one.person_id)) == 5
    employer.withdraw(one)
    jobs.catch_up()
    assert looks(house) == before


def test_another_country_or_zone_moves_the_moment(house: House, employer: Employer) -> None:
    one = employer.hire(date(2026, 4, 20))

    def leaves_on() -> date:
        jobs.catch_up()
        [week_1] = [row for row in touchpoints(house) if row.rule == "week_1"]
        found: date = week_1.send_at.date()
        return found

    assert leaves_on() == date(2026, 4, 28)
    employer.change(one, country="BE")
    assert leaves_on() == date(2026, 4, 27)


def test_a_change_of_name_is_no_reason_to_look(house: House, employer: Employer) -> None:
    one = employer.hire()
    jobs.catch_up()
    employer.change(one, given_name="Nora")
    jobs.catch_up()
    assert house.sql("SELECT count(*) AS n FROM journey.change")[0].n == 0


def test_death_stops_everything_and_stays(house: House, employer: Employer) -> None:
    one = employer.hire()
    jobs.catch_up()
    employer.bury(one)
    employer.correct(one, date(2026, 3, 16))
    jobs.catch_up()
    assert states(house) == {("cancelled", "died")}


def test_whoever_is_forgotten_leaves_no_trace_and_is_not_planned_again(
    house: House, employer: Employer
) -> None:
    one = employer.hire()
    jobs.catch_up()
    employer.forget(one)
    employer.say(PersonHired(person_id=one.person_id, spell_id=one.spell_id, hire_date=one.hire_date))
    jobs.catch_up()
    assert touchpoints(house) == []
    assert house.sql("SELECT count(*) AS n FROM journey.change")[0].n == 0
    assert len(house.facts("journey.touchpoint_cancelled", one.person_id)) == 5


def test_a_rehire_starts_anew_and_leaves_the_first_employment_as_it_was(
    house: House, employer: Employer
) -> None:
    one = employer.hire(date(2026, 2, 9))
    jobs.catch_up()
    employer.leave(one)
    house.set_time(house.now + timedelta(days=30))
    again = employer.come_back(one, date(2026, 4, 1))
    jobs.catch_up()
    found = {(row.spell_id, row.state) for row in touchpoints(house)}
    assert found == {(one.spell_id, "cancelled"), (again.spell_id, "planned")}


def test_who_comes_back_later_is_looked_at_again_on_the_first_day_itself(
    house: House, employer: Employer
) -> None:
    # A simulation of ten thousand people found it: who was back was still planned for as somebody who had gone.
    in_force(house, on={"onboarding", "exit"})
    one = employer.hire(date(2026, 2, 9))
    jobs.catch_up()
    employer.leave(one)
    jobs.catch_up()
    employer.come_back(one, date(2026, 3, 16))
    jobs.catch_up()

    def afterwards() -> list[tuple[str, str | None]]:
        return [(row.state, row.reason) for row in touchpoints(house) if row.rule == "afterwards"]

    assert afterwards() == [("planned", None)]
    house.set_time(datetime(2026, 3, 16, 4, 0, tzinfo=UTC))
    assert people_jobs.note_departures() == 1
    assert [row.body["hire_date"] for row in house.facts("people.began")] == ["2026-03-16"]
    jobs.catch_up()
    assert afterwards() == [("cancelled", "back")]
    assert people_jobs.note_departures() == 0


def merge(
    house: House, employer: Employer, going: Employee, staying: Employee, *, along: bool = True
) -> None:
    """Merge two records; the employment goes along, or stays out of sight where it is kept twice."""
    if along:
        house.sql(
            "UPDATE people.spell SET person_id = :staying, no = 2 WHERE id = :spell",
            staying=staying.person_id,
            spell=going.spell_id,
        )
    house.sql(
        "UPDATE people.person SET merged_into = :staying WHERE id = :id",
        staying=staying.person_id,
        id=going.person_id,
    )
    employer.say(PersonMerged(person_id=going.person_id, into_person_id=staying.person_id))


def unmerge(house: House, employer: Employer, going: Employee, staying: Employee) -> None:
    """Put both on their own again."""
    house.sql(
        "UPDATE people.spell SET person_id = :going, no = 1 WHERE id = :spell",
        going=going.person_id,
        spell=going.spell_id,
    )
    house.sql("UPDATE people.person SET merged_into = NULL WHERE id = :id", id=going.person_id)
    employer.say(PersonUnmerged(person_id=going.person_id, from_person_id=staying.person_id))


def test_two_records_of_one_person_become_one_with_the_moments_of_the_employment(
    house: House, employer: Employer
) -> None:
    kept, double = employer.hire(date(2020, 1, 1)), employer.hire()
    jobs.catch_up()
    before = {row.rule: row.send_at for row in touchpoints(house) if row.spell_id == double.spell_id}
    house.sql(
        "UPDATE people.spell SET latest = false, last_day = '2021-01-01', state = 'left' WHERE id = :id",
        id=kept.spell_id,
    )
    merge(house, employer, double, kept)
    jobs.catch_up()
    rows = [row for row in touchpoints(house) if row.spell_id == double.spell_id]
    assert {row.person_id for row in rows} == {kept.person_id}
    # They turn out to have worked here before: the first week is asked as of who came back.
    assert {row.rule for row in rows if row.state == "cancelled"} == {"week_1"}
    planned = {row.rule: row.send_at for row in rows if row.state == "planned"}
    assert planned.pop("back_1").date() == before.pop("week_1").date()
    assert planned == before


def test_what_was_asked_under_the_record_that_goes_is_not_asked_again_under_the_one_that_stays(
    house: House, employer: Employer
) -> None:
    kept, double = employer.hire(date(2020, 1, 1)), employer.hire()
    jobs.catch_up()
    house.sql(
        "UPDATE people.spell SET latest = false, last_day = '2021-01-01', state = 'left' WHERE id = :id",
        id=kept.spell_id,
    )
    house.set_time(datetime(2026, 3, 9, 15, 30, tzinfo=UTC))
    jobs.release_due()
    [asked] = [row for row in touchpoints(house) if row.state == "due"]
    for deed, there in ((merge, kept), (unmerge, double), (merge, kept)):
        deed(house, employer, double, kept)
        jobs.catch_up()
        [found] = [row for row in touchpoints(house) if row.rule == "week_1"]
        assert (found.id, found.person_id) == (asked.id, there.person_id)
        assert (found.state, found.reason) == ("cancelled", "merged")
    assert len(house.facts("journey.touchpoint_cancelled")) == 1


def test_of_somebody_kept_twice_the_budget_remembers_what_was_sent_under_the_other_record(
    house: House, employer: Employer
) -> None:
    kept, double = employer.hire(date(2026, 2, 23)), employer.hire()
    jobs.catch_up()
    house.set_time(datetime(2026, 3, 9, 15, 30, tzinfo=UTC))
    jobs.release_due()
    merge(house, employer, double, kept, along=False)
    jobs.catch_up()
    mine = {
        (row.spell_id, row.rule): (row.person_id, row.state)
        for row in touchpoints(house)
        if row.rule in {"week_1", "month_1"}
    }
    assert mine[double.spell_id, "week_1"] == (kept.person_id, "cancelled")
    assert mine[double.spell_id, "month_1"] == (double.person_id, "cancelled")
    [month] = [r for r in touchpoints(house) if (r.spell_id, r.rule) == (kept.spell_id, "month_1")]
    assert month.state == "skipped" or month.send_at.date() >= date(2026, 3, 30)
    unmerge(house, employer, double, kept)
    jobs.catch_up()
    [week] = [r for r in touchpoints(house) if (r.spell_id, r.rule) == (double.spell_id, "week_1")]
    assert (week.person_id, week.state) == (double.person_id, "cancelled")


def every_fact(one: Employee) -> list[Any]:
    about = {"person_id": one.person_id, "spell_id": one.spell_id}
    return [
        PersonHired(**about, hire_date=one.hire_date),
        HireDateCorrected(**about, hire_date=one.hire_date, was=date(2026, 1, 1)),
        PersonChanged(**about, fields=("time_zone", "country")),
        LeavingAnnounced(**about, kind="resignation", notice_date=None, last_day=date(2026, 8, 1)),
        LeavingWithdrawn(**about),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_facts_in_any_order_and_any_number_of_times_give_the_same_touchpoints(
    house: House, employer: Employer, seed: int
) -> None:
    chance = random.Random(seed)
    people = employer.hire_many(3, chance.choice([date(2026, 3, 2), date(2026, 1, 5), date(2026, 5, 1)]))
    if chance.random() < 0.3:
        employer.announce(people[0])
    jobs.catch_up()
    before = touchpoints(house)
    for _ in range(8):
        facts = [fact for one in people for fact in every_fact(one) for _ in range(chance.randint(0, 2))]
        chance.shuffle(facts)
        employer.say(*facts)
        jobs.catch_up()
    assert touchpoints(house) == before


def test_the_tables_in_code_are_the_tables_in_the_database(house: House) -> None:
    for table in META.sorted_tables:
        rows = house.sql(
            "SELECT column_name, is_nullable FROM information_schema.columns"
            " WHERE table_schema = 'journey' AND table_name = :table",
            table=table.name,
        )
        assert {(row.column_name, row.is_nullable == "YES") for row in rows} == {
            (column.name, bool(column.nullable)) for column in table.c
        }


def test_what_another_planned_meanwhile_stays_and_the_rest_is_added(house: House, employer: Employer) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    theirs = touchpoints(house)
    with transaction() as tx:
        known = store.touchpoints_of(tx.conn, [row.person_id for row in theirs])
        twice = [one._replace(id=new_id(), state="skipped", reason="too_late") for one in known]
        later = known[0]._replace(id=new_id(), occurrence=2)
        store.add(tx.conn, [*twice, later], tx.now)
    assert {row.id for row in touchpoints(house)} == {row.id for row in theirs} | {later.id}
    assert states(house) == {("planned", None)}
