"""Facts that come late, twice, in corrections and after forgetting; and all of it built anew beside what is read."""

from __future__ import annotations

from typing import Any

import pytest

from services.insights import jobs
from services.insights.actions import rebuilding
from services.insights.errors import AlreadyRebuilding
from services.insights.store import editions
from shared.queue.enqueue import call
from tests.house import House
from tests.integration.insights.conftest import Ask, Hire, leave, words


def people(house: House, method: str, path: str, **body: Any) -> None:
    answer = house.client("people").open(
        f"/people/api/v1/people/{path}", method=method, json=body or None, headers=house.api
    )
    assert answer.status_code < 300, answer.text
    house.drain()


def left_in(ask: Ask, year: int, **query: Any) -> int:
    return sum(one["leavers"] for one in ask(first=year, to=year, **query)["items"])


def test_a_moved_last_day_moves_last_years_figures(house: House, hire: Hire, ask: Ask) -> None:
    person = hire()
    leave(house, person, "2026-01-31")
    assert (left_in(ask, 2025), left_in(ask, 2026)) == (0, 1)
    people(house, "DELETE", f"{person}/leaving")
    assert (left_in(ask, 2025), left_in(ask, 2026)) == (0, 0)
    leave(house, person, "2025-12-31", "dismissal")
    assert (left_in(ask, 2025), left_in(ask, 2026)) == (1, 0)
    (items,) = ask(by="kind", first=2025, to=2025)["items"]
    assert (items["group"], items["headcount_start"], items["headcount_end"]) == ("dismissal", 1, 0)


def test_a_corrected_first_day_moves_the_headcount(house: House, hire: Hire, ask: Ask) -> None:
    person = hire(hire_date="2020-03-01")
    people(house, "PATCH", person, hire_date="2021-03-01")
    ends = {one["year"]: one["headcount_end"] for one in ask(first=2020, to=2021)["items"]}
    assert ends == {2021: 1}


def test_a_leaving_that_is_announced_counts_when_the_day_has_passed(
    house: House, hire: Hire, ask: Ask
) -> None:
    person = hire()
    leave(house, person, "2026-03-31")
    assert left_in(ask, 2026) == 0
    house.set_time(house.now.replace(month=4, day=2))
    assert left_in(ask, 2026) == 1


def test_who_never_began_counts_nowhere_and_who_came_back_counts_twice(
    house: House, hire: Hire, ask: Ask
) -> None:
    person = hire()
    leave(house, person, "2024-06-30")
    people(house, "POST", f"{person}/spells", hire_date="2025-02-01")
    ends = {one["year"]: one["headcount_end"] for one in ask(first=2023, to=2025)["items"]}
    assert ends == {2023: 1, 2024: 0, 2025: 1}
    # One person in every figure that others than HR see; nobody else is.
    hire()
    assert sorted(_several(house)) == [False, True, True]


def test_a_contract_that_is_renewed_within_a_week_is_no_leaving(house: House, hire: Hire, ask: Ask) -> None:
    person = hire(hire_date="2023-02-01", function="Kok")
    leave(house, person, "2024-12-31", "end_of_contract")
    people(house, "POST", f"{person}/spells", hire_date="2025-01-06", function="Chef")
    (before, after) = ask(first=2024, to=2025)["items"]
    assert [one["leavers"] for one in (before, after)] == [0, 0]
    assert [one["headcount_end"] for one in (before, after)] == [1, 1]
    assert {one["group"] for one in ask(by="function", first=2025)["items"]} == {"Chef"}
    # What was too long a gap by mistake becomes a renewal, and the other way round.
    call_before = house.sql("SELECT spell_id FROM insights.employment_a")
    assert len(call_before) == 1
    people(house, "PATCH", person, hire_date="2025-01-20")
    assert left_in(ask, 2024) == 1
    people(house, "PATCH", person, hire_date="2025-01-02")
    assert left_in(ask, 2024) == 0
    assert len(house.sql("SELECT spell_id FROM insights.employment_a")) == 1


def test_forgetting_somebody_changes_no_sum(house: House, hire: Hire, ask: Ask) -> None:
    stays = hire(department="Zorg", family_name="A", birth_date="1980-05-05")
    goes = hire(department="Zorg", family_name="B", birth_date="1990-05-05")
    leave(house, goes, "2025-06-30")
    before = [ask(by=by, first=2024, to=2026)["items"] for by in ("none", "department", "kind")]
    for person in (stays, goes):
        people(house, "POST", f"{person}/erasure")
    assert [ask(by=by, first=2024, to=2026)["items"] for by in ("none", "department", "kind")] == before
    # An age cannot be told any more; the sum is the same.
    ages = ask(by="age_band", first=2025, to=2025)["items"]
    assert [(one["group"], one["leavers"], one["headcount_start"]) for one in ages] == [(None, 1, 2)]
    rows = house.sql("SELECT birth_month FROM insights.employment_a")
    assert [row.birth_month for row in rows] == [None, None]


def test_facts_that_are_heard_again_change_nothing(house: House, hire: Hire, ask: Ask) -> None:
    person = hire(department="Zorg")
    leave(house, person, "2025-06-30")
    before = ask(by="department", first=2020, to=2026)["items"]
    house.sql("UPDATE eventlog.checkpoint SET position = 0 WHERE follower = 'insights'")
    assert call("services.insights.jobs.catch_up") >= 3
    assert ask(by="department", first=2020, to=2026)["items"] == before


def test_what_is_not_heard_yet_is_said(house: House, hire: Hire, ask: Ask) -> None:
    hire()
    assert ask()["until"].startswith("2026-03-02T09:")
    house.client("people").post(
        "/people/api/v1/people",
        json={"given_name": "Al", "family_name": "Z", "hire_date": "2026-03-01"},
        headers=house.api,
    )
    happened = house.now
    house.set_time(house.now.replace(day=20))
    assert ask()["until"][:10] == happened.date().isoformat()
    assert ask()["items"][-1]["headcount_end"] == 1
    house.drain()
    assert ask()["until"][:10] == "2026-03-20"
    assert ask()["items"][-1]["headcount_end"] == 2


def test_more_than_anybody_would_read_is_told_as_more_than_that(
    house: House, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = house.logged_in("insights")
    for name in "ABC":
        hire(family_name=name)
    house.sql("UPDATE eventlog.checkpoint SET position = 0 WHERE follower = 'insights'")
    many = len(house.sql("SELECT position FROM eventlog.fact WHERE type LIKE 'people.%'"))
    for most, said in ((many, f"{many} gebeurtenissen"), (many - 1, f"Meer dan {many - 1} gebeurtenissen")):
        monkeypatch.setattr(editions, "MOST_COUNTED", most)
        assert f". {said} van daarna zijn nog niet verwerkt." in words(
            desk.get("/insights/desk/turnover").text
        )


def test_a_rebuilding_gives_the_same_figures_and_is_read_when_it_is_done(
    export: bytes, house: House, ask: Ask
) -> None:
    assert export
    before = ask(by="department")["items"]
    # Something that following got wrong, were there such a thing, is gone after it.
    house.sql("DELETE FROM insights.employment_a WHERE last_day IS NOT NULL")
    house.sql("UPDATE insights.edition SET changes = changes + 1 WHERE live")
    assert ask(by="department")["items"] != before
    jobs.begin_rebuild()
    with pytest.raises(AlreadyRebuilding):
        jobs.begin_rebuild()
    progress = jobs.rebuild()
    assert progress
    assert progress.done
    assert ask(by="department")["items"] == before
    assert [row.name for row in house.sql("SELECT name FROM insights.edition WHERE live")] == ["b"]
    (fact,) = house.facts("insights.rebuilt")
    assert fact.body["employments"] == 311
    assert jobs.rebuild() is None


def test_what_happens_during_a_rebuilding_is_in_it(
    house: House, hire: Hire, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "STRETCH", 1)
    monkeypatch.setattr(jobs, "TURN", 1)
    first, second = hire(family_name="A"), hire(family_name="B")
    jobs.begin_rebuild()
    assert jobs.rebuild()
    leave(house, first, "2025-06-30")
    people(house, "PATCH", second, department="Zorg")
    hire(family_name="C", department="Zorg")
    before = ask(by="department", first=2020)["items"]
    while (progress := jobs.rebuild()) and not progress.done:
        assert ask(by="department", first=2020)["items"] == before
    assert ask(by="department", first=2020)["items"] == before
    people(house, "PATCH", second, department="Keuken")
    assert {one["group"] for one in ask(by="department", first=2026)["items"]} == {"Keuken", "Zorg"}


def test_two_records_of_one_person_that_are_merged_count_their_employments_once(
    house: House, hire: Hire, ask: Ask
) -> None:
    kept, double = (
        hire(family_name="A", hire_date="2022-01-01"),
        hire(family_name="A", hire_date="2018-01-01"),
    )
    leave(house, double, "2020-12-31")
    proposals = house.sql("SELECT count(*) AS many FROM people.merge_proposal")
    assert proposals
    house.sql(
        "UPDATE people.spell SET person_id = :kept, no = 0, latest = false WHERE person_id = :double",
        kept=kept,
        double=double,
    )
    house.sql("UPDATE people.person SET merged_into = :kept WHERE id = :double", kept=kept, double=double)
    house.sql("UPDATE eventlog.checkpoint SET position = 0 WHERE follower = 'insights'")
    call("services.insights.jobs.catch_up")
    ends = {one["year"]: one["headcount_end"] for one in ask(first=2018, to=2022)["items"]}
    assert ends == {2018: 1, 2019: 1, 2020: 0, 2022: 1}
    assert _several(house) == [True, True]


def test_the_sample_that_is_taken_away_leaves_nothing_to_count(house: House, hire: Hire, ask: Ask) -> None:
    person = hire()
    house.sql("UPDATE people.person SET sample = true WHERE id = :id", id=person)
    call("services.people.jobs.remove_sample")
    house.drain()
    assert ask()["items"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("by=zodiac", "by"),
        ("from=last", "from"),
        ("from=2020&to=2019", "to"),
        ("from=1900&to=2026", "from"),
        ("to=12", "to"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(house: House, query: str, field: str) -> None:
    answer = house.client("insights").get(f"/insights/api/v1/turnover?{query}", headers=house.api)
    assert answer.status_code == 422
    assert field in answer.get_json()["errors"]


def _several(house: House) -> list[bool]:
    return [row.several for row in house.sql("SELECT several FROM insights.employment_a")]
