"""In by one's own choice: the public page tells nothing, the letter asks, people knows who it is, or HR decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.alumni import jobs
from services.people.jobs import tidy_callers
from tests.house import House, pressed, text_of
from tests.integration.alumni.conftest import Network, submitted


def callers(house: House) -> list[Any]:
    return house.sql("SELECT * FROM people.caller")


def test_somebody_with_an_address_that_we_know_is_in_once_it_is_confirmed(network: Network) -> None:
    noor = network.worked_here()
    assert network.sign_up().headers["Location"].endswith("/alumni/sent")
    assert network.house.sql("SELECT * FROM alumni.member") == []
    assert network.confirm().status_code == 303
    assert network.wants(noor) == ["news", "reunions", "vacancies"]
    assert network.ledger(noor)[0] == ("news", True, "public_page")
    assert "Fijn dat we van elkaar blijven horen" in str(network.letters("noor@thuis.example")[-1]["Subject"])
    assert callers(network.house) == []


def test_the_page_says_and_does_the_same_whoever_asks(network: Network) -> None:
    network.worked_here()
    known = network.sign_up("noor@thuis.example")
    stranger = network.sign_up("vreemd@elders.example", "Iemand Anders")
    assert (known.status_code, known.headers["Location"], known.text) == (
        stranger.status_code,
        stranger.headers["Location"],
        stranger.text,
    )
    assert len(network.letters("noor@thuis.example")) == len(network.letters("vreemd@elders.example")) == 1


def test_whoever_is_not_known_waits_for_hr_who_says_who_it_is(network: Network) -> None:
    noor = network.worked_here(private_email=None)
    network.sign_up("noor@nieuw.example")
    network.confirm("noor@nieuw.example")
    assert network.house.sql("SELECT * FROM alumni.member") == []
    assert "Eén oud-collega klopt aan" in network.house.logged_in("console").get("/console/desk/").text
    desk = network.house.logged_in("people")
    page = desk.get("/people/desk/callers")
    assert "Noor van der Meer" in page.text
    assert "de jaren passen" in page.text
    (row,) = callers(network.house)
    searched = desk.get("/people/desk/callers", query_string={"about": row.id, "q": "Meer"})
    assert searched.text.count(f'value="{noor["id"]}"') == 1, "who was found already is there once"
    pressed(desk, "/people/desk/callers", f"/people/desk/callers/{row.id}/admit", person=noor["id"])
    network.house.drain()
    assert network.wants(noor) == ["news", "reunions", "vacancies"]
    assert len(network.letters("noor@nieuw.example")) == 2, "the welcome goes to the address they gave"
    again = pressed(desk, "/people/desk/callers", f"/people/desk/callers/{row.id}/admit", person=noor["id"])
    assert again.status_code == 303, "a second click is told, and changes nothing"


def test_whom_no_file_knows_becomes_a_person_like_all_others(network: Network) -> None:
    network.sign_up("piet@oud.example", "Piet de Oude")
    network.confirm("piet@oud.example", subjects=["reunions"])
    desk = network.house.logged_in("people")
    (row,) = callers(network.house)
    pressed(desk, "/people/desk/callers", f"/people/desk/callers/{row.id}/admit", person="new")
    network.house.drain()
    (person,) = network.house.sql("SELECT * FROM people.person")
    assert (person.given_name, person.infix, person.family_name) == ("Piet", "de", "Oude")
    assert network.wants({"id": person.id}) == ["reunions"]
    assert network.member({"id": person.id}).state == "awake"


def test_whom_hr_does_not_know_stays_out_and_nothing_is_kept(network: Network) -> None:
    network.sign_up("vreemd@elders.example", "Iemand Anders")
    network.confirm("vreemd@elders.example")
    desk = network.house.logged_in("people")
    (row,) = callers(network.house)
    pressed(desk, "/people/desk/callers", f"/people/desk/callers/{row.id}/refuse")
    network.house.drain()
    assert callers(network.house) == []
    assert network.house.sql("SELECT state FROM alumni.application")[0].state == "refused"
    assert len(network.letters("vreemd@elders.example")) == 1


def test_opening_the_link_and_sending_the_page_as_it_stands_confirms_nothing(network: Network) -> None:
    network.worked_here()
    network.sign_up()
    link = network.link("noor@thuis.example")
    assert network.phone.get(link).status_code == 200
    assert network.phone.head(link).status_code == 200
    assert submitted(network.phone, link, subjects=["news"]).status_code == 422
    network.house.drain()
    assert network.house.sql("SELECT state FROM alumni.application")[0].state == "open"


def test_no_is_an_answer_and_wipes_what_was_left_at_the_door(network: Network) -> None:
    network.sign_up("vreemd@elders.example", "Iemand Anders")
    answer = submitted(network.phone, network.link("vreemd@elders.example"), answer="no")
    assert answer.status_code == 303
    network.house.drain()
    assert callers(network.house) == []
    assert "Dat is goed" in network.phone.get(answer.headers["Location"]).text


def test_what_is_never_confirmed_goes_by_itself(network: Network) -> None:
    network.sign_up()
    link = network.link("noor@thuis.example")
    network.house.set_time(network.house.now + timedelta(days=9))
    assert jobs.close_due() == 1
    network.house.drain()
    tidy_callers()
    assert callers(network.house) == []
    assert network.phone.get(link).status_code == 404


def test_one_address_gets_no_more_than_three_letters_a_day_and_the_page_does_not_say_so(
    network: Network,
) -> None:
    answers = [network.sign_up() for _ in range(5)]
    assert {answer.status_code for answer in answers} == {303}
    assert len(network.letters("noor@thuis.example")) == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "noor"}, "email"),
        ({"email": ""}, "email"),
        ({"from_year": "20"}, "from_year"),
        ({"until_year": "2031"}, "until_year"),
        ({"from_year": "2019", "until_year": "2012"}, "until_year"),
        ({"subjects": []}, "subjects"),
        ({"subjects": ["everything"]}, "subjects"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_what_was_typed_stays(
    network: Network, changes: dict[str, Any], field: str
) -> None:
    answer = network.sign_up(**changes)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert network.house.sql("SELECT * FROM alumni.application") == []
    if field != "name":
        assert 'value="Noor van der Meer"' in answer.text


def test_the_role_of_the_network_can_leave_word_at_the_door_and_never_look(network: Network) -> None:
    with network.house.transaction("alumni")() as tx, pytest.raises(Exception, match="permission denied"):
        from sqlalchemy import text  # noqa: PLC0415

        tx.conn.execute(text("SELECT email FROM people.caller"))


def test_whoever_works_here_is_in_asleep_and_hears_nothing_until_they_leave(network: Network) -> None:
    noor = network.worked_here(last_day=None, leave_kind=None)
    network.sign_up()
    network.confirm()
    assert network.member(noor).state == "asleep"
    assert "Zolang je hier werkt" in text_of(network.letters("noor@thuis.example")[-1])
