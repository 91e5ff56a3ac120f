"""Contract, place, leave and who never began, at the desk."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.house import House
from tests.integration.people.forms import Visitor, fields_of, kinds, words_of


def away(house: House) -> list[tuple[str, ...]]:
    rows = house.sql("SELECT kind, first_day, last_day FROM people.absence ORDER BY first_day")
    return [tuple(str(part) for part in row) for row in rows]


def test_contract_probation_and_place_are_filled_in_and_shown(hr: Visitor, house: House, jan: str) -> None:
    typed = {
        "contract": "fixed_term",
        "contract_end": "31 december 2026",
        "probation_end": "1-4-2015",
        "place": "Gent",
    }
    assert hr.send(jan + "/edit", **typed).status_code == 303
    words = hr.words(jan)
    for said in ("tijdelijk (bepaalde tijd)", "donderdag 31 december 2026", "woensdag 1 april 2015", "Gent"):
        assert said in words
    assert house.facts("people.changed")[0].body["fields"] == [
        "contract", "contract_end", "probation_end", "place",
    ]  # fmt: skip
    form = hr.form(jan + "/edit")
    assert {name: form[name] for name in typed} == typed | {"probation_end": "1 april 2015"}
    assert '<option value="Gent">' in hr.browser.get(jan + "/edit").text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"contract_end": "28-2-2015"}, "contract_end"),
        ({"probation_end": "28-2-2015"}, "probation_end"),
        ({"probation_end": "ooit"}, "probation_end"),
        ({"contract_end": "1-1-1899"}, "contract_end"),
        ({"contract": "slaaf"}, "contract"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_stays(
    hr: Visitor, house: House, jan: str, typed: dict[str, str], field: str
) -> None:
    answer = hr.send(jan + "/edit", **typed)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert house.facts("people.changed") == []


def test_what_two_change_at_once_is_told_in_words(hr: Visitor, jan: str) -> None:
    mine = hr.form(jan + "/edit")
    hr.send(jan + "/edit", contract="permanent")
    answer = hr.browser.post(jan + "/edit", data=mine | {"contract": "on_call"})
    assert answer.status_code == 412
    assert "nu “vast (onbepaalde tijd)”" in words_of(answer.text)
    assert "Jij typte “oproep”" in words_of(answer.text)


def test_a_leave_is_noted_ended_and_struck_out(hr: Visitor, house: House, jan: str) -> None:
    assert "Hier staat geen verlof" in hr.words(jan)
    assert hr.send(jan + "/absences/new", absence_kind="sickness", absence_from="2-2-2026").status_code == 303
    words = hr.words(jan)
    assert "ziekte" in words
    assert "nog niet bekend" in words
    page = f"{jan}/absences/{house.sql('SELECT id FROM people.absence')[0].id}"
    assert hr.send(page, absence_until="vrijdag 20 februari 2026").status_code == 303
    assert away(house) == [("sickness", "2026-02-02", "2026-02-20")]
    token = {"csrf_token": hr.form(page)["csrf_token"]}
    for said in ("Het verlof is geschrapt", "Dit verlof kennen we niet (meer)"):
        assert hr.browser.post(page + "/withdraw", data=token).status_code == 303
        assert said in hr.words(jan)
    assert hr.browser.get(page).status_code == 404
    assert kinds(house)[1:] == ["people.absence_noted", "people.absence_changed", "people.absence_withdrawn"]


def test_a_second_click_notes_one_leave(hr: Visitor, house: House, jan: str) -> None:
    form = hr.form(jan + "/absences/new") | {"absence_kind": "care", "absence_from": "2-2-2026"}
    assert [hr.browser.post(jan + "/absences/new", data=form).status_code for _ in range(2)] == [303, 303]
    assert away(house) == [("care", "2026-02-02", "None")]
    # Sent again after it was ended, it is still the same form.
    page = f"{jan}/absences/{form['form']}"
    hr.send(page, absence_until="3-2-2026")
    assert hr.browser.post(jan + "/absences/new", data=form).status_code == 303
    assert away(house) == [("care", "2026-02-02", "2026-02-03")]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"absence_from": "2-2-2026"}, "absence_kind"),
        ({"absence_kind": "vakantie", "absence_from": "2-2-2026"}, "absence_kind"),
        ({"absence_kind": "care"}, "absence_from"),
        ({"absence_kind": "care", "absence_from": "31-2-2026"}, "absence_from"),
        ({"absence_kind": "care", "absence_from": "28-2-2015"}, "absence_from"),
        ({"absence_kind": "care", "absence_from": "1-1-1899"}, "absence_from"),
        ({"absence_kind": "care", "absence_from": "2-2-2026", "absence_until": "1-2-2026"}, "absence_until"),
        ({"absence_kind": "care", "absence_from": "6-1-2026"}, "absence_from"),
    ],
)
def test_a_leave_that_cannot_be_is_told_at_its_field_and_what_was_typed_stays(
    hr: Visitor, house: House, jan: str, typed: dict[str, str], field: str
) -> None:
    hr.send(jan + "/absences/new", absence_kind="care", absence_from="5-1-2026", absence_until="6-1-2026")
    answer = hr.send(jan + "/absences/new", **typed)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    form = fields_of(answer.text)
    assert form["absence_from"] == typed.get("absence_from", "")
    assert len(away(house)) == 1


def test_nobody_but_hr_comes_near_a_leave(house: House, jan: str) -> None:
    for role in ("interviewer", "manager", "board"):
        visitor = house.logged_in("people", role)
        for page in (jan, jan + "/absences/new", "/people/desk/places"):
            assert visitor.get(page).status_code == 403


def test_who_was_to_begin_is_not_begun_and_after_all_is(hr: Visitor, house: House) -> None:
    an = hr.add(given_name="An", hire_date="1-4-2026")
    assert hr.press(an, an + "/never-started").status_code == 303
    words = hr.words(an)
    assert "Deze persoon is niet begonnen op woensdag 1 april" in words
    assert "Kondig een vertrek aan" not in words
    assert "An Maas" in hr.words("/people/desk/?state=never_started")
    assert hr.press(an, an + "/never-started/withdraw").status_code == 303
    assert kinds(house) == ["people.hired", "people.never_started", "people.started_after_all"]


def test_a_second_click_says_so_once_and_a_late_one_is_refused_in_words(
    hr: Visitor, house: House, jan: str
) -> None:
    an = hr.add(given_name="An", hire_date="1-4-2026")
    token = {"csrf_token": hr.form(an + "/edit")["csrf_token"]}
    for path in ("/never-started", "/never-started", "/never-started/withdraw", "/never-started/withdraw"):
        assert hr.browser.post(an + path, data=token).status_code == 303
    assert "Bij deze persoon staat niet dat iemand niet is begonnen" in hr.words(an)
    assert kinds(house)[2:] == ["people.never_started", "people.started_after_all"]
    # After eleven years nobody is offered a button for it.
    assert "Is niet begonnen" not in hr.words(jan)
    hr.send(jan + "/leaving", kind="retirement", last_day="1-1-2026")
    hr.browser.post(jan + "/never-started", data=token)
    assert "Deze persoon is al vertrokken" in hr.words(jan)


def test_who_never_began_can_begin_another_time(hr: Visitor) -> None:
    an = hr.add(given_name="An", hire_date="23-2-2026")
    hr.press(an, an + "/never-started")
    assert "Weer in dienst" in hr.words(an)
    assert hr.send(an + "/return", hire_date="23-2-2026").status_code == 422
    assert hr.send(an + "/return", hire_date="9-3-2026", place="Gent", contract="on_call").status_code == 303
    assert "Dienstverband 2 van 2" in hr.words(an)


def test_a_place_is_filled_in_and_everybody_there_goes_along(hr: Visitor, house: House) -> None:
    assert "Er zijn nog geen vestigingen" in hr.words("/people/desk/places")
    for name in ("An", "Bo"):
        hr.add(given_name=name, hire_date="1-3-2015", place="Gent")
    own = hr.add(given_name="Cy", hire_date="1-3-2015", place="gent", time_zone="Europe/Paris")
    assert "Er is één vestiging" in hr.words("/people/desk/places")
    page = f"/people/desk/places/{house.sql('SELECT id FROM people.place')[0].id}"
    answer = hr.send(page, country="België", region="VLG", time_zone="Europe/Brussels")
    assert answer.status_code == 303
    words = hr.words("/people/desk/places")
    assert "Bewaard. Dit geldt voor 3 mensen." in words
    assert "België, Vlaanderen Europe/Brussels 3" in words
    shown = hr.words(own)
    assert "België, Vlaanderen (vestiging)" in shown
    assert "Tijdzone Europe/Paris" in shown
    assert sorted(len(fact.body["fields"]) for fact in house.facts("people.changed")) == [2, 3, 3]
    assert hr.send(page, time_zone="Mars/Base").status_code == 422
    assert hr.browser.get("/people/desk/places/" + "0" * 8 + "-0000-0000-0000-" + "0" * 12).status_code == 404


def test_the_list_takes_the_new_fields_along_and_an_import_reads_them_back(
    hr: Visitor, house: House, jan: str
) -> None:
    hr.send(jan + "/edit", contract="internship", contract_end="1-6-2026", place="=Gent")
    hr.send(jan + "/absences/new", absence_kind="sickness", absence_from="2-2-2026")
    text = hr.browser.get("/people/desk/export.csv").get_data(as_text=True)
    assert text.splitlines()[0].endswith("contract;contract_end;probation_end;place")
    assert "internship;2026-06-01;;'=Gent" in text
    # The list goes about by mail; what somebody is away for does not go along.
    assert "sickness" not in text


def test_the_pages_speak_three_languages(hr: Visitor, house: House, jan: str) -> None:
    hr.send(jan + "/absences/new", absence_kind="sickness", absence_from="2-2-2026")
    for language, said in (("en", "Leave and absence"), ("fr", "Congés et absences")):
        assert said in hr.words(f"{jan}?lang={language}")


def test_what_was_said_of_a_leave_is_dated_by_the_clock_of_the_house(
    hr: Visitor, house: House, jan: str
) -> None:
    house.set_time(datetime(2026, 5, 1, 9, tzinfo=UTC))
    hr.send(jan + "/absences/new", absence_kind="care", absence_from="1-5-2026")
    (row,) = house.sql("SELECT noted_at, changed_at FROM people.absence")
    assert row.noted_at == row.changed_at
    assert row.noted_at.date() == date(2026, 5, 1)
