"""Adding and changing a person by hand: what was typed stays, nothing happens twice, nobody is written over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tests.house import House
from tests.integration.people.forms import Visitor, fields_of, words_of

NEW = "/people/desk/new"


def people(house: House) -> int:
    return int(house.sql("SELECT count(*) FROM people.person")[0][0])


@pytest.mark.parametrize(
    "written",
    ["3-2-2027", "3 februari 2027", "2027-02-03", "3/2/2027", "3.2.2027", "woensdag 3 februari 2027", "3 feb. 2027",
     "3 FEBRUARI 2027", "3 février 2027", "February 3, 2027", " 3-2-27 "],
)  # fmt: skip
def test_dates_are_understood_as_people_write_them(hr: Visitor, house: House, written: str) -> None:
    hr.add(hire_date=written)
    assert house.sql("SELECT hire_date FROM people.spell")[0][0] == date(2027, 2, 3)


@pytest.mark.parametrize(
    "written", ["31-2-2027", "gisteren", "44444", "3-13-2027", "0", "2027", "1-1-1650", "\u0663", "3--2"]
)
def test_a_date_that_nobody_knows_is_told_and_stays(hr: Visitor, house: House, written: str) -> None:
    answer = hr.send(NEW, given_name="Jan", hire_date=written)
    assert answer.status_code == 422
    assert "Er klopt nog één ding niet" in answer.text
    assert 'href="#f-hire_date"' in answer.text
    assert "Schrijf hem zo: 3 februari 2027" in answer.text
    assert f'value="{written}"' in answer.text
    assert 'value="Jan"' in answer.text
    assert people(house) == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": "X", "family_name": ""},
        {"given_name": "", "family_name": "Ó"},
        {"given_name": "Sukarno", "family_name": ""},
        {"given_name": "Zoë-Anaïs", "infix": "van 't", "family_name": "D’Hondt-Ünal"},
        {"given_name": "美玲", "family_name": "王"},
    ],
)
def test_any_name_will_do_and_an_address_is_not_needed(hr: Visitor, typed: dict[str, str]) -> None:
    page = hr.add(**typed)
    whole = " ".join(
        part for part in (typed["given_name"], typed.get("infix", ""), typed["family_name"]) if part
    )
    assert whole in hr.words(page).replace("’", "’")
    assert "Zonder adres gaan er geen brieven" in hr.words(page)


def test_without_any_name_nobody_is_added(hr: Visitor, house: House) -> None:
    answer = hr.send(NEW, given_name=" ", family_name="\u200b")
    assert answer.status_code == 422
    assert "We missen de naam" in answer.text
    assert people(house) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "geen adres"), ("country", "Atlantis"), ("time_zone", "Europe/Atlantis"), ("hours", "200"),
        ("hours", "veel"), ("part_time_days", "soms"), ("language", "de"), ("birth_date", "1-1-2090"),
        ("function", "x" * 201), ("given_name", "Jan\x07"), ("manager", "niemand"), ("hire_date", "1-1-2099"),
    ],
)  # fmt: skip
def test_every_wrong_field_is_told_at_its_place(hr: Visitor, house: House, name: str, value: str) -> None:
    answer = hr.send(NEW, **({"given_name": "Jan", "hire_date": "1-1-2020"} | {name: value}))
    assert answer.status_code == 422
    assert f'href="#f-{name}"' in answer.text
    assert f'id="e-{name}"' in answer.text
    assert people(house) == 0


def test_facts_of_work_need_a_first_day(hr: Visitor) -> None:
    answer = hr.send(NEW, given_name="Jan", department="Zorg")
    assert answer.status_code == 422
    assert "We missen de datum in dienst" in answer.text


def test_a_form_sent_twice_adds_one_person(hr: Visitor, house: House) -> None:
    form = hr.form(NEW) | {"given_name": "Jan", "family_name": "Maas"}
    first, second = (hr.browser.post(NEW, data=form) for _ in range(2))
    assert first.location == second.location
    assert people(house) == 1
    assert len(house.facts("people.hired")) == 0


def test_a_form_sent_twice_at_the_same_moment_adds_one_person(hr: Visitor, house: House) -> None:
    form = hr.form(NEW) | {"given_name": "Jan", "employee_number": "7", "hire_date": "1-1-2020"}
    cookie = hr.browser.get_cookie(house.app("people").config["SESSION_COOKIE_NAME"])
    assert cookie

    def send(_: int) -> int:
        browser = house.app("people").test_client()
        browser.set_cookie(cookie.key, cookie.value, domain=cookie.domain)
        return browser.post(NEW, data=form).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(send, range(6))) == {303}
    assert people(house) == 1
    assert len(house.facts("people.hired")) == 1


def test_a_number_that_is_taken_says_by_whom(hr: Visitor, house: House) -> None:
    hr.add(given_name="Ada", employee_number="7")
    answer = hr.send(NEW, given_name="Bo", employee_number="7")
    assert answer.status_code == 422
    assert "Personeelsnummer 7 is al van Ada Maas." in words_of(answer.text)
    other = hr.add(given_name="Cas", employee_number="8")
    answer = hr.send(other + "/edit", employee_number="7")
    assert answer.status_code == 422
    assert "Personeelsnummer 7 is al van Ada Maas." in words_of(answer.text)
    assert people(house) == 2


def test_saving_without_a_change_changes_nothing(hr: Visitor, house: House) -> None:
    page = hr.add(employee_number="2", hire_date="1-3-2015", birth_date="29-2-1988", hours="28,5",
                  part_time_days="ma di", country="België", time_zone="Europe/Brussels", language="fr",
                  department="Zorg > Noord")  # fmt: skip
    before = len(house.facts())
    for language in ("", "?lang=fr", "?lang=en"):
        assert hr.send(page + "/edit" + language).status_code == 303
    assert len(house.facts()) == before
    assert house.sql("SELECT version FROM people.person")[0][0] == 1


def test_what_is_emptied_is_taken_away_but_a_first_day_stays(hr: Visitor, house: House) -> None:
    page = hr.add(infix="de", email="jan@example.org", hire_date="1-3-2015", hours="32", department="Zorg")
    assert hr.send(page + "/edit", infix="", email="", hours="", department="").status_code == 303
    row = house.sql("SELECT infix, email FROM people.person")[0]
    assert (row.infix, row.email) == ("", None)
    row = house.sql("SELECT hours, department_id, hire_date FROM people.spell")[0]
    assert (row.hours, row.department_id) == (None, None)
    answer = hr.send(page + "/edit", hire_date="")
    assert answer.status_code == 422
    assert "We missen de datum in dienst" in answer.text


def test_a_manager_kept_as_text_is_not_lost_by_saving(hr: Visitor, house: House) -> None:
    page = hr.add(hire_date="1-3-2015")
    house.sql("UPDATE people.spell SET manager_name = 'Baas, De'")
    assert "Baas, De" in hr.words(page + "/edit")
    assert hr.send(page + "/edit", function="Kok").status_code == 303
    assert house.sql("SELECT manager_name FROM people.spell")[0][0] == "Baas, De"


def test_who_saves_second_is_told_what_changed_meanwhile(hr: Visitor, house: House) -> None:
    page = hr.add(hire_date="1-3-2015", function="Kok", email="oud@example.org")
    mine, theirs = hr.form(page + "/edit"), hr.form(page + "/edit")
    assert (
        hr.browser.post(
            page + "/edit", data=theirs | {"function": "Chef", "email": "nieuw@example.org"}
        ).status_code
        == 303
    )
    answer = hr.browser.post(page + "/edit", data=mine | {"function": "Bakker", "hours": "32"})
    assert answer.status_code == 412
    words = words_of(answer.text)
    assert "Functie: eerst “Kok”, nu “Chef”. Jij typte “Bakker”; dat staat nog in het veld." in words
    assert "E-mail van het werk: eerst “oud@example.org”, nu “nieuw@example.org”." in words
    again = fields_of(answer.text)
    assert (again["function"], again["hours"], again["email"]) == ("Bakker", "32", "nieuw@example.org")
    assert hr.browser.post(page + "/edit", data=again).status_code == 303
    row = house.sql(
        "SELECT function, email, hours FROM people.spell s JOIN people.person p ON p.id = s.person_id"
    )[0]
    assert (row.function, row.email, row.hours) == ("Bakker", "nieuw@example.org", 32)


def test_the_same_change_sent_twice_is_simply_saved(hr: Visitor) -> None:
    page = hr.add(hire_date="1-3-2015")
    form = hr.form(page + "/edit") | {"function": "Kok"}
    assert [hr.browser.post(page + "/edit", data=form).status_code for _ in range(2)] == [303, 303]


def test_a_leaving_noted_meanwhile_does_not_stop_the_form(hr: Visitor, house: House) -> None:
    page = hr.add(hire_date="1-3-2015")
    form = hr.form(page + "/edit")
    hr.send(page + "/leaving", kind="resignation", last_day="30-6-2026")
    assert hr.browser.post(page + "/edit", data=form | {"function": "Kok"}).status_code == 303
    row = house.sql("SELECT function, last_day FROM people.spell")[0]
    assert (row.function, row.last_day) == ("Kok", date(2026, 6, 30))


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "٣"])
def test_a_version_of_nonsense_is_an_older_version(hr: Visitor, version: str) -> None:
    page = hr.add(hire_date="1-3-2015")
    assert hr.send(page + "/edit", version=version, function="Kok").status_code == 303


def test_a_manager_may_not_stand_above_themselves(hr: Visitor) -> None:
    boss = hr.add(given_name="Ada", employee_number="1", hire_date="1-1-2010")
    hr.add(given_name="Bo", employee_number="2", hire_date="1-1-2010", manager="1")
    answer = hr.send(boss + "/edit", manager="Bo Maas")
    assert answer.status_code == 422
    assert 'href="#f-manager"' in answer.text


def test_two_managers_of_one_name_are_told_apart_by_number(hr: Visitor) -> None:
    for number in "12":
        hr.add(given_name="Bo", employee_number=number, hire_date="1-1-2010")
    answer = hr.send(NEW, given_name="Cas", hire_date="1-1-2020", manager="Bo Maas")
    assert answer.status_code == 422
    assert "Meer dan één persoon heet zo" in answer.text


def test_coming_back_twice_begins_one_spell(hr: Visitor, house: House) -> None:
    page = hr.add(hire_date="1-1-2015")
    hr.send(page + "/leaving", kind="resignation", last_day="31-12-2020")
    form = hr.form(page + "/return") | {"hire_date": "1-1-2026"}
    assert [hr.browser.post(page + "/return", data=form).status_code for _ in range(2)] == [303, 303]
    assert house.sql("SELECT count(*) FROM people.spell")[0][0] == 2
    assert hr.browser.get(page + "/return").status_code == 303
