"""A member thinks of somebody: one letter with the member's name, and nothing that tells who is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.alumni import jobs
from tests.house import pressed, text_of
from tests.integration.alumni.conftest import Network, submitted


def named(network: Network, own: str, email: str) -> Any:
    answer = submitted(network.phone, f"{own}/recommend", email=email)
    network.house.drain()
    return answer


def test_one_letter_with_the_name_and_nothing_kept_until_they_say_yes(
    network: Network, reader: tuple[Any, str]
) -> None:
    _, own = reader
    assert named(network, own, "Vriend@elders.example").status_code == 303
    (letter,) = network.letters("Vriend@elders.example")
    assert "Noor van der Meer dacht aan jou" in str(letter["Subject"])
    kept = network.house.sql(
        "SELECT row_to_json(a)::text AS it FROM alumni.application a WHERE source = 'colleague'"
    )
    assert "elders" not in kept[0].it
    assert network.house.sql("SELECT * FROM people.caller") == []
    link = network.link("Vriend@elders.example", "/invited")
    page = network.phone.get(link)
    assert "Noor van der Meer dacht aan jou" in page.text
    assert submitted(network.phone, link).status_code == 422, "a machine that presses the button says nothing"
    form = {"answer": "yes", "name": "Vera Vriend", "subjects": ["vacancies"]}
    wrong = submitted(network.phone, link, email="ander@elders.example", **form)
    assert (wrong.status_code, "waarop je onze brief kreeg" in wrong.text) == (422, True)
    assert submitted(network.phone, link, email="vriend@elders.example", **form).status_code == 303
    network.house.drain()
    desk = network.house.logged_in("people")
    (caller,) = network.house.sql("SELECT * FROM people.caller")
    pressed(desk, "/people/desk/callers", f"/people/desk/callers/{caller.id}/admit", person="new")
    network.house.drain()
    (vera,) = network.house.sql("SELECT * FROM people.person WHERE family_name = 'Vriend'")
    assert network.ledger({"id": vera.id}) == [("vacancies", True, "colleague")]
    assert "bevestigd" in network.phone.get(link).text


def test_the_member_sees_the_same_whoever_it_is_and_nobody_gets_a_second_letter(
    network: Network, reader: tuple[Any, str]
) -> None:
    noor, own = reader
    answers = [named(network, own, one) for one in ("vriend@elders.example", "VRIEND@elders.example")]
    answers.append(named(network, own, noor["private_email"]))
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {
        (303, answers[0].headers["Location"])
    }
    assert len({network.phone.get(one.headers["Location"]).text.count("Dank je") for one in answers}) == 1
    assert len(network.letters("vriend@elders.example")) == 1
    fourth = named(network, own, "vierde@elders.example")
    assert (fourth.status_code, "aan veel mensen" in fourth.text) == (422, True)
    assert network.letters("vierde@elders.example") == []


def test_no_and_silence_leave_nothing_and_reach_nobody(network: Network, reader: tuple[Any, str]) -> None:
    _, own = reader
    named(network, own, "nee@elders.example")
    named(network, own, "stil@elders.example")
    silent = network.link("stil@elders.example", "/invited")
    link = network.link("nee@elders.example", "/invited")
    letters = len(network.house.postbox.envelopes)
    assert submitted(network.phone, link, answer="no").status_code == 303
    assert "niemand hoort dat je nee zei" in network.phone.get(link).text
    network.house.set_time(network.house.now + timedelta(days=32))
    jobs.close_due()
    network.house.drain()
    assert network.phone.get(silent).status_code == 404
    assert len(network.house.postbox.envelopes) == letters
    network.house.set_time(network.house.now + timedelta(days=90))
    jobs.tidy_words()
    assert network.house.sql("SELECT * FROM alumni.recommendation") == []
    named(network, own, "stil@elders.example")
    assert len(network.letters("stil@elders.example")) == 1, "once is once"


def test_who_is_forgotten_thought_of_nobody(network: Network, reader: tuple[Any, str]) -> None:
    noor, own = reader
    named(network, own, "vriend@elders.example")
    link = network.link("vriend@elders.example", "/invited")
    network.house.client("people").post(
        f"/people/api/v1/people/{noor['id']}/erasure", headers=network.house.api
    )
    network.house.drain()
    assert network.house.sql("SELECT * FROM alumni.recommendation") == []
    assert "Een oud-collega dacht aan jou" in network.phone.get(link).text
    assert text_of(network.letters("vriend@elders.example")[-1])
