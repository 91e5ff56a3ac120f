"""The interviewer's desk: own conversations and no others, with a guide and what the person released."""

from __future__ import annotations

from uuid import UUID

from flask.testing import FlaskClient

from tests.house import House, pressed
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.stay_interviews.talks import FATIMA, calendar_of, instant, offered

ANNA = "anna@house.example"
DESK = "/stay/desk/talks"


def at_the_desk(house: House, account: UUID, *roles: str) -> FlaskClient:
    """Return a browser of this account."""
    client = house.logged_in("stay_interviews", *(roles or ("interviewer",)))
    house.sql(
        "UPDATE console.session SET account_id = :account WHERE seen_at = (SELECT max(seen_at) FROM console.session)",
        account=account,
    )
    return client


def test_an_interviewer_sees_own_conversations_with_the_guide_and_what_was_released(house: House) -> None:
    fatima = offered(house)
    anna = at_the_desk(house, fatima.anna)
    assert "Je hebt geen gesprekken" in anna.get(DESK).text
    assert "Eén collega kan nog een moment" in anna.get(DESK).text
    fatima.pick()
    fatima.press("/themes", themes=["growth"])
    assert "Fatima" in anna.get(DESK).text
    page = anna.get(f"{DESK}/{fatima.talk.id}").text
    assert "Wat bindt je hier?" in page
    assert "Leren en vooruitkomen" in page
    assert "Mijn leidinggevende" not in page


def test_nobody_sees_a_conversation_of_another_hr_neither(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    bram = at_the_desk(house, make_interviewer(house, "Bram"))
    hr = house.logged_in("stay_interviews", "hr")
    for client in (bram, hr):
        assert "Fatima" not in client.get(DESK).text
        assert client.get(f"{DESK}/{fatima.talk.id}").status_code == 404
    for deed in ("move", "cancel", "held"):
        answer = pressed(hr, "/stay/desk/", f"{DESK}/{fatima.talk.id}/{deed}", sure="yes")
        assert answer.status_code == 404
    for roles in (("manager",), ("board",)):
        assert house.logged_in("stay_interviews", *roles).get(DESK).status_code == 403
    assert fatima.talk.state == "booked"


def test_the_interviewer_moves_it_and_both_hear_so(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    anna, page = at_the_desk(house, fatima.anna), f"{DESK}/{fatima.talk.id}"
    later = fatima.times(change="yes", day="2026-03-13")[-1]
    assert pressed(anna, page, f"{page}/move", start=later, how="phone").status_code == 303
    for address in (FATIMA, ANNA):
        method, event, _ = calendar_of(fatima.letters(address)[-1])
        assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("REQUEST", 1, instant(later))
        assert "020 555 01 00" in event["LOCATION"]
    assert pressed(anna, page, f"{page}/move", start="straks", how="phone").status_code == 422


def test_the_interviewer_cancels_it_and_the_person_chooses_again(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    anna, page = at_the_desk(house, fatima.anna), f"{DESK}/{fatima.talk.id}"
    assert pressed(anna, page, f"{page}/cancel").status_code == 422
    assert pressed(anna, page, f"{page}/cancel", sure="yes").status_code == 303
    assert fatima.talk.state == "offered"
    assert calendar_of(fatima.letters(FATIMA)[-1])[0] == "CANCEL"
    assert "ander moment" in fatima.letters(FATIMA)[-1]["subject"]


def test_it_has_been_only_once_it_has_begun_and_then_nothing_moves_any_more(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    anna, page = at_the_desk(house, fatima.anna), f"{DESK}/{fatima.talk.id}"
    pressed(anna, page, f"{page}/held")
    assert fatima.talk.state == "booked"
    house.set_time(fatima.talk.starts_at)
    assert pressed(anna, page, f"{page}/cancel", sure="yes").status_code == 409
    assert pressed(anna, page, f"{page}/held").status_code == 303
    assert fatima.talk.state == "held"
    assert house.facts("stay.talk_held")
