"""Results as JSON: the cuts of the desk, what is hidden with its reason, and who took part."""

from __future__ import annotations

from typing import Any

from tests.house import House
from tests.integration.journey.employer import Employer
from tests.integration.stay_interviews.test_results import Q3, Q4, released, works_in
from tests.integration.stay_interviews.test_who_sees_results import works_at

ROOT = "/stay/api/v1/results"


def asked(house: House, path: str = ROOT, **query: Any) -> Any:
    answer = house.client("stay_interviews").get(path, query_string=query, headers=house.api)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_figures_come_as_the_page_shows_them_with_what_is_hidden_and_why(
    house: House, employer: Employer
) -> None:
    works_in(house, employer, "Keuken")
    released(house, "energy", [("Zorg", 6, "4"), ("Zorg", 4, "2")], quarter=Q3)
    released(house, "energy", [("Zorg", 12, "5"), ("Kantoor", 9, "4"), ("Keuken", 2, "4")], quarter=Q4)
    listed = asked(house)
    assert listed["items"] == [
        {"questionnaire": "stay_form", "title": listed["items"][0]["title"], "n": 33, "hidden": None}
    ]
    found = asked(house, f"{ROOT}/stay_form", by="department", period="2026-Q4")
    energy = {(one["of"], one["group"]): one for one in found["items"] if one["question"] == "energy"}
    assert (energy["all", None]["n"], energy["all", None]["before"]["n"]) == (23, 10)
    assert (energy["all", None]["difference"], energy["group", "Zorg"]["mean"]) == ("more", 5.0)
    assert energy["rest", None]["n"] == 11, "the kitchen cannot be had by subtraction"
    hidden = energy["group", "Keuken"]
    assert (hidden["n"], hidden["hidden"], hidden["answers"], hidden["words"]) == (None, "too_few", [], None)
    assert energy["all", None]["answers"][-1] == {"value": "5", "count": 12, "share": 12 / 23}
    assert found["until"].endswith("-01")
    quiet = next(one for one in found["items"] if one["question"] == "good_day")
    assert (quiet["n"], quiet["hidden"], quiet["words"]) == (None, "too_few", None)


def test_pages_follow_one_another_and_what_is_wrong_is_told_by_field(house: House) -> None:
    released(house, "energy", [("Zorg", 6, "4"), ("Kantoor", 7, "3")])
    whole = asked(house, f"{ROOT}/stay_form", by="department")["items"]
    walked, cursor = [], None
    while True:
        page = asked(house, f"{ROOT}/stay_form", by="department", limit=3, cursor=cursor or "")
        walked += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    keys = [(one["question"], one["of"], one["group"]) for one in whole]
    assert [(one["question"], one["of"], one["group"]) for one in walked] == keys
    client = house.client("stay_interviews")
    wrong: Any = client.get(f"{ROOT}/stay_form?by=person&period=2026-Q9", headers=house.api)
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"by", "period"})
    unknown: Any = client.get(f"{ROOT}/nothing", headers=house.api)
    assert (unknown.status_code, unknown.json["code"]) == (404, "results_unknown")
    assert client.get(ROOT).status_code == 401


def test_response_is_told_by_where_people_belong_beside_the_period_before(
    house: House, employer: Employer
) -> None:
    def took_part(people: Any, state: str, day: str) -> None:
        for one in people:
            house.sql(
                "INSERT INTO stay.interview (id, touchpoint_id, person_id, spell_id, moment, state, reason, opened_at,"
                " closes_on, closes_at, ended_at) VALUES (gen_random_uuid(), gen_random_uuid(), :person, :spell,"
                " 'yearly', cast(:state AS text), CASE WHEN :state = 'closed' THEN 'expired' END,"
                " cast(:day AS timestamptz), cast(:day AS date), cast(:day AS timestamptz), cast(:day AS timestamptz))",
                person=one.person_id, spell=one.spell_id, state=state, day=day,
            )  # fmt: skip

    home, ward, kitchen = (employer.hire_many(number) for number in (8, 6, 2))
    works_at(house, home, "Zorg > Thuis", None)
    works_at(house, ward, "Zorg > Wonen", None)
    works_at(house, kitchen, "Keuken", None)
    house.sql("UPDATE people.spell SET hire_date = '2020-01-06', contract = 'permanent'")
    took_part(home, "answered", "2026-08-03")
    took_part([*home[:1], *ward], "answered", "2026-11-02")
    took_part([*home[1:], *kitchen], "closed", "2026-11-02")
    whole = asked(house, "/stay/api/v1/response-rates", period="2026-Q4")
    groups = {(one["of"], one["group"]): one for one in whole["items"]}
    assert (groups["all", None]["n"], groups["all", None]["answered"]) == (16, 7)
    assert groups["group", "Keuken"]["hidden"] == "too_few"
    below = asked(house, "/stay/api/v1/response-rates", period="2026-Q4", within="Zorg")
    thuis = next(one for one in below["items"] if one["group"] == "Thuis")
    assert (thuis["n"], thuis["share"], thuis["share_before"], thuis["difference"]) == (8, 1 / 8, 1.0, "less")
    by_band = asked(house, "/stay/api/v1/response-rates", by="tenure_band")["items"]
    assert [one["group"] for one in by_band if one["of"] == "group"] == ["5-10y"]
    page = house.logged_in("stay_interviews").get("/stay/desk/results/who-answered?by=contract").text
    assert "vast contract" in page
    assert "n = 24" in page
    desk, root = house.logged_in("stay_interviews"), "/stay/desk/results/who-answered"
    assert "Thuis;8;1;12%;100%" in desk.get(f"{root}.csv?within=Zorg&period=2026-Q4").text
    for by in ("function", "place", "country", "moment"):
        assert desk.get(f"{root}?by={by}").status_code == 200
    assert desk.get(f"{root}.xlsx?by=contract").status_code == 200
    assert desk.get(f"{root}.xlsx?by=x").status_code == 422
