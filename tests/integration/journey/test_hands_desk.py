"""By hand at the desk: looked at, done, undone with a button on the next page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.journey import jobs
from services.journey.store import hands
from services.journey.wiring import transaction
from shared.kernel.ids import new_id
from tests.house import House, pressed
from tests.integration.journey.employer import Employee, Employer

HAND = "/journey/desk/hand"


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


def lane(one: Employee) -> str:
    return f"/journey/desk/people/{one.person_id}"


def first(house: House, rule: str = "week_1") -> Any:
    return house.sql("SELECT * FROM journey.touchpoint WHERE rule = :rule ORDER BY id LIMIT 1", rule=rule)[0]


def test_a_moment_is_moved_in_the_lane_and_the_next_page_offers_to_undo_it(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    path = f"/journey/desk/touchpoints/{first(house).id}/move"
    assert pressed(hanna, lane(noor), path, day="2026-03-17").status_code == 303
    page = hanna.get(lane(noor)).text
    assert "Eén moment verzet" in page
    assert "Met de hand verzet naar een andere dag" in page
    assert "Terug naar de dag van het plan" in page
    [undo] = re.findall(r'action="(/journey/desk/hand/[0-9a-f-]+/undo)"', page)
    back = pressed(hanna, lane(noor), undo, back=lane(noor))
    assert (back.status_code, back.location) == (303, lane(noor))
    page = hanna.get(lane(noor)).text
    assert "alles is weer zoals het was" in page
    assert "Maak ongedaan" not in page
    assert first(house).moved_to is None


def test_after_the_minute_there_is_no_button_and_who_presses_an_old_one_is_told(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    pressed(hanna, lane(noor), f"/journey/desk/touchpoints/{first(house).id}/move", day="2026-03-17")
    [undo] = re.findall(r'action="(/journey/desk/hand/[0-9a-f-]+/undo)"', hanna.get(lane(noor)).text)
    house.set_time(house.now + timedelta(minutes=1))
    assert "Maak ongedaan" not in hanna.get(lane(noor)).text
    late = pressed(hanna, lane(noor), undo)
    assert late.status_code == 409
    assert "tot een minuut nadat" in late.text


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-03-01", "Deze dag is voorbij"), ("", "Kies een dag"), ("morgen", "Deze datum kennen we niet")],
)
def test_a_day_that_makes_no_sense_is_said_on_the_page_it_came_from(
    house: House, noor: Employee, hanna: FlaskClient, day: str, said: str
) -> None:
    for path in (f"/journey/desk/touchpoints/{first(house).id}/move", f"{lane(noor)}/send"):
        form = {"day": day, "ask": "onboarding/month_1"}
        assert pressed(hanna, lane(noor), path, **form).status_code == 303
        assert said in hanna.get(lane(noor)).text
    assert house.sql("SELECT count(*) AS n FROM journey.hand")[0].n == 0


def test_a_day_on_which_nobody_works_is_obeyed_as_near_as_can_be_and_said(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    pressed(hanna, lane(noor), f"/journey/desk/touchpoints/{first(house).id}/move", day="2026-03-14")
    assert "het wordt maandag 16 maart" in hanna.get(lane(noor)).text


def test_the_same_form_twice_is_one_letter(house: House, noor: Employee, hanna: FlaskClient) -> None:
    key = re.search(r'name="key" value="([^"]+)"', hanna.get(lane(noor)).text)
    assert key
    for _ in range(2):
        pressed(
            hanna, lane(noor), f"{lane(noor)}/send", key=key[1], ask="onboarding/month_1", day="2026-03-05"
        )
    assert house.sql("SELECT count(*) AS n FROM journey.touchpoint WHERE rule = 'by_hand'")[0].n == 1
    assert "Met de hand gestuurd, voor donderdag 5 maart" in hanna.get(lane(noor)).text


def test_who_is_paused_is_sent_nothing_by_hand(house: House, noor: Employee, hanna: FlaskClient) -> None:
    pressed(hanna, lane(noor), f"{lane(noor)}/pause")
    assert "Stuur iets met de hand" not in hanna.get(lane(noor)).text
    pressed(hanna, lane(noor), f"{lane(noor)}/send", ask="onboarding/month_1", day="2026-03-05")
    assert "Deze collega krijgt nu niets van ons" in hanna.get(lane(noor)).text


def test_many_are_looked_at_by_name_then_done_then_listed_with_their_count(
    house: House, employer: Employer, noor: Employee, hanna: FlaskClient
) -> None:
    employer.hire_many(120, given="Bram")
    gone = employer.hire(given="Wim")
    employer.bury(gone)
    jobs.catch_up()
    asked = "?kind=send&look=yes&ask=onboarding/month_1&day=2026-03-09&employment=everybody"
    page = hanna.get(HAND + asked).text
    assert "Het gebeurt voor 121 collega's" in page
    assert "overleden: 1" in page
    assert page.count('data-label="Straks"') == 200, "a hundred by name, and a hundred of what gives way"
    assert house.sql("SELECT count(*) AS n FROM journey.hand")[0].n == 0
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.split('id="seen"')[1]))
    assert hanna.post(HAND, data=form).status_code == 303
    assert hanna.post(HAND, data=form).status_code == 303
    page = hanna.get(HAND).text
    assert "121 brieven klaargezet" in page
    assert "Maak ongedaan" in page
    assert "overleden: 1" in page
    assert house.sql("SELECT count(*) AS n FROM journey.touchpoint WHERE rule = 'by_hand'")[0].n == 121


@pytest.mark.parametrize("kind", ["send", "move", "skip", "take_back", "pause", "resume", "explode"])
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_kind_has_its_page_also_with_nonsense_in_its_address(
    house: House, noor: Employee, hanna: FlaskClient, kind: str, language: str
) -> None:
    pressed(hanna, lane(noor), f"/journey/desk/touchpoints/{first(house).id}/skip", reason="hand_other")
    for rest in (
        "",
        "&look=yes",
        "&look=yes&day=2026-03-20&ask=onboarding/month_1&reason=hand_other",
        "&look=yes&department=zorg&from=gisteren&state=weg&employment=niemand&programme=';--",
        f"&look=yes&department={new_id()}&function=%3Cb%3E",
    ):
        answer = hanna.get(f"{HAND}?kind={kind}{rest}&lang={language}")
        assert answer.status_code == 200, rest
        assert "%(" not in answer.text
        assert "<b>" not in answer.text


def test_who_is_not_hr_does_nothing_by_hand(house: House, noor: Employee) -> None:
    client = house.logged_in("journey", "interviewer")
    assert client.get(HAND).status_code == 403
    assert client.get("/journey/desk/interviewers").status_code == 403
    assert house.client("journey").post("/journey/api/v1/hands").status_code == 401


def test_only_ones_own_last_action_is_offered_to_be_undone(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    pressed(hanna, lane(noor), f"/journey/desk/touchpoints/{first(house).id}/skip", reason="hand_other")
    assert "Maak ongedaan" in hanna.get(lane(noor)).text
    assert "Maak ongedaan" not in house.logged_in("journey").get(lane(noor)).text
    with transaction() as tx:
        assert hands.latest_of(tx.conn, UUID(int=0), tx.now) is None


def test_moments_are_called_by_what_people_call_them(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    page = hanna.get(f"{HAND}?kind=skip").text
    assert re.search(r'<option value="stay\.yearly"[^>]*>Jaarlijks blijfgesprek</option>', page)
    assert not re.search(r">\s*(yearly|week_1|stay_form)\s*[<(]", page)
    only = hanna.get(f"{HAND}?kind=skip&look=yes&reason=hand_other&rule=onboarding.week_1").text
    assert "Het gebeurt met één moment." in only
    house.sql(
        "UPDATE journey.touchpoint SET state = 'skipped', reason = 'budget', detail = 'stay.yearly 2026-03-02'"
        " WHERE rule = 'week_1'"
    )
    assert "jaarlijks blijfgesprek" in hanna.get(lane(noor)).text
    assert "yearly" not in hanna.get(lane(noor)).text
