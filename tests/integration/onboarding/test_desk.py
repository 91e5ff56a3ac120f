"""What HR and the API see of check-ins: that people take part, never what they said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.onboarding import jobs
from shared.contracts.mail import LetterUndeliverable
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employee
from tests.integration.onboarding.conftest import answer_everything, checkins, links

Invite = Callable[..., list[Employee]]


def page(house: House, path: str, status: int = 200) -> str:
    answer = house.logged_in("onboarding").get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def get(house: House, path: str, status: int = 200) -> Any:
    answer = house.client("onboarding").get(f"/onboarding/api/v1{path}", headers=house.api)
    assert answer.status_code == status
    return answer.get_json()


def test_the_desk_counts_who_takes_part_per_moment(house: House, invited: Invite) -> None:
    assert "nog niemand gevraagd" in page(house, "/onboarding/desk/")
    invited(4, given="Fatima")
    answer_everything(house, links(house)["link"])
    shown = page(house, "/onboarding/desk/")
    assert "Fatima de Vries" in shown
    assert "100" in shown
    assert "n = 1" in shown
    assert "Wat iemand antwoordt, zie je hier niet" in shown


def test_one_check_in_says_how_it_stands_and_no_answer(house: House, invited: Invite) -> None:
    invited(given="Fatima")
    [row] = checkins(house)
    shown = page(house, f"/onboarding/desk/checkins/{row.id}")
    assert "De check-in van Fatima de Vries" in shown
    assert "als er dan nog geen antwoord is" in shown
    answer_everything(house, links(house)["link"])
    assert "beantwoord" in page(house, f"/onboarding/desk/checkins/{row.id}")


def test_somebody_without_an_address_shows_on_the_list(house: House, invited: Invite) -> None:
    [one] = invited(email=None)
    with house.transaction("mail")() as tx:
        tx.record(LetterUndeliverable(person_id=one.person_id, letter_id=new_id(), reason="no_address"))
    jobs.catch_up()
    assert "geen mailadres" in page(house, "/onboarding/desk/")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_speak_every_language_of_the_house(house: House, invited: Invite, language: str) -> None:
    invited()
    [row] = checkins(house)
    for path in ("/onboarding/desk/", f"/onboarding/desk/checkins/{row.id}"):
        shown = page(house, f"{path}?lang={language}")
        for dutch in ("Gevraagd", "wacht op antwoord", "Moment:", "antwoorden"):
            assert dutch not in shown, dutch


def test_nonsense_and_strangers_get_a_page_that_says_so(house: House) -> None:
    page(house, "/onboarding/desk/checkins/00000000-0000-0000-0000-000000000000", status=404)
    assert "Deze keuze kennen we niet" in page(house, "/onboarding/desk/?state=weg&moment=ooit")
    assert house.client("onboarding").get("/onboarding/desk/").status_code == 303
    assert house.logged_in("onboarding", "manager").get("/onboarding/desk/").status_code == 403


def test_the_api_lists_check_ins_by_page_and_filter(house: House, invited: Invite) -> None:
    people = invited(7)
    answer_everything(house, links(house)["link"])
    first = get(house, "/checkins?limit=4")
    rest = get(house, f"/checkins?limit=4&cursor={first['next']}")
    ids = {item["id"] for item in first["items"] + rest["items"]}
    assert (len(ids), rest["next"]) == (7, None)
    assert len(get(house, "/checkins?state=answered")["items"]) == 1
    assert len(get(house, f"/checkins?person={people[0].person_id}&moment=week_1")["items"]) == 1
    assert get(house, "/checkins?moment=month_1")["items"] == []
    for wrong in ("state=weg", "person=x", "cursor=x", "limit=0"):
        assert get(house, f"/checkins?{wrong}", status=422)["code"]
