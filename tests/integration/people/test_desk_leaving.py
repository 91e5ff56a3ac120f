"""Leaving, death, merging, forgetting and the sample, at the desk."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.house import House
from tests.integration.people.forms import Visitor, kinds, words_of


def test_a_leaving_is_announced_changed_and_withdrawn(hr: Visitor, house: House, jan: str) -> None:
    assert (
        hr.send(
            jan + "/leaving", kind="retirement", last_day="30 juni 2026", notice_date="1-2-2026"
        ).status_code
        == 303
    )
    assert "Vertrekt op dinsdag 30 juni" in hr.words(jan)
    assert hr.send(jan + "/leaving", last_day="31-7-2026").status_code == 303
    assert hr.press(jan, jan + "/leaving/withdraw").status_code == 303
    assert kinds(house)[1:] == [
        "people.leaving_announced",
        "people.leaving_changed",
        "people.leaving_withdrawn",
    ]


def test_a_second_click_announces_once_and_withdraws_once(hr: Visitor, house: House, jan: str) -> None:
    form = hr.form(jan + "/leaving") | {"kind": "dismissal", "last_day": "30-6-2026"}
    assert [hr.browser.post(jan + "/leaving", data=form).status_code for _ in range(2)] == [303, 303]
    token = {"csrf_token": form["csrf_token"]}
    assert [hr.browser.post(jan + "/leaving/withdraw", data=token).status_code for _ in range(2)] == [
        303,
        303,
    ]
    assert kinds(house)[1:] == ["people.leaving_announced", "people.leaving_withdrawn"]
    assert "Er is geen vertrek aangekondigd" in hr.words(jan)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "kind"),
        ({"kind": "resignation"}, "last_day"),
        ({"kind": "death", "last_day": "30-6-2026"}, "kind"),
        ({"kind": "resignation", "last_day": "1-1-2015"}, "last_day"),
        ({"kind": "resignation", "last_day": "30-6-2026", "notice_date": "1-7-2026"}, "notice_date"),
        ({"kind": "resignation", "last_day": "ooit"}, "last_day"),
    ],
)
def test_a_leaving_that_cannot_be_is_told_at_its_place(
    hr: Visitor, house: House, jan: str, typed: dict[str, str], field: str
) -> None:
    answer = hr.send(jan + "/leaving", **typed)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert kinds(house) == ["people.hired"]


def test_two_tabs_do_not_write_over_each_others_leaving(hr: Visitor, house: House, jan: str) -> None:
    mine = hr.form(jan + "/leaving")
    hr.send(jan + "/leaving", kind="retirement", last_day="31-5-2026")
    answer = hr.browser.post(jan + "/leaving", data=mine | {"kind": "dismissal", "last_day": "30-6-2026"})
    assert answer.status_code == 412
    assert "Nu staat er: pensioen, laatste dag zondag 31 mei 2026." in words_of(answer.text)
    assert 'value="30-6-2026"' in answer.text
    assert len(house.facts("people.leaving")) == 1


def test_a_death_is_noted_with_care_and_can_be_put_right(hr: Visitor, house: House, jan: str) -> None:
    assert "stoppen alle brieven meteen" in hr.words(jan + "/death")
    assert hr.send(jan + "/death", last_day="1-1-2030").status_code == 422
    assert hr.send(jan + "/death", last_day="20-2-2026").status_code == 303
    words = hr.words(jan)
    assert "Deze persoon is overleden." in words
    assert "Kondig een vertrek aan" not in words
    assert hr.browser.get(jan + "/leaving").status_code == 303
    assert hr.press(jan, jan + "/death/withdraw").status_code == 303
    assert "in dienst" in hr.words(jan)
    assert kinds(house)[1:] == ["people.died", "people.leaving_withdrawn"]


def test_who_died_after_leaving_keeps_how_they_left(hr: Visitor, house: House, jan: str) -> None:
    hr.send(jan + "/leaving", kind="retirement", last_day="31-12-2025")
    for _ in range(2):
        token = {"csrf_token": hr.form(jan + "/edit")["csrf_token"]}
        assert hr.browser.post(jan + "/death", data=token).status_code == 303
    row = house.sql(
        "SELECT p.deceased, s.leave_kind FROM people.person p JOIN people.spell s ON s.person_id = p.id"
    )[0]
    assert (row.deceased, row.leave_kind) == (True, "retirement")
    assert kinds(house)[1:] == ["people.leaving_announced", "people.left", "people.died"]
    hr.press(jan, jan + "/death/withdraw")
    assert house.sql("SELECT deceased FROM people.person")[0][0] is False


def test_who_dies_before_the_first_day_is_mourned_too(hr: Visitor, house: House) -> None:
    soon = hr.add(hire_date="1-6-2026")
    assert hr.send(soon + "/death").status_code == 303
    assert house.sql("SELECT deceased FROM people.person")[0][0] is True


def test_forgetting_says_what_goes_and_asks_first(hr: Visitor, house: House, jan: str) -> None:
    words = hr.words(jan + "/forget")
    assert "Dit wordt gewist" in words
    assert "Dit blijft" in words
    assert hr.send(jan + "/forget").status_code == 422
    assert hr.send(jan + "/forget", sure="yes").status_code == 303
    told = hr.words(jan, 410)
    assert "Deze persoon is vergeten" in told
    assert "2 maart 2026" in told
    for page in ("edit", "leaving", "death", "forget", "return"):
        assert "Deze persoon is vergeten" in hr.words(f"{jan}/{page}", 410)
    assert "Jan" not in hr.words("/people/desk/")
    assert kinds(house)[-1] == "people.forgotten"


@pytest.fixture
def pair(hr: Visitor, house: House) -> tuple[str, str, str]:
    """Two records, and the proposal to merge them."""
    pages = [hr.add(employee_number=number, birth_date="1-1-1980", hire_date=hired, email=mail)
             for number, hired, mail in (("1", "1-1-2010", ""), ("2", "1-1-2020", "jan@example.org"))]  # fmt: skip
    hr.send(pages[0] + "/leaving", kind="resignation", last_day="31-12-2015")
    first, second = sorted(page.rpartition("/")[2] for page in pages)
    proposal = str(uuid4())
    house.sql(
        "INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)"
        " VALUES (:id, :first, :second, 'name_and_birth_date', now())",
        id=proposal, first=first, second=second,
    )  # fmt: skip
    return pages[0], pages[1], proposal


def test_two_records_are_merged_and_put_apart_again(hr: Visitor, pair: tuple[str, str, str]) -> None:
    old, new, proposal = pair
    assert "Eén paar is misschien dezelfde persoon" in hr.words("/people/desk/merges")
    act = f"/people/desk/merges/{proposal}"
    keep = old.rpartition("/")[2]
    page = "/people/desk/merges"
    assert hr.press(page, f"{act}/merge", keep=keep).status_code == 303
    assert hr.browser.get(new).location == old
    assert "Dienstverband 2 van 2" in hr.words(old)
    assert "jan@example.org" in hr.words(old)
    assert hr.press(page + "?state=merged", f"{act}/undo").status_code == 303
    assert "Dienstverband 2 van 2" not in hr.words(old)
    assert hr.browser.get(new).status_code == 200


def test_deciding_twice_is_told_and_changes_nothing(
    hr: Visitor, house: House, pair: tuple[str, str, str]
) -> None:
    old, _, proposal = pair
    act = f"/people/desk/merges/{proposal}"
    token = {"csrf_token": hr.form(old + "/edit")["csrf_token"], "keep": old.rpartition("/")[2]}
    for deed in ("merge", "merge", "dismiss", "undo", "undo", "dismiss", "dismiss"):
        assert hr.browser.post(f"{act}/{deed}", data=token).status_code == 303
    assert len(house.facts("people.merged")) == 1
    assert len(house.facts("people.unmerged")) == 1
    assert "Twee personen" in hr.words("/people/desk/merges?state=dismissed")
    for keep in ("", "x", str(uuid4())):
        assert hr.browser.post(f"{act}/merge", data=token | {"keep": keep}).status_code == 303
    assert hr.browser.post(f"/people/desk/merges/{uuid4()}/undo", data=token).status_code == 303


def test_the_sample_goes_and_real_people_stay(hr: Visitor, house: House, jan: str) -> None:
    house.sql(
        "INSERT INTO people.person (id, given_name, sample, created_at, changed_at)"
        " SELECT gen_random_uuid(), 'Bo', true, now(), now() FROM generate_series(1, 1203)"
    )
    assert "1.203 mensen hier zijn verzonnen" in hr.words("/people/desk/sample")
    assert "Haal ze weg" in hr.words("/people/desk/")
    assert hr.send("/people/desk/sample").status_code == 422
    assert hr.send("/people/desk/sample", sure="yes").status_code == 303
    assert "De voorbeeldorganisatie is weg: 1.203 mensen." in hr.words("/people/desk/sample")
    assert "Er zijn geen verzonnen mensen meer" in hr.words("/people/desk/sample")
    assert house.sql("SELECT count(*) FROM people.person")[0][0] == 1
    token = {"csrf_token": hr.form(jan + "/edit")["csrf_token"], "sure": "yes"}
    assert hr.browser.post("/people/desk/sample", data=token).status_code == 303


@pytest.mark.parametrize(
    "path", ["/new", "/sample", "/{id}/edit", "/{id}/leaving", "/{id}/death", "/{id}/forget"]
)
def test_no_form_is_taken_without_its_token(hr: Visitor, house: House, jan: str, path: str) -> None:
    before = len(house.facts())
    there = "/people/desk" + path.format(id=jan.rpartition("/")[2])
    assert (
        hr.browser.post(there, data={"given_name": "Bo", "sure": "yes", "kind": "dismissal"}).status_code
        == 403
    )
    assert len(house.facts()) == before
