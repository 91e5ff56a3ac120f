"""The moments of everybody as month, week, list and file; what is ahead; why and why not."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.journey import jobs
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employee, Employer

DESK = "/journey/desk/"


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("journey")


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def get(house: House, path: str, status: int = 200) -> Any:
    answer = house.client("journey").get(f"/journey/api/v1{path}", headers=house.api)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def department(house: House, name: str, above: tuple[UUID, ...] = (), path: str = "") -> UUID:
    """Make a department under those above it."""
    made = new_id()
    house.sql(
        "INSERT INTO people.department (id, parent_id, name, path, line)"
        " VALUES (:id, :parent, :name, :path, cast(:line AS uuid[]))",
        id=made,
        parent=above[-1] if above else None,
        name=name,
        path=path or name,
        line=[*above, made],
    )
    return made


def put_in(house: House, people: list[Employee], where: UUID) -> None:
    house.sql(
        "UPDATE people.spell SET department_id = :where WHERE id = ANY(cast(:ids AS uuid[]))",
        where=where,
        ids=[one.spell_id for one in people],
    )


def account(house: House, name: str) -> UUID:
    """An account that holds conversations."""
    made = new_id()
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, state, created_at)"
        " VALUES (:id, :email, :email, :name, 'x', 'nl', '{interviewer}', 'active', now())",
        id=made,
        email=f"{made}@example.org",
        name=name,
    )
    house.sql("INSERT INTO journey.interviewer (account_id, since) VALUES (:id, now())", id=made)
    return made


def talk_with(house: House, who: UUID, rule: str) -> None:
    house.sql("UPDATE journey.touchpoint SET interviewer = :who WHERE rule = :rule", who=who, rule=rule)


# Hired on Monday 2 March 2026: a week later is the 9th, a month later 2 April.


def test_the_month_counts_each_day_and_the_whole(house: House, employer: Employer, desk: FlaskClient) -> None:
    employer.hire_many(12)
    jobs.catch_up()
    page = read(desk, f"{DESK}?view=month&month=2026-03")
    assert "Wie in maart 2026 van ons hoort" in page
    assert "12 momenten in deze periode" in page
    assert page.count('class="day"') == 1
    assert "Fatima" not in page
    (day,) = re.findall(r'class="day" href="([^"]*)"', page)
    listed = read(desk, DESK + day.replace("&amp;", "&"))
    assert listed.count("Check-in na een week</td>") == 12


def test_the_week_has_the_first_names_and_says_how_many_more(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    employer.hire_many(12, given="Fatima")
    jobs.catch_up()
    page = read(desk, f"{DESK}?view=week&week=2026-W11")
    assert "Wie van maandag 9 maart tot en met zondag 15 maart 2026 van ons hoort" in page
    assert page.count("Fatima de Vries") == 8
    assert "Nog 4 op deze dag" in page
    assert page.count(">Niets<") == 6


def test_what_it_is_narrowed_by_goes_along_to_every_view_page_and_file(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    employer.hire_many(60)
    jobs.catch_up()
    asked = "programme=onboarding&moment=onboarding.week_1&state=planned"
    for days in ("view=month&month=2026-03", "view=week&week=2026-W11", "view=list&from=2026-03-01&to="):
        page = read(desk, f"{DESK}?{days}&{asked}").replace("&amp;", "&")
        links = re.findall(r'href="([^"]*(?:view=|cursor=|export)[^"]*)"', page)
        assert len(links) >= 6
        assert all(asked in link for link in links), links
        assert not any("view=list" in link and "month=" in link for link in links)


def test_a_department_is_meant_with_all_below_it(house: House, employer: Employer, desk: FlaskClient) -> None:
    care = department(house, "Zorg")
    home = department(house, "Thuis", (care,), "Zorg / Thuis")
    office = department(house, "Kantoor")
    for where, number in ((care, 2), (home, 3), (office, 4)):
        people = employer.hire_many(number)
        put_in(house, people, where)
    jobs.catch_up()
    for where, number in ((care, 5), (home, 3), (office, 4)):
        assert f"{number} momenten in deze periode" in read(
            desk, f"{DESK}?view=month&month=2026-03&department={where}"
        )
        items = get(house, f"/touchpoints?kind=week_1&department={where}")["items"]
        assert len(items) == number
        assert get(house, f"/preview?days=30&department={where}")["total"] == number
    assert {item["department_id"] for item in items} == {str(office)}
    assert "\N{EM SPACE}Thuis" in read(desk, DESK)


def test_an_interviewer_has_the_conversations_and_a_load_a_week(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    employer.hire_many(3)
    employer.hire_many(2, date(2026, 3, 9))
    jobs.catch_up()
    iris = account(house, "Iris")
    talk_with(house, iris, "week_1")
    assert len(get(house, f"/touchpoints?interviewer={iris}")["items"]) == 5
    load = get(house, "/preview?from=2026-03-01&to=2026-03-31")["interviewers"]
    assert [(one["name"], one["week"], one["count"]) for one in load] == [
        ("Iris", "2026-03-09", 3),
        ("Iris", "2026-03-16", 2),
    ]
    page = read(desk, f"{DESK}?view=week&week=2026-W11&interviewer={iris}")
    assert page.count("Noor de Vries") == 3
    ahead = read(desk, f"{DESK}ahead?from=2026-03-01&to=2026-03-31")
    assert "Iris 3" in ahead
    assert "Iris 2" in ahead


@pytest.mark.parametrize(
    "odd",
    [
        "view=month&month=2027-13", "view=month&month=0001-01", "view=month&month=9999-12", "view=month&month=maart",
        "view=week&week=2027-W53", "view=week&week=0001-W01", "view=year", "from=2027-02-29", "from=0000-01-01",
        "to=morgen", "state=weg", "programme=geheim", "moment=week_1", "department=x",
        "department=00000000-0000-0000-0000-000000000000", "interviewer=%00", "moment=exit.form&programme=stay",
    ],
)  # fmt: skip
def test_an_odd_address_is_a_page_that_says_what_it_does_not_know(desk: FlaskClient, odd: str) -> None:
    page = read(desk, f"{DESK}?{odd}")
    assert "data-focus" in page
    assert "kennen we niet" in page or "hoort bij een ander plan" in page


@pytest.mark.parametrize(
    "edge",
    [
        "view=month&month=1900-01", "view=month&month=2199-12", "view=month&month=2028-02", "view=week&week=2026-W53",
        "view=week&week=1900-W01", "from=0001-01-01&to=9999-12-31", "from=0001-01-01&to=0001-01-02",
        "from=9999-12-31", "view=month&month=&programme=&state=",
    ],
)  # fmt: skip
def test_the_ends_of_the_calendar_are_pages_too(desk: FlaskClient, edge: str) -> None:
    page = read(desk, f"{DESK}?{edge}").replace("&amp;", "&")
    assert "data-focus" not in page
    for link in set(re.findall(r'href="(\?[^"]*)"', page)):
        read(desk, DESK + link)


def test_a_moment_stands_on_the_day_it_falls_and_its_letter_on_the_clock_of_the_person(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    # When it is Tuesday morning in Auckland, it is Monday evening in Amsterdam.
    employer.hire(date(2028, 1, 30), zone="Pacific/Auckland", country="NZ")
    jobs.catch_up()
    assert "dinsdag 29 februari 2028" in read(desk, f"{DESK}?view=month&month=2028-02")
    page = read(desk, f"{DESK}?from=2028-02-29&to=2028-02-29")
    assert re.search(r"dinsdag 29 februari 2028 om (9|1[0-6])[.]", page)
    (item,) = get(house, "/touchpoints?from=2028-02-29&to=2028-02-29")["items"]
    assert item["send_at"].startswith("2028-02-28T")


def csv_of(client: FlaskClient, query: str = "") -> list[list[str]]:
    answer = client.get(f"{DESK}export.csv{query}")
    assert answer.status_code == 200
    assert answer.is_streamed
    said = answer.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(said), delimiter=";"))


def test_the_file_has_what_the_list_has_and_no_formula_in_it(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    employer.hire(given="=HYPERLINK(1)")
    employer.hire(given="Fatima")
    jobs.catch_up()
    header, *rows = csv_of(desk, "?moment=onboarding.week_1&from=")
    assert header[:4] == ["Wie", "Plan", "Moment", "Valt op"]
    assert sorted(row[0] for row in rows) == ["'=HYPERLINK(1) de Vries 0", "Fatima de Vries 0"]
    assert {(row[1], row[2], row[3], row[7]) for row in rows} == {
        ("Check-ins", "Check-in na een week", "2026-03-09", "gepland")
    }
    assert rows[0][4].startswith("2026-03-09T")
    assert rows[0][5] == "Europe/Amsterdam"
    answer = desk.get(f"{DESK}export.xlsx?from=&moment=onboarding.week_1")
    (sheet,) = load_workbook(io.BytesIO(answer.get_data())).worksheets
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert len(cells) == 2 * len(header)
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[3].value == datetime.fromisoformat("2026-03-09")


def test_the_file_is_as_long_as_the_list_over_every_page(
    house: House, employer: Employer, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.journey.desk.exporting.PAGE", 7)
    employer.hire_many(9)
    jobs.catch_up()
    rows = csv_of(desk, "?from=&programme=onboarding")[1:]
    assert len(rows) == len({row[-1] for row in rows}) == 45
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)
    assert csv_of(desk, "?from=2020-01-01&to=2020-01-02")[1:] == []


def test_a_file_is_for_who_may_see_the_list(house: House) -> None:
    assert house.client("journey").get(f"{DESK}export.csv").status_code == 303
    assert house.logged_in("journey", "manager").get(f"{DESK}export.xlsx").status_code == 403


def test_the_preview_of_any_period_says_how_much_a_day_and_of_what(house: House, employer: Employer) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    whole = get(house, "/preview?from=2026-03-09&to=2026-04-02")
    assert (whole["total"], whole["programmes"]) == (6, {"onboarding": 6})
    assert [(one["date"], one["count"]) for one in whole["days"]] == [("2026-03-09", 3), ("2026-04-02", 3)]
    assert get(house, "/preview?from=2026-03-10&to=2026-04-01")["total"] == 0
    assert get(house, "/preview?from=2026-03-09&days=1")["total"] == 3
    assert get(house, "/preview?from=2026-03-01&to=2026-03-31&programme=stay")["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-03-02&to=2026-03-01", "to"), ("from=1899-12-31", "from"), ("to=9999-12-31", "to"),
        ("from=2026-01-01&to=2032-01-01", "to"), ("programme=geheim", "programme"), ("department=x", "department"),
        (f"department={UUID(int=7)}", "department"),
    ],
)  # fmt: skip
def test_a_preview_of_nothing_that_can_be_is_a_problem_document(house: House, query: str, field: str) -> None:
    assert field in get(house, f"/preview?{query}", 422)["errors"]


def test_what_hr_has_not_seen_is_counted_where_so_much_leaves_that_it_looks_first(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    employer.hire_many(51)
    # Of another day; active already, so that no welcome is due now.
    employer.hire_many(50, date(2026, 3, 10), state="active")
    jobs.catch_up()
    (unseen,) = get(house, "/preview?from=2026-03-01&to=2026-03-31")["unseen"]
    assert unseen == {"kind": "onboarding", "plan_version": 1, "count": 51, "held": 0}
    house.set_time(datetime(2026, 3, 9, 15, 30, tzinfo=UTC))
    jobs.release_due()
    (unseen,) = get(house, "/preview?from=2026-03-01&to=2026-03-31")["unseen"]
    assert unseen["held"] == 51
    page = read(desk, f"{DESK}ahead?from=2026-03-01&to=2026-03-31")
    assert "51 brieven wachten nu al" in page
    assert "wacht op HR" in page
    house.sql(
        "INSERT INTO journey.approval (programme, version, seen_at, by_account)"
        " SELECT 'onboarding', 1, now(), account_id FROM console.session"
    )
    assert get(house, "/preview?from=2026-03-01&to=2026-03-31")["unseen"] == []


@pytest.mark.parametrize(
    "odd",
    ["from=gisteren", "from=2026-03-02&to=2026-03-01", "from=0001-01-01", "to=9999-12-31", "programme=x"],
)
def test_looking_ahead_at_nonsense_says_so_and_shows_the_coming_month(desk: FlaskClient, odd: str) -> None:
    page = read(desk, f"{DESK}ahead?{odd}")
    assert "data-focus" in page
    assert "Wat er van maandag 2 maart tot en met woensdag 1 april vertrekt" in page


def test_looking_ahead_pages_through_who_hears_from_us(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    employer.hire_many(60)
    jobs.catch_up()
    page = read(desk, f"{DESK}ahead?programme=onboarding")
    assert "60 brieven in deze periode" in page
    (further,) = re.findall(r'href="([^"]*cursor=[^"]*)" rel="next"', page)
    rest = read(desk, f"{DESK}ahead{further.replace('&amp;', '&')}")
    names = [set(re.findall(r"#t-([0-9a-f-]{36})", one)) for one in (page, rest)]
    assert (len(names[0]), len(names[1]), len(names[0] | names[1])) == (50, 10, 60)


def why(house: House, one: Employee) -> dict[str, dict[str, Any]]:
    items = get(house, f"/people/{one.person_id}/why")["items"]
    return {f"{item['kind']}.{item['rule']}": item for item in items}


def test_every_rule_has_a_touchpoint_or_a_reason(house: House, employer: Employer) -> None:
    one = employer.hire(date(2026, 1, 26))
    jobs.catch_up()
    said = why(house, one)
    assert said["onboarding.week_1"]["touchpoint"]["state"] == "skipped"
    assert said["onboarding.month_3"]["touchpoint"]["plan_version"] == 1
    assert said["onboarding.month_3"]["touchpoint"]["ask"] == "month_3"
    assert (said["exit.form"]["touchpoint"], said["exit.form"]["reason"]) == (None, "stays")
    network = said["alumni.invitation"]
    assert (network["touchpoint"], network["reason"], network["why"]) == (
        None,
        "switched_off",
        "Dit plan staat uit.",
    )
    assert {key.partition(".")[0] for key in said} == {"onboarding", "stay", "exit", "aftercare", "alumni"}


def test_who_has_been_here_for_long_hears_why_nothing_comes(house: House, employer: Employer) -> None:
    one = employer.hire(date(2019, 5, 6))
    jobs.catch_up()
    said = why(house, one)["onboarding.week_1"]
    assert (said["touchpoint"], said["reason"], said["due_date"]) == (None, "passed", "2019-05-13")
    assert "maandag 13 mei 2019" in said["why"]


def test_nobody_knows_why_of_somebody_who_is_not_there(house: House, employer: Employer) -> None:
    one = employer.hire()
    jobs.catch_up()
    get(house, f"/people/{UUID(int=9)}/why", 404)
    employer.forget(one)
    jobs.catch_up()
    get(house, f"/people/{one.person_id}/why", 404)


def test_a_lane_goes_by_employment_with_what_comes_first(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    one = employer.hire(date(2025, 12, 1), given="Fatima")
    jobs.catch_up()
    page = read(desk, f"{DESK}people/{one.person_id}")
    assert "In dienst vanaf maandag 1 december 2025" in page
    assert page.index("Wat nog komt") < page.index("Wat is geweest") < page.index("Wat niet komt, en waarom")
    assert "Dit plan staat uit." in page
    employer.leave(one)
    jobs.catch_up()
    page = read(desk, f"{DESK}people/{one.person_id}")
    assert "In dienst van maandag 1 december 2025 tot en met maandag 2 maart 2026" in page


def test_of_an_absence_the_lane_says_when_and_never_why(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    one = employer.hire()
    for first, last, kind in (("2026-03-05", "2026-03-12", "sickness"), ("2026-06-01", None, "parental")):
        house.sql(
            "INSERT INTO people.absence (id, person_id, spell_id, kind, first_day, last_day, noted_at, changed_at)"
            " VALUES (:id, :person, :spell, :kind, cast(:first AS date), cast(:last AS date), now(), now())",
            id=new_id(), person=one.person_id, spell=one.spell_id, kind=kind, first=first, last=last,
        )  # fmt: skip
    jobs.catch_up()
    page = read(desk, f"{DESK}people/{one.person_id}")
    assert "Afwezig van donderdag 5 maart tot en met donderdag 12 maart." in page
    assert "Afwezig vanaf maandag 1 juni; tot wanneer is nog niet bekend." in page
    assert "ziek" not in page.lower()
    assert "sickness" not in page
    assert "parental" not in page


def test_two_employments_are_two_parts_of_the_lane(
    house: House, employer: Employer, desk: FlaskClient
) -> None:
    one = employer.hire(date(2025, 11, 3))
    jobs.catch_up()
    house.set_time(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
    employer.leave(one)
    house.set_time(datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    employer.come_back(one, date(2026, 9, 1))
    jobs.catch_up()
    page = read(desk, f"{DESK}people/{one.person_id}")
    again, before = (
        page.index("In dienst vanaf dinsdag 1 september"),
        page.index("In dienst van maandag 3 november"),
    )
    assert again < before
    assert page.count("Wat nog komt") == 1
